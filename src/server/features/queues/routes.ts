/** Queues: every agent may know which there are; tickets in them are another matter. */
import * as contract from "#contract/master-data.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { changeQueue } from "./change-queue.ts";
import { createQueue } from "./create-queue.ts";
import { presentQueue } from "./present.ts";
import { countQueues, getQueue, listQueues } from "./queries.ts";

const view = async (db: Queryable, queueId: string) => presentQueue(await getQueue(db, queueId));

export const routes: readonly Route[] = [
  route(contract.listQueues, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "name", ["text", "id"]);
      const { rows, next } = pageOf(await listQueues(db, query, after, query.limit), query.limit, (row) => encodeCursor("name", row.sortKey, row.id));
      return { items: rows.map(presentQueue), next, ...(await countQueues(db, query, query.count)) };
    }),
  ),
  route(contract.createQueue, (ask, { body }) => ask.run(createQueue, body, view)),
  route(contract.getQueue, (ask, { params }) => ask.read((db) => view(db, params.id))),
  route(contract.changeQueue, (ask, { params, body }) => ask.run(changeQueue, { ...body, ...params }, view)),
];
