/** What becomes of booked time when a ticket leaves a project (ZEP-12): no time is ever on a project that its ticket is not in. */
import { type ProjectPair, pairKey } from "#domain/access/grants.ts";
import type { TicketValues, WantedChange } from "./ticket-change.ts";
import { isOutside, type RunTime } from "./time-entry.ts";

/** A ticket with time on its primary project keeps that project; or the time goes along to the new one; or the old one stays as a secondary one. */
export const BOOKED_TIME_WAYS = ["leave", "rebook", "keepSecondary"] as const;
export type BookedTimeWay = (typeof BOOKED_TIME_WAYS)[number];

/** All time of a ticket that is booked on one pair, or on none. */
export type BookedTime = { pair: ProjectPair | null; minutes: number; billedMinutes: number; firstDay: string; lastDay: string };

export type Rebooking = {
  from: ProjectPair | null;
  to: ProjectPair | null;
  /** Null: all that is booked there. */
  timeEntryIds: readonly string[] | null;
};
/** What was rebooked and goes back, as far as it is still there. */
export type Returning = { rebooking: Rebooking; minutes: number; billedMinutes: number };

/** `way` null: nothing was chosen. */
export type TimeOutcome = { minutes: number; way: BookedTimeWay | null; rebooking: Rebooking | null };
/** `rebooked`: the time that goes along to the new primary project. */
type DecidedTime = { outcome: TimeOutcome | null; rebooked: BookedTime | null; billedReturns: boolean };

const keyOf = (pair: ProjectPair | null): string => (pair === null ? "" : pairKey(pair));
const plain = (pair: ProjectPair | null): ProjectPair | null => pair && { projectId: pair.projectId, taskId: pair.taskId };

type Asked = { values: TicketValues; booked: readonly BookedTime[]; returning?: Returning | undefined };

/** The change as it becomes where time is in question: what is booked on the primary project until now, or on none where there was none. */
export function decideTime({ values, booked, returning }: Asked, wanted: WantedChange, way: BookedTimeWay | undefined): DecidedTime & { wanted: WantedChange } {
  if (returning) {
    const { rebooking, minutes, billedMinutes } = returning;
    return { wanted, outcome: { minutes, way: null, rebooking }, rebooked: null, billedReturns: billedMinutes > 0 };
  }
  const from = values.primaryProject;
  const moves = wanted.primaryProject !== undefined && keyOf(wanted.primaryProject) !== keyOf(from);
  const asked = moves ? booked.find(({ pair }) => keyOf(pair) === keyOf(from)) : undefined;
  if (!asked) return { wanted, outcome: null, rebooked: null, billedReturns: false };
  const rebooking = way === "rebook" ? { from: plain(from), to: plain(wanted.primaryProject ?? null), timeEntryIds: null } : null;
  return {
    wanted: treated(values, wanted, way),
    outcome: { minutes: asked.minutes, way: way ?? null, rebooking },
    rebooked: rebooking && asked,
    billedReturns: false,
  };
}

function treated({ primaryProject, secondaryProjects }: TicketValues, wanted: WantedChange, way: BookedTimeWay | undefined): WantedChange {
  if (way === "leave") return { ...wanted, primaryProject: undefined };
  if (way !== "keepSecondary" || primaryProject === null) return wanted;
  return { ...wanted, secondaryProjects: [...(wanted.secondaryProjects ?? secondaryProjects), primaryProject] };
}

/** Why time keeps the ticket from becoming `after`; null: it does not. @param runTimeOf null: a day outside of it is no reason. */
export function refusedByTime(
  after: Pick<TicketValues, "primaryProject" | "secondaryProjects">,
  booked: readonly BookedTime[],
  { rebooked, billedReturns }: Pick<DecidedTime, "rebooked" | "billedReturns">,
  runTimeOf: ((projectId: string) => RunTime) | null,
): "ticket.timeBooked" | "ticket.timeBilled" | "timeEntry.outsideProject" | null {
  const { primaryProject, secondaryProjects } = after;
  if (billedReturns || (rebooked !== null && rebooked.billedMinutes > 0)) return "ticket.timeBilled";
  const runTime = rebooked !== null && primaryProject !== null ? runTimeOf?.(primaryProject.projectId) : undefined;
  if (rebooked && runTime && (isOutside(rebooked.firstDay, runTime) || isOutside(rebooked.lastDay, runTime))) return "timeEntry.outsideProject";
  const pairs = new Set([...(primaryProject ? [primaryProject] : []), ...secondaryProjects].map(pairKey));
  const homeless = booked.filter((one) => one !== rebooked && one.pair !== null && !pairs.has(pairKey(one.pair)));
  if (homeless.length === 0) return null;
  return homeless.some(({ billedMinutes }) => billedMinutes > 0) ? "ticket.timeBilled" : "ticket.timeBooked";
}
