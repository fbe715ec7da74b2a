/** The matrix as data: what a cell holds, what a key or click makes of it, which changes are not saved, and what somebody else changed meanwhile. */

/** What can be set in a cell, lowest first. `whole` includes all others and so stands alone; of a `choice` exactly one or none is set. */
export type Scale = { marks: readonly string[]; whole?: string; choice?: true };
export type Marks = readonly string[];

export function normalised(scale: Scale, marks: Marks): Marks {
  if (scale.whole !== undefined && marks.includes(scale.whole)) return [scale.whole];
  const known = scale.marks.filter((mark) => marks.includes(mark));
  return scale.choice ? known.slice(0, 1) : known;
}

export const sameMarks = (scale: Scale, one: Marks, other: Marks): boolean => normalised(scale, one).join() === normalised(scale, other).join();

/** Whether a mark counts: set itself, or included by the whole one. */
export const includesMark = (scale: Scale, marks: Marks, mark: string): boolean =>
  marks.includes(mark) || (scale.whole !== undefined && marks.includes(scale.whole));

/** A click on a mark below a set whole one lowers the cell to just that; a click on a set whole one empties it. */
export function toggled(scale: Scale, marks: Marks, mark: string): Marks {
  const now = normalised(scale, marks);
  if (mark === scale.whole) return now.includes(mark) ? [] : [mark];
  if (scale.whole !== undefined && now.includes(scale.whole)) return [mark];
  return normalised(scale, now.includes(mark) ? now.filter((one) => one !== mark) : [...now, mark]);
}

/** 0 empties, 1 sets the first mark, 2 the second and so on; null: not such a key. */
export function marksOfKey(scale: Scale, key: string): Marks | null {
  if (key === "0" || key === "Backspace" || key === "Delete") return [];
  const mark = /^[1-9]$/.test(key) ? scale.marks[Number(key) - 1] : undefined;
  return mark === undefined ? null : [mark];
}

/** A tick on a choice: nothing where something is set, else what was stored or, where nothing was, `usual`. */
export const ticked = (marks: Marks, stored: Marks, usual: string | undefined): Marks =>
  marks.length > 0 ? [] : stored.length > 0 ? stored : usual === undefined ? [] : [usual];

export type CellKey = `${string}|${string}`;
export const cellKey = (rowId: string, column: string): CellKey => `${rowId}|${column}`;
export function cellOf(key: CellKey): { rowId: string; column: string } {
  const at = key.lastIndexOf("|");
  return { rowId: key.slice(0, at), column: key.slice(at + 1) };
}

/** `before` is what was stored when the cell was touched first. */
export type Change = { before: Marks; after: Marks };
export type Changes = ReadonlyMap<CellKey, Change>;
export const NO_CHANGES: Changes = new Map();

/** A cell that is set back to what is stored is no change. */
export function withChange(changes: Changes, scale: Scale, key: CellKey, stored: Marks, wanted: Marks): Changes {
  const next = new Map(changes);
  const before = changes.get(key)?.before ?? stored;
  if (sameMarks(scale, before, wanted)) next.delete(key);
  else next.set(key, { before: normalised(scale, before), after: normalised(scale, wanted) });
  return next;
}

/** Many cells at once: a column for the rows that are shown, or a row. */
export function withAll(changes: Changes, scale: Scale, cells: readonly { key: CellKey; stored: Marks }[], wanted: Marks): Changes {
  return cells.reduce((sofar, { key, stored }) => withChange(sofar, scale, key, stored, wanted), changes);
}

export type StoredOf = (key: CellKey) => Marks | undefined;

/** Touched cells that somebody else changed since, to something else than what is wanted here. */
export function changedMeanwhile(changes: Changes, scale: Scale, storedOf: StoredOf): { key: CellKey; before: Marks; now: Marks; after: Marks }[] {
  return [...changes].flatMap(([key, { before, after }]) => {
    const now = storedOf(key);
    return now === undefined || sameMarks(scale, now, before) || sameMarks(scale, now, after) ? [] : [{ key, before, now, after }];
  });
}

/** Keeps one's own changes upon what is stored now; what is already so is no change any more. */
export function rebased(changes: Changes, scale: Scale, storedOf: StoredOf): Changes {
  return new Map(
    [...changes].flatMap(([key, { before, after }]) => {
      const now = storedOf(key) ?? before;
      return sameMarks(scale, now, after) ? [] : [[key, { before: normalised(scale, now), after }] as const];
    }),
  );
}

/** What takes the changes back once they are saved. */
export const inverse = (changes: Changes): Changes => new Map([...changes].map(([key, { before, after }]) => [key, { before: after, after: before }]));
