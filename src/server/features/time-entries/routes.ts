/** Time worked on tickets. */
import type { QueryOf } from "#contract/endpoint.ts";
import * as contract from "#contract/time-entry.ts";
import { decide } from "#domain/access/decide.ts";
import { viewOf } from "#domain/access/view.ts";
import { refusedByStatus } from "#domain/tickets/time-entry.ts";
import { participationsOf } from "#server/features/access/ticket-facts-queries.ts";
import { getProject } from "#server/features/projects/queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import { findKnownTicket } from "#server/features/tickets/ticket-row-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf, totalOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Ask, agentAsking, contactAsking, type Route, route } from "#server/platform/http/route.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { placeSeenBy } from "./booking-place.ts";
import { changeTimeEntry } from "./change-time-entry.ts";
import { createTimeEntry } from "./create-time-entry.ts";
import { deleteTimeEntry } from "./delete-time-entry.ts";
import { portalTimeEntryView, timeEntryView } from "./present.ts";
import { type EntryOf, getTimeEntry, listTimeEntries, sumTime, sumTimeOfProject, sumTimeOfTasks, type TimeOf } from "./queries.ts";
import { restoreTimeEntry } from "./restore-time-entry.ts";

const view = (ask: Ask) => async (db: Queryable, entry: EntryOf) => {
  const { agent } = agentAsking(await ask.kernel.loadFacts(db, ask.principal, ask.now, false));
  return timeEntryView(await getTimeEntry(db, entry), await placeSeenBy(db, agent, entry.ticketId, ask.now));
};

/** What a contact is shown of a ticket's time, by the same access value as everything else of the ticket. */
async function timeForContact(
  ask: Ask,
  db: Queryable,
  { access }: ReturnType<typeof contactAsking>,
  ticketId: string,
  query: QueryOf<typeof contract.listPortalTimeEntries>,
) {
  const { facts } = found(await findKnownTicket(db, ticketId, participationsOf(access), ask.now));
  if (!decide(access, "read", facts).allowed) throw new Refusal("record.notFound");
  const view = viewOf(access, facts);
  const after = keysOf(query.cursor, "day", ["day", "id"]);
  if (view.hours === "none") return { items: [], next: null, total: 0, hours: view.hours, minutes: null };
  const of: TimeOf = { ticketId, visibleOnly: true, ...(view.hours === "billed" ? { billedOnly: true } : {}) };
  const { rows, next } = pageOf(await listTimeEntries(db, of, after, query.limit), query.limit, (row) => encodeCursor("day", row.day, row.id));
  const { entries, worked } = await sumTime(db, of);
  return {
    items: rows.map((row) => portalTimeEntryView(row, view, access.view.teamName)),
    next,
    ...totalOf(entries, true),
    hours: view.hours,
    minutes: worked,
  };
}

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
  route(contract.getProjectTime, (ask, { params }) =>
    ask.read(async (db) => {
      const { plannedMinutes } = await getProject(db, params.id);
      return { ...(await sumTimeOfProject(db, params.id)), planned: plannedMinutes, tasks: await sumTimeOfTasks(db, params.id) };
    }),
  ),
  route(contract.listPortalTimeEntries, (ask, { params, query }) => ask.read((db, who) => timeForContact(ask, db, contactAsking(who), params.id, query))),
  route(contract.createTimeEntry, (ask, { params, body }) => ask.run(createTimeEntry, { ...body, ticketId: params.id }, view(ask))),
  route(contract.changeTimeEntry, (ask, { params, body }) => ask.run(changeTimeEntry, { ...body, ticketId: params.id, entryId: params.entryId }, view(ask))),
  route(contract.deleteTimeEntry, (ask, { params, query }) =>
    ask.run(deleteTimeEntry, { ...query, ticketId: params.id, entryId: params.entryId }, () => undefined),
  ),
  route(contract.restoreTimeEntry, (ask, { params }) => ask.run(restoreTimeEntry, { ticketId: params.id, entryId: params.entryId }, view(ask))),
];
