/** A small table that shows all it has: looks like the lists, without their paging. */
import { ScrollArea } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./plain-table.module.css";

/** For the narrow form, where each cell says itself what it is: "--label-2" and so on. The first one needs no words. */
const labelsOf = (columns: readonly string[]) => Object.fromEntries(columns.map((column, at) => [`--label-${at + 1}`, JSON.stringify(column)]));

type Given = {
  label: string;
  /** An empty one holds actions. */
  columns: readonly string[];
  children: ReactNode;
  minWidth?: number;
};

export function PlainTable({ label, columns, children, minWidth = 560 }: Given) {
  const { t } = useTranslation();
  return (
    <div className={classes.frame}>
      <ScrollArea type="auto">
        <table className={classes.table} aria-label={label} style={{ "--least": `${minWidth}px`, ...labelsOf(columns) } as CSSProperties}>
          {columns.some((column) => column !== "") && (
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column === "" ? <span className="pf-hidden">{t("workspace.list.more")}</span> : column}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>{children}</tbody>
        </table>
      </ScrollArea>
    </div>
  );
}
