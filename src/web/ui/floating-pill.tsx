/** A way to what has come in, above the page: nothing moves because of it. */
import type { ReactNode } from "react";
import classes from "./floating-pill.module.css";

export function FloatingPill({ onClick, shortcut, children }: { onClick: () => void; shortcut?: string; children: ReactNode }) {
  return (
    <div className={classes.place}>
      <button type="button" className={classes.pill} onClick={onClick} aria-keyshortcuts={shortcut}>
        {children}
      </button>
    </div>
  );
}
