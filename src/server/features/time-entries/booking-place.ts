/** A ticket as time is booked on it: what the agent may, and what the ticket and the settings let through. */
import { type AgentFacts, agentVerbs } from "#domain/access/agents.ts";
import type { BookingPlace } from "#domain/tickets/time-entry.ts";
import { takesTime } from "#domain/tickets/workflow.ts";
import { lockTicket } from "#server/features/access/queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import { findKnownTicket, type KnownTicket } from "#server/features/tickets/ticket-row-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext } from "#server/platform/run-command.ts";

export type SeenPlace = { agent: AgentFacts; ticket: KnownTicket["row"]; place: BookingPlace; mayChange: boolean };

/** What the agent may not read is not there. */
export async function placeSeenBy(db: Queryable, agent: AgentFacts, ticketId: string, now: Date): Promise<SeenPlace> {
  const { row, facts } = found(await findKnownTicket(db, ticketId, "nobody", now));
  const verbs = agentVerbs(agent, facts);
  if (!verbs.includes("read")) throw new Refusal("record.notFound");
  const place: BookingPlace = {
    statusType: row.status_type,
    takesTime: takesTime({ locks: row.status_locks, verdict: row.status_verdict }),
    pairs: facts.projects,
    onClosed: await resolveFor(db, "time.onClosedTickets"),
    outsideProject: (await resolveFor(db, "time.outsideProject")) === "refuse" ? "refuse" : "warn",
  };
  return { agent, ticket: row, place, mayChange: verbs.includes("change") };
}

/** For commands: the ticket is held, so that its projects stay until the commit. */
export async function lockPlace(context: CommandContext, ticketId: string): Promise<SeenPlace> {
  const { agent } = agentOf(context);
  await lockTicket(context.db, ticketId);
  const seen = await placeSeenBy(context.db, agent, ticketId, context.now);
  if (!seen.mayChange) throw new Refusal("ticket.notPermitted");
  return seen;
}

/** Throws what was refused; null is none. */
export function unlessRefused(...refusals: (ConstructorParameters<typeof Refusal>[0] | null)[]): void {
  for (const refusal of refusals) if (refusal !== null) throw new Refusal(refusal);
}
