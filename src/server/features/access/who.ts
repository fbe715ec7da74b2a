/** "Who can read this ticket?": candidates by path, decided in batches with the one decision (NEW-02). */

import type { ContactPath } from "#domain/access/clause.ts";
import { decide } from "#domain/access/decide.ts";
import { type Access, effectiveAccess } from "#domain/access/effective-access.ts";
import type { TicketFacts } from "#domain/access/facts.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type Candidate, searchCandidates } from "./candidate-queries.ts";
import { listContactFacts } from "./contact-facts-queries.ts";

export type Reader = { contactId: string; paths: ContactPath[]; access: Access; position: Candidate };

/** Candidates decided at once; every batch is two statements. */
const batchSize = 300;

/** Readers after a position, at least `wanted` unless there are no more; `complete` says that the end was reached. */
export async function readersOf(
  db: Queryable,
  ticket: TicketFacts,
  wanted: number,
  after: Candidate | undefined,
  now: Date,
): Promise<{ readers: Reader[]; complete: boolean }> {
  const candidatesAfter = await searchCandidates(db, ticket);
  const readers: Reader[] = [];
  let position = after;
  for (;;) {
    const candidates = await candidatesAfter(batchSize, position);
    readers.push(...(await readersAmong(db, ticket, candidates, now)));
    position = candidates.at(-1);
    if (candidates.length < batchSize) return { readers, complete: true };
    if (readers.length >= wanted) return { readers, complete: false };
  }
}

/** Decided on as much of their facts as this ticket asks for. */
async function readersAmong(db: Queryable, ticket: TicketFacts, candidates: readonly Candidate[], now: Date): Promise<Reader[]> {
  const contactIds = candidates.map((candidate) => candidate.contactId);
  const facts = new Map((await listContactFacts(db, contactIds, ticket)).map((one) => [one.contact.contactId, one]));
  return candidates.flatMap((position) => {
    const known = facts.get(position.contactId);
    if (!known) return [];
    const access = effectiveAccess(known, now.getTime());
    const { allowed, because } = decide(access, "read", ticket);
    return allowed ? [{ contactId: position.contactId, paths: because as ContactPath[], access, position }] : [];
  });
}
