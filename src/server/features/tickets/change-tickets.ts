/**
 * An agent changes many tickets at once: each is decided by the rule of a single change, wholly or not at all, and audited
 * like one. What is already so stays untouched.
 */

import type { BodyOf } from "#contract/endpoint.ts";
import type { changeTickets as endpoint } from "#contract/ticket.ts";
import { agentVerbs } from "#domain/access/agents.ts";
import { wantedOf } from "#domain/tickets/many-change.ts";
import { lockTickets } from "#server/features/access/queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { valuesOf } from "./change-queries.ts";
import { pageForAgent } from "./lists.ts";
import type { SeenTicket } from "./ticket-for.ts";
import { listKnownTickets } from "./ticket-row-queries.ts";
import { type DecidedChanges, decideChanges, isSaid, type Wanted, writeChanges } from "./write-changes.ts";

type Input = BodyOf<typeof endpoint>;
type Agent = Extract<Asking, { kind: "agent" }>;
type Named = { ids: string[]; next: string | null; total: number; totalIsLowerBound?: true };

/** `bulkId` names the run for undoing it; null: nothing was written. */
export type ManyChanged = Omit<Named, "ids"> & DecidedChanges & { askedIds: string[]; bulkId: string | null };

export const changeTickets = command({
  name: "ticket.change-tickets",
  silent: true, // what is already so is neither written nor audited
  async run(context, input: Input): Promise<ManyChanged> {
    const asking = agentOf(context);
    const { ids, ...page } = await namedTickets(context.db, asking, input, context.now);
    await lockTickets(context.db, ids);
    const wanted = await wantedFor(context.db, await seenTickets(context.db, asking, ids, context.now), input);
    const changes = await decideChanges(context.db, asking, wanted, context.now, mannerOf(input));
    await writeChanges(context, changes, { reason: input.reason, comment: input.change.comment });
    return { ...page, ...changes, askedIds: ids, bulkId: context.correlationId };
  },
});

/** What the change would come to now; writes nothing. */
export async function reviewChanges(db: Queryable, asking: Agent, input: Input, now: Date): Promise<ManyChanged> {
  const { ids, ...page } = await namedTickets(db, asking, input, now);
  const wanted = await wantedFor(db, await seenTickets(db, asking, ids, now), input);
  const changes = await decideChanges(db, asking, wanted, now, mannerOf(input));
  return { ...page, ...changes, askedIds: ids, bulkId: null };
}

const mannerOf = ({ change }: Input) => ({ commented: isSaid(change.comment), restoring: false });

/** Whether the former project always stays is a setting, for whoever does not say it (ZEP-12). */
async function wantedFor(db: Queryable, tickets: SeenTicket[], { change: { comment: _said, ...change } }: Input): Promise<Wanted[]> {
  const { primaryProject, keepPrimary = primaryProject !== undefined && (await resolveFor(db, "tickets.keepPrimaryProject")) } = change;
  return tickets.map((ticket) => ({ ticket, wanted: wantedOf(valuesOf(ticket.row), { ...change, keepPrimary }) }));
}

/** The tickets with what the agent may do with each; those that may not be read too, so that they can be refused. */
export async function seenTickets(db: Queryable, { agent }: Agent, ids: readonly string[], now: Date): Promise<SeenTicket[]> {
  return (await listKnownTickets(db, ids, "nobody", now)).map((ticket) => ({ ...ticket, allowed: agentVerbs(agent, ticket.facts) }));
}

async function namedTickets(db: Queryable, asking: Agent, { ids, filter, cursor, limit }: Input, now: Date): Promise<Named> {
  if (ids && filter) throw new Refusal("request.invalid", { fields: [{ path: "filter", code: "notInList" }] });
  if (ids) return { ids: [...new Set(ids)], next: null, total: new Set(ids).size };
  if (!filter) throw new Refusal("request.invalid", { fields: [{ path: "ids", code: "required" }] });
  // By creation, which no change moves: a page begins where the one before ended, whatever was changed meanwhile.
  const { tickets, ...page } = await pageForAgent(db, asking, filter, { limit, cursor, sort: "-created" }, now);
  return { ...page, ids: tickets.map((ticket) => ticket.row.ticket_id) };
}
