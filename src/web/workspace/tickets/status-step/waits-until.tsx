/** Until when a ticket waits; once that is over, in words, colour and shape. */
import { Text } from "@mantine/core";
import { IconBellRinging, IconClockPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { DateTime } from "#web/ui/date-time.tsx";

type Waiting = Pick<AgentTicketView, "pendingUntil" | "statusType">;

const hasWaited = ({ pendingUntil }: Waiting): boolean => pendingUntil !== null && Date.parse(pendingUntil) <= Date.now();

export function WaitsUntil({ ticket, short = false }: { ticket: Waiting; short?: boolean }) {
  const { t } = useTranslation();
  if (ticket.statusType !== "pending" || ticket.pendingUntil === null) return null;
  const due = hasWaited(ticket);
  const Icon = due ? IconBellRinging : IconClockPause;
  const label = t(due ? "workspace.waits.due" : "workspace.waits.until");
  return (
    <Text
      component="span"
      inherit
      {...(due ? { c: "var(--pf-changed)", fw: 550 } : {})}
      style={{ display: "inline-flex", alignItems: "center", gap: 4, whiteSpace: "nowrap" }}
    >
      <Icon size={15} role="img" aria-label={label} />
      {!short && (
        <>
          {due && `${label} `}
          <DateTime at={ticket.pendingUntil} as="ahead" />
        </>
      )}
    </Text>
  );
}
