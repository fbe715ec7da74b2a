/** The same world in a database: facts as loaded, list, count, search, pages, membership test and who, held against the reference model. */

import type { Scope } from "#domain/access/clause.ts";
import { decide, scopeFor } from "#domain/access/decide.ts";
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { TICKET_VERBS } from "#domain/access/verbs.ts";
import { findContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { findTicketFacts, listTicketFacts, participationsOf } from "#server/features/access/ticket-facts-queries.ts";
import { readersOf } from "#server/features/access/who.ts";
import { priorityShows } from "#server/features/tickets/priority-sight.ts";
import { countTickets, listIdsInScope, listTickets } from "#server/features/tickets/queries.ts";
import type { TicketFilter } from "#server/features/tickets/scope-to-sql.ts";
import type { Db, Tx } from "#server/platform/db/connect.ts";
import { type Allowed, checkView, Disagreement } from "./check-world.ts";
import { viewOnTicket } from "./reference-model.ts";
import type { World } from "./world.ts";
import { insertWorld, PRIORITIES } from "./world-database.ts";

class RollBack extends Error {}

/** What is asked: everything, or only lists and membership, or only who. */
export type Asked = "everything" | "lists" | "who";

/** Inserts the world, asks, and leaves the database as it was. */
export async function checkInDatabase(db: Db, world: World, allowed: Allowed, asked: Asked = "everything"): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      await insertWorld(tx, world);
      if (asked !== "who") for (const { id } of world.contacts) await checkContact(tx, world, id, allowed, asked === "everything");
      if (asked !== "lists") await checkWho(tx, world, allowed);
      throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
}

async function checkContact(tx: Tx, world: World, contactId: string, allowed: Allowed, withFilters: boolean): Promise<void> {
  const now = new Date(world.now);
  const facts = await findContactFacts(tx, contactId);
  if (!facts) throw new Disagreement(`${contactId} has no facts`);
  const access = effectiveAccess(facts, world.now);
  const tickets = await listTicketFacts(
    tx,
    world.tickets.map((ticket) => ticket.id),
    participationsOf(access),
    now,
  );
  for (const verb of TICKET_VERBS) {
    const expected = allowed.get(contactId)?.get(verb) ?? new Set();
    const scope = scopeFor(access, verb);
    compare(
      "the decision on loaded facts",
      new Set(tickets.filter((ticket) => decide(access, verb, ticket).allowed).map((ticket) => ticket.ticketId)),
      expected,
      contactId,
      verb,
    );
    compare("the list", await listed(tx, scope, { state: "all" }, "-changed", 100, now), expected, contactId, verb);
    compare(
      "the membership test",
      await listIdsInScope(
        tx,
        scope,
        world.tickets.map((ticket) => ticket.id),
        now,
      ),
      expected,
      contactId,
      verb,
    );
    const { total } = await countTickets(tx, scope, { state: "all" }, true, now);
    if (total !== expected.size) throw new Disagreement(`the count says ${total} instead of ${expected.size}: ${contactId} ${verb}`);
  }
  const readable = allowed.get(contactId)?.get("read") ?? new Set();
  for (const ticket of tickets) if (readable.has(ticket.ticketId)) checkView(world, access, ticket);
  compare(
    "those of a priority",
    await listed(
      tx,
      scopeFor(access, "read"),
      { state: "all", priorityIds: [PRIORITIES.urgent], priorityShows: priorityShows(access, now) },
      "-changed",
      100,
      now,
    ),
    new Set(world.tickets.filter(({ id, urgent }) => urgent && readable.has(id) && viewOnTicket(world, contactId, id).priority).map(({ id }) => id)),
    contactId,
    "read",
  );
  if (withFilters) await checkFilters(tx, world, contactId, scopeFor(access, "read"), allowed.get(contactId)?.get("read") ?? new Set(), now);
}

