/** Statuses, the steps between them, and templates for both. */
import { listStatuses as listEndpoint } from "#contract/master-data.ts";
import * as contract from "#contract/status.ts";
import type { WorkflowMode } from "#domain/tickets/workflow.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type Ask, type Route, route } from "#server/platform/http/route.ts";
import { found } from "#server/platform/refusal.ts";
import { applyTemplate, reviewTemplate } from "./apply-template.ts";
import { changeStatus } from "./change-status.ts";
import { changeWorkflow } from "./change-workflow.ts";
import { createStatus } from "./create-status.ts";
import { deleteStatus } from "./delete-status.ts";
import { orderStatuses } from "./order-statuses.ts";
import { presentStatus, presentTemplate, presentWorkflow } from "./present.ts";
import { getWorkflowVersion, listStatuses, listStatusUse, listSteps } from "./queries.ts";

const allStatuses = async (ask: Ask, db: Queryable) => ({ items: (await listStatuses(db)).map((row) => presentStatus(row, ask.language)) });
const oneStatus = (ask: Ask) => async (db: Queryable, id: string) => presentStatus(found((await listStatuses(db)).find((row) => row.id === id)), ask.language);
const workflow = async (db: Queryable) =>
  presentWorkflow((await resolveFor(db, "tickets.workflow")) as WorkflowMode, await getWorkflowVersion(db), await listSteps(db));

export const routes: readonly Route[] = [
  route(listEndpoint, (ask) => ask.read((db) => allStatuses(ask, db))),
  route(contract.createStatus, (ask, { body }) => ask.run(createStatus, body, oneStatus(ask))),
  route(contract.orderStatuses, (ask, { body }) => ask.run(orderStatuses, body, (db) => allStatuses(ask, db))),
  route(contract.listStatusUse, (ask) => ask.read(async (db) => ({ items: await listStatusUse(db) }))),
  route(contract.changeStatus, (ask, { params, body }) => ask.run(changeStatus, { ...body, ...params }, oneStatus(ask))),
  route(contract.deleteStatus, (ask, { params }) => ask.run(deleteStatus, params, () => undefined)),
  route(contract.getWorkflow, (ask) => ask.read(workflow)),
  route(contract.changeWorkflow, (ask, { body }) => ask.run(changeWorkflow, body, workflow)),
  route(contract.applyTemplate, (ask, { body }) =>
    body.dryRun
      ? ask.read(async (db) => presentTemplate(await reviewTemplate(db, body), ask.language))
      : ask.run(applyTemplate, body, (_db, applied) => presentTemplate(applied, ask.language)),
  ),
];
