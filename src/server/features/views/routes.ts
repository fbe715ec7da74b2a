/** How agents like to see lists. */
import * as contract from "#contract/view.ts";
import { agentPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { changeView } from "./change-view.ts";
import { createView } from "./create-view.ts";
import { deleteView } from "./delete-view.ts";
import { findListColumns, getView, listViews } from "./queries.ts";
import { setListColumns } from "./set-list-columns.ts";

export const routes: readonly Route[] = [
  route(contract.listViews, (ask, { query: { list } }) => {
    const { agentId } = agentPrincipal(ask.principal);
    return ask.read(async (db) => ({ items: await listViews(db, agentId, list), columns: await findListColumns(db, agentId, list) }));
  }),
  route(contract.createView, (ask, { body }) => ask.run(createView, body, getView)),
  route(contract.changeView, (ask, { params, body }) => ask.run(changeView, { ...body, ...params }, getView)),
  route(contract.deleteView, (ask, { params }) => ask.run(deleteView, params, () => undefined)),
  route(contract.setListColumns, (ask, { params, body }) => ask.run(setListColumns, { ...params, ...body }, () => undefined)),
];
