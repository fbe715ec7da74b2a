/** Tabs of a page, each with an address of its own. */
import { Link } from "#web/ui/link.tsx";
import classes from "./page-tabs.module.css";

type PageTab = { to: string; label: string; count?: string | undefined };

export function PageTabs({ label, tabs, current }: { label: string; tabs: readonly PageTab[]; current: string }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} className={classes.tab} {...(tab.to === current ? { "aria-current": "page" } : {})}>
          {tab.label}
          {tab.count !== undefined && <span className="pf-number">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
