/** What was changed by whom, and who signed in or failed to. */
import * as contract from "#contract/administration.ts";
import { agentVerbs } from "#domain/access/agents.ts";
import { findTicketFacts } from "#server/features/access/ticket-facts-queries.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { agentAsking, type Route, route } from "#server/platform/http/route.ts";
import type { Translate } from "#server/platform/i18n/translate.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { presentEvent, presentSignIn } from "./present.ts";
import { type AuditFilter, countEvents, countSignIns, findNames, listEvents, listSignIns } from "./queries.ts";

type Page = { cursor?: string | undefined; limit: number; count?: "exact" | undefined };

async function pageOfEvents(db: Tx, filter: AuditFilter, { cursor, limit, count }: Page, translate: Translate) {
  const after = keysOf(cursor, "newest", ["instant", "id"]);
  const { rows, next } = pageOf(await listEvents(db, filter, after, limit), limit, (row) => encodeCursor("newest", row.sortKey, row.id));
  const ids = new Set(rows.flatMap((row) => [row.actorId, row.subjectId, row.companyId, row.contactId]).filter((id) => id !== null));
  const names = await findNames(db, [...ids]);
  return { items: rows.map((row) => presentEvent(row, names, translate)), next, ...(await countEvents(db, filter, count)) };
}

export const routes: readonly Route[] = [
  route(contract.listAudit, (ask, { query }) => ask.read((db) => pageOfEvents(db, query, query, ask.translate))),
  route(contract.listTicketHistory, (ask, { params, query }) =>
    ask.read(async (db, who) => {
      const ticket = found(await findTicketFacts(db, params.id, "nobody", ask.now));
      if (!agentVerbs(agentAsking(who).agent, ticket).includes("read")) throw new Refusal("record.notFound");
      return pageOfEvents(db, { ticket: params.id }, query, ask.translate);
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
