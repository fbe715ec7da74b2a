/** A part of what is known about a company or contact at a glance, and the way to all of it. */
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "#web/ui/link.tsx";
import classes from "./information.module.css";

export function Card({ title, more, children }: { title: string; more: { to: string; label: string }; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.head}>
        <h2>{title}</h2>
        <Anchor component={Link} to={more.to} size="sm">
          {more.label}
        </Anchor>
      </div>
      {children}
    </section>
  );
}

/** The form of a record, with what is known about it beside it; below it where there is no room. */
export function Beside({ label, aside, children }: { label: string; aside: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div>{children}</div>
      <aside className={classes.aside} aria-label={label}>
        {aside}
      </aside>
    </div>
  );
}
