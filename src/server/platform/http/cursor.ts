/** Keyset cursors: the sort key of the last row, opaque to the client. */
import { Refusal } from "#server/platform/refusal.ts";

/** `sort` names the order the cursor belongs to; a cursor of another order is refused. */
export const encodeCursor = (sort: string, ...keys: string[]): string => Buffer.from(JSON.stringify([sort, ...keys])).toString("base64url");

export function decodeCursor(cursor: string | undefined, sort: string, keyCount: number): string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [cursorSort, ...keys] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (cursorSort === sort && keys.length === keyCount && keys.every((key) => typeof key === "string")) return keys as string[];
  } catch {
    // falls through: not one of ours
  }
  throw new Refusal("request.cursor");
}

/** `total` as the API gives it: exact up to the cap, a lower bound beyond. */
export const countCap = 10_000;
export const totalOf = (count: number, exact: boolean): { total: number; totalIsLowerBound?: true } =>
  exact || count <= countCap ? { total: count } : { total: countCap, totalIsLowerBound: true };

/** Cuts the one row read too many and makes the cursor from the last row kept. */
export function pageOf<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => string): { rows: Row[]; next: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
