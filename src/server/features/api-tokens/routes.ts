/** API tokens of agents. */
import * as contract from "#contract/session.ts";
import { newToken } from "#server/features/sign-in/queries.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { createApiToken } from "./create-api-token.ts";
import { presentApiToken } from "./present.ts";
import { countApiTokens, getApiToken, listApiTokens } from "./queries.ts";
import { revokeApiToken } from "./revoke-api-token.ts";

export const routes: readonly Route[] = [
  route(contract.listApiTokens, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "newest", ["id"]);
      const { rows, next } = pageOf(await listApiTokens(db, query, ask.now, after, query.limit), query.limit, (row) => encodeCursor("newest", row.id));
      return { items: rows.map(presentApiToken), next, ...(await countApiTokens(db, query, ask.now, query.count)) };
    }),
  ),
  route(contract.createApiToken, async (ask, { body }) => {
    // The token joins the answer after the command: what an Idempotency-Key keeps must not hold it. A repeated request reads "".
    const token = `pft_${newToken()}`;
    let shown = "";
    const view = await ask.run(createApiToken, { ...body, token }, async (db, tokenId) => {
      shown = token;
      return presentApiToken(await getApiToken(db, tokenId));
    });
    return { ...view, token: shown };
  }),
  route(contract.revokeApiToken, (ask, { params }) => ask.run(revokeApiToken, params, () => undefined)),
];
