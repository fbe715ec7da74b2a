/** How agents like to see lists. */
import * as contract from "#contract/view.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type Ask, agentPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { changeView } from "./change-view.ts";
import { createView } from "./create-view.ts";
import { deleteView } from "./delete-view.ts";
import { mayShare, presentView } from "./present.ts";
import { findListHabits, getView, listViews } from "./queries.ts";
import { setListColumns } from "./set-list-columns.ts";
import { setViewOrder } from "./set-view-order.ts";

const view = (ask: Ask) => async (db: Queryable, viewId: string) => presentView(await getView(db, viewId), agentPrincipal(ask.principal));
const sharing = (ask: Ask) => ({ mayShare: mayShare(agentPrincipal(ask.principal)) });

export const routes: readonly Route[] = [
  route(contract.listViews, (ask, { query: { list } }) => {
    const principal = agentPrincipal(ask.principal);
    return ask.read(async (db) => ({
      items: (await listViews(db, principal.agentId, list)).map((row) => presentView(row, principal)),
      ...(await findListHabits(db, principal.agentId, list)),
    }));
  }),
  route(contract.createView, (ask, { body }) => ask.run(createView, { ...body, ...sharing(ask) }, view(ask))),
  route(contract.changeView, (ask, { params, body }) => ask.run(changeView, { ...body, ...params, ...sharing(ask) }, view(ask))),
  route(contract.deleteView, (ask, { params }) => ask.run(deleteView, { ...params, ...sharing(ask) }, () => undefined)),
  route(contract.setViewOrder, (ask, { params, body }) => ask.run(setViewOrder, { ...params, ...body }, () => undefined)),
  route(contract.setListColumns, (ask, { params, body }) => ask.run(setListColumns, { ...params, ...body }, () => undefined)),
];
