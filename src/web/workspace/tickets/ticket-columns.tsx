/** What the list of tickets can show. */
import { Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ListedTicketView } from "#contract/ticket-fields.ts";
import { hoursText } from "#domain/tickets/duration.ts";
import type { Column } from "#web/ui/columns.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useOwnColumns } from "#web/workspace/own-fields/own-columns.tsx";
import { DueDate } from "./due/due-date.tsx";
import { TONE_OF_STATUS } from "./status.ts";
import { WaitsUntil } from "./status-step/waits-until.tsx";
import { TicketDetail } from "./ticket-detail.tsx";

export function useTicketColumns(): Column<ListedTicketView>[] {
  const { t } = useTranslation();
  const own = useOwnColumns();
  return useMemo((): Column<ListedTicketView>[] => {
    const text = (key: string, render: (ticket: ListedTicketView) => string | null, more: Partial<Column<ListedTicketView>>) => ({
      key,
      title: t(`workspace.ticket.${key}`),
      render: (ticket: ListedTicketView) => <Cell text={render(ticket) ?? ""} />,
      ...more,
    });
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
            <TicketDetail
              ticket={ticket}
              words={[
                ticket.contactName ?? ticket.contactText,
                ticket.companyName ?? ticket.companyText,
                ticket.confidential && t("workspace.ticket.confidential"),
              ]}
            />
          </>
        ),
      },
      {
        key: "status",
        title: t("workspace.ticket.status"),
        width: "128px",
        hideBelow: 480,
        render: (ticket) => (
          <span style={{ display: "inline-flex", alignItems: "center", gap: 6, minWidth: 0 }}>
            <StateBadge tone={TONE_OF_STATUS[ticket.statusType]}>{ticket.statusLabel}</StateBadge>
            <WaitsUntil ticket={ticket} short />
          </span>
        ),
      },
      text("company", (ticket) => ticket.companyName ?? ticket.companyText, { width: "15%", hideBelow: 800, hiddenAtFirst: true }),
      text("contact", (ticket) => ticket.contactName ?? ticket.contactText, { width: "13%", hideBelow: 800, hiddenAtFirst: true }),
      text("queue", (ticket) => ticket.queueName, { width: "15%", hideBelow: 800 }),
      text("priority", (ticket) => ticket.priorityLabel, { width: "92px", hideBelow: 960 }),
      text("project", (ticket) => ticket.projects.map(({ project, task }) => (task === null ? project.name : `${project.name} › ${task.name}`)).join(", "), {
        width: "16%",
        hideBelow: 800,
        hiddenAtFirst: true,
      }),
      text("category", (ticket) => ticket.categories.map(({ name }) => name).join(", "), { width: "12%", hideBelow: 960, hiddenAtFirst: true }),
      text("tag", (ticket) => ticket.tags.map(({ name }) => name).join(", "), { width: "12%", hideBelow: 960, hiddenAtFirst: true }),
      text("reference", (ticket) => ticket.customerReference, { width: "12%", hideBelow: 960, hiddenAtFirst: true }),
      text("worked", ({ workedMinutes }) => (workedMinutes === 0 ? null : t("workspace.time.hours", { hours: hoursText(workedMinutes) })), {
        title: t("workspace.time.sum.worked"),
        width: "92px",
        align: "right",
        hideBelow: 640,
        hiddenAtFirst: true,
      }),
      text("service", (ticket) => ticket.serviceName, { width: "13%", hideBelow: 800, hiddenAtFirst: true }),
      {
        key: "assignee",
        title: t("workspace.ticket.assignee"),
        width: "12%",
        hideBelow: 640,
        render: (ticket) => (ticket.assigneeName === null ? <Text c="dimmed">{t("workspace.ticket.nobody")}</Text> : <Cell text={ticket.assigneeName} />),
      },
      {
        key: "due",
        title: t("workspace.ticket.due"),
        width: "128px",
        hideBelow: 640,
        sorts: { ascending: "due" },
        render: (ticket) => <DueDate ticket={ticket} />,
      },
      {
        key: "created",
        title: t("workspace.ticket.created"),
        width: "132px",
        hideBelow: 960,
        hiddenAtFirst: true,
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
      ...own,
    ];
  }, [t, own]);
}

/** One line that is never cut without a way to read it whole. */
const Cell = ({ text }: { text: string }) => (
  <Text truncate title={text}>
    {text}
  </Text>
);
