/** What the portal asks again when something changed. */

import { listReaders } from "#contract/access.ts";
import { followPortalTickets } from "#contract/live.ts";
import { getPortalTicket, listPortalArticles, listPortalParticipants, listPortalTickets, listWaitingTickets } from "#contract/portal-ticket.ts";
import type { LiveKeys } from "#web/client/live.ts";
import { sessionQuery } from "#web/portal/session/portal-session.ts";

export const liveKeys: LiveKeys = {
  endpoint: followPortalTickets,
  session: sessionQuery.queryKey,
  oneTicket: [getPortalTicket, listPortalArticles, listPortalParticipants, listReaders].map((endpoint) => endpoint.path),
  severalTickets: [listPortalTickets.path, listWaitingTickets.path],
};
