/** When a ticket is due, as lists are narrowed by it. Only an open ticket is: what is done is not late any more. */

import type { StatusType } from "#domain/access/facts.ts";
import { addDays, dayOf, startOfDay } from "#domain/time-zones.ts";

export const DUE = ["overdue", "today", "week"] as const;
/** `week`: today and the six days after it. */
export type Due = (typeof DUE)[number];

/** From when on and before when tickets are due; null: since ever. */
export type DueWindow = { from: Date | null; before: Date };

export function dueWindow(due: Due, now: Date, timeZone: string): DueWindow {
  if (due === "overdue") return { from: null, before: now };
  const today = dayOf(now.toISOString(), timeZone);
  const after = addDays(today, due === "today" ? 1 : 7);
  return { from: new Date(startOfDay(today, timeZone)), before: new Date(startOfDay(after, timeZone)) };
}

const over: readonly StatusType[] = ["done", "closed", "removed", "merged"];

export const isOverdue = ({ dueAt, statusType }: { dueAt: string | null; statusType: StatusType }, now: number): boolean =>
  dueAt !== null && !over.includes(statusType) && Date.parse(dueAt) < now;
