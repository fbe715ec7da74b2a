/**
 * The interpreter of a Scope in SQL; its twin in memory is domain/access/matches.ts.
 * Every clause becomes "newest n by its own index" (one LATERAL arm per company, company and queue, or queue), the arms are
 * merged and de-duplicated. Never one WHERE with OR: PostgreSQL would walk a whole index for a contact who sees little.
 * No plan depends on a value: the statements are planned once per connection, for any contact (platform/db/connect.ts).
 */

import { sql } from "kysely";
import type { Clause, CompanySet, Scope } from "#domain/access/clause.ts";
import { coveredProjects } from "#domain/access/grants.ts";
import { foundByText } from "./found-by-text.ts";
import {
  and,
  atMost,
  clauseHolds,
  companyOf,
  companyRows,
  fewTickets,
  ids,
  participantTickets,
  primaryLeads,
  queueOf,
  queueSet,
  readers,
  rowConditions,
  type Sql,
  secondaryTickets,
  type TicketFilter,
  wholeClause,
} from "./scope-conditions.ts";
import { afterCursor, inOrder, type Newest, newestRows, type TicketOrder } from "./ticket-order.ts";

export type { TicketFilter } from "./scope-conditions.ts";

/** Above this many (company, queue) pairs a clause walks the companies' tickets and filters by queue instead. */
const mostPairArms = 1500;
/** From this many arms on it is tried whether the newest tickets of the whole table, this many, fill the page. */
export const manyArms = 200;
const walkedTickets = 4000;
/** Queues of a group and descendants of a company, as taken where arms are estimated before asking. */
const queuesPerGroup = 5;
const companiesBelow = 20;
const sisters = 10;

/** `select ticket_id, sort_at` of the newest tickets within the scope, in order, without doubles. */
export function newestInScope(scope: Scope, filter: TicketFilter, newest: Newest, now: Date): Sql {
  const branches =
    filter.search === undefined
      ? sourcesOf(scope, filter, newest.order.by, now).map((source) => newestOf(source, newest))
      : foundByText(scope, filter, newest, now);
  if (branches.length === 0) return sql`select null::uuid as ticket_id, null::timestamptz as sort_at where false`;
  const merged = sql.join(branches.map(inParentheses), sql` union all `);
  return sql`select distinct on (sort_at, ticket_id) ticket_id, sort_at from (${merged}) as branch ${inOrder(newest.order)} limit ${atMost(newest.limit)}`;
}

/** `select count`, at most `cap` (null: exact). */
export function countInScope(scope: Scope, filter: TicketFilter, cap: number | null, now: Date): Sql {
  if (filter.search !== undefined) return countFound(foundByText(scope, filter, null, now), cap);
  // A ticket by two paths counts once, by the first of them: so nobody has to look for doubles among many thousands.
  const clauses = foundByIndex(scope).sort((a, b) => Number(a.requester !== null) - Number(b.requester !== null));
  const not = (earlier: readonly Clause[]): Sql[] => earlier.map((clause) => sql`${clauseHolds(clause, now)} is not true`);
  const branches = clauses.flatMap((clause, index) =>
    sourcesOfClause(clause, scope, filter, "none", now).map((source) => allOf({ ...source, where: [...source.where, ...not(clauses.slice(0, index))] }, cap)),
  );
  const added = participantTickets(scope, filter, now);
  if (added) branches.push(allOf({ from: added.from, where: [...added.where, ...not(clauses)] }, cap));
  const [first, ...others] = branches.map(countOf);
  if (!first) return sql`select 0::int as count`;
  if (others.length === 0) return first;
  const sum = sql.join([sql`first.count`, ...others.map(inParentheses)], sql` + `);
  if (cap === null) return sql`select ${sum} as count from (${first}) as first`;
  // Where the first reaches the cap, nobody needs the others.
  return sql`select case when first.count >= ${cap} then first.count else least(${cap}, ${sum}) end as count from (${first}) as first`;
}

const countOf = (rows: Sql): Sql => sql`select count(*)::int as count from (${rows}) as counted`;
function countFound(branches: readonly Sql[], cap: number | null): Sql {
  if (branches.length === 0) return sql`select 0::int as count`;
  return countOf(sql`select from (${sql.join(branches.map(inParentheses), sql` union `)}) as found limit ${atMost(cap)}`);
}
const inParentheses = (rows: Sql): Sql => sql`(${rows})`;

/** `select ticket_id` of those of these tickets that are within the scope. */
export function isInScope(scope: Scope, ticketIds: readonly string[], now: Date): Sql {
  const branches = scope.clauses.map((clause) => {
    const where = [...wholeClause(clause, now), ...rowConditions(clause, scope, { state: "all" })];
    return sql`(select t.ticket_id from ticket t where ${and([...where, sql`t.ticket_id = any(${ids(ticketIds)})`])})`;
  });
  if (branches.length === 0) return sql`select null::uuid as ticket_id where false`;
  return sql.join(branches, sql` union `);
}

