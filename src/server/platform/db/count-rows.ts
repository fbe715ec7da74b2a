/** The total of a list. */
import { type RawBuilder, sql } from "kysely";
import { countCap, totalOf } from "#server/platform/http/cursor.ts";
import type { Queryable } from "./connect.ts";

/** Counts the rows of `from` ("table where …") as the API gives totals: exact up to the cap, or all where the exact number is asked for. */
export async function countRows(db: Queryable, from: RawBuilder<unknown>, count: "exact" | undefined): Promise<{ total: number; totalIsLowerBound?: true }> {
  const exact = count === "exact";
  const { rows } = await sql<{ count: number }>`select count(*) as count from (select from ${from} limit ${exact ? null : countCap + 1}) counted`.execute(db);
  return totalOf(rows[0]?.count ?? 0, exact);
}
