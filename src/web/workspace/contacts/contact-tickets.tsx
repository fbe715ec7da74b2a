/** The tickets exactly as the contact sees them (ZEP-10). */
import { Alert, Text } from "@mantine/core";
import { IconEye, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type ContactView, listContactTickets } from "#contract/contact.ts";
import { type TicketView, ticketListQuery } from "#contract/ticket-fields.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ChoiceChips } from "#web/ui/filter-chips.tsx";
import { FilterRow } from "#web/ui/filter-row.tsx";
import { Link } from "#web/ui/link.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { ProjectFilter, TaskFilter } from "#web/workspace/pick/record-filter.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { TONE_OF_STATUS } from "#web/workspace/tickets/status.ts";
import { TicketDetail } from "#web/workspace/tickets/ticket-detail.tsx";

const VIEWS = ["all", "mine", "companies", "shared"] as const;
const STATES = ["open", "closed", "all"] as const;

const split = (text: string | undefined): string[] => (text ? text.split(",") : []);

export function ContactTickets({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const may = useMay();
  const view = VIEWS.find((one) => one === address.view) ?? "all";
  const state = STATES.find((one) => one === address.state) ?? "all";
  const sort = ticketListQuery.shape.sort.safeParse(address.sort).data ?? "-changed";
  const list = useListQuery(listContactTickets, {
    params: { id: contact.id },
    query: {
      view,
      state,
      sort,
      ...(address.q ? { q: address.q } : {}),
      ...(address.project ? { project: split(address.project) } : {}),
      ...(address.task ? { task: split(address.task) } : {}),
    },
  });
  const hidden = list.answer.data?.hiddenFromYou ?? 0;
  return (
    <>
      <Alert color="gray" icon={<IconEye size={18} />} mb="sm">
        {t("workspace.contact.seesExactly", { name: contact.name })}
      </Alert>
      <FilterRow search={<SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} placeholder={t("workspace.ticket.searchHint")} />}>
        <ChoiceChips
          label={t("workspace.contact.view")}
          value={view}
          choices={VIEWS.map((value) => ({ value, label: t(`workspace.contact.views.${value}`) }))}
          onChange={(value) => change({ view: value === "all" ? undefined : value })}
        />
        <ChoiceChips
          label={t("workspace.ticket.state")}
          value={state}
          choices={[
            { value: "all", label: t("workspace.ticket.stateAll") },
            { value: "open", label: t("workspace.ticket.stateOpen") },
            { value: "closed", label: t("workspace.ticket.stateClosed") },
          ]}
          onChange={(value) => change({ state: value === "all" ? undefined : value })}
        />
        {may("company:read") && (
          <ProjectFilter values={split(address.project)} onChange={(values) => change({ project: values.join(",") || undefined, task: undefined })} />
        )}
        {address.project !== undefined && !address.project.includes(",") && (
          <TaskFilter projectId={address.project} values={split(address.task)} onChange={(values) => change({ task: values.join(",") || undefined })} />
        )}
      </FilterRow>
      {hidden > 0 && (
        <Alert color="amber" icon={<IconLock size={18} />} mb="sm">
          {t("workspace.contact.hiddenFromYou", { count: hidden })}
        </Alert>
      )}
      <DataTable
        label={t("workspace.nav.tickets")}
        columns={useColumns(contact)}
        page={list}
        keyOf={(ticket) => ticket.id}
        linkOf={(ticket) => `/tickets/${ticket.id}`}
        sort={sort}
        onSort={(value) => change({ sort: value === "-changed" ? undefined : value })}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<EmptyState title={t("workspace.contact.noTickets", { name: contact.name })}>{t("workspace.contact.noTicketsHow")}</EmptyState>}
      />
    </>
  );
}

function useColumns(contact: ContactView): Column<TicketView>[] {
  const { t } = useTranslation();
  return [
    {
      key: "subject",
      title: t("workspace.ticket.subject"),
      main: true,
      render: (ticket) => (
        <>
          <Text component="span" fw={550} lineClamp={1} title={ticket.subject}>
            {ticket.subject}
          </Text>
          <TicketDetail ticket={ticket} words={[ticket.contactName, ticket.companyName]} />
        </>
      ),
    },
    {
      key: "status",
      title: t("workspace.ticket.status"),
      width: "128px",
      hideBelow: 480,
      render: (ticket) => <StateBadge tone={TONE_OF_STATUS[ticket.statusType]}>{ticket.statusLabel}</StateBadge>,
    },
    {
      key: "may",
      title: t("workspace.who.verbs"),
      width: "28%",
      hideBelow: 800,
      render: (ticket) => <Text size="sm">{ticket.can.map((verb) => t(`workspace.verb.${verb}`)).join(", ")}</Text>,
    },
    {
      key: "changed",
      title: t("workspace.ticket.changed"),
      width: "132px",
      hideBelow: 640,
      sorts: { ascending: "changed", descending: "-changed" },
      render: (ticket) => <DateTime at={ticket.changedAt} />,
    },
    {
      key: "why",
      title: t("workspace.why.ask"),
      width: "80px",
      align: "right",
      render: (ticket) => (
        <Text component={Link} to={`/tickets/${ticket.id}/access?contact=${contact.id}`} size="sm" c="var(--mantine-color-anchor)">
          {t("workspace.why.ask")}
        </Text>
      ),
    },
  ];
}
