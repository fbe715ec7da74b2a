/** "Who can read this ticket?": candidates by path, decided in batches with the one decision (NEW-02). */

import type { ContactPath } from "#domain/access/clause.ts";
import { decide } from "#domain/access/decide.ts";
import { type Access, effectiveAccess } from "#domain/access/effective-access.ts";
import type { TicketFacts } from "#domain/access/facts.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { listContactFacts } from "./contact-facts-queries.ts";
import { type Candidate, listCandidates } from "./who-queries.ts";

export type Reader = { contactId: string; paths: ContactPath[]; access: Access; position: Candidate };

/** Candidates decided at once; every batch is two statements. */
const batchSize = 250;

/** Readers after a position, at least `wanted` unless there are no more; `complete` says that the end was reached. */
export async function readersOf(
  db: Queryable,
  ticket: TicketFacts,
  wanted: number,
  after: Candidate | undefined,
  now: Date,
): Promise<{ readers: Reader[]; complete: boolean }> {
  const readers: Reader[] = [];
  let position = after;
  for (;;) {
    const candidates = await listCandidates(db, ticket, batchSize, position);
    const facts = new Map(
      (
        await listContactFacts(
          db,
          candidates.map((candidate) => candidate.contactId),
        )
      ).map((one) => [one.contact.contactId, one]),
    );
    for (const candidate of candidates) {
      const known = facts.get(candidate.contactId);
      if (!known) continue;
      const access = effectiveAccess(known, now.getTime());
      const { allowed, because } = decide(access, "read", ticket);
      if (allowed) readers.push({ contactId: candidate.contactId, paths: because as ContactPath[], access, position: candidate });
    }
    position = candidates.at(-1);
    if (candidates.length < batchSize) return { readers, complete: true };
    if (readers.length >= wanted) return { readers, complete: false };
  }
}
