/** Which time may be booked on a ticket, and who may change what was booked (ZEP-14). */
import type { AgentFacts } from "#domain/access/agents.ts";
import type { StatusType } from "#domain/access/facts.ts";
import { type ProjectPair, pairKey } from "#domain/access/grants.ts";

/** What decides about the time of a ticket. */
export type BookingPlace = {
  statusType: StatusType;
  /** Its status takes time at all: it neither locks nor says that the contact has accepted. */
  takesTime: boolean;
  /** The (project, task) pairs of the ticket. */
  pairs: readonly ProjectPair[];
  /** *time may be booked on closed tickets* */
  onClosed: boolean;
  /** *what a day outside the project's run time does* */
  outsideProject: "refuse" | "warn";
};

/** First and last day of a project, as `2026-01-31`; null: open on that side. */
export type RunTime = { startsOn: string | null; endsOn: string | null };

export type BookingRefusal = "timeEntry.ticketClosed" | "timeEntry.otherProject" | "timeEntry.outsideProject" | "timeEntry.notYours" | "timeEntry.billed";

export const isOutside = (day: string, { startsOn, endsOn }: RunTime): boolean => (startsOn !== null && day < startsOn) || (endsOn !== null && day > endsOn);

/** Nothing of a ticket's time changes while its status says that it is over. */
export function refusedByStatus({ statusType, takesTime, onClosed }: BookingPlace): BookingRefusal | null {
  const over = !takesTime || statusType === "removed" || statusType === "merged" || (statusType === "closed" && !onClosed);
  return over ? "timeEntry.ticketClosed" : null;
}

/** Time is booked on one of the ticket's projects; on none only where it has none. @param on what it is booked on now, which may stay. */
export function refusedPlace(
  place: BookingPlace,
  entry: { day: string; pair: ProjectPair | null; runTime: RunTime },
  on?: ProjectPair | null,
): BookingRefusal | null {
  const { day, pair, runTime } = entry;
  const stays = on !== undefined && keyOf(on) === keyOf(pair);
  const known = pair === null ? place.pairs.length === 0 : place.pairs.some((one) => pairKey(one) === pairKey(pair));
  if (!known && !stays) return "timeEntry.otherProject";
  if (place.outsideProject === "refuse" && isOutside(day, runTime)) return "timeEntry.outsideProject";
  return null;
}

const keyOf = (pair: ProjectPair | null): string => (pair === null ? "" : pairKey(pair));

/** Own time, an administrator everybody's; what stands on a bill stays as it is. */
export function refusedChange(agent: AgentFacts, entry: { agentId: string; billed: boolean }): BookingRefusal | null {
  if (!agent.administrator && entry.agentId !== agent.agentId) return "timeEntry.notYours";
  return entry.billed ? "timeEntry.billed" : null;
}
