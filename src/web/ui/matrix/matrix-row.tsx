/** One row of the matrix; drawn anew only when one of its own cells changed. */
import { memo, type ReactNode } from "react";
import { BreakableText } from "#web/ui/breakable-text.tsx";
import { type Changes, cellKey, type Marks, type Scale } from "./marks.ts";
import classes from "./matrix.module.css";
import type { CellContent, MatrixAside, MatrixColumn, MatrixRow, MoreTexts } from "./matrix.tsx";
import { type Faces, MatrixCell } from "./matrix-cell.tsx";

type Given = {
  row: MatrixRow;
  columns: readonly MatrixColumn[];
  scale: Scale;
  faces: Faces;
  contentOf: (rowId: string, column: string) => CellContent | null;
  /** As `signatureOf` writes it. */
  changed: string;
  readOnly: boolean;
  changedText: string;
  onChange: (rowId: string, column: string, wanted: Marks) => void;
  more: MoreTexts | undefined;
  asides: readonly MatrixAside[] | undefined;
  menu: ReactNode;
};

type Wanted = { after: Marks; more?: string } | null;

/** The changes of a row as a text that is the same as long as they are. */
export const signatureOf = (changes: Changes, rowId: string, columns: readonly MatrixColumn[]): string =>
  JSON.stringify(
    columns.map(({ key }): Wanted => {
      const change = changes.get(cellKey(rowId, key));
      return change === undefined ? null : { after: change.after, ...(change.more ? { more: change.more.after } : {}) };
    }),
  );

export const Row = memo(
  function Row({ row, columns, scale, faces, contentOf, changed, readOnly, changedText, onChange, more, asides, menu }: Given) {
    const wanted = JSON.parse(changed) as Wanted[];
    return (
      <tr data-pinned={row.isPinned}>
        <th scope="row">
          <div className={classes.rowHead} style={row.indent ? { paddingLeft: row.indent * 20 } : undefined}>
            <div className={classes.name}>
              {row.label ?? row.name}
              {row.detail !== undefined && row.detail !== "" && (
                <span className={classes.detail}>
                  <BreakableText>{row.detail}</BreakableText>
                </span>
              )}
            </div>
            {menu}
          </div>
        </th>
        {columns.map((column, at) => {
          const content = contentOf(row.id, column.key);
          const change = wanted[at] ?? null;
          return (
            <td key={column.key} data-wide={column.isWide}>
              {content === null ? (
                <span className={classes.none}>{row.whereNoCell ?? "–"}</span>
              ) : (
                <MatrixCell
                  label={`${row.name}, ${column.title}`}
                  scale={scale}
                  faces={faces}
                  marks={change?.after ?? content.stored}
                  stored={content.stored}
                  inherited={content.inherited}
                  kept={content.isKept === true}
                  changed={change !== null}
                  changedText={changedText}
                  hint={content.hint}
                  locked={readOnly}
                  onChange={(marks) => onChange(row.id, column.key, marks)}
                  more={
                    more && {
                      text: more.text(change?.more ?? content.more ?? "", row.id),
                      label: more.label,
                      letter: more.letter,
                      icon: more.icon,
                      whereEmpty: more.whereEmpty === true,
                      onOpen: () => more.open(row.id, column.key),
                    }
                  }
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
    one.scale === other.scale &&
    one.contentOf === other.contentOf &&
    one.changed === other.changed &&
    one.readOnly === other.readOnly &&
    one.faces === other.faces &&
    one.more === other.more &&
    one.asides === other.asides &&
    one.onChange === other.onChange &&
    isMenuOpen(one.menu) === isMenuOpen(other.menu),
);

const isMenuOpen = (menu: ReactNode): boolean =>
  typeof menu === "object" && menu !== null && "props" in menu && (menu.props as { opened?: boolean }).opened === true;
