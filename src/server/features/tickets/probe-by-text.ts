/**
 * Search for words that many tickets have: the index of words would give hundreds of thousands, so the newest tickets of the
 * scope are read in their order and their words looked up, until a page is full.
 */
import { sql } from "kysely";
import type { Scope } from "#domain/access/scope.ts";
import { textMatches } from "./found-by-text.ts";
import type { Sql, TicketFilter } from "./scope-conditions.ts";
import { type Source, sourceOf, wholeSource } from "./scope-to-sql.ts";
import { afterCursor, inOrder, type Newest, newestRows } from "./ticket-order.ts";

export type ProbedRow = { ticket_id: string | null; at: string | null; matched: number; probed: number; complete: boolean };

/** Each arm gives at least so many tickets. */
const leastOfAnArm = 20;
/** With more arms than this the newest tickets of all are read in one stretch. */
const mostArms = 300;

/**
 * At least one row; the columns `matched`, `probed` and `complete` are the same in all. The rows are the first tickets of the
 * scope that match, and none is missing: every arm gives its newest, and what comes after the last of an arm that may have more
 * is left out. `complete`: no arm has more, so nothing was left out.
 */
export function probeInScope(scope: Scope, filter: TicketFilter, newest: Newest, depth: number, now: Date): Sql {
  const sources = scope.clauses.map((clause) => {
    const source = sourceOf(clause, scope, filter, newest.order.by, now);
    return source.arms && source.arms.about > mostArms && clause.path === "agent" ? wholeSource(clause, scope, filter, now) : source;
  });
  const arms = sources.reduce((sum, source) => sum + (source.arms?.about ?? 1), 0);
  const quota = Math.min(depth, Math.max(leastOfAnArm, Math.ceil((2 * depth) / arms)));
  // Of the last rows of the arms that may have more, the first in the order: up to it nothing is missing.
  const last = sql`select sort_at, ticket_id from stretch where cut ${inOrder(newest.order)} limit 1`;
  const sure = sql`not exists (select from stretch where cut) or (sort_at, ticket_id) ${newest.order.descending ? sql`>=` : sql`<=`} (${last})`;
  const branches = sources.map((source) => sql`(${stretchOf(source, newest, quota)})`);
  return sql`
    with stretch as materialized (${sql.join(branches, sql` union all `)}),
    probed as materialized (select distinct ticket_id, sort_at from stretch where ${sure}),
    matched as materialized (
      select p.ticket_id, p.sort_at from probed p
      cross join lateral (select from ticket_search s where s.ticket_id = p.ticket_id and ${textMatches(filter)} limit 1) s),
    page as (select ticket_id, sort_at from matched ${inOrder(newest.order)} limit ${newest.limit})
    select page.ticket_id, page.sort_at::text as at, (select count(*)::int from matched) as matched, (select count(*)::int from probed) as probed,
      not exists (select from stretch where cut) as complete
    from (select) as one left join page on true ${inOrder(newest.order)}`;
}

/** `cut`: the last row that the arm gives; it may have more. */
function stretchOf({ from, where, arms }: Source, newest: Newest, quota: number): Sql {
  const rows = newestRows(from, [...where, ...afterCursor(newest)], newest.order, quota);
  const stretch = sql`select ticket_id, sort_at, row_number() over (${inOrder(newest.order)}) = ${quota} as cut from (${rows}) as newest`;
  return arms ? sql`select stretch.* from (${arms.rows}) as arm cross join lateral (${stretch}) as stretch` : stretch;
}
