/** Tabs of a page, each with an address of its own. */
import { useEffect, useRef } from "react";
import { Link } from "#web/ui/link.tsx";
import classes from "./page-tabs.module.css";

type PageTab = { to: string; label: string; count?: string | undefined };

export function PageTabs({ label, tabs, current }: { label: string; tabs: readonly PageTab[]; current: string }) {
  const row = useRef<HTMLElement>(null);
  // Where not all of them fit, the one that is shown is in sight. Only the row moves, never the page.
  const shape = tabs.map(({ label, count }) => label + count).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is marked, or they have other widths
  useEffect(() => {
    const shown = row.current?.querySelector<HTMLElement>("[aria-current]");
    if (row.current && shown) row.current.scrollLeft = shown.offsetLeft - (row.current.clientWidth - shown.offsetWidth) / 2;
  }, [current, shape]);
  return (
    <nav ref={row} aria-label={label} className={classes.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} className={classes.tab} {...(tab.to === current ? { "aria-current": "page" } : {})}>
          {tab.label}
          {tab.count !== undefined && <span className="pf-number">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