// ───────────────────────── where a clause's tickets are found ─────────────────────────

/** In one stretch of an index, or in one stretch for each arm. */
export type Source = { from: Sql; where: Sql[]; arms?: Arms };
/**
 * `on` joins a ticket to its arm; `within` says without arms what they say together, for arms that may be most of the table;
 * `late` is dear and mostly true, and so asked of as few tickets as fill the page (its arms have a `group_id`).
 */
export type Arms = { rows: Sql; on: Sql[]; about: number; within?: Sql; late?: (group: Sql) => Sql[] };

/** All that a ticket of an arm has to fulfil. */
export const allOn = (arms: Arms): Sql[] => [...arms.on, ...(arms.late?.(sql`arm.group_id`) ?? [])];

const foundByIndex = (scope: Scope): Clause[] => scope.clauses.filter((clause) => clause.participation === null);

/** All clauses of a scope, those by participation as one. */
export function sourcesOf(scope: Scope, filter: TicketFilter, by: TicketOrder["by"], now: Date): Source[] {
  const sources = foundByIndex(scope).flatMap((clause) => sourcesOfClause(clause, scope, filter, by, now));
  const added = participantTickets(scope, filter, now);
  return added ? [...sources, added] : sources;
}

/** No ticket is in two of them. */
function sourcesOfClause(clause: Clause, scope: Scope, filter: TicketFilter, by: TicketOrder["by"] | "none", now: Date): Source[] {
  const whole = filter.contactId !== undefined || typeof filter.assigneeId === "string" || fewTickets(filter) !== undefined;
  return clause.project === null || whole ? [sourceOf(clause, scope, filter, by, now)] : projectSources(clause, clause.project, scope, filter, now);
}

/** An arm per project by the copy of the primary pair in the ticket, and those whom only a secondary pair leads to: few. */
function projectSources(clause: Clause, project: NonNullable<Clause["project"]>, scope: Scope, filter: TicketFilter, now: Date): Source[] {
  const projects = coveredProjects(project.covered);
  if (projects.length === 0) return [];
  const leads = primaryLeads(project);
  const row = rowConditions(clause, scope, filter);
  if (project.withoutContact) row.push(sql`t.contact_id is null`);
  const rows = sql`select distinct unnest(${ids(projects)}) as project_id`;
  const arms = { rows, on: [sql`t.project_id = arm.project_id`], about: projects.length };
  return [
    { from: sql`from ticket t`, where: [leads, companyOf(clause), queueOf(clause), ...row], arms },
    { from: secondaryTickets(projects), where: [sql`${leads} is not true`, ...wholeClause(clause, now), ...row] },
  ];
}

/** The filter that narrows most chooses the index; else the clause does. `by` none: they are only counted. */
function sourceOf(clause: Clause, scope: Scope, filter: TicketFilter, by: TicketOrder["by"] | "none", now: Date): Source {
  const row = rowConditions(clause, scope, filter);
  const few = fewTickets(filter);
  if (few) return { ...wholeSource(clause, scope, filter, now), from: few };
  const from = sql`from ticket t`;
  if (clause.requester !== null || filter.contactId !== undefined || typeof filter.assigneeId === "string") return wholeSource(clause, scope, filter, now);
  if (clause.companies !== null) return companySource(clause, clause.companies, filter, by, row);
  if (filter.companyIds) {
    const rows = sql`select distinct unnest(${ids(filter.companyIds)}) as company_id`;
    const arms = { rows, on: [sql`t.company_id = arm.company_id`], about: filter.companyIds.length };
    return { from, where: [queueOf(clause), companyOf(clause), ...readers(clause, now, "each"), ...row], arms };
  }
  if (clause.groups === "any" && clause.confidential) return wholeSource(clause, scope, filter, now);
  const rows = sql`select q.queue_id, q.group_id from queue q where ${and(queueSet(clause, filter))}`;
  const arms = { rows, on: [sql`t.queue_id = arm.queue_id`], about: queuesOf(clause, filter) };
  // The readers' companies are open: their gate asks no less than the clause's.
  if (clause.readsGroup) return { from, where: row, arms: { ...arms, late: (group) => readers(clause, now, by === "none" ? "all" : "each", group) } };
  return { from, where: [companyOf(clause), ...row], arms: { ...arms, within: queueOf(clause) } };
}

/** In one stretch, whatever the clause asks. */
export function wholeSource(clause: Clause, scope: Scope, filter: TicketFilter, now: Date): Source {
  return { from: sql`from ticket t`, where: [...wholeClause(clause, now), ...rowConditions(clause, scope, filter)] };
}

