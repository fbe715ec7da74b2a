/** Priorities: a short list, shown in the asking person's language. */
import * as contract from "#contract/master-data.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { changePriority } from "./change-priority.ts";
import { presentPriority } from "./present.ts";
import { getPriority, listPriorities } from "./queries.ts";

export const routes: readonly Route[] = [
  route(contract.listPriorities, (ask) => ask.read(async (db) => ({ items: (await listPriorities(db)).map((row) => presentPriority(row, ask.language)) }))),
  route(contract.changePriority, (ask, { params, body }) =>
    ask.run(changePriority, { ...body, ...params }, async (db, priorityId) => presentPriority(await getPriority(db, priorityId), ask.language)),
  ),
];
