/**
 * The interpreter of a Scope in SQL; its twin in memory is domain/access/matches.ts.
 * Every clause becomes "newest n by its own index" (one LATERAL arm per company, company and queue, or queue), the arms are
 * merged and de-duplicated. Never one WHERE with OR: PostgreSQL would walk a whole index for a contact who sees little.
 */

import { type RawBuilder, sql } from "kysely";
import type { Clause, Scope } from "#domain/access/scope.ts";

type Sql = RawBuilder<unknown>;

/** What the asking person narrows the list by; independent of what they may see. */
export type TicketFilter = {
  state: "open" | "closed" | "all";
  companyIds?: readonly string[] | undefined;
  queueIds?: readonly string[] | undefined;
  priorityIds?: readonly string[] | undefined;
  statusIds?: readonly string[] | undefined;
  contactId?: string | undefined;
  /** null: nobody. */
  assigneeId?: string | null | undefined;
  /** Text of a tsquery of the configuration `pforte`. */
  search?: string | undefined;
  /** Agents also search internal articles. */
  searchInternal?: boolean | undefined;
};

export type TicketOrder = { by: "changed" | "created"; descending: boolean };
/** The last row of the page before: its time as PostgreSQL writes it (microseconds), and its id. */
export type TicketCursor = { at: string; id: string };
export type Newest = { order: TicketOrder; limit: number; after?: TicketCursor | undefined };

/** Above this many (company, queue) pairs a clause walks the companies' tickets and filters by queue instead. */
const mostPairArms = 1500;
/** Queues that a group is taken to have when arms are estimated before asking. */
const queuesPerGroup = 5;

/** `select ticket_id, sort_at` of the newest tickets within the scope, in order, without doubles. */
export function newestInScope(scope: Scope, filter: TicketFilter, newest: Newest, now: Date): Sql {
  const direction = newest.order.descending ? sql`desc` : sql`asc`;
  const branches = scope.clauses.map((clause) => sql`(${clauseSql(clause, scope, filter, now, newest)})`);
  if (branches.length === 0) return sql`select null::uuid as ticket_id, null::timestamptz as sort_at where false`;
  const merged = sql.join(branches, sql` union all `);
  return sql`select distinct on (sort_at, ticket_id) ticket_id, sort_at from (${merged}) as branch order by sort_at ${direction}, ticket_id ${direction} limit ${newest.limit}`;
}

/** `select count`, at most `cap` (null: exact). */
export function countInScope(scope: Scope, filter: TicketFilter, cap: number | null, now: Date): Sql {
  const branches = scope.clauses.map((clause) => {
    const rows = clauseSql(clause, scope, filter, now, null);
    return cap === null ? sql`(${rows})` : sql`(select ticket_id from (${rows}) as branch limit ${cap})`;
  });
  if (branches.length === 0) return sql`select 0::int as count`;
  const merged = branches.length === 1 && branches[0] ? branches[0] : sql.join(branches, sql` union `);
  const limited = cap === null ? merged : sql`(select ticket_id from (${merged}) as merged limit ${cap})`;
  return sql`select count(*)::int as count from (${limited}) as counted`;
}

/** A condition on ticket `t`: is it within the scope? For few tickets that are known by id. */
export function isInScope(scope: Scope, ticketIds: readonly string[], now: Date): Sql {
  const branches = scope.clauses.map((clause) => {
    const { from, where } = wholeClause(clause, now);
    return sql`(select t.ticket_id ${from} where ${and([...where, ...rowConditions(clause, scope, { state: "all" }), sql`t.ticket_id = any(${ids(ticketIds)})`])})`;
  });
  if (branches.length === 0) return sql`select null::uuid as ticket_id where false`;
  return sql.join(branches, sql` union `);
}

// ───────────────────────── one clause ─────────────────────────

function clauseSql(clause: Clause, scope: Scope, filter: TicketFilter, now: Date, newest: Newest | null): Sql {
  const row = [...rowConditions(clause, scope, filter), ...(newest ? afterCursor(newest) : [])];
  if (filter.search !== undefined) return searchingClause(clause, filter, row, now, newest);
  if (clause.requester !== null) {
    const where = [sql`t.contact_id = ${clause.requester}::uuid`, companyOf(clause, filter), queueOf(clause)];
    return selectRows(sql`from ticket t`, [...where, ...row], newest);
  }
  if (clause.participation !== null) {
    const { from, where } = wholeClause(clause, now);
    return selectRows(from, [...where, ...companyFilter(filter), ...row], newest);
  }
  if (clause.companies !== null) return companyArms(clause, clause.companies, filter, row, newest);
  return queueArms(clause, filter, row, now, newest);
}

