/** One ticket for whoever asks: what they may not read is not there; what they may not do is refused. */
import { agentVerbs } from "#domain/access/agents.ts";
import { allowedVerbs, decide } from "#domain/access/decide.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { contactMove } from "#domain/tickets/contact-move.ts";
import { type ContactMove, verbsNow } from "#domain/tickets/follow-up.ts";
import type { Status, Workflow } from "#domain/tickets/workflow.ts";
import { lockTicket } from "#server/features/access/queries.ts";
import { participationsOf } from "#server/features/access/ticket-facts-queries.ts";
import { loadWorkflow } from "#server/features/statuses/workflow-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { findKnownTicket, type KnownTicket } from "./ticket-row-queries.ts";

type Contact = Extract<Asking, { kind: "contact" }>;
type Agent = Extract<Asking, { kind: "agent" }>;

export type SeenTicket = KnownTicket & { allowed: TicketVerb[] };

export async function seenByContact(db: Queryable, { access }: Contact, ticketId: string, now: Date): Promise<SeenTicket> {
  const ticket = found(await findKnownTicket(db, ticketId, participationsOf(access), now));
  if (!decide(access, "read", ticket.facts).allowed) throw new Refusal("record.notFound");
  return { ...ticket, allowed: allowedVerbs(access, ticket.facts) };
}

/** Merges that are followed from one ticket to the next. */
const longestWay = 10;

/** As `seenByContact`; a merged ticket leads to where it went if that can be read, and is not there otherwise (access-model, gate *state*). */
export async function openedByContact(db: Queryable, asking: Contact, ticketId: string, now: Date): Promise<SeenTicket> {
  const { access } = asking;
  const find = (id: string) => findKnownTicket(db, id, participationsOf(access), now);
  const canRead = (ticket: KnownTicket) => decide(access, "read", ticket.facts).allowed;
  const ticket = found(await find(ticketId));
  if (canRead(ticket)) return { ...ticket, allowed: allowedVerbs(access, ticket.facts) };
  let next = ticket.row.merged_into_id;
  for (let way = 0; next !== null && way < longestWay; way++) {
    const target = found(await find(next));
    if (canRead(target)) throw new Refusal("ticket.merged", { mergedIntoId: next });
    next = target.row.merged_into_id;
  }
  throw new Refusal("record.notFound");
}

export async function seenByAgent(db: Queryable, { agent }: Agent, ticketId: string, now: Date): Promise<SeenTicket> {
  const ticket = found(await findKnownTicket(db, ticketId, "nobody", now));
  const allowed = agentVerbs(agent, ticket.facts);
  if (!allowed.includes("read")) throw new Refusal("record.notFound");
  return { ...ticket, allowed };
}

/** For commands of a contact: locked, readable, and `verb` makes sense now and is allowed. Whether the workflow lets it move is for the command to ask. */
export async function ticketForContact(
  db: Queryable,
  asking: Contact,
  ticketId: string,
  verb: TicketVerb,
  now: Date,
): Promise<SeenTicket & { workflow: Workflow }> {
  await lockTicket(db, ticketId);
  const seen = await seenByContact(db, asking, ticketId, now);
  if (!seen.allowed.includes(verb)) throw new Refusal("ticket.notPermitted");
  const { status_type: statusType, follow_up: followUp, status_locks: locked } = seen.row;
  if (locked) throw new Refusal("ticket.locked");
  if (!verbsNow(seen.allowed, { statusType, followUp, locked, moves: null }).includes(verb))
    throw new Refusal(verb === "judge" ? "ticket.notFinished" : "ticket.notAnswerable");
  return { ...seen, workflow: await loadWorkflow(db) };
}

/** Where what a contact does takes its ticket; refuses what the workflow does not let it do from here. */
export function movedByContact({ workflow, row }: { workflow: Workflow; row: KnownTicket["row"] }, move: ContactMove, commented: boolean): Status {
  const moved = contactMove(workflow, row.status_id, move, commented);
  if ("refused" in moved)
    throw new Refusal(moved.refused, moved.refused === "ticket.commentRequired" ? { fields: [{ path: "comment", code: "required" }] } : {});
  return moved.to;
}

/** A locked ticket is only changed, which may take it out of its status: whether it does, `decideChange` says. */
export async function ticketForAgent(db: Queryable, asking: Agent, ticketId: string, verb: TicketVerb, now: Date): Promise<SeenTicket> {
  await lockTicket(db, ticketId);
  const seen = await seenByAgent(db, asking, ticketId, now);
  if (!seen.allowed.includes(verb)) throw new Refusal("ticket.notPermitted");
  if (seen.row.status_locks && verb !== "change") throw new Refusal("ticket.locked");
  return seen;
}
