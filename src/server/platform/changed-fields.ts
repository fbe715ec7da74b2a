/** What a change really changes: written, counted as a new version and audited is only that. */
import { isDeepStrictEqual } from "node:util";

export type ChangedFields<Fields> = {
  /** Names of the fields whose value differs; empty: nothing to do. */
  names: (keyof Fields & string)[];
  before: Partial<Fields>;
  after: Partial<Fields>;
};

/** Compares the fields that are given (not undefined) with what is stored, by value. */
export function changedFields<Fields extends Record<string, unknown>>(
  stored: Fields,
  given: { [Name in keyof Fields]?: Fields[Name] | undefined },
): ChangedFields<Fields> {
  const names = (Object.keys(given) as (keyof Fields & string)[]).filter((name) => given[name] !== undefined && !isDeepStrictEqual(given[name], stored[name]));
  return { names, before: picked(stored, names), after: picked(given as Fields, names) };
}

const picked = <Fields extends Record<string, unknown>>(from: Fields, names: (keyof Fields & string)[]): Partial<Fields> =>
  Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<Fields>;
