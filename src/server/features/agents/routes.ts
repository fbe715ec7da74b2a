/** Agents and their rights on groups. */
import * as contract from "#contract/session.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { changeAgent } from "./change-agent.ts";
import { changeAgentRights } from "./change-agent-rights.ts";
import { createAgent } from "./create-agent.ts";
import { presentAgent } from "./present.ts";
import { countAgents, getAgent, listAgents } from "./queries.ts";

const view = async (db: Queryable, agentId: string) => presentAgent(await getAgent(db, agentId));

export const routes: readonly Route[] = [
  route(contract.listAgents, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "name", ["text", "id"]);
      const { rows, next } = pageOf(await listAgents(db, query, after, query.limit), query.limit, (row) => encodeCursor("name", row.sortKey, row.id));
      return { items: rows.map(presentAgent), next, ...(await countAgents(db, query, query.count)) };
    }),
  ),
  route(contract.getAgent, (ask, { params }) => ask.read((db) => view(db, params.id))),
  route(contract.createAgent, (ask, { body }) => ask.run(createAgent, body, view)),
  route(contract.changeAgent, (ask, { params, body }) => ask.run(changeAgent, { ...body, ...params }, view)),
  route(contract.changeAgentRights, (ask, { params, body }) => ask.run(changeAgentRights, { ...body, ...params }, view)),
];
