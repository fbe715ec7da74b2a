/** Whose messages are read in a ticket: its own, and those of tickets that were merged into it, of which each reader sees only what a merge does not open. */

import { agentVerbs } from "#domain/access/agents.ts";
import { readThere } from "#domain/access/merged.ts";
import { participationsOf } from "#server/features/access/ticket-facts-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { listMergedInto } from "./merge-queries.ts";
import { type KnownTicket, listKnownTickets } from "./ticket-row-queries.ts";

/** For a ticket that was let through: the merged ones whose messages are shown in it to whoever asks. */
export async function mergedReadIn(db: Queryable, asking: Asking, ticketId: string, now: Date): Promise<KnownTicket[]> {
  const ids = await listMergedInto(db, ticketId);
  if (ids.length === 0) return [];
  if (asking.kind === "agent") {
    const merged = await listKnownTickets(db, ids, "nobody", now);
    return merged.filter(({ facts }) => agentVerbs(asking.agent, facts).includes("read"));
  }
  if (asking.kind !== "contact") return [];
  return readThere(asking.access, await listKnownTickets(db, ids, participationsOf(asking.access), now));
}
