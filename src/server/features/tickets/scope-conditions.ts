/** The conditions of a Scope's clauses as SQL on a ticket `t`: its twin in memory is domain/access/matches.ts. */

import { type RawBuilder, sql } from "kysely";
import type { Clause, Scope } from "#domain/access/scope.ts";

export type Sql = RawBuilder<unknown>;

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

/** The clause as a whole on any ticket. */
export function wholeClause(clause: Clause, now: Date): Sql[] {
  const where = [companyOf(clause), queueOf(clause), ...readers(clause, now, "each")];
  if (clause.requester !== null) where.push(sql`t.contact_id = ${clause.requester}::uuid`);
  if (clause.participation === null) return where;
  const { contactId, companyIds, levels, addedByAgentOnly } = clause.participation;
  const who = contactId !== null ? sql`p.contact_id = ${contactId}::uuid` : sql`p.company_id = any(${ids(companyIds)})`;
  const added = [sql`p.ticket_id = t.ticket_id`, who, sql`p.level = any(${[...levels]}::text[])`];
  if (addedByAgentOnly) added.push(sql`p.added_by_kind = 'agent'`);
  return [...where, sql`exists (select from participant p where ${and(added)})`];
}

/** The tickets of all clauses by participation at once, each once: few were added to few tickets. */
export function participantTickets(scope: Scope, filter: TicketFilter, now: Date): { from: Sql; where: Sql[] } | undefined {
  const clauses = scope.clauses.flatMap((clause) => (clause.participation === null ? [] : [{ clause, participation: clause.participation }]));
  if (clauses.length === 0) return undefined;
  const contactIds = new Set(clauses.flatMap(({ participation }) => participation.contactId ?? []));
  const companyIds = new Set(clauses.flatMap(({ participation }) => participation.companyIds));
  const anyClause = clauses.map(({ clause }) => sql`(${and([...wholeClause(clause, now), ...rowConditions(clause, scope, filter)])})`);
  // OFFSET 0: first the participations by their indexes, then each ticket by its id.
  const mine = sql`select ticket_id from participant where contact_id = any(${ids([...contactIds])})
    union select ticket_id from participant where company_id = any(${ids([...companyIds])}) offset 0`;
  const from = sql`from (${mine}) added cross join lateral (select * from ticket where ticket_id = added.ticket_id offset 0) t`;
  return { from, where: [sql`(${sql.join(anyClause, sql` or `)})`] };
}

/** What a clause without participation asks of a ticket, and nothing of what the scope or the filter asks of every ticket. */
export const clauseHolds = (clause: Clause, now: Date): Sql => sql`(${and([...wholeClause(clause, now), ...rowConditionsOf(clause)])})`;

function rowConditionsOf(clause: Clause): Sql[] {
  const conditions: Sql[] = clause.confidential ? [] : [sql`not t.confidential`];
  if (clause.createdFrom !== null) conditions.push(sql`t.created_at >= ${new Date(clause.createdFrom)}::timestamptz`);
  return conditions;
}

/** Gates and filters that are a property of the ticket's own row. */
export function rowConditions(clause: Clause, scope: Scope, filter: TicketFilter): Sql[] {
  const conditions: Sql[] = [];
  if (filter.state !== "all") conditions.push(sql`t.state_class = ${sql.lit(filter.state)}`);
  else if (!scope.includesGone) conditions.push(sql`t.state_class <> 'gone'`);
  conditions.push(...rowConditionsOf(clause));
  if (scope.hideBefore !== null) conditions.push(sql`t.created_at >= ${new Date(scope.hideBefore)}::timestamptz`);
  if (scope.companyWindow) {
    conditions.push(
      sql`not exists (select from setting w where w.setting_key = 'tickets.hideBefore' and w.company_id = t.company_id and (w.value #>> '{}')::timestamptz > t.created_at)`,
    );
  }
  if (filter.companyIds) conditions.push(sql`t.company_id = any(${ids(filter.companyIds)})`);
  if (filter.queueIds) conditions.push(sql`t.queue_id = any(${ids(filter.queueIds)})`);
  if (filter.priorityIds) conditions.push(sql`t.priority_id = any(${ids(filter.priorityIds)})`);
  if (filter.statusIds) conditions.push(sql`t.status_id = any(${ids(filter.statusIds)})`);
  if (filter.contactId !== undefined) conditions.push(sql`t.contact_id = ${filter.contactId}::uuid`);
  if (filter.assigneeId === null) conditions.push(sql`t.assignee_id is null`);
  else if (filter.assigneeId !== undefined) conditions.push(sql`t.assignee_id = ${filter.assigneeId}::uuid`);
  return conditions;
}

