/** Says what a ticket has to do with another one, and takes that back. It stands in the history of both. */
import { MOST_LINKS } from "#contract/ticket-link.ts";
import { isGone } from "#domain/tickets/follow-up.ts";
import { kindOf, type LinkKind, type LinkSide, sideOf } from "#domain/tickets/ticket-links.ts";
import type { TicketRow } from "#server/features/tickets/ticket-row-queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command } from "#server/platform/run-command.ts";
import { ticketsToLink } from "./linked-tickets.ts";
import { deleteLink, insertLink, listLinks } from "./queries.ts";

export type OneLink = { ticketId: string; linkId: string };

/** Neither ticket's own row changes: its time and version would tell contacts that something goes on (access-model, "View"). */
export const linkTicket = command({
  name: "ticket-links.link-ticket",
  async run(context, { ticketId, otherId, side }: { ticketId: string; otherId: string; side: LinkSide }): Promise<OneLink> {
    const { db, now } = context;
    if (ticketId === otherId) throw new Refusal("link.itself");
    const { ticket, seen } = await ticketsToLink(context, ticketId, [otherId]);
    const other = seen.get(otherId)?.row;
    if (!other) throw new Refusal("record.unknownReference", { fields: [{ path: "ticketId", code: "notInList" }] });
    if (isGone(other.status_type)) throw new Refusal("ticket.gone");
    for (const id of [ticketId, otherId]) if ((await listLinks(db, id)).length >= MOST_LINKS) throw new Refusal("link.tooMany");
    const { kind, outward } = kindOf(side);
    const [fromId, toId] = outward ? [ticketId, otherId] : [otherId, ticketId];
    const linkId = await insertLink(db, { kind, fromId, toId, agentId: agentOf(context).agent.agentId, now });
    audit(context, "ticket.linked", { kind, outward, ticket, other });
    return { ticketId, linkId };
  },
});

/** Of a ticket that the agent may not read nobody is told more than its number. */
export const unlinkTicket = command({
  name: "ticket-links.unlink-ticket",
  async run(context, { ticketId, linkId }: OneLink): Promise<void> {
    const link = found((await listLinks(context.db, ticketId)).find(({ id }) => id === linkId.toLowerCase()));
    const { ticket, seen } = await ticketsToLink(context, ticketId, [link.otherId]);
    const other = found(seen.get(link.otherId)).row;
    await deleteLink(context.db, link.id);
    audit(context, "ticket.unlinked", { ...link, ticket, other });
  },
});

type Linked = { kind: LinkKind; outward: boolean; ticket: TicketRow; other: TicketRow };

function audit(context: CommandContext, event: "ticket.linked" | "ticket.unlinked", { kind, outward, ticket, other }: Linked): void {
  const sides = [
    { of: ticket, to: other, side: sideOf(kind, outward) },
    { of: other, to: ticket, side: sideOf(kind, !outward) },
  ];
  for (const { of, to, side } of sides) {
    const link = { link: side, linkedTo: `#${to.number}` };
    context.audit({
      event,
      subject: { kind: "ticket", id: of.ticket_id },
      companyId: of.company_id,
      contactId: of.contact_id,
      ...(event === "ticket.linked" ? { after: link } : { before: link }),
    });
  }
}
