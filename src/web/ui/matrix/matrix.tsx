/** The matrix for every assignment: rows and columns with marks in the cells, changes kept until they are saved. Knows neither rows nor rights. */
import { Button, Group, Menu, Skeleton, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconDots } from "@tabler/icons-react";
import { memo, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { type CellKey, type Changes, cellKey, type Marks, type Scale, withAll, withChange } from "./marks.ts";
import classes from "./matrix.module.css";
import { type Faces, MatrixCell } from "./matrix-cell.tsx";
import { keepOneStop } from "./move-focus.ts";

export type MatrixRow = { id: string; name: string; label?: ReactNode; detail?: string; isPinned?: boolean };
export type MatrixColumn = { key: string; title: string; meaning?: string };
/** `isKept`: what is set can become something else, but not nothing; the hint says why. */
export type CellContent = { stored: Marks; inherited: Marks; hint?: string | undefined; isKept?: boolean };
export type MatrixAside = { key: string; title: string; meaning?: string; render: (rowId: string) => ReactNode };

export type MatrixTexts = {
  nothing: string;
  changed: string;
  /** "Set for 23 shown rows". */
  setColumn: (count: number) => string;
  setRow: (row: string) => string;
  /** What a column or row can be set to, by mark. */
  showMore: (count: number) => string;
  noneMatch: string;
};

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
  asides?: readonly MatrixAside[];
  texts: MatrixTexts;
  /** Rows that are not loaded yet. */
  more?: { count: number; isLoading: boolean; load: () => void } | undefined;
};

export function Matrix(given: Given) {
  const { rows, columns, scale, contentOf, changes, onChanges, texts } = given;
  const table = useRef<HTMLTableElement>(null);
  const [rowWithMenu, setRowWithMenu] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows may have taken the stop away
  useEffect(() => keepOneStop(table.current), [rows, columns, given.isLoading]);
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
  const unpinned = rows.filter((row) => row.isPinned !== true);
  const columnCells = (column: string) => unpinned.map((row) => ({ rowId: row.id, column }));
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
                  <SetMenu
                    faces={given.faces}
                    scale={scale}
                    nothing={texts.nothing}
                    label={texts.setColumn(unpinned.length)}
                    onSet={(wanted) => setCells(columnCells(column.key), wanted)}
                  >
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
        <tbody>
          {given.isLoading
            ? ["a", "b", "c", "d", "e", "f"].map((key) => (
                <tr key={key} aria-hidden>
                  <td colSpan={columns.length + 1 + (given.asides?.length ?? 0)}>
                    <Skeleton height={16} my={7} width="60%" />
                  </td>
                </tr>
              ))
            : rows.map((row) => (
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
                  asides={given.asides}
                  menu={
                    given.readOnly || columns.length < 2 || row.isPinned === true ? null : (
                      <RowMenu
                        label={texts.setRow(row.name)}
                        opened={rowWithMenu === row.id}
                        onOpened={(opened) => setRowWithMenu(opened ? row.id : null)}
                        scale={scale}
                        faces={given.faces}
                        nothing={texts.nothing}
                        onSet={(wanted) =>
                          setCells(
                            columns.map((column) => ({ rowId: row.id, column: column.key })),
                            wanted,
                          )
                        }
                      />
                    )
                  }
                />
              ))}
        </tbody>
      </table>
      {!given.isLoading && unpinned.length === 0 && (
        <Text p="md" c="dimmed">
          {texts.noneMatch}
        </Text>
      )}
      {given.more !== undefined && given.more.count > 0 && (
        <Group p="xs" justify="center">
          <Button variant="subtle" size="compact-sm" loading={given.more.isLoading} onClick={given.more.load}>
            {texts.showMore(given.more.count)}
          </Button>
        </Group>
      )}
    </div>
  );
}

const refuses = (content: CellContent, wanted: Marks): boolean => content.isKept === true && wanted.length === 0;

