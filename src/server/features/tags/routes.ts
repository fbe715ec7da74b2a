import * as contract from "#contract/tag.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { changeTag } from "./change-tag.ts";
import { createTag } from "./create-tag.ts";
import { mergeTag } from "./merge-tag.ts";
import { presentTag } from "./present.ts";
import { countTags, getTag, listTags } from "./queries.ts";
import { removeTag } from "./remove-tag.ts";

const view = async (db: Queryable, tagId: string) => presentTag(await getTag(db, tagId));

export const routes: readonly Route[] = [
  route(contract.listTags, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "name", ["text", "id"]);
      const { rows, next } = pageOf(await listTags(db, query, after, query.limit), query.limit, (row) => encodeCursor("name", row.sortKey, row.id));
      return { items: rows.map(presentTag), next, ...(await countTags(db, query, query.count)) };
    }),
  ),
  route(contract.createTag, (ask, { body }) => ask.run(createTag, body, view)),
  route(contract.changeTag, (ask, { params, body }) => ask.run(changeTag, { ...body, ...params }, view)),
  route(contract.mergeTag, (ask, { params, body }) => ask.run(mergeTag, { ...body, ...params }, view)),
  route(contract.removeTag, (ask, { params }) => ask.run(removeTag, params, () => undefined)),
];
