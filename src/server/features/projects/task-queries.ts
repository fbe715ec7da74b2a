/** The table of tasks: the tree below a project. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

export type TaskFields = { name: string; state: "active" | "closed"; parentId: string | null; projectId: string; plannedMinutes: number | null };
export type TaskRow = TaskFields & { id: string; version: number; depth: number };

/** The tree in order: each task after the one it lies below, those of one place by name. */
export const listTasks = (db: Queryable, projectId: string): Promise<TaskRow[]> => listTasksOf(db, [projectId]);

/** The trees of several projects, one after the other. */
export async function listTasksOf(db: Queryable, projectIds: readonly string[]): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    with recursive tree as (
      select t.*, 0 as depth, array[search_fold(t.name), t.task_id::text] as place from task t
      where t.project_id = any(${[...projectIds]}::uuid[]) and t.parent_id is null
      union all
      select t.*, tree.depth + 1, tree.place || array[search_fold(t.name), t.task_id::text] from task t join tree on t.parent_id = tree.task_id)
    select task_id as id, project_id as "projectId", parent_id as "parentId", name, state,
      planned_minutes as "plannedMinutes", version, depth from tree order by project_id, place`.execute(db);
  return rows;
}

export async function insertTask(db: Queryable, task: Omit<TaskFields, "state">, now: Date): Promise<string> {
  const taskId = randomUUIDv7();
  await db
    .insertInto("task")
    .values({
      task_id: taskId,
      project_id: task.projectId,
      parent_id: task.parentId,
      name: task.name,
      planned_minutes: task.plannedMinutes,
      created_at: now,
      changed_at: now,
    })
    .execute();
  return taskId;
}

/** In another project the tasks below come along, and the tickets of all of them, by the foreign keys. */
export async function updateTask(db: Queryable, taskId: string, fields: Partial<TaskFields>, now: Date): Promise<void> {
  const { name, state, parentId, projectId, plannedMinutes } = fields;
  const values = { name, state, parent_id: parentId, project_id: projectId, planned_minutes: plannedMinutes };
  await db
    .updateTable("task")
    .set((eb) => ({
      ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
      changed_at: now,
      version: eb("version", "+", 1),
    }))
    .where("task_id", "=", taskId)
    .execute();
}
