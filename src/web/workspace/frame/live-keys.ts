/** What the workspace asks again when something changed. */

import { explainAccess, whoCanRead } from "#contract/access.ts";
import { listContactTickets } from "#contract/contact.ts";
import { followTickets } from "#contract/live.ts";
import { listSubtasks } from "#contract/subtask.ts";
import { getTicket, listArticles, listParticipants, listTickets } from "#contract/ticket.ts";
import { listTicketLinks } from "#contract/ticket-link.ts";
import { listTimeEntries } from "#contract/time-entry.ts";
import type { LiveKeys } from "#web/client/live.ts";
import { sessionQuery } from "#web/workspace/session/session.ts";

export const liveKeys: LiveKeys = {
  endpoint: followTickets,
  session: sessionQuery.queryKey,
  oneTicket: [getTicket, listArticles, listParticipants, listSubtasks, listTicketLinks, listTimeEntries].map((endpoint) => endpoint.path),
  severalTickets: [listTickets, listContactTickets, whoCanRead, explainAccess].map((endpoint) => endpoint.path),
};
