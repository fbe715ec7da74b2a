/**
 * Puts back what an own change of many tickets changed, from the log: only on tickets that nobody changed since, and as far as
 * the agent may still change them. What was once there may come back, though it could not be chosen any more.
 */
import type { BodyOf } from "#contract/endpoint.ts";
import type { undoTicketChanges } from "#contract/ticket.ts";
import type { Returning } from "#domain/tickets/booked-time.ts";
import { lockTickets } from "#server/features/access/queries.ts";
import { listReturns, sumToRebook } from "#server/features/time-entries/booked-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { listFormerValues } from "./change-queries.ts";
import { type ManyChanged, seenTickets } from "./change-tickets.ts";
import type { SeenTicket } from "./ticket-for.ts";
import { type Decided, decideChanges, writeChanges } from "./write-changes.ts";

/** By ticket: the time that this run rebooked, as far as it is still where it went. */
async function returningTime(db: Queryable, agentId: string, bulkId: string, ticketIds: readonly string[]): Promise<Map<string, Returning>> {
  const returns = await listReturns(db, agentId, bulkId, ticketIds);
  const sums = await sumToRebook(db, returns);
  return new Map(returns.map(({ ticketId, ...rebooking }) => [ticketId, { rebooking, ...(sums.get(ticketId) ?? { minutes: 0, billedMinutes: 0 }) }]));
}

export const undoChanges = command({
  name: "ticket.undo-changes",
  silent: true, // where everything was changed since, nothing is put back
  async run(context, input: BodyOf<typeof undoTicketChanges>): Promise<ManyChanged> {
    const asking = agentOf(context);
    const { db, now } = context;
    const versions = new Map(input.tickets.map(({ id, version }) => [id, version]));
    const ids = [...versions.keys()];
    await lockTickets(db, ids);
    const former = await listFormerValues(db, asking.agent.agentId, input.bulkId, ids);
    const seen = (await seenTickets(db, asking, ids, now)).filter(({ row }) => former.has(row.ticket_id));
    const isStale = ({ row }: SeenTicket) => row.version !== versions.get(row.ticket_id);
    const returns = await returningTime(db, asking.agent.agentId, input.bulkId, ids);
    const wanted = seen
      .filter((ticket) => !isStale(ticket))
      .map((ticket) => ({ ticket, wanted: former.get(ticket.row.ticket_id) ?? {}, returning: returns.get(ticket.row.ticket_id) }));
    const { decided, targets } = await decideChanges(db, asking, wanted, now, { commented: false, restoring: true });
    await writeChanges(context, { decided, targets }, {});
    const stale: Decided[] = seen.filter(isStale).map(({ row }) => ({ row, decision: { refused: "record.versionStale" } }));
    return { decided: [...decided, ...stale], targets, askedIds: ids, bulkId: context.correlationId, next: null, total: ids.length };
  },
});
