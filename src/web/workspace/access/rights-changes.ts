/** The matrix of rights as data: what a cell holds, what a key or click makes of it, what has to be saved. */
import type { z } from "zod";
import type { RightView, rightChange, rightSubject } from "#contract/access.ts";

export type Level = "read" | "create" | "edit";
export type Levels = readonly Level[];
export const LEVELS: Levels = ["read", "create", "edit"];
export type RightSubject = z.infer<typeof rightSubject>;
type RightChange = z.infer<typeof rightChange>;

/** `edit` includes the other two, so it stands alone. */
export function normalised(levels: Levels): Levels {
  if (levels.includes("edit")) return ["edit"];
  return LEVELS.filter((level) => levels.includes(level));
}

const sameLevels = (one: Levels, other: Levels): boolean => normalised(one).join() === normalised(other).join();
export const includesLevel = (levels: Levels, level: Level): boolean => levels.includes("edit") || levels.includes(level);

/** A click on R or C of a cell with E lowers it to just that; a click on a lit E empties the cell. */
export function toggled(levels: Levels, level: Level): Levels {
  const now = normalised(levels);
  if (level === "edit") return now.includes("edit") ? [] : ["edit"];
  if (now.includes("edit")) return [level];
  return normalised(now.includes(level) ? now.filter((one) => one !== level) : [...now, level]);
}

/** Keys of a cell: 0 nothing, 1 read, 2 create, 3 edit. */
export const LEVELS_OF_KEY: Readonly<Record<string, Levels>> = { 0: [], 1: ["read"], 2: ["create"], 3: ["edit"], Backspace: [], Delete: [] };

/** A place in a matrix: one row (mostly a group) and one column (mostly whose right). */
export type CellKey = `${string}|${string}`;
export const cellKey = (rowId: string, column: string): CellKey => `${rowId}|${column}`;
export const cellOf = (key: CellKey): { rowId: string; column: string } => {
  const [rowId = "", column = ""] = key.split("|");
  return { rowId, column };
};

/** What was changed and is not saved; a cell that is set back to what is stored is no change. */
export type Changes = ReadonlyMap<CellKey, Levels>;

export function withChange(changes: Changes, key: CellKey, stored: Levels, wanted: Levels): Changes {
  const next = new Map(changes);
  if (sameLevels(stored, wanted)) next.delete(key);
  else next.set(key, normalised(wanted));
  return next;
}

/** One call per row: the rights of a group are saved against the version of that group. */
export function changesByRow(changes: Changes, subjectOf: (column: string) => RightSubject): Map<string, RightChange[]> {
  const byRow = new Map<string, RightChange[]>();
  for (const [key, rights] of changes) {
    const { rowId, column } = cellOf(key);
    byRow.set(rowId, [...(byRow.get(rowId) ?? []), { subject: subjectOf(column), rights: [...rights] }]);
  }
  return byRow;
}

/** What is stored, by cell: rights on many groups of few subjects. */
export function storedRights(rights: readonly RightView[], columnOf: (subject: RightSubject) => string | null): ReadonlyMap<CellKey, RightView> {
  const stored = new Map<CellKey, RightView>();
  for (const right of rights) {
    const column = columnOf(right.subject);
    if (column !== null) stored.set(cellKey(right.group.id, column), right);
  }
  return stored;
}
