/** The row above a list with several filters: search, filters, and at the end what arranges the list. On a phone the filters are one line that moves sideways. */
import type { ReactNode } from "react";
import classes from "./filter-row.module.css";

export function FilterRow({ search, children, end }: { search?: ReactNode; children: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.row}>
      <div className={classes.left}>
        {search}
        <div className={classes.filters}>{children}</div>
      </div>
      {end !== undefined && <div className={classes.end}>{end}</div>}
    </div>
  );
}
