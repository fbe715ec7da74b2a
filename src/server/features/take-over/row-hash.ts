/** Fingerprints of rows: has the source changed, has somebody edited here? */
import { createHash } from "node:crypto";
import type { Row } from "./queries.ts";

/** The columns of a row that another one has. */
export const pick = (content: Row, like: Row): Row => Object.fromEntries(Object.keys(like).map((column) => [column, content[column] ?? null]));

/** Of what a row says, independent of the order of its columns. */
export function hashOf(row: Row, writer: { notCompared?: readonly string[]; insertOnly?: readonly string[] } = {}): Buffer {
  const left = new Set([...(writer.notCompared ?? []), ...(writer.insertOnly ?? [])]);
  const compared = Object.entries(row).filter(([column]) => !left.has(column));
  return createHash("sha256")
    .update(JSON.stringify(sorted(Object.fromEntries(compared))))
    .digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
