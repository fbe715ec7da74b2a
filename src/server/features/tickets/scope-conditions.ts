/** The conditions of a Scope's clauses as SQL on a ticket `t`: its twin in memory is domain/access/matches.ts. */

import { type RawBuilder, sql } from "kysely";
import type { Clause, CompanySet, Scope } from "#domain/access/clause.ts";
import type { StatusType } from "#domain/access/facts.ts";
import type { Covered } from "#domain/access/grants.ts";
import type { DueWindow } from "#domain/tickets/due.ts";
import { showsParent } from "#server/features/access/ticket-facts-queries.ts";

export type Sql = RawBuilder<unknown>;

/** One of these values of an own field, a beginning, or a stretch of days with both ends. */
export type OwnValueFilter = { fieldId: string } & ({ is: readonly string[] } | { begins: string } | { from: string | undefined; to: string | undefined });

/** What the asking person narrows the list by; independent of what they may see. */
export type TicketFilter = {
  state: "open" | "closed" | "all";
  ticketIds?: readonly string[] | undefined;
  companyIds?: readonly string[] | undefined;
  queueIds?: readonly string[] | undefined;
  projectIds?: readonly string[] | undefined;
  taskIds?: readonly string[] | undefined;
  categoryIds?: readonly string[] | undefined;
  tagIds?: readonly string[] | undefined;
  ownValues?: readonly OwnValueFilter[] | undefined;
  priorityIds?: readonly string[] | undefined;
  /** Condition on a ticket `t`, asked where the list is narrowed by priority. */
  priorityShows?: Sql | undefined;
  statusIds?: readonly string[] | undefined;
  statusTypes?: readonly StatusType[] | undefined;
  createdAfter?: Date | undefined;
  /** How the customer's reference begins. */
  customerReference?: string | undefined;
  contactId?: string | undefined;
  /** null: nobody. */
  assigneeId?: string | null | undefined;
  /** Open tickets that are due in it. */
  due?: DueWindow | undefined;
  /** Waiting tickets whose time has come by then. */
  waitedUntil?: Date | undefined;
  /** With billable time that stands on no bill. */
  unbilled?: boolean | undefined;
  /** Text of a tsquery of the configuration `pforte`. */
  search?: string | undefined;
  /** Agents also search internal articles. */
  searchInternal?: boolean | undefined;
};

/** The clause as a whole on any ticket. */
export function wholeClause(clause: Clause, now: Date): Sql[] {
  const where = [companyOf(clause), queueOf(clause), ...readers(clause, now, "each")];
  if (clause.project !== null) where.push(onProject(clause.project));
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
  if (!clause.confidential && clause.categoriesCount) {
    conditions.push(
      sql`not exists (select from ticket_category tc join category k on k.category_id = tc.category_id where tc.ticket_id = t.ticket_id and k.confidential)`,
    );
  }
  if (clause.projectGate !== null) conditions.push(throughProjectGate(clause.projectGate));
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
  if (filter.ticketIds) conditions.push(sql`t.ticket_id = any(${ids(filter.ticketIds)})`);
  if (filter.companyIds) conditions.push(sql`t.company_id = any(${ids(filter.companyIds)})`);
  if (filter.queueIds) conditions.push(sql`t.queue_id = any(${ids(filter.queueIds)})`);
  conditions.push(...relationConditions(filter));
  if (filter.due) conditions.push(...isDue(filter.due));
  if (filter.priorityIds) conditions.push(sql`t.priority_id = any(${ids(filter.priorityIds)})`, filter.priorityShows ?? sql`true`);
  if (filter.statusIds) conditions.push(sql`t.status_id = any(${ids(filter.statusIds)})`);
  if (filter.statusTypes) conditions.push(sql`t.status_type = any(${atOnce([...filter.statusTypes])})`);
  if (filter.customerReference !== undefined) conditions.push(...hasReference(filter.customerReference));
  if (filter.createdAfter) conditions.push(sql`t.created_at > ${filter.createdAfter}::timestamptz`);
  if (filter.contactId !== undefined) conditions.push(sql`t.contact_id = ${filter.contactId}::uuid`);
  if (filter.assigneeId === null) conditions.push(sql`t.assignee_id is null`);
  else if (filter.assigneeId !== undefined) conditions.push(sql`t.assignee_id = ${filter.assigneeId}::uuid`);
  if (filter.waitedUntil) conditions.push(sql`t.pending_until <= ${filter.waitedUntil} and t.status_type = 'pending'`);
  return conditions;
}

/** Whether grants cover the (project, task) pair of a row: the ticket's copy of its primary one, or one of ticket_project. */
function isCovered({ projects, withoutTask, listed }: Covered, pair: "t" | "tp"): Sql {
  const [project, task] = pair === "t" ? [sql`t.project_id`, sql`t.task_id`] : [sql`tp.project_id`, sql`tp.task_id`];
  const ways: Sql[] = [];
  const tasks = listed.flatMap((grant) => grant.taskIds);
  if (projects.length > 0) ways.push(isAmong(project, projects));
  if (withoutTask.length > 0) ways.push(sql`${task} is null and ${isAmong(project, withoutTask)}`);
  if (tasks.length > 0) ways.push(isAmong(task, tasks));
  return ways.length === 0 ? sql`false` : sql`(${sql.join(ways, sql` or `)})`;
}

