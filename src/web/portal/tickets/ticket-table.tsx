/** The list on a wide screen. */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TicketSort, TicketView } from "#contract/ticket-fields.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import type { TablePage } from "#web/ui/page-line.tsx";
import { TicketState } from "./ticket-state.tsx";

type Given = {
  page: TablePage<TicketView>;
  showsPerson: boolean;
  showsCompany: boolean;
  sort: TicketSort;
  onSort: (sort: TicketSort) => void;
  empty: ReactNode;
  newRows: (count: number) => string;
};

export function TicketTable({ page, showsPerson, showsCompany, sort, onSort, empty, newRows }: Given) {
  const { t } = useTranslation();
  const referenceOf = ({ customerReference: reference }: TicketView) => (reference === "" ? undefined : t("portal.ticket.reference", { reference }));
  const columns: Column<TicketView>[] = [
    {
      key: "subject",
      title: t("portal.list.column.subject"),
      main: true,
      render: (ticket) => (
        <>
          <Text component="span" lineClamp={1} fw={550} title={ticket.subject}>
            {ticket.subject}
          </Text>
          <Text component="span" display="block" size="sm" fw={400} c="dimmed" className="pf-number" truncate title={referenceOf(ticket)}>
            #{ticket.number}
            {ticket.customerReference !== "" && ` · ${ticket.customerReference}`}
          </Text>
        </>
      ),
    },
    { key: "state", title: t("portal.list.column.state"), width: "140px", render: (ticket) => <TicketState ticket={ticket} /> },
  ];
  if (showsPerson || showsCompany) {
    const whose = (ticket: TicketView) => [showsPerson ? ticket.contactName : null, showsCompany ? ticket.companyName : null].filter((name) => name !== null);
    columns.push({
      key: "whose",
      title: t(showsPerson ? "portal.list.column.person" : "portal.list.column.company"),
      width: "200px",
      hideBelow: 640,
      render: (ticket) =>
        whose(ticket).map((name, index) => (
          <Text key={name} component="span" display="block" size="sm" truncate title={name} {...(index === 0 ? {} : { c: "dimmed" })}>
            {name}
          </Text>
        )),
    });
  }
  if (page.items.some(({ view }) => view.dueDate)) {
    columns.push({
      key: "due",
      title: t("portal.list.column.due"),
      width: "128px",
      align: "right",
      hideBelow: 640,
      render: ({ dueAt }) => (
        <Text component="span" size="sm">
          {dueAt !== null && <DateTime at={dueAt} as="ahead" />}
        </Text>
      ),
    });
  }
  columns.push(
    {
      key: "created",
      title: t("portal.list.column.created"),
      width: "96px",
      align: "right",
      hideBelow: 800,
      sorts: { ascending: "created", descending: "-created" },
      render: (ticket) => (
        <Text component="span" size="sm" c="dimmed">
          <DateTime at={ticket.createdAt} as="day" />
        </Text>
      ),
    },
    {
      key: "changed",
      title: t("portal.list.column.changed"),
      width: "136px",
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
      newRows={newRows}
      stickyTop={57}
      rowHeight={60}
    />
  );
}
