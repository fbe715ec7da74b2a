/** Lists of tickets within a Scope, and the rows behind them. Every list takes the Scope; without one there is no list. */

import { sql } from "kysely";
import type { StatusType, TicketFacts } from "#domain/access/facts.ts";
import type { Scope } from "#domain/access/scope.ts";
import type { FollowUp } from "#domain/tickets/follow-up.ts";
import { type ParticipationsOf, type TicketFactsRow, ticketFacts, ticketFactsSql } from "#server/features/access/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countCap, decodeCursor, encodeCursor, pageOf, totalOf } from "#server/platform/http/cursor.ts";
import { type ProbedRow, probeInScope } from "./probe-by-text.ts";
import type { TicketFilter } from "./scope-conditions.ts";
import { countInScope, isInScope, newestInScope } from "./scope-to-sql.ts";
import { inOrder, type Newest, type TicketOrder } from "./ticket-order.ts";

export type ListRequest = { limit: number; cursor?: string | undefined; sort: "-changed" | "changed" | "-created" | "created"; count?: "exact" | undefined };
export type TicketPage = { ids: string[]; next: string | null; total: number; totalIsLowerBound?: true };

/** A page of ticket ids in order, and how many there are. */
export async function listTicketIds(db: Queryable, scope: Scope, filter: TicketFilter, request: ListRequest, now: Date): Promise<TicketPage> {
  const order: TicketOrder = { by: request.sort.endsWith("created") ? "created" : "changed", descending: request.sort.startsWith("-") };
  const position = decodeCursor(request.cursor, request.sort, 2);
  const newest = { order, limit: request.limit + 1, after: position && { at: position[0] ?? "", id: position[1] ?? "" } };
  const probed = filter.search === undefined ? undefined : await probePage(db, scope, filter, newest, now);
  if (!probed) return pageInScope(db, scope, filter, newest, request, now);
  const page = cutPage(probed.rows, request);
  if (request.count === "exact") return { ...page, ...(await countTickets(db, scope, filter, true, now)) };
  const whole = newest.after ? await probe(db, scope, filter, { order, limit: 1 }, probeDepths[0], now) : probed;
  return { ...page, ...(whole.complete ? totalOf(whole.matched, false) : { total: whole.matched, totalIsLowerBound: true }) };
}

type PlacedRow = { ticket_id: string; at: string };

function cutPage(rows: readonly PlacedRow[], request: ListRequest): { ids: string[]; next: string | null } {
  const page = pageOf([...rows], request.limit, (row) => encodeCursor(request.sort, row.at, row.ticket_id));
  return { ids: page.rows.map((row) => row.ticket_id), next: page.next };
}

async function pageInScope(db: Queryable, scope: Scope, filter: TicketFilter, newest: Newest, request: ListRequest, now: Date): Promise<TicketPage> {
  const exact = request.count === "exact";
  // A first page that is not full is the whole list; otherwise the same statement counts.
  const { rows } = await sql<PlacedRow & { count: number | null }>`
    with page as materialized (${newestInScope(scope, filter, newest, now)})
    select ticket_id, sort_at::text as at, case when ${newest.after !== undefined} or (select count(*) from page) > ${request.limit}
      then (${countInScope(scope, filter, exact ? null : countCap + 1, now)}) end as count
    from page ${inOrder(newest.order)}`.execute(db);
  const page = cutPage(rows, request);
  const count = rows[0]?.count;
  if (typeof count === "number") return { ...page, ...totalOf(count, exact) };
  return { ...page, ...(newest.after ? await countTickets(db, scope, filter, exact, now) : { total: page.ids.length }) };
}

/** How many tickets are probed for words: few at first, which is all for most people; more where the words seem frequent enough to fill a page. */
const probeDepths = [1500, 12_000] as const;

type Probe = { rows: PlacedRow[]; matched: number; probed: number; complete: boolean };

/** A page of matching tickets without the index of words; undefined: these words are too rare to be met by reading on. */
async function probePage(db: Queryable, scope: Scope, filter: TicketFilter, newest: Newest, now: Date): Promise<Probe | undefined> {
  for (const depth of probeDepths) {
    const found = await probe(db, scope, filter, newest, depth, now);
    if (found.complete || found.rows.length === newest.limit) return found;
    if (found.matched * probeDepths[1] < newest.limit * found.probed) return undefined;
  }
  return undefined;
}

