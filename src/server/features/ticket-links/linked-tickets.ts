/** Tickets as the agent who asks may see and link them: what may not be read is not there. */
import { agentVerbs } from "#domain/access/agents.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { isGone } from "#domain/tickets/follow-up.ts";
import { lockTickets } from "#server/features/access/queries.ts";
import { listKnownTickets, type TicketRow } from "#server/features/tickets/ticket-row-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext } from "#server/platform/run-command.ts";

type Agent = Extract<Asking, { kind: "agent" }>;
export type SeenTicket = { row: TicketRow; allowed: TicketVerb[] };

/** By id, those that may be read. */
export async function readableTickets(db: Queryable, { agent }: Agent, ticketIds: readonly string[], now: Date): Promise<Map<string, SeenTicket>> {
  const known = await listKnownTickets(db, ticketIds, "nobody", now);
  const seen = known.map(({ row, facts }) => ({ row, allowed: agentVerbs(agent, facts) })).filter(({ allowed }) => allowed.includes("read"));
  return new Map(seen.map((one) => [one.row.ticket_id, one]));
}

export const mayLink = ({ row, allowed }: SeenTicket): boolean => allowed.includes("change") && !isGone(row.status_type) && !row.status_locks;

/** The ticket whose links are changed, and others beside it, held until the commit. */
export async function ticketsToLink(
  context: CommandContext,
  ticketId: string,
  others: readonly string[],
): Promise<{ ticket: TicketRow; seen: Map<string, SeenTicket> }> {
  await lockTickets(context.db, [ticketId, ...others]);
  const seen = await readableTickets(context.db, agentOf(context), [ticketId, ...others], context.now);
  const { row, allowed } = found(seen.get(ticketId));
  if (!allowed.includes("change")) throw new Refusal("ticket.notPermitted");
  if (isGone(row.status_type)) throw new Refusal("ticket.gone");
  if (row.status_locks) throw new Refusal("ticket.locked");
  return { ticket: row, seen };
}