/** Own and companies' tickets: an arm per company, or per company and queue. */
function companyArms(clause: Clause, companies: NonNullable<Clause["companies"]>, filter: TicketFilter, row: Sql[], newest: Newest | null): Sql {
  const companyRows = sql`select c.company_id from company c where ${and([companySet(companies), companyGate(clause), ...armFilter(filter)])}`;
  const companyCount = companies.ids.length * (companies.below.length > 0 ? 10 : 1);
  if (clause.groups !== "any" && companyCount * clause.groups.length * queuesPerGroup <= mostPairArms) {
    const arms = sql`select c.company_id, q.queue_id from (${companyRows}) c cross join queue q where ${and(queueSet(clause))}`;
    return armSql(arms, [sql`t.company_id = arm.company_id`, sql`t.queue_id = arm.queue_id`, ...row], newest);
  }
  return armSql(companyRows, [sql`t.company_id = arm.company_id`, queueOf(clause), ...row], newest);
}

/** Partners' and agents' tickets: an arm per queue, or the whole table in order where every queue is open. */
function queueArms(clause: Clause, filter: TicketFilter, row: Sql[], now: Date, newest: Newest | null): Sql {
  const where = [...readers(clause, now), ...companyFilter(filter)];
  if (clause.groups === "any" && clause.confidential) return selectRows(sql`from ticket t`, [...where, ...row], newest);
  const arms = sql`select q.queue_id, q.group_id from queue q where ${and(queueSet(clause))}`;
  return armSql(arms, [sql`t.queue_id = arm.queue_id`, ...where, ...row], newest);
}

function armSql(arms: Sql, where: Sql[], newest: Newest | null): Sql {
  if (newest === null) return sql`select t.ticket_id from (${arms}) as arm join ticket t on ${and(where)}`;
  return sql`select newest.* from (${arms}) as arm cross join lateral (${selectRows(sql`from ticket t`, where, newest)}) as newest`;
}

function selectRows(from: Sql, where: Sql[], newest: Newest | null): Sql {
  if (newest === null) return sql`select t.ticket_id ${from} where ${and(where)}`;
  const at = sortColumn(newest.order);
  const direction = newest.order.descending ? sql`desc` : sql`asc`;
  return sql`select t.ticket_id, ${at} as sort_at ${from} where ${and(where)} order by ${at} ${direction}, t.ticket_id ${direction} limit ${newest.limit}`;
}

/** Full text first, inside a fence, on the index that also knows company and contact; then the clause. */
function searchingClause(clause: Clause, filter: TicketFilter, row: Sql[], now: Date, newest: Newest | null): Sql {
  const text = filter.searchInternal ? sql`coalesce(s.internal_text, s.visible_text)` : sql`s.visible_text`;
  const near: Sql[] = [sql`${text} @@ to_tsquery('pforte', ${filter.search ?? ""})`];
  if (clause.requester !== null) near.push(sql`s.contact_id = ${clause.requester}::uuid`);
  else if (clause.companies !== null)
    near.push(
      sql`s.company_id = any(array(select c.company_id from company c where ${and([companySet(clause.companies), companyGate(clause), ...armFilter(filter)])}))`,
    );
  const { from, where } = wholeClause(clause, now);
  const found = sql`select s.ticket_id from ticket_search s where ${and(near)}`;
  const at = newest ? sortColumn(newest.order) : sql`t.changed_at`;
  const direction = newest && !newest.order.descending ? sql`asc` : sql`desc`;
  const conditions = and([...where, ...companyFilter(filter), ...row]);
  return sql`with found as materialized (${found}) select t.ticket_id${newest ? sql`, ${at} as sort_at` : sql``} ${from} join found on found.ticket_id = t.ticket_id where ${conditions}${
    newest ? sql` order by ${at} ${direction}, t.ticket_id ${direction} limit ${newest.limit}` : sql``
  }`;
}

/** The clause as conditions on any ticket `t`, without arms. */
function wholeClause(clause: Clause, now: Date): { from: Sql; where: Sql[] } {
  const where = [companyOf(clause, { state: "all" }), queueOf(clause), ...readers(clause, now)];
  if (clause.requester !== null) where.push(sql`t.contact_id = ${clause.requester}::uuid`);
  if (clause.participation === null) return { from: sql`from ticket t`, where };
  const { contactId, companyIds, levels, addedByAgentOnly } = clause.participation;
  const who = contactId !== null ? sql`p.contact_id = ${contactId}::uuid` : sql`p.company_id = any(${ids(companyIds)})`;
  where.push(who, sql`p.level = any(${[...levels]}::text[])`);
  if (addedByAgentOnly) where.push(sql`p.added_by_kind = 'agent'`);
  return { from: sql`from participant p join ticket t on t.ticket_id = p.ticket_id`, where };
}

// ───────────────────────── conditions ─────────────────────────

