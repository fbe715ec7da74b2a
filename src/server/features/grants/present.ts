import type { GrantView } from "#contract/grant.ts";
import type { GrantRow } from "./list-queries.ts";

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export const grantView = (row: GrantRow, now: Date): GrantView => ({
  id: row.id,
  contact: { id: row.contactId, name: row.contactName },
  project: { id: row.projectId, name: row.projectName, number: row.projectNumber, state: row.projectState },
  company: row.companyId === null ? null : { id: row.companyId, name: row.companyName ?? "" },
  tasks: row.tasks === "named" ? (row.coveredTaskIds ?? []) : row.tasks,
  coveredTaskIds: row.coveredTaskIds,
  coveredTasks: row.coveredTasks ?? [],
  uncoveredCount: row.coveredTaskIds === null ? 0 : row.taskCount - row.coveredTaskIds.length,
  readOnly: row.readOnly,
  scope: row.scope,
  hours: row.hours,
  seesSince: text(row.seesSince),
  from: text(row.from),
  until: text(row.until),
  obstacle: obstacleOf(row, now),
  version: row.version,
});

function obstacleOf(row: GrantRow, now: Date): GrantView["obstacle"] {
  if (row.until !== null && row.until <= now) return "ended";
  if (row.from !== null && row.from > now) return "notYet";
  if (row.companyId === null) return row.internalOn ? null : "internalOff";
  const within = (row.membershipFrom === null || row.membershipFrom <= now) && (row.membershipUntil === null || row.membershipUntil > now);
  return row.companyOpen && within ? null : "membership";
}
