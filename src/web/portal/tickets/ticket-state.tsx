/** The status of a ticket in the server's words, with the shape and colour of its type. */
import type { TicketView } from "#contract/ticket-fields.ts";
import { StateBadge, type StateTone } from "#web/ui/state-badge.tsx";

const tones: Readonly<Record<TicketView["statusType"], StateTone>> = {
  new: "new",
  open: "open",
  pending: "waiting",
  done: "done",
  closed: "neutral",
  removed: "shut",
  merged: "neutral",
};

export function TicketState({ ticket }: { ticket: Pick<TicketView, "statusType" | "statusLabel"> }) {
  return <StateBadge tone={tones[ticket.statusType]}>{ticket.statusLabel}</StateBadge>;
}

/** Whether it has come to an end; only for words and colours, what may be done with it says `can`. */
export const isFinished = (ticket: Pick<TicketView, "statusType">): boolean => !["new", "open", "pending"].includes(ticket.statusType);
