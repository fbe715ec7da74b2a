/**
 * Lists narrowed by words, tags or unbilled time that many tickets have: their index would give hundreds of thousands, so the newest tickets of
 * the scope are read in their order and these looked up, until a page is full.
 */
import { sql } from "kysely";
import type { Scope } from "#domain/access/clause.ts";
import { textMatches } from "./found-by-text.ts";
import { and, atMost, manyHave, type Sql, type TicketFilter, withoutMany } from "./scope-conditions.ts";
import { type Arms, allOn, manyArms, type Source, sourcesOf } from "./scope-to-sql.ts";
import { afterCursor, inOrder, type Newest, newestRows } from "./ticket-order.ts";

/** Each arm gives at least so many tickets. */
const leastOfAnArm = 20;

/**
 * `with stretch, probed, matched, page`: the page's rows are the first tickets of the scope that match, and none is missing.
 * Every arm gives its newest tickets; what comes after the last of an arm that may have more (`cut`) is not probed. Without
 * any such row, everything was.
 */
export function probeInScope(scope: Scope, filter: TicketFilter, newest: Newest, depth: number, now: Date): Sql {
  const sources = sourcesOf(scope, withoutMany(filter), newest.order.by, now);
  const arms = sources.reduce((sum, source) => sum + (source.arms && !inOneStretch(source.arms) ? source.arms.about : 1), 0);
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
      ${filter.search === undefined ? sql`` : sql`cross join lateral (select from ticket_search s where s.ticket_id = p.ticket_id and ${textMatches(filter)} limit 1) s`}
      where ${and(manyHave(filter, sql`p.ticket_id`))}),
    page as (select ticket_id, sort_at from matched ${inOrder(newest.order)} limit ${atMost(newest.limit)})`;
}

/** Arms that are most of the table are probed in its order. */
const inOneStretch = (arms: Arms): arms is Arms & { within: Sql } => arms.within !== undefined && arms.about >= manyArms;

/** `cut`: the last row that the arm gives; it may have more. */
function stretchOf({ from, where, arms }: Source, newest: Newest, quota: number): Sql {
  const stretch = (on: Sql[]) => {
    const rows = newestRows(from, [...on, ...where, ...afterCursor(newest)], newest.order, quota);
    return sql`select ticket_id, sort_at, row_number() over (${inOrder(newest.order)}) = ${quota} as cut from (${rows}) as newest`;
  };
  if (!arms) return stretch([]);
  if (inOneStretch(arms)) return stretch([arms.within]);
  return sql`select stretch.* from (${arms.rows}) as arm cross join lateral (${stretch(allOn(arms))}) as stretch`;
}
