import type { SubtaskView } from "#contract/subtask.ts";
import type { SubtaskRow } from "./queries.ts";

export const presentSubtask = (row: SubtaskRow, mayChange: boolean): SubtaskView => ({
  id: row.id,
  ticketId: row.ticketId,
  subject: row.subject,
  state: row.state,
  assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? "" },
  startsOn: row.startsOn,
  dueOn: row.dueOn,
  plannedMinutes: row.plannedMinutes,
  workedMinutes: row.workedMinutes,
  comment: row.comment,
  doneAt: row.doneAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  changedAt: row.changedAt.toISOString(),
  version: row.version,
  can: mayChange ? ["change"] : [],
});
