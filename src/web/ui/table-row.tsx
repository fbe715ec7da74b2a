/** One row of a table; rendered again only if something of it changed. */
import { Checkbox } from "@mantine/core";
import { type MouseEvent, memo, useId } from "react";
import type { Column } from "./columns.ts";
import classes from "./data-table.module.css";
import { Link } from "./link.tsx";
import { useUi } from "./ui-context.tsx";

type Given<Row> = {
  row: Row;
  rowKey: string;
  columns: readonly Column<Row>[];
  main: Column<Row> | undefined;
  link: string | undefined;
  /** Undefined: nothing can be selected here. */
  isSelected: boolean | undefined;
  isPeeked: boolean;
  /** It looks different than a moment ago. */
  isChanged: boolean;
  /** It stands here until the list is looked at anew, and does not belong to it any more. */
  isLeft: boolean;
  onSelect: (key: string, range: boolean) => void;
};

function Row<Item>({ row, rowKey, columns, main, link, isSelected, isPeeked, isChanged, isLeft, onSelect }: Given<Item>) {
  const { texts } = useUi();
  return (
    <tr
      data-row
      tabIndex={link === undefined ? 0 : -1}
      aria-selected={isSelected}
      data-peeked={isPeeked || undefined}
      data-changed={isChanged || undefined}
      data-left={isLeft || undefined}
      title={isLeft ? texts.rowLeft : undefined}
    >
      {isSelected !== undefined && <SelectCell isSelected={isSelected} onSelect={(range) => onSelect(rowKey, range)} />}
      {columns.map((column) => (
        <td key={column.key} data-align={column.align} className={hideClass(column)}>
          {column === main && link !== undefined ? (
            <Link to={link} className={classes.link} data-row-link>
              {column.render(row)}
              {isLeft && <span className="pf-hidden">{texts.rowLeft}</span>}
            </Link>
          ) : (
            column.render(row)
          )}
        </td>
      ))}
    </tr>
  );
}

export const TableRow = memo(Row) as typeof Row;

export const hideClass = (column: { hideBelow?: number }): string | undefined =>
  column.hideBelow === undefined ? undefined : classes[`hide${column.hideBelow}`];

function SelectCell({ isSelected, onSelect }: { isSelected: boolean; onSelect: (range: boolean) => void }) {
  const { texts } = useUi();
  const id = useId();
  return (
    <td className={classes.check}>
      <label htmlFor={id}>
        <Checkbox
          id={id}
          size="xs"
          aria-label={texts.selectRow}
          checked={isSelected}
          onChange={(event) => onSelect((event.nativeEvent as unknown as MouseEvent).shiftKey)}
        />
      </label>
    </td>
  );
}
