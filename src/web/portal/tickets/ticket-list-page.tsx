/** The tickets that I see: which of them says the address, so that "back" and a shared link lead to the same list. */
import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { listPortalTickets, type TicketListQuery, type TicketSort } from "#contract/ticket.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { useTitle } from "#web/ui/use-title.ts";
import { rememberList } from "./list-place.ts";
import { TicketCards, TicketCardsWaiting } from "./ticket-cards.tsx";
import { TicketFilters } from "./ticket-filters.tsx";
import { TicketTable } from "./ticket-table.tsx";
import { TicketViews, useViews } from "./ticket-views.tsx";

const oneOf = <Value extends string>(values: readonly Value[], value: string | undefined, fallback: Value): Value =>
  values.find((one) => one === value) ?? fallback;

export function TicketListPage() {
  const { t } = useTranslation();
  const session = useSession();
  const isWide = useMediaQuery("(min-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [address, change] = useAddress();
  const views = useViews();
  useTitle(t("portal.nav.tickets"), session.installationName);
  useEffect(() => rememberList(address), [address]);

  const view = oneOf<TicketListQuery["view"]>(["all", "mine", "companies", "shared"], address.view, "all");
  const state = oneOf<TicketListQuery["state"]>(["open", "closed", "all"], address.state, "open");
  const sort = oneOf<TicketSort>(["-changed", "changed", "-created", "created"], address.sort, "-changed");
  const list = useListQuery(listPortalTickets, {
    query: { view, state, sort, ...(address.q ? { q: address.q } : {}), ...(address.company ? { company: address.company } : {}) },
    pageSize: 25,
    refetchInterval: usePolling(60_000),
  });
  const isFiltered = Boolean(address.q || address.company) || state !== "all";
  const shows = { showsPerson: view !== "mine" && views.length > 0, showsCompany: session.companyTotal > 1 || session.seesCompanyTickets };
  const empty = (
    <EmptyState
      title={t(address.q ? "portal.list.nothingFound" : isFiltered ? "portal.list.nothingHere" : "portal.list.nothingYet")}
      action={
        state !== "all" ? (
          <Button variant="default" onClick={() => change({ state: "all" })}>
            {t("portal.list.alsoClosed")}
          </Button>
        ) : session.mayCreate && !isFiltered ? (
          <Link to="/new" className="pf-button">
            {t("portal.home.new")}
          </Link>
        ) : undefined
      }
    >
      {address.q ? t("portal.list.nothingFoundText", { q: address.q }) : state === "open" ? t("portal.list.nothingOpenText") : undefined}
    </EmptyState>
  );
  return (
    <>
      <PageHeader title={t("portal.nav.tickets")} />
      <TicketViews views={views} value={view} onChange={(next) => change({ view: next === "all" ? undefined : next }, { push: true })} />
      <TicketFilters state={state} sort={sort} showsSort={!isWide} />
      {list.error !== null ? (
        <ErrorState message={problemText(list.error)} onRetry={list.retry} />
      ) : isWide ? (
        <TicketTable page={list} {...shows} sort={sort} onSort={(next) => change({ sort: next === "-changed" ? undefined : next })} empty={empty} />
      ) : (
        <>
          {list.isFirstLoad ? (
            <TicketCardsWaiting rows={6} />
          ) : list.items.length === 0 ? (
            empty
          ) : (
            <TicketCards label={t("portal.nav.tickets")} tickets={list.items} {...shows} isStale={list.isStale} />
          )}
          {list.items.length > 0 && <PageLine page={list} />}
        </>
      )}
    </>
  );
}