/** An arm per company and queue while these are few and the order has an index for them, else per company. */
function companySource(clause: Clause, companies: NonNullable<Clause["companies"]>, filter: TicketFilter, by: TicketOrder["by"] | "none", row: Sql[]): Source {
  const from = sql`from ticket t`;
  const rows = companyRows(clause, companies, filter);
  const about = aboutOf(companies);
  const pairs = clause.groups === "any" && !filter.queueIds ? Number.POSITIVE_INFINITY : about * queuesOf(clause, filter);
  const on = [sql`t.company_id = arm.company_id`];
  if (by === "created" || by === "due" || pairs > mostPairArms)
    return { from, where: [queueOf(clause), ...row], arms: { rows, on, about, within: companyOf(clause) } };
  const both = sql`select c.company_id, q.queue_id from (${rows}) c cross join queue q where ${and(queueSet(clause, filter))}`;
  return { from, where: row, arms: { rows: both, on: [...on, sql`t.queue_id = arm.queue_id`], about: pairs } };
}

const aboutOf = ({ below, familyOf, shownTo, billedBy, ...companies }: CompanySet): number =>
  companies.ids.length + below.length * companiesBelow + (familyOf.length + shownTo.length + billedBy.length) * sisters;

const queuesOf = (clause: Clause, filter: TicketFilter): number =>
  Math.min(filter.queueIds?.length ?? Number.POSITIVE_INFINITY, clause.groups === "any" ? Number.POSITIVE_INFINITY : clause.groups.length * queuesPerGroup);

function newestOf({ from, where, arms }: Source, newest: Newest): Sql {
  const conditions = [...where, ...afterCursor(newest)];
  if (!arms) return newestRows(from, conditions, newest.order, newest.limit);
  if (arms.late) return newestAskedLate({ from, where: conditions, arms }, arms.late, newest);
  return newestOfArms({ from, where: conditions, arms }, newest);
}

/** What stands before in the order than anything that an arm may still have is surely of the page; else arm by arm. */
function newestAskedLate({ from, where, arms }: Required<Source>, late: NonNullable<Arms["late"]>, newest: Newest): Sql {
  const { order, limit } = newest;
  const enough = 2 * limit;
  const rows = newestRows(from, [...arms.on, ...where], order, enough, sql`, t.company_id`);
  const ofArm = sql`select ticket_id, sort_at, company_id, row_number() over (${inOrder(order)}) = ${enough} as cut from (${rows}) as newest`;
  const last = sql`select sort_at, ticket_id from stretch where cut ${inOrder(order)} limit 1`;
  const sure = sql`not exists (select from stretch where cut) or (sort_at, ticket_id) ${order.descending ? sql`>=` : sql`<=`} (${last})`;
  const most = atMost(limit);
  return sql`
    with stretch as materialized (select arm.group_id, of_arm.* from (${arms.rows}) as arm cross join lateral (${ofArm}) as of_arm),
    picked as materialized (
      select t.ticket_id, t.sort_at from (select * from stretch where ${sure} ${inOrder(order)}) as t where ${and(late(sql`t.group_id`))} limit ${most})
    select ticket_id, sort_at from picked
    union all select * from (${newestOfArms({ from, where, arms }, newest)}) as by_arms
      where (select count(*) from picked) < ${most} and exists (select from stretch where cut)`;
}

function newestOfArms({ from, where: conditions, arms }: Required<Source>, newest: Newest): Sql {
  const rows = (limit: number) => newestRows(from, [...allOn(arms), ...conditions], newest.order, limit);
  // Of many arms only those can contribute whose own newest ticket is among the newest n of these.
  const contributing =
    arms.about <= newest.limit
      ? sql`(${arms.rows}) as arm`
      : sql`(select arm.* from (${arms.rows}) as arm cross join lateral (${rows(1)}) as first ${inOrder(newest.order)} limit ${atMost(newest.limit)}) as arm`;
  const byArms = sql`select newest.* from ${contributing} cross join lateral (${rows(newest.limit)}) as newest`;
  if (!arms.within || arms.about < manyArms) return byArms;
  // Arms that are most of the table fill the page from its newest tickets.
  const walked = newestRows(from, conditions, newest.order, walkedTickets, sql`, t.queue_id, t.company_id`);
  return sql`
    with walked as materialized (select t.ticket_id, t.sort_at from (${walked}) as t where ${arms.within} ${inOrder(newest.order)} limit ${atMost(newest.limit)})
    select ticket_id, sort_at from walked where (select count(*) from walked) = ${atMost(newest.limit)}
    union all select * from (${byArms}) as by_arms where (select count(*) from walked) < ${atMost(newest.limit)}`;
}

/** At most `cap` (null: all). */
function allOf({ from, where, arms }: Source, cap: number | null): Sql {
  const most = atMost(cap);
  if (!arms) return sql`select t.ticket_id ${from} where ${and(where)} limit ${most}`;
  // OFFSET 0: arm by arm; without it PostgreSQL joins the whole table with the arms.
  const ofArm = sql`select t.ticket_id ${from} where ${and([...allOn(arms), ...where])} offset 0`;
  return sql`select counted.ticket_id from (${arms.rows}) as arm cross join lateral (${ofArm}) as counted limit ${most}`;
}
