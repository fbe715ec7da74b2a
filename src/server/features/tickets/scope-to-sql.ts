/**
 * The interpreter of a Scope in SQL; its twin in memory is domain/access/matches.ts.
 * Every clause becomes "newest n by its own index" (one LATERAL arm per company, company and queue, or queue), the arms are
 * merged and de-duplicated. Never one WHERE with OR: PostgreSQL would walk a whole index for a contact who sees little.
 * No plan depends on a value: the statements are planned once per connection, for any contact (platform/db/connect.ts).
 */

import { sql } from "kysely";
import type { Clause, Scope } from "#domain/access/scope.ts";
import { foundByText } from "./found-by-text.ts";
import { and, companyOf, companyRows, ids, queueOf, queueSet, readers, rowConditions, type Sql, type TicketFilter, wholeClause } from "./scope-conditions.ts";
import { afterCursor, inOrder, type Newest, newestRows, type TicketOrder } from "./ticket-order.ts";

export type { TicketFilter } from "./scope-conditions.ts";

/** Above this many (company, queue) pairs a clause walks the companies' tickets and filters by queue instead. */
const mostPairArms = 1500;
/** Queues of a group and descendants of a company, as taken where arms are estimated before asking. */
const queuesPerGroup = 5;
const companiesBelow = 20;

/** `select ticket_id, sort_at` of the newest tickets within the scope, in order, without doubles. */
export function newestInScope(scope: Scope, filter: TicketFilter, newest: Newest, now: Date): Sql {
  const branches = scope.clauses.map((clause) => sql`(${newestOfClause(clause, scope, filter, newest, now)})`);
  if (branches.length === 0) return sql`select null::uuid as ticket_id, null::timestamptz as sort_at where false`;
  const merged = sql.join(branches, sql` union all `);
  return sql`select distinct on (sort_at, ticket_id) ticket_id, sort_at from (${merged}) as branch ${inOrder(newest.order)} limit ${newest.limit}`;
}

/** `select count`, at most `cap` (null: exact). */
export function countInScope(scope: Scope, filter: TicketFilter, cap: number | null, now: Date): Sql {
  const branches = scope.clauses.map((clause) => ({ clause, rows: allOfClause(clause, scope, filter, cap, now) }));
  const [first] = branches;
  if (!first) return sql`select 0::int as count`;
  if (branches.length === 1 && first.clause.participation === null) return sql`select count(*)::int as count from (${first.rows}) as counted`;
  // A ticket by two paths counts once. Where one path alone reaches the cap, nobody needs to look for doubles.
  const wide = cap === null ? [] : branches.filter(({ clause }) => clause.participation === null).reverse();
  const named = wide.map(({ rows }, index) => ({ name: sql.ref(`branch_${index}`), rows }));
  const others = branches.filter((branch) => !wide.includes(branch));
  const union = sql.join([...named.map(({ name }) => sql`select ticket_id from ${name}`), ...others.map(({ rows }) => sql`(${rows})`)], sql` union `);
  const total = sql`(select count(*)::int from (select from (${union}) as merged limit ${cap}) as counted)`;
  if (named.length === 0) return sql`select ${total} as count`;
  const reached = named.map(({ name }) => sql`when (select count(*) from ${name}) >= ${cap} then ${cap}::int`);
  return sql`with ${sql.join(named.map(({ name, rows }) => sql`${name} as materialized (${rows})`))} select case ${sql.join(reached, sql` `)} else ${total} end as count`;
}

/** `select ticket_id` of those of these tickets that are within the scope. */
export function isInScope(scope: Scope, ticketIds: readonly string[], now: Date): Sql {
  const branches = scope.clauses.map((clause) => {
    const { from, where } = wholeClause(clause, now);
    return sql`(select t.ticket_id ${from} where ${and([...where, ...rowConditions(clause, scope, { state: "all" }), sql`t.ticket_id = any(${ids(ticketIds)})`])})`;
  });
  if (branches.length === 0) return sql`select null::uuid as ticket_id where false`;
  return sql.join(branches, sql` union `);
}

// ───────────────────────── one clause ─────────────────────────

/** Where a clause's tickets are found: in one stretch of an index, or in one stretch for each arm. */
export type Source = { from: Sql; where: Sql[]; arms?: { rows: Sql; about: number } };