async function probe(db: Queryable, scope: Scope, filter: TicketFilter, newest: Newest, depth: number, now: Date): Promise<Probe> {
  if (scope.clauses.length === 0) return { rows: [], matched: 0, probed: 0, complete: true };
  const { rows } = await sql<ProbedRow>`${probeInScope(scope, filter, newest, depth, now)}`.execute(db);
  const [first] = rows;
  if (!first) throw new Error("a probe gives at least one row");
  const { matched, probed, complete } = first;
  return { rows: rows.flatMap(({ ticket_id, at }) => (ticket_id === null || at === null ? [] : [{ ticket_id, at }])), matched, probed, complete };
}

export async function countTickets(
  db: Queryable,
  scope: Scope,
  filter: TicketFilter,
  exact: boolean,
  now: Date,
): Promise<{ total: number; totalIsLowerBound?: true }> {
  const { rows } = await sql<{ count: number }>`${countInScope(scope, filter, exact ? null : countCap + 1, now)}`.execute(db);
  return totalOf(rows[0]?.count ?? 0, exact);
}

/** Which of these tickets are within the scope. */
export async function listIdsInScope(db: Queryable, scope: Scope, ticketIds: readonly string[], now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ ticket_id: string }>`${isInScope(scope, ticketIds, now)}`.execute(db);
  return new Set(rows.map((row) => row.ticket_id));
}

export type TicketRow = {
  ticket_id: string;
  number: string;
  subject: string;
  status_id: string;
  status_name: string;
  status_labels: Record<string, string>;
  status_type: StatusType;
  priority_id: string;
  priority_name: string;
  priority_labels: Record<string, string>;
  queue_id: string;
  queue_name: string;
  follow_up: FollowUp;
  company_id: string | null;
  company_name: string | null;
  contact_id: string | null;
  contact_name: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
  service_id: string | null;
  service_name: string | null;
  company_text: string;
  contact_text: string;
  confidential: boolean;
  archived: boolean;
  merged_into_id: string | null;
  own_fields: Record<string, unknown>;
  created_at: Date;
  changed_at: Date;
  version: number;
};

/** A ticket with what it shows and what decides who may do what with it, both of one moment. */
export type KnownTicket = { row: TicketRow; facts: TicketFacts };

/** These tickets in the order of the ids; for ids that a Scope let through, or to decide next. */
export async function listKnownTickets(db: Queryable, ticketIds: readonly string[], of: ParticipationsOf, now: Date): Promise<KnownTicket[]> {
  if (ticketIds.length === 0) return [];
  const facts = ticketFactsSql(of, now);
  const { rows } = await sql<TicketRow & TicketFactsRow>`
    select ${facts.columns}, t.number, t.subject, t.status_id, s.name as status_name, s.labels as status_labels,
      t.priority_id, p.name as priority_name, p.labels as priority_labels, q.follow_up,
      nullif(trim(ct.first_name || ' ' || ct.last_name), '') as contact_name,
      t.assignee_id, nullif(trim(a.first_name || ' ' || a.last_name), '') as assignee_name, t.service_id, sv.name as service_name,
      t.company_text, t.contact_text, t.archived, t.own_fields, t.changed_at, t.version
    from ${facts.tables} join ticket_status s on s.status_id = t.status_id join priority p on p.priority_id = t.priority_id
      left join contact ct on ct.contact_id = t.contact_id
      left join agent a on a.agent_id = t.assignee_id left join service sv on sv.service_id = t.service_id
    where t.ticket_id = any(${[...ticketIds]}::uuid[])`.execute(db);
  const byId = new Map(rows.map((row) => [row.ticket_id, { row, facts: ticketFacts(row) }]));
  return ticketIds.flatMap((id) => byId.get(id) ?? []);
}

export async function findKnownTicket(db: Queryable, ticketId: string, of: ParticipationsOf, now: Date): Promise<KnownTicket | undefined> {
  return (await listKnownTickets(db, [ticketId], of, now))[0];
}

/** Queues of groups, for an agent's view of a contact's tickets. */
export async function listQueueIdsOfGroups(db: Queryable, groupIds: readonly string[]): Promise<string[]> {
  if (groupIds.length === 0) return [];
  const rows = await db
    .selectFrom("queue")
    .select("queue_id")
    .where("group_id", "in", [...groupIds])
    .execute();
  return rows.map((row) => row.queue_id);
}

export async function listStatusIdsOfTypes(db: Queryable, types: readonly StatusType[]): Promise<string[]> {
  const rows = await db
    .selectFrom("ticket_status")
    .select("status_id")
    .where("status_type", "in", [...types])
    .execute();
  return rows.map((row) => row.status_id);
}
