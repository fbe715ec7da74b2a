/** Columns of a table, and which of them somebody wants to see in which order. */
import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  align?: "left" | "right";
  /** CSS width; without one the column shares what is left. */
  width?: string;
  /** Values of `sort` for one direction and the other; the first is taken first. Absent: cannot be sorted. */
  sorts?: { ascending?: string; descending?: string };
  /** Left out where the table is narrower than this many pixels. */
  hideBelow?: 480 | 640 | 800 | 960;
  /** Its content is the row's link (one per table, always shown); default: the first. */
  main?: boolean;
  /** Shown only if it is chosen. */
  hiddenAtFirst?: boolean;
};

export const mainOf = <Row>(columns: readonly Column<Row>[]): Column<Row> | undefined => columns.find((column) => column.main) ?? columns[0];

/** Keys of the columns as a list shows them before anybody chose. */
export const keysAtFirst = <Row>(columns: readonly Column<Row>[]): string[] => columns.filter((column) => !column.hiddenAtFirst).map((column) => column.key);

/** The chosen columns in their order, the main one first if it is not among them; keys that no column has (any more) are left out. */
export function arranged<Row>(columns: readonly Column<Row>[], keys: readonly string[] | null): Column<Row>[] {
  const wanted = keys ?? keysAtFirst(columns);
  const shown = wanted.flatMap((key) => columns.find((column) => column.key === key) ?? []);
  const main = mainOf(columns);
  return main === undefined || shown.includes(main) ? shown : [main, ...shown];
}

export const withToggled = (keys: readonly string[], key: string): string[] => (keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]);

/** One place to the left (-1) or to the right (1); at an end it stays. */
export function withMoved(keys: readonly string[], key: string, by: -1 | 1): string[] {
  const at = keys.indexOf(key);
  const to = at + by;
  if (at < 0 || to < 0 || to >= keys.length) return [...keys];
  const moved = keys.filter((one) => one !== key);
  moved.splice(to, 0, key);
  return moved;
}
