/** What stands below a ticket's subject in a list: one line that shows all of itself on hover, with the status where its column has no room. */
import { Text } from "@mantine/core";
import type { AgentTicketView, TicketView } from "#contract/ticket-fields.ts";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { TONE_OF_STATUS } from "./status.ts";
import { WaitsUntil } from "./status-step/waits-until.tsx";

export function TicketDetail({ ticket, words }: { ticket: AgentTicketView | TicketView; words: readonly (string | null | false)[] }) {
  const text = [`#${ticket.number}`, ...words].filter(Boolean).join(" · ");
  return (
    <Text size="xs" c="dimmed" fw={400} truncate className="pf-number" title={text}>
      <span data-narrow>
        <StateBadge tone={TONE_OF_STATUS[ticket.statusType]}>{ticket.statusLabel}</StateBadge>
        {"pendingUntil" in ticket && <WaitsUntil ticket={ticket} short />}
        {" · "}
      </span>
      {text}
    </Text>
  );
}
