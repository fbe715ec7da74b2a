/** Opens a row of a table whose record is changed in a dialog; the whole row is its target. */
import type { ReactNode } from "react";
import classes from "./row-button.module.css";

export function RowButton({ onClick, light = false, children }: { onClick: () => void; light?: boolean; children: ReactNode }) {
  return (
    <button type="button" className={classes.button} data-light={light} data-row-link onClick={onClick}>
      {children}
    </button>
  );
}
