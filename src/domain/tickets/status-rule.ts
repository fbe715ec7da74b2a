/** What a status may be, beside the others: which fields its type allows, and which statuses cannot go. */
import type { StatusType } from "#domain/access/facts.ts";
import type { Status, Workflow } from "./workflow.ts";

/** New tickets, answered and closed ones, and those that are merged into another get the default of their type by themselves. */
const NEEDED: readonly StatusType[] = ["new", "open", "closed", "merged"];

/** The field that the type of the status does not allow; null: all is well. */
export function refusedField(status: Status, { statuses }: Pick<Workflow, "statuses">): "locks" | "commentRequired" | "verdict" | "closesToId" | null {
  const { statusType, locks, commentRequired, verdict, closesToId } = status;
  if (locks && statusType !== "done" && statusType !== "closed") return "locks";
  if (verdict === "accepted" && (statusType !== "closed" || locks)) return "verdict";
  if (verdict === "rejected" && !["new", "open", "closed"].includes(statusType)) return "verdict";
  // What comes about by itself is said by nobody.
  const comesBySelf = statusType === "new" || [...statuses.values()].some((other) => other.closesToId === status.statusId);
  if (commentRequired && comesBySelf) return "commentRequired";
  if (closesToId === null) return null;
  const target = statuses.get(closesToId);
  const isEnd = target?.active && (target.statusType === "done" || target.statusType === "closed");
  return statusType === "pending" && isEnd && !target.commentRequired ? null : "closesToId";
}

/** Whether tickets get this status by themselves, so that it can neither be closed nor deleted. */
export const isNeeded = (status: Status, { statuses }: Pick<Workflow, "statuses">): boolean =>
  (status.isDefaultOfType && NEEDED.includes(status.statusType)) ||
  status.verdict !== null ||
  [...statuses.values()].some((other) => other.active && other.closesToId === status.statusId);
