/** Tickets in the queues that the agent may read. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { listTickets } from "#contract/ticket.ts";
import { EXPORT_COLUMNS, type ExportColumn, type ExportFormat, exportTickets, isOwnColumn, type OwnColumn } from "#contract/ticket-export.ts";
import { agentTicketSort, type ListedTicketView } from "#contract/ticket-fields.ts";
import { useAddress } from "#web/client/address.ts";
import { fetchFile } from "#web/client/call.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { saveFile } from "#web/client/save-file.ts";
import type { Column } from "#web/ui/columns.ts";
import { DataTable } from "#web/ui/data-table.tsx";
import { ExportMenu } from "#web/ui/export-menu.tsx";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { toastProblem } from "#web/ui/toasts.tsx";
import { useSelection } from "#web/ui/use-selection.ts";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { useListView } from "#web/workspace/views/use-list-view.tsx";
import { BulkActions, type BulkForm } from "./bulk/bulk-actions.tsx";
import { MOST_OF_A_FILTER } from "./bulk/bulk-run.ts";
import type { BulkWish } from "./bulk/use-bulk.ts";
import { lastVisit } from "./last-visit.ts";
import { filterFrom } from "./list-filter.ts";
import { MOST_MERGED } from "./merging/most-merged.ts";
import { NoTickets } from "./no-tickets.tsx";
import { useQuickLinks } from "./quick-links.ts";
import { useTicketColumns } from "./ticket-columns.tsx";
import { ClearFilters, TicketFilters } from "./ticket-filters.tsx";

const BulkDialog = lazy(() => import("./bulk/bulk-dialog.tsx").then((module) => ({ default: module.BulkDialog })));
const BulkCustomer = lazy(() => import("./bulk/bulk-customer.tsx").then((module) => ({ default: module.BulkCustomer })));
const BulkProject = lazy(() => import("./bulk/bulk-project.tsx").then((module) => ({ default: module.BulkProject })));
const BulkCategories = lazy(() => import("./bulk/bulk-categories.tsx").then((module) => ({ default: module.BulkCategories })));
const BulkTags = lazy(() => import("./bulk/bulk-tags.tsx").then((module) => ({ default: module.BulkTags })));
const BulkDue = lazy(() => import("./bulk/bulk-due.tsx").then((module) => ({ default: module.BulkDue })));
const BulkOwnField = lazy(() => import("./bulk/bulk-own-field.tsx").then((module) => ({ default: module.BulkOwnField })));
const MergeSelected = lazy(() => import("./merging/merge-selected.tsx").then((module) => ({ default: module.MergeSelected })));
const TicketPeek = lazy(() => import("./ticket-peek.tsx").then((module) => ({ default: module.TicketPeek })));

export function TicketListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  useCrumbs({ label: t("workspace.nav.tickets") });
  const filter = filterFrom(address);
  const sort = agentTicketSort.catch("-changed").parse(address.sort);
  const list = useListQuery(listTickets, { query: { ...filter, sort }, refetchInterval: usePolling(60_000), live: LIVE });
  const view = useListView("tickets", useTicketColumns(), useQuickLinks(), <ClearFilters />);
  const { selection, change: select, clear } = useSelection(JSON.stringify(filter));
  const [peeked, setPeeked] = useState<string | null>(null);
  const [asked, setAsked] = useState<BulkForm | BulkWish | null>(null);
  const shown = list.items.find((ticket) => ticket.id === peeked);
  // The visit goes on as long as the list is looked at.
  useEffect(() => void lastVisit());
  const mayWrite = may("ticket:write");
  const close = () => setAsked(null);
  const ask = (form: BulkForm) => {
    const fits = !selection.everything && selection.keys.size >= 2 && selection.keys.size <= MOST_MERGED;
    if (form === "merge" && !fits) toastProblem(t("workspace.merge.select", { count: MOST_MERGED }));
    else setAsked(form);
  };
  const exported = (format: ExportFormat, columns: readonly Column<ListedTicketView>[]) =>
    fetchFile(exportTickets, { query: { ...filter, sort, format, columns: exportColumns(columns) } }).then(saveFile, toastProblemOf);
  return (
    <>
      <PageHeader
        title={t("workspace.nav.tickets")}
        actions={
          mayWrite && (
            <Button component={Link} to="/tickets/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t("workspace.ticket.new")}
            </Button>
          )
        }
      />
      {view.chips}
      <TicketFilters
        chooser={
          <>
            <ExportMenu onExport={(format) => exported(format, view.columns)} />
            {view.chooser}
          </>
        }
      />
      <DataTable
        label={t("workspace.nav.tickets")}
        columns={view.columns}
        page={list}
        keyOf={(ticket) => ticket.id}
        linkOf={(ticket) => `/tickets/${ticket.id}`}
        sort={sort}
        onSort={(value) => change({ sort: value === "-changed" ? undefined : value })}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<NoTickets filter={filter} />}
        newRows={(count) => t("workspace.ticket.arrived", { count })}
        peek={{ key: peeked, change: setPeeked }}
        {...(mayWrite
          ? {
              selection: {
                selection,
                change: select,
                most: MOST_OF_A_FILTER,
                actions: <BulkActions onWish={setAsked} onForm={ask} />,
              },
            }
          : {})}
      />
      <Suspense>
        {shown !== undefined && <TicketPeek ticket={shown} keys={list.items.map(({ id }) => id)} onChange={setPeeked} />}
        {asked === "customer" && <BulkCustomer onWish={setAsked} onClose={close} />}
        {asked === "project" && <BulkProject onWish={setAsked} onClose={close} />}
        {asked === "category" && <BulkCategories onWish={setAsked} onClose={close} />}
        {asked === "tag" && <BulkTags onWish={setAsked} onClose={close} />}
        {asked === "due" && <BulkDue onWish={setAsked} onClose={close} />}
        {asked === "ownField" && <BulkOwnField onWish={setAsked} onClose={close} />}
        {asked === "merge" && <MergeSelected ids={[...selection.keys]} known={list.items} onDone={clear} onClose={close} />}
        {asked !== null && typeof asked === "object" && (
          <BulkDialog
            target={selection.everything ? { filter } : { ids: [...selection.keys] }}
            count={selection.everything ? (list.total ?? 0) : selection.keys.size}
            wish={asked}
            onDone={clear}
            onClose={close}
          />
        )}
      </Suspense>
    </>
  );
}

/** Whatever became of them, as long as the agent may read them. */
const LIVE = { ofThoseLeft: { state: "all" } };

const toastProblemOf = (error: unknown): void => toastProblem(problemText(error));

/** The number and the columns that are shown, in their order; on screen the subject has company and contact with it. */
function exportColumns(columns: readonly Column<ListedTicketView>[]): (ExportColumn | OwnColumn)[] {
  const shown = columns.flatMap(({ key }) => (isOwnColumn(key) ? [key] : EXPORT_COLUMNS.filter((column) => column === key)));
  return [...new Set<ExportColumn | OwnColumn>(["number", ...shown.flatMap((key) => (key === "subject" ? ([key, "company", "contact"] as const) : [key]))])];
}
