import * as contract from "#contract/category.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { changeCategory } from "./change-category.ts";
import { createCategory } from "./create-category.ts";
import { presentCategory } from "./present.ts";
import { countCategories, getCategory, listCategories } from "./queries.ts";

const view = async (db: Queryable, categoryId: string) => presentCategory(await getCategory(db, categoryId));

export const routes: readonly Route[] = [
  route(contract.listCategories, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "name", ["text", "id"]);
      const { rows, next } = pageOf(await listCategories(db, query, after, query.limit), query.limit, (row) => encodeCursor("name", row.sortKey, row.id));
      return { items: rows.map(presentCategory), next, ...(await countCategories(db, query, query.count)) };
    }),
  ),
  route(contract.createCategory, (ask, { body }) => ask.run(createCategory, body, view)),
  route(contract.getCategory, (ask, { params }) => ask.read((db) => view(db, params.id))),
  route(contract.changeCategory, (ask, { params, body }) => ask.run(changeCategory, { ...body, ...params }, view)),
];
