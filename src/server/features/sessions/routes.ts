/** Who is signed in. */
import * as contract from "#contract/session.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { agentPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { endSession } from "./end-session.ts";
import { presentSession } from "./present.ts";
import { countSessions, listSessions } from "./queries.ts";

export const routes: readonly Route[] = [
  route(contract.listSessions, (ask, { query }) =>
    ask.read(async (db) => {
      const idleMinutes = await resolveFor(db, "signIn.sessionIdleMinutes");
      const filter = { q: query.q, now: ask.now, idleSince: new Date(ask.now.getTime() - idleMinutes * 60_000) };
      const after = keysOf(query.cursor, "newest", ["id"]);
      const { rows, next } = pageOf(await listSessions(db, filter, after, query.limit), query.limit, (row) => encodeCursor("newest", row.id));
      const { sessionId } = agentPrincipal(ask.principal);
      return { items: rows.map((row) => presentSession(row, sessionId)), next, ...(await countSessions(db, filter, query.count)) };
    }),
  ),
  route(contract.endSession, (ask, { params }) => ask.run(endSession, params, () => undefined)),
];
