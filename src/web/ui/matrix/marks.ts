/** The matrix as data: what a cell holds, what a key or click makes of it, which changes are not saved, and what somebody else changed meanwhile. */

/**
 * What can be set in a cell, lowest first. `whole` includes all others and so stands alone; of a `choice` exactly one or none is
 * set; on a `ladder` each mark includes those before it, and the highest stands alone.
 */
export type Scale = { marks: readonly string[]; whole?: string; choice?: true; ladder?: true };
export type Marks = readonly string[];

export function normalised(scale: Scale, marks: Marks): Marks {
  if (scale.whole !== undefined && marks.includes(scale.whole)) return [scale.whole];
  const known = scale.marks.filter((mark) => marks.includes(mark));
  if (scale.ladder) return known.slice(-1);
  return scale.choice ? known.slice(0, 1) : known;
}

export const sameMarks = (scale: Scale, one: Marks, other: Marks): boolean => normalised(scale, one).join() === normalised(scale, other).join();

/** Whether a mark counts: set itself, or included by the whole one. */
export const includesMark = (scale: Scale, marks: Marks, mark: string): boolean =>
  marks.includes(mark) ||
  (scale.whole !== undefined && marks.includes(scale.whole)) ||
  (scale.ladder === true && marks.some((held) => scale.marks.indexOf(held) > scale.marks.indexOf(mark)));

/** A click on a mark below a set whole one lowers the cell to just that; a click on a set whole one empties it. */
export function toggled(scale: Scale, marks: Marks, mark: string): Marks {
  const now = normalised(scale, marks);
  if (mark === scale.whole || scale.ladder) return now.includes(mark) ? [] : [mark];
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

/** What a cell holds: its marks, and what a dialog says beside them (days, tasks) as a text that only the owner of the matrix reads. */
export type Held = { marks: Marks; more: string };

/** `before` is what was stored when the cell was touched first; `more` is there only where that changes too. */
export type Change = { before: Marks; after: Marks; more?: { before: string; after: string } };
export type Changes = ReadonlyMap<CellKey, Change>;
export const NO_CHANGES: Changes = new Map();

/** A cell that is set back to what is stored is no change; what stands beside marks goes with them. */
function put(changes: Map<CellKey, Change>, scale: Scale, key: CellKey, change: Change): void {
  const [before, after] = [normalised(scale, change.before), normalised(scale, change.after)];
  const { more } = change;
  const isMore = more !== undefined && more.before !== more.after && after.length > 0;
  if (isMore) changes.set(key, { before, after, more });
  else if (sameMarks(scale, before, after)) changes.delete(key);
  else changes.set(key, { before, after });
}

export const withChange = (changes: Changes, scale: Scale, key: CellKey, stored: Marks, wanted: Marks): Changes =>
  withAll(changes, scale, [{ key, stored }], wanted);

/** Many cells at once: a column for the rows that are shown, or a row. */
export function withAll(changes: Changes, scale: Scale, cells: readonly { key: CellKey; stored: Marks }[], wanted: Marks): Changes {
  const next = new Map(changes);
  for (const { key, stored } of cells) {
    const sofar = changes.get(key);
    put(next, scale, key, { ...sofar, before: sofar?.before ?? stored, after: wanted });
  }
  return next;
}

/** One cell with what stands beside its marks, as a dialog gives it. */
export function withHeld(changes: Changes, scale: Scale, key: CellKey, stored: Held, wanted: Held): Changes {
  const next = new Map(changes);
  const sofar = changes.get(key);
  const more = { before: sofar?.more?.before ?? stored.more, after: wanted.more };
  put(next, scale, key, { before: sofar?.before ?? stored.marks, after: wanted.marks, more });
  return next;
}

/** Undefined: the cell is not known. */
export type StoredOf = (key: CellKey) => Held | undefined;

/** A cell that somebody else changed meanwhile. */
export type Meanwhile = { key: CellKey; before: Held; now: Held; after: Held };

/** Touched cells that somebody else changed since, to something else than what is wanted here. */
export function changedMeanwhile(changes: Changes, scale: Scale, storedOf: StoredOf): Meanwhile[] {
  return [...changes].flatMap(([key, { before, after, more }]) => {
    const now = storedOf(key);
    if (now === undefined) return [];
    const isOther = !sameMarks(scale, now.marks, before) && !sameMarks(scale, now.marks, after);
    const isOtherMore = more !== undefined && now.more !== more.before && now.more !== more.after;
    if (!isOther && !isOtherMore) return [];
    return [{ key, before: { marks: before, more: more?.before ?? now.more }, now, after: { marks: after, more: more?.after ?? now.more } }];
  });
}

/** Keeps one's own changes upon what is stored now; what is already so is no change any more. */
export function rebased(changes: Changes, scale: Scale, storedOf: StoredOf): Changes {
  const next = new Map<CellKey, Change>();
  for (const [key, change] of changes) {
    const now = storedOf(key);
    const more = change.more && { before: now?.more ?? change.more.before, after: change.more.after };
    put(next, scale, key, { before: now?.marks ?? change.before, after: change.after, ...(more ? { more } : {}) });
  }
  return next;
}

/** What takes the changes back once they are saved. */
export const inverse = (changes: Changes): Changes =>
  new Map(
    [...changes].map(([key, { before, after, more }]) => [
      key,
      { before: after, after: before, ...(more ? { more: { before: more.after, after: more.before } } : {}) },
    ]),
  );
