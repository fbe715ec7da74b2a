/** Tickets that have to do with each other: agents only. */
import { z } from "zod";
import { LINK_SIDES } from "#domain/tickets/ticket-links.ts";
import { agent, del, get, post } from "./endpoint.ts";
import { byId, id, statusType } from "./fields.ts";

/** How many links a ticket has at most: they are shown as one list. */
export const MOST_LINKS = 100;

export const ticketLinkView = z.strictObject({
  id,
  /** What the asked ticket is to the other one. */
  side: z.enum(LINK_SIDES),
  ticket: z.strictObject({ id, number: z.string(), subject: z.string(), statusLabel: z.string(), statusType }),
});
export type TicketLinkView = z.infer<typeof ticketLinkView>;

export const listTicketLinks = get("/api/v1/tickets/{id}/links", {
  summary: "The tickets that this one has to do with; those that the agent may not read are counted",
  policy: agent("ticket:read"),
  params: byId,
  response: z.strictObject({ items: z.array(ticketLinkView), hidden: z.int(), can: z.array(z.enum(["change"])) }),
  errors: ["record.notFound"],
});
export const linkTicket = post("/api/v1/tickets/{id}/links", {
  summary: "Say what this ticket has to do with another one; it shows on both",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({ side: z.enum(LINK_SIDES), ticketId: id }),
  response: ticketLinkView,
  status: 201,
  errors: [
    "record.notFound",
    "record.unknownReference",
    "ticket.notPermitted",
    "ticket.gone",
    "ticket.locked",
    "link.itself",
    "link.alreadyThere",
    "link.tooMany",
  ],
});
export const unlinkTicket = del("/api/v1/tickets/{id}/links/{linkId}", {
  summary: "Take a link away, from both tickets",
  policy: agent("ticket:write"),
  params: z.strictObject({ id, linkId: id }),
  errors: ["record.notFound", "ticket.notPermitted", "ticket.gone", "ticket.locked"],
});
