/** What becomes of reading when a ticket is merged into another one (docs/decisions/0027-merge.md). */
import { decide } from "./decide.ts";
import type { Access } from "./effective-access.ts";
import type { TicketFacts } from "./facts.ts";

/** The facts of a merged ticket as if it were not: everything but its state decides as before who reads what was written there. */
export const unmerged = (ticket: TicketFacts): TicketFacts => (ticket.statusType === "merged" ? { ...ticket, statusType: "open" } : ticket);

/** Of the tickets that were merged into one that this contact reads, those whose messages it reads there. A merge opens none. */
export const readThere = <Ticket extends { facts: TicketFacts }>(access: Access, merged: readonly Ticket[]): Ticket[] =>
  merged.filter(({ facts }) => decide(access, "read", unmerged(facts)).allowed);

/** Whether everybody who reads the target reads the other one too, as far as its facts tell without looking at people. */
export function readAlike(source: TicketFacts, target: TicketFacts): boolean {
  // A window shuts what is older: what opens the target opens a younger one.
  return decidingFacts(source) === decidingFacts(target) && source.createdAt >= target.createdAt;
}

function decidingFacts({ contactId, company, queue, confidential, confidentialCategory, projects, participations }: TicketFacts): string {
  const pairs = projects.map(({ projectId, taskId }) => `${projectId} ${taskId}`).sort();
  const people = participations.map((one) => `${one.contactId} ${one.companyId} ${one.addedByAgent}`).sort();
  return JSON.stringify([contactId, company?.companyId, queue.queueId, confidential, confidentialCategory !== null, pairs, people]);
}