/** The changes of a row as a text, so that a row is drawn anew only when one of its own cells changed. */
const signatureOf = (changes: Changes, rowId: string, columns: readonly MatrixColumn[]): string =>
  columns
    .map((column) => {
      const change = changes.get(cellKey(rowId, column.key));
      return change === undefined ? "=" : change.after.join(" ");
    })
    .join("|");

type RowGiven = {
  row: MatrixRow;
  columns: readonly MatrixColumn[];
  scale: Scale;
  faces: Faces;
  contentOf: Given["contentOf"];
  /** As `signatureOf` writes it. */
  changed: string;
  readOnly: boolean;
  changedText: string;
  onChange: (rowId: string, column: string, wanted: Marks) => void;
  asides: readonly MatrixAside[] | undefined;
  menu: ReactNode;
};

const Row = memo(
  function Row({ row, columns, scale, faces, contentOf, changed, readOnly, changedText, onChange, asides, menu }: RowGiven) {
    const wanted = changed.split("|");
    return (
      <tr data-pinned={row.isPinned}>
        <th scope="row">
          <div className={classes.rowHead}>
            <div className={classes.name}>
              {row.label ?? row.name}
              {row.detail !== undefined && row.detail !== "" && <span className={classes.detail}>{row.detail}</span>}
            </div>
            {menu}
          </div>
        </th>
        {columns.map((column, at) => {
          const content = contentOf(row.id, column.key);
          const change = wanted[at] ?? "=";
          return (
            <td key={column.key}>
              {content === null ? (
                <span className={classes.none}>–</span>
              ) : (
                <MatrixCell
                  label={`${row.name}, ${column.title}`}
                  scale={scale}
                  faces={faces}
                  marks={change === "=" ? content.stored : change === "" ? [] : change.split(" ")}
                  stored={content.stored}
                  inherited={content.inherited}
                  kept={content.isKept === true}
                  changed={change !== "="}
                  changedText={changedText}
                  hint={content.hint}
                  locked={readOnly}
                  onChange={(marks) => onChange(row.id, column.key, marks)}
                />
              )}
            </td>
          );
        })}
        {asides?.map((aside) => (
          <td key={aside.key}>{aside.render(row.id)}</td>
        ))}
      </tr>
    );
  },
  // A row's menu only matters where it is open or shut; its functions always do the same.
  (one, other) =>
    one.row === other.row &&
    one.columns === other.columns &&
    one.contentOf === other.contentOf &&
    one.changed === other.changed &&
    one.readOnly === other.readOnly &&
    one.faces === other.faces &&
    one.asides === other.asides &&
    one.onChange === other.onChange &&
    isMenuOpen(one.menu) === isMenuOpen(other.menu),
);

const isMenuOpen = (menu: ReactNode): boolean =>
  typeof menu === "object" && menu !== null && "props" in menu && (menu.props as { opened?: boolean }).opened === true;

type SetGiven = { label: string; scale: Scale; faces: Faces; nothing: string; onSet: (wanted: Marks) => void };

function SetItems({ label, scale, faces, nothing, onSet }: SetGiven) {
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      <Menu.Item onClick={() => onSet([])}>{nothing}</Menu.Item>
      {scale.marks.map((mark) => (
        <Menu.Item key={mark} onClick={() => onSet([mark])}>
          {faces[mark]?.name ?? mark}
        </Menu.Item>
      ))}
    </>
  );
}

function SetMenu({ children, ...given }: SetGiven & { children: ReactNode }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <SetItems {...given} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** A plain button until it is reached for: a matrix has many rows. */
function RowMenu({ opened, onOpened, ...given }: SetGiven & { opened: boolean; onOpened: (opened: boolean) => void }) {
  const button = (
    <UnstyledButton className={classes.rowMenu} aria-label={given.label} title={given.label} aria-haspopup="menu" tabIndex={-1} onClick={() => onOpened(true)}>
      <IconDots size={16} aria-hidden />
    </UnstyledButton>
  );
  if (!opened) return button;
  return (
    <Menu opened onChange={onOpened} position="bottom-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <SetItems {...given} />
      </Menu.Dropdown>
    </Menu>
  );
}

export type { CellKey };
