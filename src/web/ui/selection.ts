/** What is selected in a list that is read page by page: single rows of any page, or everything that the filter finds. */
export type Selection = {
  keys: ReadonlySet<string>;
  /** All results of the filter, also those of pages that were never shown. */
  everything: boolean;
  /** Where a range begins: the row that was selected or left out last. */
  anchor: string | null;
};

export const NOTHING: Selection = { keys: new Set(), everything: false, anchor: null };

export const isSelected = (selection: Selection, key: string): boolean => selection.everything || selection.keys.has(key);
export const isEmpty = (selection: Selection): boolean => !selection.everything && selection.keys.size === 0;

/** Of everything, one row less leaves the rest of the page. */
export function withRow(selection: Selection, key: string, page: readonly string[]): Selection {
  const keys = new Set(selection.everything ? page : selection.keys);
  if (!keys.delete(key)) keys.add(key);
  return { keys, everything: false, anchor: key };
}

/** From the anchor to this row, both included; without an anchor on the page only this row. */
export function withRange(selection: Selection, key: string, page: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : page.indexOf(selection.anchor);
  const to = page.indexOf(key);
  if (from < 0 || to < 0) return withRow(selection, key, page);
  const range = page.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { keys: new Set([...selection.keys, ...range]), everything: false, anchor: key };
}

/** The whole page, or none of it if all of it was selected; other pages stay as they are. */
export function withPage(selection: Selection, page: readonly string[]): Selection {
  const keys = new Set(selection.everything ? page : selection.keys);
  const all = page.every((key) => keys.has(key));
  for (const key of page) all ? keys.delete(key) : keys.add(key);
  return { keys, everything: false, anchor: null };
}

export const withEverything = (selection: Selection): Selection => ({ ...selection, everything: true, anchor: null });
