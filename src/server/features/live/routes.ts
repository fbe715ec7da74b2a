/** The open streams of both realms. */
import { followPortalTickets, followTickets } from "#contract/live.ts";
import { agentPrincipal, contactPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { hubOf } from "./hub.ts";

export const routes: readonly Route[] = [
  route(followTickets, async (ask) => {
    const { agentId, sessionId } = agentPrincipal(ask.principal);
    // Programs have tokens and no screen: they ask the lists.
    if (sessionId === null) throw new Refusal("session.required");
    return { events: hubOf(ask.kernel).open({ agentId }, sessionId) };
  }),
  route(followPortalTickets, async (ask) => {
    const { contactId, sessionId } = contactPrincipal(ask.principal);
    return { events: hubOf(ask.kernel).open({ contactId }, sessionId) };
  }),
];
