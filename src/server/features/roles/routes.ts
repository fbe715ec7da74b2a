/** Portal roles. */
import * as contract from "#contract/master-data.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Ask, type Route, route } from "#server/platform/http/route.ts";
import { changeRole } from "./change-role.ts";
import { createRole } from "./create-role.ts";
import { deleteRole } from "./delete-role.ts";
import { presentRole } from "./present.ts";
import { countRoles, getRole, listRoles } from "./queries.ts";

const view = (ask: Ask) => async (db: Queryable, roleId: string) => presentRole(await getRole(db, roleId, ask.now));

export const routes: readonly Route[] = [
  route(contract.listRoles, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "name", ["text", "id"]);
      const { rows, next } = pageOf(await listRoles(db, query, after, query.limit, ask.now), query.limit, (row) => encodeCursor("name", row.sortKey, row.id));
      return { items: rows.map(presentRole), next, ...(await countRoles(db, query, query.count)) };
    }),
  ),
  route(contract.createRole, (ask, { body }) => ask.run(createRole, body, view(ask))),
  route(contract.getRole, (ask, { params }) => ask.read((db) => view(ask)(db, params.id))),
  route(contract.changeRole, (ask, { params, body }) => ask.run(changeRole, { ...body, ...params }, view(ask))),
  route(contract.deleteRole, (ask, { params }) => ask.run(deleteRole, params, () => undefined)),
];
