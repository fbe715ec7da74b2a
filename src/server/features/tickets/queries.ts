/** Lists of tickets within a Scope, and the rows behind them. Every list takes the Scope; without one there is no list. */

import { sql } from "kysely";
import type { AgentTicketSort } from "#contract/ticket-fields.ts";
import type { Scope } from "#domain/access/clause.ts";
import type { StatusType } from "#domain/access/facts.ts";
import type { ParticipationsOf } from "#server/features/access/ticket-facts-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countCap, decodeCursor, encodeCursor, pageOf, totalOf } from "#server/platform/http/cursor.ts";
import { probeInScope } from "./probe-newest.ts";
import { manyRows, type TicketFilter } from "./scope-conditions.ts";
import { countInScope, isInScope, newestInScope } from "./scope-to-sql.ts";
import { inOrder, type Newest, type TicketOrder } from "./ticket-order.ts";
import { type KnownTicket, type KnownTicketRow, knownTicket, knownTicketsSql } from "./ticket-row-queries.ts";

export type ListRequest = {
  limit: number;
  cursor?: string | undefined;
  sort: AgentTicketSort;
  /** "none": the total says nothing. */
  count?: "exact" | "none" | undefined;
};
export type TicketPage = { tickets: KnownTicket[]; next: string | null; total: number; totalIsLowerBound?: true };

/** What a list asks: the tickets of the scope that the filter lets through; `of`: whose participations the tickets' facts have. */
type Listing = { scope: Scope; filter: TicketFilter; newest: Newest; of: ParticipationsOf; now: Date };

const orderOf = (sort: AgentTicketSort): TicketOrder["by"] => (sort === "due" ? "due" : sort.endsWith("created") ? "created" : "changed");

/** A page of tickets in order, and how many there are. */
export async function listTickets(
  db: Queryable,
  scope: Scope,
  filter: TicketFilter,
  request: ListRequest,
  of: ParticipationsOf,
  now: Date,
): Promise<TicketPage> {
  const order: TicketOrder = { by: orderOf(request.sort), descending: request.sort.startsWith("-") };
  const position = decodeCursor(request.cursor, request.sort, 2);
  const newest = { order, limit: request.limit + 1, after: position && { at: position[0] ?? "", id: position[1] ?? "" } };
  const listing = { scope, filter, newest, of, now };
  const probed = filter.search === undefined && manyRows(filter) === undefined ? undefined : await probePage(db, listing);
  if (!probed) return pageInScope(db, listing, request);
  const page = cutPage(probed.rows, request);
  if (request.count === "none") return { ...page, total: page.tickets.length };
  // Everything was met: nothing is left to be counted.
  if (probed.complete && !newest.after) return { ...page, ...totalOf(probed.matched, request.count === "exact") };
  if (request.count === "exact" || (filter.search === undefined && (await areFew(db, filter))))
    return { ...page, ...(await countTickets(db, scope, filter, request.count === "exact", now)) };
  const whole = newest.after ? await probe(db, { ...listing, newest: { order, limit: 1 } }, probeDepths[0]) : probed;
  return { ...page, ...(whole.complete ? totalOf(whole.matched, false) : { total: whole.matched, totalIsLowerBound: true }) };
}

type PlacedRow = KnownTicketRow & { at: string };

function cutPage(rows: readonly PlacedRow[], request: ListRequest): { tickets: KnownTicket[]; next: string | null } {
  const page = pageOf([...rows], request.limit, (row) => encodeCursor(request.sort, row.at, row.ticket_id));
  return { tickets: page.rows.map(knownTicket), next: page.next };
}

async function pageInScope(db: Queryable, { scope, filter, newest, of, now }: Listing, request: ListRequest): Promise<TicketPage> {
  const exact = request.count === "exact";
  const uncounted = request.count === "none";
  // A first page that is not full is the whole list; otherwise the same statement counts.
  const count = uncounted
    ? sql`null::int`
    : sql`case when ${newest.after !== undefined} or (select count(*) from page) > ${request.limit}
        then (${countInScope(scope, filter, exact ? null : countCap + 1, now)}) end`;
  const { rows } = await sql<PlacedRow & { count: number | null }>`
    with page as materialized (${newestInScope(scope, filter, newest, now)})
    select page.sort_at::text as at, ${count} as count, known.*
    from page cross join lateral (${knownTicketsSql(of, now, sql`t.ticket_id = page.ticket_id offset 0`)}) as known ${inOrder(newest.order)}`.execute(db);
  const page = cutPage(rows, request);
  const total = rows[0]?.count;
  if (typeof total === "number") return { ...page, ...totalOf(total, exact) };
  return { ...page, ...(newest.after && !uncounted ? await countTickets(db, scope, filter, exact, now) : { total: page.tickets.length }) };
}

/** How many tickets are probed for words, tags or unbilled time: few at first, which is all for most people; more where the words seem frequent enough to fill a page. */
const probeDepths = [1500, 12_000] as const;

type Probe = { rows: PlacedRow[]; matched: number; probed: number; complete: boolean };

/** A page of matching tickets without the index of these; undefined: they are too rare to be met by reading on. */
async function probePage(db: Queryable, listing: Listing): Promise<Probe | undefined> {
  const { limit } = listing.newest;
  for (const depth of probeDepths) {
    const found = await probe(db, listing, depth);
    if (found.complete || found.rows.length === limit) return found;
    if (found.matched * probeDepths[1] < limit * found.probed) return undefined;
  }
  return undefined;
}

async function probe(db: Queryable, { scope, filter, newest, of, now }: Listing, depth: number): Promise<Probe> {
  if (scope.clauses.length === 0) return { rows: [], matched: 0, probed: 0, complete: true };
  const known = knownTicketsSql(of, now, sql`t.ticket_id = page.ticket_id offset 0`);
  const { rows } = await sql<Omit<Probe, "rows"> & (PlacedRow | { at: null })>`
    ${probeInScope(scope, filter, newest, depth, now)}
    select (select count(*)::int from matched) as matched, (select count(*)::int from probed) as probed,
      not exists (select from stretch where cut) as complete, page.sort_at::text as at, known.*
    from (select) as one left join page on true left join lateral (${known}) as known on true ${inOrder(newest.order)}`.execute(db);
  const [first] = rows;
  if (!first) throw new Error("a probe gives at least one row");
  const { matched, probed, complete } = first;
  return { rows: rows.filter((row) => row.at !== null), matched, probed, complete };
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

/** Queues of groups, for an agent's view of a contact's tickets. */
export async function listQueueIdsOfGroups(db: Queryable, groupIds: readonly string[]): Promise<string[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<{ queue_id: string }>`select queue_id from queue where group_id = any(${[...groupIds]}::uuid[])`.execute(db);
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

/** Tickets of tags or with unbilled time are counted one by one up to so many; of more it is only said that there are at least as many as were met. */
const mostCounted = 30_000;

async function areFew(db: Queryable, filter: TicketFilter): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select from (${manyRows(filter)}) as had limit ${mostCounted + 1}) as counted`.execute(db);
  return (rows[0]?.count ?? 0) <= mostCounted;
}
