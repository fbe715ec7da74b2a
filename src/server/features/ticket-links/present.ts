import type { TicketLinkView } from "#contract/ticket-link.ts";
import { sideOf } from "#domain/tickets/ticket-links.ts";
import type { TicketRow } from "#server/features/tickets/ticket-row-queries.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import type { LinkRow } from "./queries.ts";

export const presentLink = ({ id, kind, outward }: LinkRow, other: TicketRow, language: Language): TicketLinkView => ({
  id,
  side: sideOf(kind, outward),
  ticket: {
    id: other.ticket_id,
    number: other.number,
    subject: other.subject,
    statusLabel: other.status_labels[language] ?? other.status_name,
    statusType: other.status_type,
  },
});
