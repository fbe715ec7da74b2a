/** A list as a table: sticky header, sorting, selection across pages with a bar of actions, a look from the side, keyboard, count, newer and older. */
import { Skeleton } from "@mantine/core";
import { type CSSProperties, type ReactNode, useRef } from "react";
import { BulkBar } from "./bulk-bar.tsx";
import { type Column, mainOf } from "./columns.ts";
import classes from "./data-table.module.css";
import { ErrorState } from "./error-state.tsx";
import { PageLine, type TablePage } from "./page-line.tsx";
import { isEmpty, isSelected, NOTHING, type Selection, withRange, withRow } from "./selection.ts";
import { HeaderCell, SelectAll } from "./table-head.tsx";
import { hideClass, TableRow } from "./table-row.tsx";
import { useRowKeys } from "./use-row-keys.ts";
import { useStable } from "./use-stable.ts";

export type { Column } from "./columns.ts";

export type SelectionGiven = {
  selection: Selection;
  change: (selection: Selection) => void;
  /** What can be done with what is selected. */
  actions: ReactNode;
  /** "All results" is offered up to so many; default 10,000. */
  most?: number;
};

type Given<Row> = {
  label: string;
  /** Kept the same while nothing about them changes: rows are rendered again with them. */
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
  selection?: SelectionGiven;
  /** Space on a row: a look at it from the side (`Peek`). `key`: which one is looked at. */
  peek?: { key: string | null; change: (key: string | null) => void };
  skeletonRows?: number;
  /** Distance of the sticky header from the top of the window, for a fixed bar above. */
  stickyTop?: number;
  /** Height of a row, skeletons included; default 40. */
  rowHeight?: number;
  /** What is said of new rows that are held back. */
  newRows?: (count: number) => string;
};

export function DataTable<Row>(given: Given<Row>) {
  const { columns, page, selection, peek } = given;
  const main = mainOf(columns);
  const table = useRef<HTMLTableElement>(null);
  const keys = page.items.map(given.keyOf);
  const select = useStable((key: string, range: boolean) => {
    const by = range ? withRange : withRow;
    selection?.change(by(selection.selection, key, keys));
  });
  useRowKeys(table, {
    list: given.label,
    keys,
    onToggle: selection && select,
    onPeek: peek && ((key) => peek.change(peek.key === key ? null : key)),
    onMove: peek && ((key) => peek.key !== null && peek.change(key)),
    onEscape: () => {
      if (peek && peek.key !== null) peek.change(null);
      else if (selection && !isEmpty(selection.selection)) selection.change(NOTHING);
      else return false;
      return true;
    },
  });
  if (given.problem) return <ErrorState message={given.problem} onRetry={given.onRetry} />;
  if (!page.isFirstLoad && page.items.length === 0) return given.empty;
  const bar = selection && !isEmpty(selection.selection) && (
    <BulkBar
      selection={selection.selection}
      onChange={selection.change}
      page={keys}
      total={page.totalIsLowerBound ? null : page.total}
      most={selection.most ?? 10_000}
    >
      {selection.actions}
    </BulkBar>
  );
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
            {selection && <SelectAll page={keys} selection={selection.selection} onChange={selection.change} bar={bar} />}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={given.sort} onSort={given.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {page.isFirstLoad ? (
            <SkeletonRows columns={columns} count={given.skeletonRows ?? 10} withBox={selection !== undefined} />
          ) : (
            page.items.map((row, at) => (
              <TableRow
                key={keys[at]}
                row={row}
                rowKey={keys[at] ?? ""}
                columns={columns}
                main={main}
                link={given.linkOf?.(row)}
                isSelected={selection && isSelected(selection.selection, keys[at] ?? "")}
                isPeeked={peek !== undefined && peek.key === keys[at]}
                isChanged={page.changed?.has(keys[at] ?? "") === true}
                isLeft={page.left?.has(keys[at] ?? "") === true}
                onSelect={select}
              />
            ))
          )}
        </tbody>
      </table>
      <PageLine page={page} {...(given.newRows ? { newRows: given.newRows } : {})} />
    </div>
  );
}

function SkeletonRows<Row>({ columns, count, withBox }: { columns: readonly Column<Row>[]; count: number; withBox: boolean }) {
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else
    <tr key={index} aria-hidden>
      {withBox && <td />}
      {columns.map((column, at) => (
        <td key={column.key} className={hideClass(column)}>
          <Skeleton height={12} my={4} width={`${at === 0 ? 40 + ((index * 17) % 40) : 60}%`} />
        </td>
      ))}
    </tr>
  ));
}
