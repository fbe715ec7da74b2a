/** The open streams of both realms, and who is writing in a ticket. */
import * as contract from "#contract/live.ts";
import { agentPrincipal, contactPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { hubOf } from "./hub.ts";
import { sayWriting, stopWriting } from "./say-writing.ts";

export const routes: readonly Route[] = [
  route(contract.followTickets, async (ask) => {
    const { agentId, sessionId } = agentPrincipal(ask.principal);
    // Programs have tokens and no screen: they ask the lists.
    if (sessionId === null) throw new Refusal("session.required");
    return { events: hubOf(ask.kernel).open({ agentId }, sessionId) };
  }),
  route(contract.followPortalTickets, async (ask) => {
    const { contactId, sessionId } = contactPrincipal(ask.principal);
    return { events: hubOf(ask.kernel).open({ contactId }, sessionId) };
  }),
  route(contract.sayWriting, (ask, { params, body }) => ask.run(sayWriting, { ticketId: params.id, ...body }, (_, others) => ({ others }))),
  route(contract.stopWriting, (ask, { params }) => ask.run(stopWriting, { ticketId: params.id }, () => undefined)),
];
