/** What was changed by whom, and who signed in or failed to. */
import * as contract from "#contract/administration.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { presentEvent, presentSignIn } from "./present.ts";
import { countEvents, countSignIns, findNames, listEvents, listSignIns } from "./queries.ts";

export const routes: readonly Route[] = [
  route(contract.listAudit, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "newest", ["instant", "id"]);
      const { rows, next } = pageOf(await listEvents(db, query, after, query.limit), query.limit, (row) => encodeCursor("newest", row.sortKey, row.id));
      const ids = new Set(rows.flatMap((row) => [row.actorId, row.subjectId, row.companyId, row.contactId]).filter((id) => id !== null));
      const names = await findNames(db, [...ids]);
      return { items: rows.map((row) => presentEvent(row, names, ask.translate)), next, ...(await countEvents(db, query, query.count)) };
    }),
  ),
  route(contract.listSignInLog, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "newest", ["instant", "id"]);
      const { rows, next } = pageOf(await listSignIns(db, query, after, query.limit), query.limit, (row) => encodeCursor("newest", row.sortKey, row.id));
      return { items: rows.map((row) => presentSignIn(row, ask.translate)), next, ...(await countSignIns(db, query, query.count)) };
    }),
  ),
];