/** The ticket's company by the clause and the gate *company*; hashed, so that the index keeps the order. */
export function companyOf(clause: Clause): Sql {
  const { companies } = clause;
  if (companies === null) {
    if (clause.companyGate === "none") return sql`true`;
    const open = sql`exists (select from company c where c.company_id = t.company_id and ${companyGate(clause)})`;
    return clause.readsGroup ? open : sql`(t.company_id is null or ${open})`;
  }
  const inSet = sql`(t.company_id in (${companyRows(clause, companies)})) is true`;
  return companies.orNone ? sql`(t.company_id is null or ${inSet})` : inSet;
}

/** `select company_id` of a clause's companies that the gate *company* leaves open. */
export function companyRows(clause: Clause, companies: NonNullable<Clause["companies"]>, filter?: TicketFilter): Sql {
  const open = filter?.companyIds ? sql`${companyGate(clause)} and c.company_id = any(${ids(filter.companyIds)})` : companyGate(clause);
  const named = sql`select c.company_id from company c where c.company_id = any(${ids(companies.ids)}) and ${open}`;
  if (companies.below.length === 0) return named;
  return sql`${named} union
    (with recursive c as (
      select child.company_id, child.state, child.portal_enabled from company child where child.parent_id = any(${ids(companies.below)})
      union select child.company_id, child.state, child.portal_enabled from company child join c on child.parent_id = c.company_id)
    select c.company_id from c where ${open})`;
}

function companyGate(clause: Clause): Sql {
  if (clause.companyGate === "none") return sql`true`;
  return clause.companyGate === "active" ? sql`c.state = 'active'` : sql`c.state = 'active' and c.portal_enabled`;
}

/** Conditions on a queue `q`. */
export function queueSet(clause: Clause, filter?: TicketFilter): Sql[] {
  const conditions: Sql[] = clause.groups === "any" ? [] : [sql`q.group_id = any(${ids(clause.groups)})`];
  if (!clause.confidential) conditions.push(sql`not q.confidential`);
  if (filter?.queueIds) conditions.push(sql`q.queue_id = any(${ids(filter.queueIds)})`);
  return conditions;
}

export function queueOf(clause: Clause): Sql {
  const conditions = queueSet(clause);
  return conditions.length === 0 ? sql`true` : sql`(t.queue_id in (select q.queue_id from queue q where ${and(conditions)})) is true`;
}

const groupOfTicket = sql`(select q.group_id from queue q where q.queue_id = t.queue_id)`;

/**
 * Path partner: the ticket's company has an own right that lets read through on the queue's group and is none of mine. `each`
 * asks ticket by ticket, right for a page, however many companies a group has; `all` reads them once, right for counting.
 */
export function readers(clause: Clause, now: Date, by: "each" | "all", group: Sql = groupOfTicket): Sql[] {
  if (!clause.readsGroup) return [];
  const rights = sql`from group_right r join company c on c.company_id = r.company_id
      where r.context = 'own' and (r.can_read or r.can_edit) and (r.starts_at is null or r.starts_at <= ${now}) and (r.ends_at is null or r.ends_at > ${now})
        and c.state = 'active' and not r.company_id = any(${ids(clause.exceptCompanies)})`;
  if (by === "each") return [sql`(select true ${rights} and r.company_id = t.company_id and r.group_id = ${group} limit 1)`];
  const groups = clause.groups === "any" ? sql`true` : sql`r.group_id = any(${ids(clause.groups)})`;
  return [sql`((t.company_id, ${group}) in (select r.company_id, r.group_id ${rights} and ${groups})) is true`];
}

/**
 * A value that PostgreSQL does not look at when it plans: it would plan each time anew, in the hope of a better plan for this
 * value, which takes several times as long as running it and comes out the same.
 */
const unseen = (value: Sql): Sql => sql`(select ${value})`;
export const ids = (list: readonly string[]): Sql => sql`${unseen(sql`${list}::uuid[]`)}::uuid[]`;
/** For LIMIT; null: all. */
export const atMost = (count: number | null): Sql => unseen(sql`${count}::bigint`);
export const and = (conditions: Sql[]): Sql => (conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `));
