/** A cursor's keys, checked before they reach the database: a made-up cursor is refused, it is no failure of ours. */
import { Refusal } from "#server/platform/refusal.ts";
import { decodeCursor } from "./cursor.ts";

/** `instant`: as PostgreSQL writes a timestamptz, with microseconds; `rank`: a figure. */
export type KeyKind = "text" | "id" | "instant" | "day" | "rank";

const isKey: Record<KeyKind, (key: string) => boolean> = {
  text: (key) => !key.includes("\0"),
  id: (key) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(key),
  instant: (key) => /^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d){0,2}$/.test(key) && isDay(key.slice(0, 10)),
  day: (key) => /^\d{4}-\d\d-\d\d$/.test(key) && isDay(key),
  rank: (key) => /^\d$/.test(key),
};

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.getUTCFullYear() > 0 && day.toISOString().startsWith(text);
}

/** The keys of the last row of the page before, in the order of `kinds`; undefined: from the beginning. */
export function keysOf(cursor: string | undefined, sort: string, kinds: readonly KeyKind[]): string[] | undefined {
  const keys = decodeCursor(cursor, sort, kinds.length);
  if (keys && !kinds.every((kind, at) => isKey[kind](keys[at] ?? ""))) throw new Refusal("request.cursor");
  return keys;
}
