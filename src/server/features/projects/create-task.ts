import type { BodyOf } from "#contract/endpoint.ts";
import { type createTask as endpoint, MOST_TASKS } from "#contract/project.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockProject } from "./queries.ts";
import { insertTask, listTasks } from "./task-queries.ts";

export const createTask = command({
  name: "projects.create-task",
  async run(context, input: BodyOf<typeof endpoint> & { projectId: string }): Promise<{ projectId: string; taskId: string }> {
    const { db, now } = context;
    const { projectId, name, parentId = null, plannedMinutes = null } = input;
    const { companyId } = await lockProject(db, projectId);
    const tasks = await listTasks(db, projectId);
    if (tasks.length >= MOST_TASKS) throw new Refusal("task.tooMany");
    if (parentId !== null && !tasks.some((task) => task.id === parentId)) {
      throw new Refusal("record.unknownReference", { fields: [{ path: "parentId", code: "notInList" }] });
    }
    const taskId = await insertTask(db, { projectId, parentId, name, plannedMinutes }, now);
    context.audit({ event: "task.created", subject: { kind: "project", id: projectId }, companyId, after: { taskId, task: name, parentId, plannedMinutes } });
    return { projectId, taskId };
  },
});
