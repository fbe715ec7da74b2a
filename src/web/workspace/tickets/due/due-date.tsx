/** Until when a ticket is to be done; overdue in words, colour and shape. */
import { Text } from "@mantine/core";
import { IconAlarm } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TicketView } from "#contract/ticket-fields.ts";
import { isOverdue } from "#domain/tickets/due.ts";
import { DateTime } from "#web/ui/date-time.tsx";

export function DueDate({ ticket }: { ticket: Pick<TicketView, "dueAt" | "statusType"> }) {
  const { t } = useTranslation();
  if (ticket.dueAt === null) return null;
  if (!isOverdue(ticket, Date.now())) return <DateTime at={ticket.dueAt} as="ahead" />;
  return (
    <Text component="span" inherit c="var(--pf-shut)" fw={550} style={{ display: "inline-flex", alignItems: "center", gap: 4, whiteSpace: "nowrap" }}>
      <IconAlarm size={15} role="img" aria-label={t("workspace.ticket.due.overdue")} />
      <DateTime at={ticket.dueAt} as="ahead" />
    </Text>
  );
}
