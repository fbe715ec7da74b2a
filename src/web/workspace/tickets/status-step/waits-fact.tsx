/** Until when a waiting ticket waits, among its properties. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { InstantFact } from "#web/workspace/tickets/due/instant-fact.tsx";
import { useTicketChange } from "#web/workspace/tickets/use-ticket-change.ts";
import { WaitsUntil } from "./waits-until.tsx";

export function WaitsFact({ ticket, disabled }: { ticket: AgentTicketView; disabled: boolean }) {
  const { t } = useTranslation();
  const change = useTicketChange(ticket);
  if (ticket.statusType !== "pending") return null;
  return (
    <InstantFact
      label={t("workspace.waits.until")}
      changeLabel={t("workspace.waits.change")}
      value={ticket.pendingUntil}
      shown={
        ticket.pendingUntil === null ? (
          <Text size="sm" c="dimmed">
            {t("workspace.waits.open")}
          </Text>
        ) : (
          <WaitsUntil ticket={ticket} />
        )
      }
      disabled={disabled}
      onSave={(pendingUntil) => change.save({ pendingUntil }, { pendingUntil: ticket.pendingUntil })}
    />
  );
}
