import type { BodyOf } from "#contract/endpoint.ts";
import { type changeTask as endpoint, MOST_TASKS } from "#contract/project.ts";
import { withAllBelow } from "#domain/projects/task-tree.ts";
import { grantEvent, listGrantsOnTasks } from "#server/features/grants/queries.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command } from "#server/platform/run-command.ts";
import { hasTicketsOfOthers, lockProject } from "./queries.ts";
import { listTasks, type TaskRow, updateTask } from "./task-queries.ts";

type Input = BodyOf<typeof endpoint> & { id: string; taskId: string };
type Moved = { projectId: string; taskId: string };

/** Changes what differs. A task takes what lies below it along; named without a place, it lies directly below another project. */
export const changeTask = command({
  name: "projects.change-task",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, taskId, version, reason, ...given }: Input): Promise<Moved> {
    const { db, now } = context;
    const away = given.projectId !== undefined && given.projectId.toLowerCase() !== id ? given.projectId.toLowerCase() : null;
    // In the order of their ids: two moves between the same projects wait for each other.
    for (const projectId of [id, ...(away ? [away] : [])].sort()) await lockTarget(context, projectId, projectId === id);
    const tasks = await listTasks(db, id);
    const task = found(tasks.find((one) => one.id === taskId));
    if (task.version !== version) throw new Refusal("record.versionStale");
    const wanted = away ? { ...given, projectId: away, parentId: given.parentId ?? null } : { ...given, projectId: undefined };
    const { id: _id, version: _version, depth: _depth, ...fields } = task;
    const { names, before, after } = changedFields(fields, wanted);
    if (names.length === 0) return { projectId: id, taskId };
    const below = withAllBelow(tasks, [taskId]);
    if (after.parentId != null) refusePlace(after.parentId, away ? await listTasks(db, away) : tasks, below);
    if (away) await leaveProject(context, { from: id, to: away, taskIds: below, reason });
    await updateTask(db, taskId, after, now);
    const { companyId } = await lockProject(db, id);
    const name = after.name ?? task.name;
    const told = { subject: { kind: "project", id }, companyId, before: { task: task.name, ...before }, after: { task: name, ...after }, reason };
    context.audit({ event: away ? "task.moved-away" : "task.changed", ...told });
    if (away) context.audit({ event: "task.moved-here", ...told, subject: { kind: "project", id: away }, companyId: (await lockProject(db, away)).companyId });
    return { projectId: away ?? id, taskId };
  },
});

async function lockTarget({ db }: CommandContext, projectId: string, own: boolean): Promise<void> {
  try {
    await lockProject(db, projectId);
  } catch (error) {
    if (own || !(error instanceof Refusal)) throw error;
    throw new Refusal("record.unknownReference", { fields: [{ path: "projectId", code: "notInList" }] });
  }
}

function refusePlace(parentId: string, tasks: readonly TaskRow[], moving: readonly string[]): void {
  if (moving.includes(parentId)) throw new Refusal("task.ownParent");
  if (!tasks.some((task) => task.id === parentId)) throw new Refusal("record.unknownReference", { fields: [{ path: "parentId", code: "notInList" }] });
}

type Leaving = { from: string; to: string; taskIds: readonly string[]; reason: string | undefined };

/** Tickets go along, so they must fit the company there; grants on the old project stop covering the tasks. */
async function leaveProject(context: CommandContext, { to, taskIds, reason }: Leaving): Promise<void> {
  const { db } = context;
  const { companyId } = await lockProject(db, to);
  if ((await listTasks(db, to)).length + taskIds.length > MOST_TASKS) throw new Refusal("task.tooMany");
  if (await hasTicketsOfOthers(db, { taskIds }, companyId)) throw new Refusal("project.hasTickets");
  const grants = await listGrantsOnTasks(db, taskIds);
  if (grants.length > 0 && !agentOf(context).principal.permissions.includes("access:write")) throw new Refusal("permission.missing");
  for (const grant of grants) {
    const left = { ...grant, coveredTaskIds: (grant.coveredTaskIds ?? []).filter((id) => !taskIds.includes(id)) };
    context.audit(grantEvent(grant, left, reason));
  }
}