async function checkFilters(tx: Tx, world: World, contactId: string, scope: Scope, expected: ReadonlySet<string>, now: Date): Promise<void> {
  const among = (wanted: (ticket: World["tickets"][number]) => boolean) =>
    new Set(world.tickets.filter((ticket) => expected.has(ticket.id) && wanted(ticket)).map((ticket) => ticket.id));
  const isOpen = (type: string) => type === "new" || type === "open" || type === "pending";
  const company = world.companies[0]?.id ?? "";
  const queue = world.queues[0]?.id ?? "";
  compare("the search", await listed(tx, scope, { state: "all", search: "'findab':* & 'words':*" }, "-changed", 100, now), expected, contactId, "read");
  compare("a search for nothing there", await listed(tx, scope, { state: "all", search: "'absent':*" }, "-changed", 100, now), new Set(), contactId, "read");
  compare("pages of three", await listed(tx, scope, { state: "all" }, "-changed", 3, now), expected, contactId, "read");
  compare("pages by creation, oldest first", await listed(tx, scope, { state: "all" }, "created", 4, now), expected, contactId, "read");
  compare(
    "open ones",
    await listed(tx, scope, { state: "open" }, "-changed", 100, now),
    among((ticket) => isOpen(ticket.statusType)),
    contactId,
    "read",
  );
  compare(
    "closed ones",
    await listed(tx, scope, { state: "closed" }, "-created", 100, now),
    among((ticket) => !isOpen(ticket.statusType)),
    contactId,
    "read",
  );
  compare(
    "those of a company",
    await listed(tx, scope, { state: "all", companyIds: [company] }, "-changed", 100, now),
    among((ticket) => ticket.companyId === company),
    contactId,
    "read",
  );
  compare(
    "those of a queue",
    await listed(tx, scope, { state: "all", queueIds: [queue] }, "-changed", 100, now),
    among((ticket) => ticket.queueId === queue),
    contactId,
    "read",
  );
}

async function listed(tx: Tx, scope: Scope, filter: TicketFilter, sort: "-changed" | "created" | "-created", limit: number, now: Date): Promise<Set<string>> {
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listTickets(tx, scope, filter, { limit, sort, cursor }, "nobody", now);
    seen.push(...page.tickets.map((ticket) => ticket.row.ticket_id));
    if (page.next === null) break;
    cursor = page.next;
  }
  if (new Set(seen).size !== seen.length) throw new Disagreement(`a list shows a ticket twice: ${seen}`);
  return new Set(seen);
}

async function checkWho(tx: Tx, world: World, allowed: Allowed): Promise<void> {
  const now = new Date(world.now);
  for (const [index, { id }] of world.tickets.entries()) {
    const ticket = await findTicketFacts(tx, id, "everybody", now);
    if (!ticket) throw new Disagreement(`${id} has no facts`);
    const { readers, complete } = await readersOf(tx, ticket, 1000, undefined, now);
    const expected = new Set(world.contacts.filter((contact) => allowed.get(contact.id)?.get("read")?.has(id)).map((contact) => contact.id));
    if (!complete) throw new Disagreement("who did not reach the end");
    compare("who", new Set(readers.map((reader) => reader.contactId)), expected, id, "read");
    const [first, ...others] = readers;
    if (!first || index % 4 > 0) continue;
    const { readers: later } = await readersOf(tx, ticket, 1000, first.position, now);
    compare("who, after the first", new Set(later.map((reader) => reader.contactId)), new Set(others.map((reader) => reader.contactId)), id, "read");
  }
}

function compare(asked: string, answer: ReadonlySet<string>, expected: ReadonlySet<string>, of: string, verb: string): void {
  const more = [...answer].filter((id) => !expected.has(id));
  const fewer = [...expected].filter((id) => !answer.has(id));
  if (more.length > 0 || fewer.length > 0)
    throw new Disagreement(`${asked} shows ${more.length} too many (${more[0] ?? ""}) and ${fewer.length} too few (${fewer[0] ?? ""}): ${of} ${verb}`);
}
