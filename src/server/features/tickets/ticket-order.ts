/** The order of a list of tickets, and where a page begins. */
import { sql } from "kysely";
import { and, atMost, dueAt, type Sql } from "./scope-conditions.ts";

export type TicketOrder = { by: "changed" | "created" | "due"; descending: boolean };
/** The last row of the page before: its time as PostgreSQL writes it (microseconds), and its id. */
export type TicketCursor = { at: string; id: string };
export type Newest = { order: TicketOrder; limit: number; after?: TicketCursor | undefined };

const sortColumns: Record<TicketOrder["by"], Sql> = { changed: sql`t.changed_at`, created: sql`t.created_at`, due: dueAt };
const sortColumn = (order: TicketOrder): Sql => sortColumns[order.by];
const directionOf = (order: TicketOrder): Sql => (order.descending ? sql`desc` : sql`asc`);

/** For rows of `newestRows`. */
export const inOrder = (order: TicketOrder): Sql => sql`order by sort_at ${directionOf(order)}, ticket_id ${directionOf(order)}`;

export function afterCursor({ order, after }: Newest): Sql[] {
  if (!after) return [];
  const comparison = order.descending ? sql`<` : sql`>`;
  return [sql`(${sortColumn(order)}, t.ticket_id) ${comparison} (${after.at}::timestamptz, ${after.id}::uuid)`];
}

/** `select ticket_id, sort_at` (and more columns) of the first tickets `t` in the order. */
export function newestRows(from: Sql, where: Sql[], order: TicketOrder, limit: number, more = sql``): Sql {
  const at = sortColumn(order);
  const direction = directionOf(order);
  return sql`select t.ticket_id, ${at} as sort_at${more} ${from} where ${and(where)} order by ${at} ${direction}, t.ticket_id ${direction} limit ${atMost(limit)}`;
}