/** Hashed once, however many there are. */
const isAmong = (column: Sql, list: readonly string[]): Sql => sql`${column} in (select unnest(${ids(list)}))`;

/** Gate *project*. */
function throughProjectGate({ covered, requester }: NonNullable<Clause["projectGate"]>): Sql {
  const ways = [sql`t.project_id is null`];
  if (requester !== null) ways.push(sql`t.contact_id = ${requester}::uuid`);
  if (covered.projects.length + covered.listed.length > 0) {
    ways.push(
      isCovered(covered, "t"),
      sql`t.more_projects and (select true from ticket_project tp where tp.ticket_id = t.ticket_id and not tp.is_primary and ${isCovered(covered, "tp")} limit 1)`,
    );
  }
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** Path *project*; like the gate asked ticket by ticket, so never by reading all pairs of a project (LIMIT keeps the planner from it). */
function onProject({ covered, withoutContact, internalFor }: NonNullable<Clause["project"]>): Sql {
  const conditions = [
    sql`(select true from ticket_project tp join project p on p.project_id = tp.project_id
      where tp.ticket_id = t.ticket_id and ${isCovered(covered, "tp")} and (not p.internal or t.company_id is null or t.company_id = any(${ids(internalFor)})) limit 1)`,
  ];
  if (withoutContact) conditions.push(sql`t.contact_id is null`);
  return and(conditions);
}

/** Whether the primary pair alone leads to the ticket. */
export const primaryLeads = ({ covered, internalFor }: NonNullable<Clause["project"]>): Sql =>
  sql`(${isCovered(covered, "t")} and (t.company_id is null or t.company_id = any(${ids(internalFor)})
    or (select not p.internal from project p where p.project_id = t.project_id)))`;

/** Tickets with a secondary pair in one of these projects, each once. */
export const secondaryTickets = (projectIds: readonly string[]): Sql =>
  sql`from (select distinct tp.ticket_id from ticket_project tp where not tp.is_primary and tp.project_id = any(${ids(projectIds)}) offset 0) added
    cross join lateral (select * from ticket where ticket_id = added.ticket_id offset 0) t`;

/** The pairs of a ticket that the filter names; project and task are asked of the same one. */
function namedPairs(filter: TicketFilter): Sql[] {
  const conditions: Sql[] = [];
  if (filter.projectIds) conditions.push(sql`f.project_id = any(${ids(filter.projectIds)})`);
  if (filter.taskIds) conditions.push(sql`f.task_id = any(${ids(filter.taskIds)})`);
  return conditions;
}

/** Projects, tasks, categories and tags stand in tables of their own. */
function relationConditions(filter: TicketFilter): Sql[] {
  const pairs = namedPairs(filter);
  const conditions: Sql[] = pairs.length === 0 ? [] : [sql`exists (select from ticket_project f where f.ticket_id = t.ticket_id and ${and(pairs)})`];
  if (filter.categoryIds)
    conditions.push(sql`exists (select from ticket_category f where f.ticket_id = t.ticket_id and f.category_id = any(${ids(filter.categoryIds)}))`);
  return [...conditions, ...manyHave(filter)];
}

/** What so many tickets may have that its index would give hundreds of thousands; asked ticket by ticket (LIMIT), never by reading all of them. */
export function manyHave(filter: TicketFilter, ticketId = sql`t.ticket_id`): Sql[] {
  const conditions: Sql[] = [];
  if (filter.tagIds) conditions.push(sql`(select true from ticket_tag f where f.ticket_id = ${ticketId} and f.tag_id = any(${ids(filter.tagIds)}) limit 1)`);
  for (const own of filter.ownValues ?? [])
    conditions.push(sql`(select true from ticket_own_value f where f.ticket_id = ${ticketId} and ${hasOwnValue(own)} limit 1)`);
  if (filter.unbilled) conditions.push(sql`(select true from time_entry f where f.ticket_id = ${ticketId} and ${isUnbilled} limit 1)`);
  return conditions;
}

/** A stretch of the index; values stand there folded. */
function hasOwnValue(own: OwnValueFilter): Sql {
  const conditions = [sql`f.own_field_id = ${own.fieldId}::uuid`];
  if ("is" in own) conditions.push(sql`f.value = any(array(select left(search_fold(v), 200) from unnest(${[...own.is]}::text[]) as v))`);
  else if ("begins" in own) conditions.push(sql`f.value >= search_fold(${own.begins})`, sql`f.value < search_fold(${own.begins}) || chr(1114111)`);
  else conditions.push(sql`f.value >= ${own.from ?? ""}`, ...(own.to === undefined ? [] : [sql`f.value <= ${own.to}`]));
  return and(conditions);
}

/** As the index of unbilled time has it. */
const isUnbilled = sql`f.billable and not f.billed`;

/** `select ticket_id` of what `manyHave` asks for first, once for each tag and entry; undefined: it asks for nothing. */
export function manyRows(filter: TicketFilter): Sql | undefined {
  if (filter.tagIds) return sql`select f.ticket_id from ticket_tag f where f.tag_id = any(${ids(filter.tagIds)})`;
  // Those that have all of them: the rarest value decides how many tickets are looked at.
  const own = filter.ownValues?.map((one) => sql`select f.ticket_id from ticket_own_value f where ${hasOwnValue(one)}`);
  if (own) return sql.join(own, sql` intersect `);
  return filter.unbilled ? sql`select f.ticket_id from time_entry f where ${isUnbilled}` : undefined;
}

/** The same list, narrowed by nothing that many tickets have. */
export const withoutMany = (filter: TicketFilter): TicketFilter => ({ ...filter, tagIds: undefined, ownValues: undefined, unbilled: undefined });

/** Few tickets are named, in a project, due in some days, or have a rare tag, a rare value of an own field or unbilled time: they are found by that first. Undefined: the list is not narrowed so. */
export function fewTickets(filter: TicketFilter): Sql | undefined {
  if (filter.ticketIds) return listedTickets(sql`select distinct unnest(${ids(filter.ticketIds)}) as ticket_id`);
  const pairs = namedPairs(filter);
  if (pairs.length > 0) return listedTickets(sql`select distinct f.ticket_id from ticket_project f where ${and(pairs)}`);
  if (filter.customerReference !== undefined) return sql`from (select * from ticket t where ${and(hasReference(filter.customerReference))} offset 0) t`;
  if (filter.due) return sql`from (select * from ticket t where ${and(isDue(filter.due))} offset 0) t`;
  const rows = manyRows(filter);
  return rows && listedTickets(sql`select distinct ticket_id from (${rows}) as had`);
}

/** OFFSET 0: first these by their index, then each ticket by its id. */
const listedTickets = (rows: Sql): Sql =>
  sql`from (${rows} offset 0) listed cross join lateral (select * from ticket where ticket_id = listed.ticket_id offset 0) t`;

/** A stretch of the index: LIKE would find none for a beginning that is not known when the statement is planned. */
const hasReference = (begins: string): Sql[] => [
  sql`t.customer_reference <> ''`,
  sql`lower(t.customer_reference) ~>=~ lower(${begins})`,
  sql`lower(t.customer_reference) ~<~ (lower(${begins}) || chr(1114111))`,
];

/** As the index of open tickets has it: those without a date last. */
export const dueAt = sql`coalesce(t.due_at, 'infinity'::timestamptz)`;

const isDue = ({ from, before }: DueWindow): Sql[] => [
  sql`t.state_class = 'open'`,
  sql`${dueAt} < ${before}::timestamptz`,
  ...(from === null ? [] : [sql`${dueAt} >= ${from}::timestamptz`]),
];

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
export function companyRows(clause: Clause, companies: CompanySet, filter?: TicketFilter): Sql {
  const open = filter?.companyIds ? sql`${companyGate(clause)} and c.company_id = any(${ids(filter.companyIds)})` : companyGate(clause);
  return rowsOfSet(companies, open);
}

/** `select company_id` of a set; `open`: what is asked of each company `c`. */
export function rowsOfSet({ below, familyOf, shownTo, billedBy, ...companies }: CompanySet, open: Sql): Sql {
  const ways: Sql[] = [];
  if (companies.ids.length > 0) ways.push(sql`select c.company_id from company c where c.company_id = any(${ids(companies.ids)}) and ${open}`);
  if (below.length > 0) ways.push(rowsBelow(below, open));
  if (familyOf.length > 0) {
    const readers = sql`company r where r.company_id = any(${ids(familyOf.map((reader) => reader.companyId))})`;
    ways.push(
      sql`select c.company_id from company c where c.company_id in (select r.parent_id from ${readers}) and ${open}`,
      sql`select c.company_id from (select r.company_id, r.parent_id from ${readers}) r
        join company c on c.parent_id = r.parent_id and c.company_id <> r.company_id where ${open}`,
    );
  }
  if (shownTo.length > 0) {
    ways.push(sql`select c.company_id from company c where c.parent_id = any(${ids(shownTo)}) and ${open} and ${showsParent(sql`c.company_id`)}`);
  }
  if (billedBy.length > 0) ways.push(sql`select c.company_id from company c where c.billed_by_company_id = any(${ids(billedBy)}) and ${open}`);
  if (ways.length === 0) return sql`select null::uuid as company_id where false`;
  return ways.length === 1 ? sql`${ways[0]}` : sql.join(ways, sql` union `);
}

function rowsBelow(below: readonly string[], open: Sql): Sql {
  return sql`(with recursive c as (
      select child.company_id, child.state, child.portal_enabled from company child where child.parent_id = any(${ids(below)})
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
const atOnce = (list: string[]): Sql => sql`${unseen(sql`${list}::text[]`)}::text[]`;
export const ids = (list: readonly string[]): Sql => sql`${unseen(sql`${list}::uuid[]`)}::uuid[]`;
/** For LIMIT; null: all. */
export const atMost = (count: number | null): Sql => unseen(sql`${count}::bigint`);
export const and = (conditions: Sql[]): Sql => (conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `));
