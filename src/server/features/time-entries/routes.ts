/** Time worked on tickets. */
import * as contract from "#contract/time-entry.ts";
import { refusedByStatus } from "#domain/tickets/time-entry.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf, totalOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Ask, agentAsking, type Route, route } from "#server/platform/http/route.ts";
import { placeSeenBy } from "./booking-place.ts";
import { changeTimeEntry } from "./change-time-entry.ts";
import { createTimeEntry } from "./create-time-entry.ts";
import { deleteTimeEntry } from "./delete-time-entry.ts";
import { timeEntryView } from "./present.ts";
import { type EntryOf, getTimeEntry, listTimeEntries, sumTime } from "./queries.ts";
import { restoreTimeEntry } from "./restore-time-entry.ts";

const view = (ask: Ask) => async (db: Queryable, entry: EntryOf) => {
  const { agent } = agentAsking(await ask.kernel.loadFacts(db, ask.principal, ask.now, false));
  return timeEntryView(await getTimeEntry(db, entry), await placeSeenBy(db, agent, entry.ticketId, ask.now));
};

export const routes: readonly Route[] = [
  route(contract.listTimeEntries, (ask, { params, query }) =>
    ask.read(async (db, who) => {
      const seen = await placeSeenBy(db, agentAsking(who).agent, params.id, ask.now);
      const after = keysOf(query.cursor, "day", ["day", "id"]);
      const of = { ticketId: params.id };
      const { rows, next } = pageOf(await listTimeEntries(db, of, after, query.limit), query.limit, (row) => encodeCursor("day", row.day, row.id));
      const { entries, ...sums } = await sumTime(db, of);
      const books = seen.mayChange && refusedByStatus(seen.place) === null;
      return {
        items: rows.map((row) => timeEntryView(row, seen)),
        next,
        ...totalOf(entries, true),
        sums,
        visibleAtFirst: await resolveFor(db, "time.visibleAtFirst"),
        can: [...(books ? (["book"] as const) : []), ...(books && seen.agent.administrator ? (["bookForOthers"] as const) : [])],
      };
    }),
  ),
  route(contract.createTimeEntry, (ask, { params, body }) => ask.run(createTimeEntry, { ...body, ticketId: params.id }, view(ask))),
  route(contract.changeTimeEntry, (ask, { params, body }) => ask.run(changeTimeEntry, { ...body, ticketId: params.id, entryId: params.entryId }, view(ask))),
  route(contract.deleteTimeEntry, (ask, { params, query }) =>
    ask.run(deleteTimeEntry, { ...query, ticketId: params.id, entryId: params.entryId }, () => undefined),
  ),
  route(contract.restoreTimeEntry, (ask, { params }) => ask.run(restoreTimeEntry, { ticketId: params.id, entryId: params.entryId }, view(ask))),
];
