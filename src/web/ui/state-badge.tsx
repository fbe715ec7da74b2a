/** A state as word, colour and shape: `open` a ring with a gap, `shut` a bar, `done` a tick, the others a dot. */
import type { ReactNode } from "react";
import classes from "./state-badge.module.css";

export type StateTone = "new" | "open" | "waiting" | "done" | "shut" | "neutral" | "inherited" | "changed";

const shapes: Readonly<Record<StateTone, ReactNode>> = {
  new: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  open: <path d="M8.6 2.6A4.3 4.3 0 1 1 3.4 2.6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />,
  waiting: (
    <>
      <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 3.8V6l1.5 1" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  done: <path d="M2.2 6.4 4.8 9l5-5.6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />,
  shut: <path d="M2 6h8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  neutral: <circle cx="6" cy="6" r="3" fill="currentColor" />,
  inherited: <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2 1.8" />,
  changed: <circle cx="6" cy="6" r="4" fill="currentColor" />,
};

export function StateBadge({ tone, children }: { tone: StateTone; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone} title={typeof children === "string" ? children : undefined}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {shapes[tone]}
      </svg>
      <span className={classes.text}>{children}</span>
    </span>
  );
}
