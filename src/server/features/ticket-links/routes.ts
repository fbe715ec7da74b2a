/** Links between tickets. */
import * as contract from "#contract/ticket-link.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import { type Ask, agentAsking, type Route, route } from "#server/platform/http/route.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { found } from "#server/platform/refusal.ts";
import { linkTicket, type OneLink, unlinkTicket } from "./link-ticket.ts";
import { mayLink, readableTickets } from "./linked-tickets.ts";
import { presentLink } from "./present.ts";
import { listLinks } from "./queries.ts";

async function list(ask: Ask, db: Tx, who: Asking, ticketId: string) {
  const agent = agentAsking(who);
  const ticket = found((await readableTickets(db, agent, [ticketId], ask.now)).get(ticketId));
  const links = await listLinks(db, ticketId);
  const others = await readableTickets(
    db,
    agent,
    links.map(({ otherId }) => otherId),
    ask.now,
  );
  const items = links.flatMap((link) => {
    const other = others.get(link.otherId);
    return other ? [presentLink(link, other.row, ask.language)] : [];
  });
  return { items, hidden: links.length - items.length, can: mayLink(ticket) ? ["change" as const] : [] };
}

/** After a link of one's own: whoever made it reads both. */
const made =
  (ask: Ask) =>
  async (db: Tx, { ticketId, linkId }: OneLink) => {
    const { items } = await list(ask, db, await ask.kernel.loadFacts(db, ask.principal, ask.now, false), ticketId);
    return found(items.find(({ id }) => id === linkId));
  };

export const routes: readonly Route[] = [
  route(contract.listTicketLinks, (ask, { params }) => ask.read((db, who) => list(ask, db, who, params.id.toLowerCase()))),
  route(contract.linkTicket, (ask, { params, body }) =>
    ask.run(linkTicket, { ticketId: params.id.toLowerCase(), otherId: body.ticketId.toLowerCase(), side: body.side }, made(ask)),
  ),
  route(contract.unlinkTicket, (ask, { params }) => ask.run(unlinkTicket, { ticketId: params.id.toLowerCase(), linkId: params.linkId }, () => undefined)),
];
