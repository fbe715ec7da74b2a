/** Groups, without the rights on them. */
import * as contract from "#contract/master-data.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { changeGroup } from "./change-group.ts";
import { createGroup } from "./create-group.ts";
import { presentGroup } from "./present.ts";
import { countGroups, getGroup, listGroups } from "./queries.ts";

const view = async (db: Queryable, groupId: string) => presentGroup(await getGroup(db, groupId));

export const routes: readonly Route[] = [
  route(contract.listGroups, (ask, { query }) =>
    ask.read(async (db) => {
      const { rows, next } = pageOf(await listGroups(db, query, keysOf(query.cursor, "name", ["text", "id"]), query.limit), query.limit, (row) =>
        encodeCursor("name", row.sortKey, row.id),
      );
      return { items: rows.map(presentGroup), next, ...(await countGroups(db, query, query.count)) };
    }),
  ),
  route(contract.createGroup, (ask, { body }) => ask.run(createGroup, body, view)),
  route(contract.getGroup, (ask, { params }) => ask.read((db) => view(db, params.id))),
  route(contract.changeGroup, (ask, { params, body }) => ask.run(changeGroup, { ...body, ...params }, view)),
];
