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
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { DueDate } from "#web/workspace/tickets/due/due-date.tsx";
import { TONE_OF_STATUS } from "#web/workspace/tickets/status.ts";
import { TicketDetail } from "#web/workspace/tickets/ticket-detail.tsx";
import { ContactTicketFilters, contactFilterFrom } from "./contact-ticket-filters.tsx";

export function ContactTickets({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const sort = ticketListQuery.shape.sort.safeParse(address.sort).data ?? "-changed";
  const filter = contactFilterFrom(address);
  const list = useListQuery(listContactTickets, {
    params: { id: contact.id },
    query: { ...filter, sort },
  });
  const showsDue = list.items.some(({ view }) => view.dueDate);
  const hidden = list.answer.data?.hiddenFromYou ?? 0;
  return (
    <>
      <Alert color="gray" icon={<IconEye size={18} />} mb="sm">
        {t("workspace.contact.seesExactly", { name: contact.name })}
      </Alert>
      <ContactTicketFilters filter={filter} />
      {hidden > 0 && (
        <Alert color="amber" icon={<IconLock size={18} />} mb="sm">
          {t("workspace.contact.hiddenFromYou", { count: hidden })}
        </Alert>
      )}
      <DataTable
        label={t("workspace.nav.tickets")}
        columns={useColumns(contact, showsDue)}
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

/** The contact's columns, with what the contact may do and why. */
function useColumns(contact: ContactView, showsDue: boolean): Column<TicketView>[] {
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
      width: "22%",
      hideBelow: 960,
      render: (ticket) => <Text size="sm">{ticket.can.map((verb) => t(`workspace.verb.${verb}`)).join(", ")}</Text>,
    },
    ...(showsDue
      ? [
          {
            key: "due",
            title: t("workspace.ticket.due"),
            width: "128px",
            hideBelow: 800 as const,
            render: (ticket: TicketView) => <DueDate ticket={ticket} />,
          },
        ]
      : []),
    {
      key: "created",
      title: t("workspace.ticket.created"),
      width: "132px",
      hideBelow: 800,
      sorts: { ascending: "created", descending: "-created" },
      render: (ticket) => <DateTime at={ticket.createdAt} />,
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
