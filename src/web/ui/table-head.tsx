/** The head of a table: titles that sort, the box that selects the page, and in its place the bar of what is selected. */
import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Column } from "./columns.ts";
import classes from "./data-table.module.css";
import { isSelected, type Selection, withPage } from "./selection.ts";
import { hideClass } from "./table-row.tsx";
import { useUi } from "./ui-context.tsx";

export function HeaderCell<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string | undefined; onSort: ((sort: string) => void) | undefined }) {
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

type SelectAllGiven = { page: readonly string[]; selection: Selection; onChange: (selection: Selection) => void; bar: ReactNode };

/** The bar lies over the titles: nothing moves when it comes and goes. */
export function SelectAll({ page, selection, onChange, bar }: SelectAllGiven) {
  const { texts } = useUi();
  const chosen = page.filter((key) => isSelected(selection, key)).length;
  const all = page.length > 0 && chosen === page.length;
  return (
    <th scope="col" className={classes.check}>
      <Checkbox
        size="xs"
        aria-label={texts.selectAll}
        checked={all}
        indeterminate={chosen > 0 && !all}
        disabled={page.length === 0}
        onChange={() => onChange(withPage(selection, page))}
      />
      {bar}
    </th>
  );
}
