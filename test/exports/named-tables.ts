/** Tables that name things by id: groups, queues, states. */
import type { Table } from "./csv-text.ts";
import type { Named } from "./export-description.ts";

export const someTime = "2026-01-10 08:00:00";

export const tail = { create_time: someTime, create_by: "1", change_time: someTime, change_by: "1" };
export const named = (all: readonly Named[]) => all.map((one) => (typeof one === "string" ? { name: one, valid: 1 } : { valid: 1, ...one }));

/** Position + 1; a name that is not there stands for itself. */
export const idIn = (all: readonly Named[], name: string): string => {
  const position = named(all).findIndex((one) => one.name === name);
  return position < 0 ? name : String(position + 1);
};

export const namedTable = (name: string, all: readonly Named[]): Table => ({
  name,
  columns: ["id", "name", "comments", "valid_id", ...Object.keys(tail)],
  rows: named(all).map((one, index) => ({ id: String(index + 1), name: one.name, comments: "", valid_id: String(one.valid), ...tail })),
});
