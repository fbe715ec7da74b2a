/** The due date among the properties of a ticket. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { useTicketChange } from "#web/workspace/tickets/use-ticket-change.ts";
import { DueDate } from "./due-date.tsx";
import { InstantFact } from "./instant-fact.tsx";

export function DueFact({ ticket, disabled }: { ticket: AgentTicketView; disabled: boolean }) {
  const { t } = useTranslation();
  const change = useTicketChange(ticket);
  return (
    <InstantFact
      label={t("workspace.ticket.due")}
      changeLabel={ticket.dueAt === null ? t("workspace.ticket.due.set") : t("workspace.ticket.due.change")}
      value={ticket.dueAt}
      shown={
        ticket.dueAt === null ? (
          <Text size="sm" c="dimmed">
            {t("workspace.ticket.due.none")}
          </Text>
        ) : (
          <DueDate ticket={ticket} />
        )
      }
      disabled={disabled}
      onSave={(dueAt) => change.save({ dueAt }, { dueAt: ticket.dueAt })}
    />
  );
}
