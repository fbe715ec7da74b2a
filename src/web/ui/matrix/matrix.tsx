/**
 * The matrix for every assignment: rows and columns with marks in the cells, changes kept until they are saved. Knows neither rows
 * nor rights: the owner says what a row is, what a cell holds (`contentOf`) and what can be set (`scale`). Where more belongs to a
 * cell than marks (days, tasks), the owner keeps it as a text, says how it reads (`more.text`) and opens a dialog for it (`more.open`).
 */
import { Button, Group, Skeleton, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { type Changes, cellKey, type Marks, type Scale, withAll, withChange } from "./marks.ts";
import classes from "./matrix.module.css";
import type { Faces } from "./matrix-cell.tsx";
import { Row, signatureOf } from "./matrix-row.tsx";
import { keepOneStop } from "./move-focus.ts";
import { RowBlocks } from "./row-blocks.tsx";
import { RowMenu, SetMenu, type SetPart } from "./set-menu.tsx";

/** `indent`: how far it stands below others, in steps. `whereNoCell`: what stands where it has no cell. */
export type MatrixRow = { id: string; name: string; label?: ReactNode; detail?: string; isPinned?: boolean; indent?: number; whereNoCell?: ReactNode };
/** `isWide`: room for what stands beside the marks. */
export type MatrixColumn = { key: string; title: string; meaning?: string; isWide?: true };
/** `isKept`: what is set can become something else, but not nothing; the hint says why. `more`: what a dialog says beside the marks. */
export type CellContent = { stored: Marks; inherited: Marks; hint?: string | undefined; isKept?: boolean; more?: string };
export type MatrixAside = { key: string; title: string; meaning?: string; render: (rowId: string) => ReactNode };

/** What stands beside the marks of a cell, and its dialog; must be stable. `letter` opens it by keys, `whereEmpty`: also without marks. */
export type MoreTexts = {
  text: (more: string, rowId: string) => string;
  label: string;
  letter: string;
  /** What the button shows; without: a calendar, since days are what stands beside marks most often. */
  icon?: ReactNode;
  open: (rowId: string, column: string) => void;
  whereEmpty?: true;
};

export type MatrixTexts = {
  nothing: string;
  changed: string;
  /** "Set for the 23 rows shown". */
  setColumn: (count: number) => string;
  /** "Set for all 1,204 that match". */
  setAll: (count: number) => string;
  /** Where it matters whether a row holds something already: "Set for the 13 that are assigned", "Set for all 100 shown, 87 of them newly". */
  setHeld?: { held: (count: number) => string; shown: (count: number, fresh: number) => string };
  setRow: (row: string) => string;
  showMore: (count: number) => string;
  noneMatch: string;
};

/** Rows that are not loaded yet: how many come next; `all`: how many match, and what loads the rest of them. */
export type MoreRows = { count: number; isLoading: boolean; load: () => void; all?: { count: number; load: () => Promise<readonly string[]> } };

type Given = {
  label: string;
  rowTitle: string;
  rows: readonly MatrixRow[];
  columns: readonly MatrixColumn[];
  scale: Scale;
  faces: Faces;
  /** Null: this row has no such cell. Must be stable while nothing changes. */
  contentOf: (rowId: string, column: string) => CellContent | null;
  changes: Changes;
  onChanges: (change: (before: Changes) => Changes) => void;
  readOnly: boolean;
  isLoading: boolean;
  more?: MoreTexts | undefined;
  asides?: readonly MatrixAside[];
  texts: MatrixTexts;
  moreRows?: MoreRows | undefined;
};

export function Matrix(given: Given) {
  const { rows, columns, scale, contentOf, changes, onChanges, texts } = given;
  const table = useRef<HTMLTableElement>(null);
  const [rowWithMenu, setRowWithMenu] = useState<string | null>(null);
  const onDrawn = useCallback(() => keepOneStop(table.current), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows may have taken the stop away
  useEffect(onDrawn, [rows, columns, given.isLoading]);
  const change = useCallback(
    (rowId: string, column: string, wanted: Marks) => {
      const content = contentOf(rowId, column);
      if (content !== null && refuses(content, wanted)) return;
      onChanges((before) => withChange(before, scale, cellKey(rowId, column), content?.stored ?? [], wanted));
    },
    [onChanges, scale, contentOf],
  );
  const setCells = (cells: readonly { rowId: string; column: string }[], wanted: Marks) => {
    const known = cells.flatMap(({ rowId, column }) => {
      const content = contentOf(rowId, column);
      return content === null || refuses(content, wanted) ? [] : [{ key: cellKey(rowId, column), stored: content.stored }];
    });
    onChanges((before) => withAll(before, scale, known, wanted));
  };
  const setRow = (rowId: string) => (wanted: Marks) =>
    setCells(
      columns.map(({ key }) => ({ rowId, column: key })),
      wanted,
    );
  const menu = { scale, faces: given.faces, nothing: texts.nothing };
  const cellsPerRow = columns.length + 1 + (given.asides?.length ?? 0);
  const unpinned = rows.filter((row) => row.isPinned !== true);
  const partsOf = (column: string): SetPart[] => {
    const set = (rowIds: readonly string[], wanted: Marks) =>
      setCells(
        rowIds.map((rowId) => ({ rowId, column })),
        wanted,
      );
    const shownIds = unpinned.map((row) => row.id);
    const heldIds = texts.setHeld === undefined ? shownIds : shownIds.filter((rowId) => (contentOf(rowId, column)?.stored.length ?? 0) > 0);
    const fresh = shownIds.length - heldIds.length;
    const part = (key: string, label: string, rowIds: readonly string[]): SetPart => ({ key, label, onSet: (wanted) => set(rowIds, wanted) });
    const all = given.moreRows?.all;
    return [
      ...(texts.setHeld !== undefined && fresh > 0 && heldIds.length > 0 ? [part("held", texts.setHeld.held(heldIds.length), heldIds)] : []),
      part("shown", texts.setHeld !== undefined && fresh > 0 ? texts.setHeld.shown(shownIds.length, fresh) : texts.setColumn(shownIds.length), shownIds),
      ...(all === undefined
        ? []
        : [{ key: "all", label: texts.setAll(all.count), onSet: (wanted: Marks) => void all.load().then((rowIds) => set(rowIds, wanted)) }]),
    ];
  };
  return (
    <div className={classes.frame}>
      <table
        ref={table}
        className={classes.table}
        aria-label={given.label}
        aria-busy={given.isLoading}
        onFocus={(event) => keepOneStop(table.current, event.target)}
      >
        <thead>
          <tr>
            <th scope="col">{given.rowTitle}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" title={column.meaning}>
                {given.readOnly || unpinned.length === 0 ? (
                  column.title
                ) : (
                  <SetMenu {...menu} parts={partsOf(column.key)}>
                    <UnstyledButton className={classes.head}>
                      {column.title}
                      <IconChevronDown size={14} aria-hidden />
                    </UnstyledButton>
                  </SetMenu>
                )}
              </th>
            ))}
            {given.asides?.map((aside) => (
              <th key={aside.key} scope="col" title={aside.meaning}>
                {aside.title}
              </th>
            ))}
          </tr>
        </thead>
        {given.isLoading ? (
          <RowsToCome cellsPerRow={cellsPerRow} />
        ) : (
          <RowBlocks
            rows={rows}
            cellsPerRow={cellsPerRow}
            onDrawn={onDrawn}
            render={(row) => (
              <Row
                key={row.id}
                row={row}
                columns={columns}
                scale={scale}
                faces={given.faces}
                contentOf={contentOf}
                changed={signatureOf(changes, row.id, columns)}
                readOnly={given.readOnly}
                changedText={texts.changed}
                onChange={change}
                more={given.more}
                asides={given.asides}
                menu={
                  given.readOnly || columns.length < 2 || row.isPinned === true ? null : (
                    <RowMenu
                      {...menu}
                      label={texts.setRow(row.name)}
                      parts={[{ key: row.id, label: texts.setRow(row.name), onSet: setRow(row.id) }]}
                      opened={rowWithMenu === row.id}
                      onOpened={(opened) => setRowWithMenu(opened ? row.id : null)}
                    />
                  )
                }
              />
            )}
          />
        )}
      </table>
      {!given.isLoading && unpinned.length === 0 && (
        <Text p="md" c="dimmed">
          {texts.noneMatch}
        </Text>
      )}
      {given.moreRows !== undefined && given.moreRows.count > 0 && (
        <Group p="xs" justify="center">
          <Button variant="subtle" size="compact-sm" loading={given.moreRows.isLoading} onClick={given.moreRows.load}>
            {texts.showMore(given.moreRows.count)}
          </Button>
        </Group>
      )}
    </div>
  );
}

const refuses = (content: CellContent, wanted: Marks): boolean => content.isKept === true && wanted.length === 0;

const RowsToCome = ({ cellsPerRow }: { cellsPerRow: number }) => (
  <tbody>
    {["a", "b", "c", "d", "e", "f"].map((key) => (
      <tr key={key} aria-hidden>
        <td colSpan={cellsPerRow}>
          <Skeleton height={16} my={7} width="60%" />
        </td>
      </tr>
    ))}
  </tbody>
);