/** The filter that narrows most chooses the index; else the clause does. `by` none: they are only counted. */
export function sourceOf(clause: Clause, scope: Scope, filter: TicketFilter, by: TicketOrder["by"] | "none", now: Date): Source {
  const row = rowConditions(clause, scope, filter);
  const from = sql`from ticket t`;
  if (clause.participation !== null || clause.requester !== null || filter.contactId !== undefined || typeof filter.assigneeId === "string")
    return wholeSource(clause, scope, filter, now);
  if (clause.companies !== null) return companySource(clause, clause.companies, filter, by, row);
  if (filter.companyIds) {
    const arms = { rows: sql`select distinct unnest(${ids(filter.companyIds)}) as company_id`, about: filter.companyIds.length };
    return { from, where: [sql`t.company_id = arm.company_id`, queueOf(clause), companyOf(clause), ...readers(clause, now, "each"), ...row], arms };
  }
  if (clause.groups === "any" && clause.confidential) return wholeSource(clause, scope, filter, now);
  const arms = { rows: sql`select q.queue_id, q.group_id from queue q where ${and(queueSet(clause, filter))}`, about: queuesOf(clause, filter) };
  // The readers' companies are open: their gate asks no less than the clause's.
  const companies = clause.readsGroup ? readers(clause, now, by === "none" ? "all" : "each", sql`arm.group_id`) : [companyOf(clause)];
  return { from, where: [sql`t.queue_id = arm.queue_id`, ...companies, ...row], arms };
}

/** In one stretch, whatever the clause asks. */
export function wholeSource(clause: Clause, scope: Scope, filter: TicketFilter, now: Date): Source {
  const { from, where } = wholeClause(clause, now);
  return { from, where: [...where, ...rowConditions(clause, scope, filter)] };
}

/** An arm per company and queue while these are few and the order has an index for them, else per company. */
function companySource(clause: Clause, companies: NonNullable<Clause["companies"]>, filter: TicketFilter, by: TicketOrder["by"] | "none", row: Sql[]): Source {
  const from = sql`from ticket t`;
  const rows = companyRows(clause, companies, filter);
  const about = companies.ids.length + companies.below.length * companiesBelow;
  const pairs = clause.groups === "any" && !filter.queueIds ? Number.POSITIVE_INFINITY : about * queuesOf(clause, filter);
  if (by === "created" || pairs > mostPairArms) return { from, where: [sql`t.company_id = arm.company_id`, queueOf(clause), ...row], arms: { rows, about } };
  const both = sql`select c.company_id, q.queue_id from (${rows}) c cross join queue q where ${and(queueSet(clause, filter))}`;
  return { from, where: [sql`t.company_id = arm.company_id`, sql`t.queue_id = arm.queue_id`, ...row], arms: { rows: both, about: pairs } };
}

const queuesOf = (clause: Clause, filter: TicketFilter): number =>
  Math.min(filter.queueIds?.length ?? Number.POSITIVE_INFINITY, clause.groups === "any" ? Number.POSITIVE_INFINITY : clause.groups.length * queuesPerGroup);

function newestOfClause(clause: Clause, scope: Scope, filter: TicketFilter, newest: Newest, now: Date): Sql {
  if (filter.search !== undefined) return foundByText(clause, scope, filter, newest, now);
  const { from, where, arms } = sourceOf(clause, scope, filter, newest.order.by, now);
  const rows = (limit: number) => newestRows(from, [...where, ...afterCursor(newest)], newest.order, limit);
  if (!arms) return rows(newest.limit);
  // Of many arms only those can contribute whose own newest ticket is among the newest n of these.
  const contributing =
    arms.about <= newest.limit
      ? sql`(${arms.rows}) as arm`
      : sql`(select arm.* from (${arms.rows}) as arm cross join lateral (${rows(1)}) as first ${inOrder(newest.order)} limit ${newest.limit}) as arm`;
  return sql`select newest.* from ${contributing} cross join lateral (${rows(newest.limit)}) as newest`;
}

function allOfClause(clause: Clause, scope: Scope, filter: TicketFilter, cap: number | null, now: Date): Sql {
  if (filter.search !== undefined) return foundByText(clause, scope, filter, null, now);
  const { from, where, arms } = sourceOf(clause, scope, filter, "none", now);
  // The limit also is a fence: without it PostgreSQL joins the whole table with the arms.
  const rows = sql`select t.ticket_id ${from} where ${and(where)} limit ${cap}`;
  return arms ? sql`select counted.ticket_id from (${arms.rows}) as arm cross join lateral (${rows}) as counted limit ${cap}` : rows;
}
