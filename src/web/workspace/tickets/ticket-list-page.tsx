/** Tickets in the queues that the agent may read. */
import { Button, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type AgentTicketView, agentTicketQuery, listTickets } from "#contract/ticket.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { NoTickets } from "./no-tickets.tsx";
import { TONE_OF_STATUS } from "./status.ts";
import { TicketFilters } from "./ticket-filters.tsx";

/** Filters of the address that the API understands; anything else in it is left alone. */
function filtersFrom(address: Readonly<Record<string, string | undefined>>) {
  const wanted = {
    state: address.state ?? "open",
    company: address.company,
    queue: address.queue,
    assignee: address.assignee,
    q: address.q,
    sort: address.sort,
  };
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined && value !== ""));
  const { success } = agentTicketQuery.safeParse(given);
  return success ? given : { state: "open" };
}

export function TicketListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  useCrumbs({ label: t("workspace.nav.tickets") });
  const list = useListQuery(listTickets, { query: filtersFrom(address) as never, refetchInterval: usePolling(60_000) });
  const filtered = ["company", "queue", "assignee", "q"].some((key) => address[key] !== undefined) || (address.state ?? "open") !== "open";
  const newTicket = may("ticket:write") && (
    <Button component={Link} to="/tickets/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t("workspace.ticket.new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("workspace.nav.tickets")} actions={newTicket} />
      <TicketFilters />
      <DataTable
        label={t("workspace.nav.tickets")}
        columns={useColumns()}
        page={list}
        keyOf={(ticket) => ticket.id}
        linkOf={(ticket) => `/tickets/${ticket.id}`}
        sort={address.sort ?? "-changed"}
        onSort={(sort) => change({ sort: sort === "-changed" ? undefined : sort })}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<NoTickets filtered={filtered} />}
      />
    </>
  );
}

function useColumns(): Column<AgentTicketView>[] {
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
          <Text size="xs" c="dimmed" fw={400} truncate className="pf-number">
            {[`#${ticket.number}`, ticket.contactName ?? ticket.contactText, ticket.companyName ?? ticket.companyText].filter(Boolean).join(" · ")}
          </Text>
        </>
      ),
    },
    {
      key: "status",
      title: t("workspace.ticket.status"),
      width: "118px",
      render: (ticket) => <StateBadge tone={TONE_OF_STATUS[ticket.statusType]}>{ticket.statusLabel}</StateBadge>,
    },
    { key: "queue", title: t("workspace.ticket.queue"), width: "15%", hideBelow: 800, render: (ticket) => <Cell text={ticket.queueName} /> },
    { key: "priority", title: t("workspace.ticket.priority"), width: "92px", hideBelow: 960, render: (ticket) => <Cell text={ticket.priorityLabel} /> },
    {
      key: "assignee",
      title: t("workspace.ticket.assignee"),
      width: "12%",
      hideBelow: 640,
      render: (ticket) => (ticket.assigneeName === null ? <Text c="dimmed">{t("workspace.ticket.nobody")}</Text> : <Cell text={ticket.assigneeName} />),
    },
    {
      key: "created",
      title: t("workspace.ticket.created"),
      width: "132px",
      hideBelow: 960,
      sorts: { ascending: "created", descending: "-created" },
      render: (ticket) => <DateTime at={ticket.createdAt} />,
    },
    {
      key: "changed",
      title: t("workspace.ticket.changed"),
      width: "132px",
      hideBelow: 480,
      sorts: { ascending: "changed", descending: "-changed" },
      render: (ticket) => <DateTime at={ticket.changedAt} />,
    },
  ];
}

/** One line that is never cut without a way to read it whole. */
const Cell = ({ text }: { text: string }) => (
  <Group wrap="nowrap" gap={0}>
    <Text truncate title={text}>
      {text}
    </Text>
  </Group>
);
