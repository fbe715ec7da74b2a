/** The tickets that I see: which of them says the address, so that "back" and a shared link lead to the same list. */
import { useMediaQuery } from "@mantine/hooks";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { listPortalTickets } from "#contract/portal-ticket.ts";
import { type ExportFormat, exportPortalTickets } from "#contract/ticket-export.ts";
import type { TicketListQuery, TicketSort } from "#contract/ticket-fields.ts";
import { PORTAL_VIEWS } from "#domain/tickets/views.ts";
import { type AddressValues, useAddress } from "#web/client/address.ts";
import { fetchFile } from "#web/client/call.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { saveFile } from "#web/client/save-file.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { ExportMenu } from "#web/ui/export-menu.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { toastProblem } from "#web/ui/toasts.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useTitle } from "#web/ui/use-title.ts";
import { rememberList } from "./list-place.ts";
import { NoTickets } from "./no-tickets.tsx";
import { TicketCards, TicketCardsWaiting } from "./ticket-cards.tsx";
import { recordFilters, TicketFilters } from "./ticket-filters.tsx";
import classes from "./ticket-list-page.module.css";
import { TicketTable } from "./ticket-table.tsx";
import { TicketViews, useViews } from "./ticket-views.tsx";

const oneOf = <Value extends string>(values: readonly Value[], value: string | undefined, fallback: Value): Value =>
  values.find((one) => one === value) ?? fallback;

/** What the address narrows the list by; unknown names in it count for nothing. */
const narrowed = (address: AddressValues) =>
  Object.fromEntries(["q", ...recordFilters].flatMap((name) => (address[name] === undefined || address[name] === "" ? [] : [[name, address[name]]])));

export function TicketListPage() {
  const { t } = useTranslation();
  const session = useSession();
  const formats = useFormats();
  const isWide = useMediaQuery("(min-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [address, change] = useAddress();
  const views = useViews();
  useTitle(t("portal.nav.tickets"), session.installationName);
  useEffect(() => rememberList(address), [address]);

  const view = oneOf(PORTAL_VIEWS, address.view, "all");
  const state = oneOf<TicketListQuery["state"]>(["open", "closed", "all"], address.state, "open");
  const sort = oneOf<TicketSort>(["-changed", "changed", "-created", "created"], address.sort, "-changed");
  const list = useListQuery(listPortalTickets, {
    query: { view, state, sort, ...narrowed(address) },
    pageSize: 25,
    refetchInterval: usePolling(60_000),
    live: { ofThoseLeft: { view, state: "all" } },
  });
  const exported = (format: ExportFormat) =>
    fetchFile(exportPortalTickets, { query: { view, state, sort, ...narrowed(address), format } }).then(saveFile, (error: unknown) =>
      toastProblem(problemText(error)),
    );
  // Where names of others do not show, there is nothing to say.
  const namesShow = list.isFirstLoad || list.items.some((ticket) => ticket.contactName !== null);
  const shows = { showsPerson: view !== "mine" && views.length > 0 && namesShow, showsCompany: session.companyTotal > 1 || session.seesCompanyTickets };
  const newRows = (count: number) => t("portal.list.newRows", { count });
  const empty = <NoTickets view={view} state={state} />;
  return (
    <>
      <PageHeader title={t("portal.nav.tickets")} actions={<ExportMenu onExport={exported} />} />
      <TicketViews views={views} value={view} onChange={(next) => change({ view: next === "all" ? undefined : next }, { push: true })} />
      <TicketFilters state={state} sort={sort} showsSort={!isWide} />
      {/* Its place is kept while the answer is on its way. */}
      {address.q !== undefined && (list.isFirstLoad || list.items.length > 0) && (
        <p className={classes.found} role="status">
          <span>
            {list.isFirstLoad
              ? t("ui.loading")
              : t(list.totalIsLowerBound ? "portal.list.foundAtLeast" : "portal.list.found", {
                  count: list.total ?? 0,
                  shown: formats.number(list.total ?? 0),
                  q: address.q,
                })}
          </span>
          <button type="button" className="pf-plain-button pf-link" onClick={() => change({ q: undefined })}>
            {t("portal.list.withoutSearch")}
          </button>
        </p>
      )}
      {list.error !== null ? (
        <ErrorState message={problemText(list.error)} onRetry={list.retry} />
      ) : isWide ? (
        <TicketTable
          page={list}
          {...shows}
          sort={sort}
          onSort={(next) => change({ sort: next === "-changed" ? undefined : next })}
          empty={empty}
          newRows={newRows}
        />
      ) : (
        <>
          {list.isFirstLoad ? (
            <TicketCardsWaiting rows={6} />
          ) : list.items.length === 0 ? (
            empty
          ) : (
            <TicketCards label={t("portal.nav.tickets")} tickets={list.items} {...shows} isStale={list.isStale} changed={list.changed} left={list.left} />
          )}
          {list.items.length > 0 && <PageLine page={list} newRows={newRows} />}
        </>
      )}
    </>
  );
}
