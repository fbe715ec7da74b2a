/** valid, invalid, invalid-temporarily → active, closed, suspended. */
import type { RecordState } from "#domain/access/facts.ts";
import { namesOf, type Tables } from "./raw.ts";

export type RecordStateOf = (validId: string) => RecordState;

/** Only `valid` counts as valid; an id that the table of names does not know is not. */
export function recordStates(tables: Tables): RecordStateOf {
  const table = tables("valid");
  const names = table.present
    ? namesOf(table)
    : new Map([
        ["1", "valid"],
        ["2", "invalid"],
        ["3", "invalid-temporarily"],
      ]);
  return (validId) => {
    const name = names.get(validId);
    if (name === "valid") return "active";
    return name === "invalid-temporarily" ? "suspended" : "closed";
  };
}
