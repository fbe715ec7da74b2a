/** Merging tickets, and taking that back: agents only. */
import { z } from "zod";
import { agent, post } from "./endpoint.ts";
import { byId, id, shortText } from "./fields.ts";
import { agentTicketView } from "./ticket-fields.ts";

/** How many tickets one call merges into another. */
export const MOST_MERGED_AT_ONCE = 50;

export const mergeTickets = post("/api/v1/tickets/{id}/merge", {
  summary: "Merge tickets into this one. Their messages are shown here to those who may read both; hours and subtasks come along",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({
    ticketIds: z.array(id).min(1).max(MOST_MERGED_AT_ONCE),
    /** Other requesters become participants here if they are of this ticket's company (`members`), or not (`none`). */
    requesters: z.enum(["members", "none"]).default("members"),
    /** Whoever merges saw who gains and who loses sight: asked for where requesters, companies or projects differ. */
    confirmed: z.boolean().default(false),
    reason: shortText.optional(),
  }),
  response: agentTicketView,
  idempotent: true,
  errors: [
    "record.notFound",
    "ticket.notPermitted",
    "merge.itself",
    "merge.gone",
    "merge.locked",
    "merge.openSubtasks",
    "merge.foreignTime",
    "merge.notConfirmed",
  ],
});
export const unmergeTicket = post("/api/v1/tickets/{id}/unmerge", {
  summary: "Take back that this ticket was merged into another one, within seven days",
  policy: agent("ticket:write"),
  params: byId,
  response: agentTicketView,
  errors: ["record.notFound", "ticket.notPermitted", "merge.none", "merge.tooLate", "merge.targetGone"],
});
