/** What a signed-in browser is told while it is open: that something changed for it, never what; it then asks as always. And who is writing. */
import { z } from "zod";
import { agent, contact, del, get, put } from "./endpoint.ts";
import { byId, id, named } from "./fields.ts";

/** More tickets at once are told as `look`. */
export const mostTicketsTold = 50;

export const liveMessage = z.discriminatedUnion("kind", [
  /** Nothing is missed from now on; what was asked before may be out of date. */
  z.strictObject({ kind: z.literal("ready") }),
  /** The server itself does not hear of changes at the moment; `look` says when it does again. */
  z.strictObject({ kind: z.literal("deaf") }),
  /** These tickets, and with them the lists that show them. Each could be read before or after the change, or both. */
  z.strictObject({ kind: z.literal("tickets"), ids: z.array(id).max(mostTicketsTold) }),
  /** Anything may look different: rights have changed, or too much at once to name it. */
  z.strictObject({ kind: z.literal("look") }),
  /** The session is over; nothing follows. */
  z.strictObject({ kind: z.literal("ended") }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;

export const followTickets = get("/api/v1/events", {
  summary: "What changes for me, as server-sent events; for sessions, not for API tokens",
  policy: agent("ticket:read"),
  response: liveMessage,
  gives: "events",
  errors: ["session.required", "request.tooMany"],
});
export const followPortalTickets = get("/api/v1/portal/events", {
  summary: "What changes for me, as server-sent events",
  policy: contact,
  response: liveMessage,
  gives: "events",
  errors: ["request.tooMany"],
});

/** So long after it was said last, nobody is taken to write any more. */
export const WRITING_SECONDS = 30;

export const sayWriting = put("/api/v1/tickets/{id}/writing", {
  summary: "Say that I am writing an answer (visible) or an internal note, every few seconds while I do; who else is",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({ visible: z.boolean() }),
  response: z.strictObject({ others: z.array(named.extend({ visible: z.boolean() })) }),
  errors: ["record.notFound", "ticket.notPermitted"],
});
export const stopWriting = del("/api/v1/tickets/{id}/writing", {
  summary: "Say that I am not writing any more",
  policy: agent("ticket:write"),
  params: byId,
  errors: ["record.notFound"],
});
