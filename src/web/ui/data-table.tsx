/** A list as a table: sticky header, sorting, keyboard (j k Enter x), skeletons of the right height, count, newer and older. */
import { Checkbox, Skeleton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type CSSProperties, type ReactNode, useRef } from "react";
import classes from "./data-table.module.css";
import { ErrorState } from "./error-state.tsx";
import { Link } from "./link.tsx";
import { PageLine, type TablePage } from "./page-line.tsx";
import { useUi } from "./ui-context.tsx";
import { useRowKeys } from "./use-row-keys.ts";

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
  /** Its content is the row's link (one per table); default: the first. */
  main?: boolean;
};

export type Selection = { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void };

type Given<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  page: TablePage<Row>;
  keyOf: (row: Row) => string;
  /** Path inside the app that a row leads to. */
  linkOf?: (row: Row) => string;
  empty: ReactNode;
  /** What went wrong, as a sentence. */
  problem?: string | null;
  onRetry?: () => void;
  sort?: string;
  onSort?: (sort: string) => void;
  selection?: Selection;
  /** Space on a row: a look at it from the side. */
  onPeek?: (row: Row) => void;
  skeletonRows?: number;
  /** Distance of the sticky header from the top of the window, for a fixed bar above. */
  stickyTop?: number;
  /** Height of a row, skeletons included; default 40. */
  rowHeight?: number;
};

export function DataTable<Row>(given: Given<Row>) {
  const { columns, page, selection } = given;
  const main = columns.find((column) => column.main) ?? columns[0];
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table, {
    rows: page.items,
    onToggle: selection ? (row) => selection.onChange(toggled(selection.keys, given.keyOf(row))) : undefined,
    onPeek: given.onPeek,
  });
  if (given.problem) return <ErrorState message={given.problem} onRetry={given.onRetry} />;
  if (!page.isFirstLoad && page.items.length === 0) return given.empty;
  return (
    <div className={classes.frame} style={{ "--row-height": `${given.rowHeight ?? 40}px` } as CSSProperties}>
      <table ref={table} className={classes.table} aria-label={given.label} aria-busy={page.isFirstLoad || page.isStale} data-stale={page.isStale}>
        <colgroup>
          {selection && <col style={{ width: 36 }} />}
          {columns.map((column) => (
            <col key={column.key} className={hideClass(column)} style={column.width === undefined ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        <thead style={{ top: given.stickyTop ?? 0 }}>
          <tr>
            {selection && <SelectAll rows={page.items} keyOf={given.keyOf} selection={selection} />}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={given.sort} onSort={given.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {page.isFirstLoad
            ? Array.from({ length: given.skeletonRows ?? 10 }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else
                <tr key={index} aria-hidden>
                  {selection && <td />}
                  {columns.map((column, at) => (
                    <td key={column.key} className={hideClass(column)}>
                      <Skeleton height={12} my={4} width={`${at === 0 ? 40 + ((index * 17) % 40) : 60}%`} />
                    </td>
                  ))}
                </tr>
              ))
            : page.items.map((row) => {
                const key = given.keyOf(row);
                const link = given.linkOf?.(row);
                return (
                  <tr key={key} data-row tabIndex={link === undefined ? 0 : -1} aria-selected={selection?.keys.has(key)}>
                    {selection && <SelectRow rowKey={key} selection={selection} />}
                    {columns.map((column) => (
                      <td key={column.key} data-align={column.align} className={hideClass(column)}>
                        {column === main && link !== undefined ? (
                          <Link to={link} className={classes.link} data-row-link>
                            {column.render(row)}
                          </Link>
                        ) : (
                          column.render(row)
                        )}
                      </td>
                    ))}
                  </tr>
                );
              })}
        </tbody>
      </table>
      <PageLine page={page} />
    </div>
  );
}

const hideClass = (column: { hideBelow?: number }): string | undefined => (column.hideBelow === undefined ? undefined : classes[`hide${column.hideBelow}`]);

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

function HeaderCell<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string | undefined; onSort: ((sort: string) => void) | undefined }) {
  const { texts } = useUi();
  const { ascending, descending } = column.sorts ?? {};
  const direction = sort === undefined ? undefined : sort === ascending ? "ascending" : sort === descending ? "descending" : undefined;
  const next = direction === "descending" ? (ascending ?? descending) : direction === "ascending" ? (descending ?? ascending) : (descending ?? ascending);
  return (
    <th scope="col" data-align={column.align} className={hideClass(column)} aria-sort={direction}>
      {next === undefined || onSort === undefined ? (
        column.title
      ) : (
        <button type="button" className={classes.sort} title={texts.sortBy(column.title)} onClick={() => onSort(next)}>
          {column.title}
          {direction === "ascending" && <IconArrowUp size={14} aria-hidden />}
          {direction === "descending" && <IconArrowDown size={14} aria-hidden />}
        </button>
      )}
    </th>
  );
}

function SelectAll<Row>({ rows, keyOf, selection }: { rows: readonly Row[]; keyOf: (row: Row) => string; selection: Selection }) {
  const { texts } = useUi();
  const chosen = rows.filter((row) => selection.keys.has(keyOf(row))).length;
  const all = rows.length > 0 && chosen === rows.length;
  const change = () => {
    const next = new Set(selection.keys);
    for (const row of rows) all ? next.delete(keyOf(row)) : next.add(keyOf(row));
    selection.onChange(next);
  };
  return (
    <th scope="col" className={classes.check}>
      <Checkbox size="xs" aria-label={texts.selectAll} checked={all} indeterminate={chosen > 0 && !all} onChange={change} />
    </th>
  );
}

function SelectRow({ rowKey, selection }: { rowKey: string; selection: Selection }) {
  const { texts } = useUi();
  return (
    <td className={classes.check}>
      <Checkbox
        size="xs"
        aria-label={texts.selectRow}
        checked={selection.keys.has(rowKey)}
        onChange={() => selection.onChange(toggled(selection.keys, rowKey))}
      />
    </td>
  );
}