/** Gates and filters that are a property of the ticket's own row. */
function rowConditions(clause: Clause, scope: Scope, filter: TicketFilter): Sql[] {
  const conditions: Sql[] = [];
  if (filter.state !== "all") conditions.push(sql`t.state_class = ${sql.lit(filter.state)}`);
  else if (!scope.includesGone) conditions.push(sql`t.state_class <> 'gone'`);
  if (!clause.confidential) conditions.push(sql`not t.confidential`);
  const createdFrom = latest(clause.createdFrom, scope.hideBefore);
  if (createdFrom !== null) conditions.push(sql`t.created_at >= ${new Date(createdFrom)}::timestamptz`);
  if (scope.companyWindow) {
    conditions.push(
      sql`not exists (select from setting w where w.setting_key = 'tickets.hideBefore' and w.company_id = t.company_id and (w.value #>> '{}')::timestamptz > t.created_at)`,
    );
  }
  if (filter.queueIds) conditions.push(sql`t.queue_id = any(${ids(filter.queueIds)})`);
  if (filter.priorityIds) conditions.push(sql`t.priority_id = any(${ids(filter.priorityIds)})`);
  if (filter.statusIds) conditions.push(sql`t.status_id = any(${ids(filter.statusIds)})`);
  if (filter.contactId !== undefined) conditions.push(sql`t.contact_id = ${filter.contactId}::uuid`);
  if (filter.assigneeId === null) conditions.push(sql`t.assignee_id is null`);
  else if (filter.assigneeId !== undefined) conditions.push(sql`t.assignee_id = ${filter.assigneeId}::uuid`);
  return conditions;
}

function afterCursor({ order, after }: Newest): Sql[] {
  if (!after) return [];
  const at = sortColumn(order);
  const comparison = order.descending ? sql`<` : sql`>`;
  return [sql`(${at}, t.ticket_id) ${comparison} (${after.at}::timestamptz, ${after.id}::uuid)`];
}

/** The ticket's company by the clause and the gate *company*; hashed, so that the index keeps the order. */
function companyOf(clause: Clause, filter: TicketFilter): Sql {
  const { companies } = clause;
  const narrowed = filter.companyIds ? sql` and t.company_id = any(${ids(filter.companyIds)})` : sql``;
  if (companies === null && clause.companyGate === "none") return sql`true${narrowed}`;
  const set = companies === null ? sql`true` : companySet(companies);
  const inSet =
    companies === null
      ? sql`exists (select from company c where c.company_id = t.company_id and ${companyGate(clause)})`
      : sql`(t.company_id in (select c.company_id from company c where ${and([set, companyGate(clause)])})) is true`;
  const orNone = companies === null ? !clause.readsGroup : companies.orNone;
  return orNone ? sql`((t.company_id is null or ${inSet})${narrowed})` : sql`(${inSet}${narrowed})`;
}

const companyFilter = (filter: TicketFilter): Sql[] => (filter.companyIds ? [sql`t.company_id = any(${ids(filter.companyIds)})`] : []);
const armFilter = (filter: TicketFilter): Sql[] => (filter.companyIds ? [sql`c.company_id = any(${ids(filter.companyIds)})`] : []);

function companySet(companies: NonNullable<Clause["companies"]>): Sql {
  if (companies.below.length === 0) return sql`c.company_id = any(${ids(companies.ids)})`;
  return sql`(c.company_id = any(${ids(companies.ids)}) or c.company_id in (
    with recursive descendant as (
      select child.company_id from company child where child.parent_id = any(${ids(companies.below)})
      union select child.company_id from company child join descendant on child.parent_id = descendant.company_id)
    select company_id from descendant))`;
}

function companyGate(clause: Clause): Sql {
  if (clause.companyGate === "none") return sql`true`;
  return clause.companyGate === "active" ? sql`c.state = 'active'` : sql`c.state = 'active' and c.portal_enabled`;
}

function queueSet(clause: Clause): Sql[] {
  const conditions: Sql[] = clause.groups === "any" ? [] : [sql`q.group_id = any(${ids(clause.groups)})`];
  if (!clause.confidential) conditions.push(sql`not q.confidential`);
  return conditions;
}

function queueOf(clause: Clause): Sql {
  const conditions = queueSet(clause);
  return conditions.length === 0 ? sql`true` : sql`(t.queue_id in (select q.queue_id from queue q where ${and(conditions)})) is true`;
}

/** Path partner: companies with an own right that lets read through on the queue's group, but none of mine. */
function readers(clause: Clause, now: Date): Sql[] {
  if (!clause.readsGroup || clause.groups === "any") return [];
  return [
    sql`((t.company_id, t.queue_id) in (
      select r.company_id, q.queue_id from group_right r join queue q on q.group_id = r.group_id join company c on c.company_id = r.company_id
      where r.group_id = any(${ids(clause.groups)}) and r.context = 'own' and (r.can_read or r.can_edit)
        and (r.starts_at is null or r.starts_at <= ${now}) and (r.ends_at is null or r.ends_at > ${now})
        and c.state = 'active' and not r.company_id = any(${ids(clause.exceptCompanies)})${clause.confidential ? sql`` : sql` and not q.confidential`})) is true`,
  ];
}

const latest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));
const sortColumn = (order: TicketOrder): Sql => (order.by === "changed" ? sql`t.changed_at` : sql`t.created_at`);
const ids = (list: readonly string[]): Sql => sql`${[...list]}::uuid[]`;
const and = (conditions: Sql[]): Sql => (conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `));
