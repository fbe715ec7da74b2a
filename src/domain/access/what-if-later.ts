/** When a change makes another difference than at some instant: something that it sets, takes away or shuts begins or ends. */
import { type Access, effectiveAccess, steadyUntil } from "./effective-access.ts";
import type { ContactFacts, Instant } from "./facts.ts";
import { TICKET_VERBS } from "./verbs.ts";
import { createReach, scopeText } from "./what-if.ts";

/** null: the person is not there in that state. */
export type BothFacts = { before: ContactFacts | null; after: ContactFacts | null };

/** The first such instant after `at` for any of these people; null: never, as far as is known. */
export function nextDifference(people: readonly BothFacts[], at: Instant): Instant | null {
  let first = Number.POSITIVE_INFINITY;
  const dated = people.map((person) => ({ person, next: nextChange(person, at) })).filter(({ next }) => next < Number.POSITIVE_INFINITY);
  for (const { person, next } of dated.sort((a, b) => a.next - b.next)) {
    if (next >= first) break;
    first = Math.min(first, nextOf(person, at, next));
  }
  return first === Number.POSITIVE_INFINITY ? null : first;
}

function nextOf(person: BothFacts, at: Instant, change: Instant): Instant {
  const now = differenceAt(person, at);
  let next = change;
  while (next < Number.POSITIVE_INFINITY && differenceAt(person, next) === now) next = nextChange(person, next);
  return next;
}

const nextChange = ({ before, after }: BothFacts, at: Instant): Instant =>
  Math.min(...[before, after].map((facts) => (facts === null ? Number.POSITIVE_INFINITY : steadyUntil(facts, at))));

/** Equal where the change makes the same difference, or none. */
function differenceAt({ before, after }: BothFacts, at: Instant): string {
  const [then, now] = [before, after].map((facts) => (facts === null ? "" : reachOf(effectiveAccess(facts, at))));
  return then === now ? "" : `${then} / ${now}`;
}

const reachOf = (access: Access): string => [...TICKET_VERBS.map((verb) => scopeText(access, verb)), JSON.stringify(createReach(access))].join(" ");
