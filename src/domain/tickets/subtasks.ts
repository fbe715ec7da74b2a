/** Subtasks of a ticket: their states, and what they say about finishing it (docs/decisions/0026-subtasks.md). */
import type { StatusType } from "#domain/access/facts.ts";
import { isClosed, isGone } from "./follow-up.ts";

export const SUBTASK_STATES = ["open", "inProcess", "done"] as const;
export type SubtaskState = (typeof SUBTASK_STATES)[number];

export const isOpenSubtask = (state: SubtaskState): boolean => state !== "done";

/** A ticket cannot be finished while a subtask is open; any other status it may have. */
export const waitsForSubtasks = (wanted: StatusType | undefined, openSubtasks: readonly string[]): boolean =>
  wanted !== undefined && isClosed(wanted) && openSubtasks.length > 0;

/** Nothing of a merged or removed ticket is worked on; a finished one takes no open subtask: it is reopened first. */
export type SubtaskRefusal = "ticket.gone" | "subtask.ticketFinished";
export function refusedSubtask(statusType: StatusType, state: SubtaskState | undefined): SubtaskRefusal | undefined {
  if (isGone(statusType)) return "ticket.gone";
  return state !== undefined && isOpenSubtask(state) && isClosed(statusType) ? "subtask.ticketFinished" : undefined;
}

/** Named in a sentence: the first ones, in their order. */
const mostNamed = 5;
export const namedSubtasks = (subjects: readonly string[]): string =>
  [...subjects.slice(0, mostNamed), ...(subjects.length > mostNamed ? ["…"] : [])].join(", ");
