/** Projects and their tasks. */
import * as contract from "#contract/project.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Ask, agentPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { found } from "#server/platform/refusal.ts";
import { changeProject } from "./change-project.ts";
import { changeTask } from "./change-task.ts";
import { createProject } from "./create-project.ts";
import { createTask } from "./create-task.ts";
import { listedProject, taskView } from "./present.ts";
import { countProjects, getProject, listMembers, listProjects } from "./queries.ts";
import { listTasks } from "./task-queries.ts";

const permissionsOf = (ask: Ask) => agentPrincipal(ask.principal).permissions;
const presentProject = (ask: Ask) => async (db: Queryable, projectId: string) => ({
  ...listedProject(await getProject(db, projectId), permissionsOf(ask)),
  members: await listMembers(db, projectId),
});
const presentTask = async (db: Queryable, { projectId, taskId }: { projectId: string; taskId: string }) =>
  taskView(found((await listTasks(db, projectId)).find((task) => task.id === taskId)));

export const routes: readonly Route[] = [
  route(contract.listProjects, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "name", ["text", "id"]);
      const { rows, next } = pageOf(await listProjects(db, query, after, query.limit), query.limit, (row) => encodeCursor("name", row.sortKey, row.id));
      return { items: rows.map((row) => listedProject(row, permissionsOf(ask))), next, ...(await countProjects(db, query, query.count)) };
    }),
  ),
  route(contract.createProject, (ask, { body }) => ask.run(createProject, body, presentProject(ask))),
  route(contract.getProject, (ask, { params }) => ask.read((db) => presentProject(ask)(db, params.id))),
  route(contract.changeProject, (ask, { params, body }) => ask.run(changeProject, { ...body, ...params }, presentProject(ask))),
  route(contract.listTasks, (ask, { params }) =>
    ask.read(async (db) => {
      await getProject(db, params.id);
      return { items: (await listTasks(db, params.id)).map(taskView) };
    }),
  ),
  route(contract.createTask, (ask, { params, body }) => ask.run(createTask, { ...body, projectId: params.id.toLowerCase() }, presentTask)),
  route(contract.changeTask, (ask, { params, body }) =>
    ask.run(changeTask, { ...body, id: params.id.toLowerCase(), taskId: params.taskId.toLowerCase() }, presentTask),
  ),
];
