/** All, mine, my companies', shared with me, billed to us: only those that can hold something; none of it if all are the same. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { listPortalTickets } from "#contract/portal-ticket.ts";
import type { TicketListQuery } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import classes from "./ticket-views.module.css";

type View = TicketListQuery["view"];
const anyShared = { view: "shared", state: "all", limit: 1 } as const;

export function useViews(): readonly View[] {
  const { seesCompanyTickets, seesBilled } = useSession();
  const shared = useQuery({
    queryKey: listKey(listPortalTickets, undefined, anyShared),
    queryFn: ({ signal }) => call(listPortalTickets, { query: anyShared, signal }),
    staleTime: 60_000,
  });
  // What could not be asked may be there.
  const hasShared = shared.isError || (shared.data?.total ?? 0) > 0;
  const more: View[] = [
    ...(seesCompanyTickets ? ["companies" as const] : []),
    ...(hasShared ? ["shared" as const] : []),
    ...(seesBilled ? ["billed" as const] : []),
  ];
  return more.length === 0 ? [] : ["all", "mine", ...more];
}

export function TicketViews({ views, value, onChange }: { views: readonly View[]; value: View; onChange: (view: View) => void }) {
  const { t } = useTranslation();
  const row = useRef<HTMLDivElement>(null);
  // Where not all of them fit, the one that is shown is in sight. Only the row moves, never the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is marked, or others are there
  useEffect(() => {
    const marked = row.current?.querySelector<HTMLElement>("[aria-selected=true]");
    if (row.current && marked) row.current.scrollLeft = marked.offsetLeft - (row.current.clientWidth - marked.offsetWidth) / 2;
  }, [value, views.join()]);
  if (views.length === 0 && value === "all") return null;
  const shown = views.includes(value) ? views : [...views, value];
  return (
    <div ref={row} className={classes.views} role="tablist" aria-label={t("portal.list.views")}>
      {shown.map((view) => (
        <button
          key={view}
          type="button"
          role="tab"
          aria-selected={view === value}
          tabIndex={view === value ? 0 : -1}
          className={classes.view}
          onClick={() => onChange(view)}
          onKeyDown={(event) => {
            const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
            const next = shown[(shown.indexOf(value) + step + shown.length) % shown.length];
            if (step === 0 || next === undefined) return;
            onChange(next);
            (event.currentTarget.parentElement?.children[shown.indexOf(next)] as HTMLElement | undefined)?.focus();
          }}
        >
          {t(`portal.list.view.${view}`)}
        </button>
      ))}
    </div>
  );
}
