/** The ticket that subtasks belong to, for the agent who asks: what may not be read is not there. */
import { agentVerbs } from "#domain/access/agents.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { isGone } from "#domain/tickets/follow-up.ts";
import { refusedSubtask, type SubtaskState } from "#domain/tickets/subtasks.ts";
import { lockTicket } from "#server/features/access/queries.ts";
import { findKnownTicket, type TicketRow } from "#server/features/tickets/ticket-row-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext } from "#server/platform/run-command.ts";

type Agent = Extract<Asking, { kind: "agent" }>;
type Seen = { row: TicketRow; allowed: TicketVerb[] };

export async function ticketWithSubtasks(db: Queryable, { agent }: Agent, ticketId: string, now: Date): Promise<Seen> {
  const { row, facts } = found(await findKnownTicket(db, ticketId, "nobody", now));
  const allowed = agentVerbs(agent, facts);
  if (!allowed.includes("read")) throw new Refusal("record.notFound");
  return { row, allowed };
}

export const mayChangeSubtasks = ({ row, allowed }: Seen): boolean => allowed.includes("change") && !isGone(row.status_type) && !row.status_locks;

/** For commands: the ticket is locked, so that it is not finished at the same moment. `state`: the one that the subtask is to have. */
export async function ticketToChange(context: CommandContext, ticketId: string, state?: SubtaskState): Promise<TicketRow> {
  await lockTicket(context.db, ticketId);
  const { row, allowed } = await ticketWithSubtasks(context.db, agentOf(context), ticketId, context.now);
  if (!allowed.includes("change")) throw new Refusal("ticket.notPermitted");
  if (row.status_locks) throw new Refusal("ticket.locked");
  const refused = refusedSubtask(row.status_type, state);
  if (refused) throw new Refusal(refused);
  return row;
}
