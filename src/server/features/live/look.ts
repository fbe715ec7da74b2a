/** What changed, looked at together: a few statements for everybody who is here, none per stream; then each is told what concerns it. */
import type { TicketFacts } from "#domain/access/facts.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import { readConsistently, type Tx } from "#server/platform/db/connect.ts";
import type { Kernel } from "#server/platform/kernel.ts";
import type { Batch } from "./change.ts";
import { loadKnown } from "./load-known.ts";
import { type Presence, tell } from "./presence.ts";
import { listChangedTickets, listSessionEnds } from "./queries.ts";
import { isOfCompany, nextChange, type Reader, readScope } from "./reader.ts";

export async function look(kernel: Kernel, presence: Presence, batch: Batch): Promise<void> {
  const now = kernel.clock();
  const arrived = [...presence.newcomers];
  const asked = [...presence.readers.values()].filter((reader) => reader.known === null || concerns(batch, reader));
  const questioned = [...presence.sessions].filter(([, { overAt }]) => batch.everything || overAt === null || overAt <= now.getTime()).map(([id]) => id);
  const found = await readConsistently(kernel.databases.main, async (db: Tx) => ({
    known: await loadKnown(db, asked),
    sessionEnds: await sessionEnds(db, questioned, now),
    tickets: await listChangedTickets(db, batch.tickets, now),
  }));
  for (const sessionId of questioned) keepOrEnd(presence, sessionId, found.sessionEnds.get(sessionId));
  for (const reader of asked) {
    reader.known = found.known.get(reader) ?? null;
    settle(presence, reader, now, { looks: !batch.everything });
  }
  tellTickets(presence, found.tickets, (ticketId) => batch.tickets.get(ticketId)?.visible === true);
  for (const stream of arrived) {
    presence.newcomers.delete(stream);
    stream.ready();
  }
  // What a company or a queue lets through can matter to people whose own rights are as before.
  if (batch.everything || batch.manyTickets || batch.companyIds.size > 0) presence.spread.add(presence.readers.values());
}

/** By the clock: memberships and rights begin and end, sessions run out. Says whether a session has to be asked about. */
export function watchClock(presence: Presence, now: Date): boolean {
  for (const reader of presence.readers.values()) {
    if (reader.changesAt <= now.getTime()) settle(presence, reader, now, { looks: true });
    for (const stream of reader.streams) stream.beat();
  }
  for (const { overAt } of presence.sessions.values()) if (overAt !== null && overAt <= now.getTime()) return true;
  return false;
}

/** Whoever may not be here any more is shown out. Who could read other tickets before looks at once; others only where `looks` says so. */
function settle(presence: Presence, reader: Reader, now: Date, { looks }: { looks: boolean }): void {
  if (reader.streams.size === 0) return;
  const before = reader.scope;
  reader.scope = reader.known === null ? null : readScope(reader.known, now.getTime());
  reader.changesAt = reader.known === null ? Number.POSITIVE_INFINITY : nextChange(reader.known, now.getTime());
  presence.audience.place(reader, reader.scope);
  if (reader.scope === null) tell(reader, (stream) => stream.end());
  else if (before !== null && (looks || JSON.stringify(before) !== JSON.stringify(reader.scope))) tell(reader, (stream) => stream.look());
}

function tellTickets(presence: Presence, tickets: readonly TicketFacts[], isVisible: (ticketId: string) => boolean): void {
  for (const ticket of tickets) {
    const forContacts = isVisible(ticket.ticketId);
    for (const reader of presence.audience.readersOf(ticket)) {
      if (forContacts || "agentId" in reader.person) tell(reader, (stream) => stream.ticket(ticket.ticketId));
    }
  }
}

function keepOrEnd(presence: Presence, sessionId: string, overAt: number | undefined): void {
  const session = presence.sessions.get(sessionId);
  if (session && overAt !== undefined) session.overAt = overAt;
  else presence.endSession(sessionId);
}

const sessionEnds = async (db: Tx, sessionIds: readonly string[], now: Date): Promise<Map<string, number>> =>
  sessionIds.length === 0 ? new Map() : listSessionEnds(db, sessionIds, now, Number(await resolveFor(db, "signIn.sessionIdleMinutes", {})));

const concerns = (batch: Batch, reader: Reader): boolean =>
  batch.everything ||
  ("agentId" in reader.person ? batch.agentIds.has(reader.person.agentId) : batch.contactIds.has(reader.person.contactId)) ||
  (batch.companyIds.size > 0 && isOfCompany(reader, batch.companyIds));
