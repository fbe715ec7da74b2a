import type { ListedProject, TaskView } from "#contract/project.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { ProjectRow } from "./queries.ts";
import type { TaskRow } from "./task-queries.ts";

export const listedProject = (row: ProjectRow, permissions: readonly AgentPermission[]): ListedProject => ({
  id: row.id,
  number: row.number,
  name: row.name,
  company: row.companyId === null ? null : { id: row.companyId, name: row.companyName ?? "", number: row.companyNumber ?? "" },
  comment: row.comment,
  state: row.state,
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  plannedMinutes: row.plannedMinutes,
  taskCount: row.taskCount,
  contactCount: row.contactCount,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  changedAt: row.changedAt.toISOString(),
  can: [...(permissions.includes("company:write") ? (["change"] as const) : []), ...(permissions.includes("access:write") ? (["changeAccess"] as const) : [])],
});

export const taskView = (row: TaskRow): TaskView => ({
  id: row.id,
  projectId: row.projectId,
  parentId: row.parentId,
  name: row.name,
  depth: row.depth,
  state: row.state,
  plannedMinutes: row.plannedMinutes,
  version: row.version,
});
