/** The list on a wide screen. */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TicketSort, TicketView } from "#contract/ticket.ts";
import { type Column, DataTable, type TablePage } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { TicketState } from "./ticket-state.tsx";

type Given = {
  page: TablePage<TicketView>;
  showsPerson: boolean;
  showsCompany: boolean;
  sort: TicketSort;
  onSort: (sort: TicketSort) => void;
  empty: ReactNode;
};

export function TicketTable({ page, showsPerson, showsCompany, sort, onSort, empty }: Given) {
  const { t } = useTranslation();
  const columns: Column<TicketView>[] = [
    {
      key: "subject",
      title: t("portal.list.column.subject"),
      main: true,
      render: (ticket) => (
        <Text component="span" lineClamp={1} fw={550} title={ticket.subject}>
          {ticket.subject}
        </Text>
      ),
    },
    { key: "state", title: t("portal.list.column.state"), width: "150px", render: (ticket) => <TicketState ticket={ticket} /> },
  ];
  if (showsPerson || showsCompany) {
    columns.push({
      key: "who",
      title: t(showsPerson ? "portal.list.column.person" : "portal.list.column.company"),
      width: "200px",
      hideBelow: 640,
      render: (ticket) => (
        <Text component="span" size="sm" lineClamp={1} c="dimmed" title={[ticket.contactName, ticket.companyName].filter(Boolean).join(" · ")}>
          {[showsPerson ? ticket.contactName : null, showsCompany ? ticket.companyName : null].filter(Boolean).join(" · ")}
        </Text>
      ),
    });
  }
  columns.push(
    {
      key: "number",
      title: t("portal.list.column.number"),
      width: "150px",
      hideBelow: 800,
      render: (ticket) => (
        <Text component="span" size="sm" c="dimmed" className="pf-number">
          {ticket.number}
        </Text>
      ),
    },
    {
      key: "created",
      title: t("portal.list.column.created"),
      width: "110px",
      align: "right",
      hideBelow: 800,
      sorts: { ascending: "created", descending: "-created" },
      render: (ticket) => (
        <Text component="span" size="sm" c="dimmed">
          <DateTime at={ticket.createdAt} as="date" />
        </Text>
      ),
    },
    {
      key: "changed",
      title: t("portal.list.column.changed"),
      width: "140px",
      align: "right",
      sorts: { ascending: "changed", descending: "-changed" },
      render: (ticket) => (
        <Text component="span" size="sm" c="dimmed">
          <DateTime at={ticket.changedAt} />
        </Text>
      ),
    },
  );
  return (
    <DataTable
      label={t("portal.nav.tickets")}
      columns={columns}
      page={page}
      keyOf={(ticket) => ticket.id}
      linkOf={(ticket) => `/tickets/${ticket.id}`}
      sort={sort}
      onSort={(next) => onSort(next as TicketSort)}
      empty={empty}
      stickyTop={57}
    />
  );
}
