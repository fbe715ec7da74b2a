/** What a change means for one person, added up. */
import type { TicketVerb } from "#domain/access/verbs.ts";
import type { BothAccess, Difference } from "#domain/access/what-if.ts";
import type { TicketClass } from "./ticket-class-queries.ts";

export type Person = BothAccess & { contactId: string };

export const companiesOf = ({ before, after }: Person): string[] =>
  [...(before?.memberships ?? []), ...(after?.memberships ?? [])].map((membership) => membership.company.companyId);

/** How many tickets. */
export type Change = { gained: number; lost: number };
/** Where tickets are that somebody gains or loses: one, or some of a class, all of them its own requests or none. */
export type Place = { ticketId: string } | { of: TicketClass; mine: boolean };
export type PersonChange = Change & { person: Person; verbs: Partial<Record<TicketVerb, Change>>; places: { gained: Place[]; lost: Place[] } };

/** Enough to name some tickets. */
const mostPlaces = 5;

export const unchanged = (person: Person): PersonChange => ({ person, gained: 0, lost: 0, verbs: {}, places: { gained: [], lost: [] } });

export function addChange(change: PersonChange, { read, verbs }: Difference, tickets: number, place: Place): void {
  if (tickets <= 0) return;
  if (read !== null) {
    change[read] += tickets;
    if (change.places[read].length < mostPlaces) change.places[read].push(place);
  }
  for (const { verb, gained } of verbs) {
    const known = change.verbs[verb] ?? { gained: 0, lost: 0 };
    known[gained ? "gained" : "lost"] += tickets;
    change.verbs[verb] = known;
  }
}

export const isChange = (change: PersonChange): boolean => change.gained + change.lost > 0 || Object.keys(change.verbs).length > 0;
