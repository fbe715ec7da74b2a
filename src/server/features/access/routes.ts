/** The questions: why, who, what can this person reach. */
import { effectiveAccessOf, explainAccess, whoCanRead } from "#contract/access.ts";
import { agentVerbs } from "#domain/access/agents.ts";
import { allowedVerbs } from "#domain/access/decide.ts";
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { explain } from "#domain/access/explain.ts";
import type { TicketFacts } from "#domain/access/facts.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import { decodeCursor, encodeCursor } from "#server/platform/http/cursor.ts";
import { type Ask, agentAsking, type Route, route } from "#server/platform/http/route.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentsIn, type Names, presentExplanation } from "./present.ts";
import { presentEffective } from "./present-effective.ts";
import { findContactFacts, findTicketFacts } from "./queries.ts";
import { readersOf } from "./who.ts";
import { findTicketShown, listAgentNames, listPeopleShown, PATH_RANKS } from "./who-queries.ts";

/** People whose reading of a ticket is decided to say how many there are; beyond, the total is a lower bound. */
const mostDecided = 500;

/** The facts of a ticket that the asking agent may read; otherwise it is not there. */
async function ticketForAgent(db: Tx, who: Asking, ticketId: string, now: Date): Promise<TicketFacts> {
  const { agent } = agentAsking(who);
  const ticket = found(await findTicketFacts(db, ticketId, "everybody", now));
  if (!agentVerbs(agent, ticket).includes("read")) throw new Refusal("record.notFound");
  return ticket;
}

const namesFor = async (db: Tx, ask: Ask, contact: { id: string; name: string }, agentIds: string[]): Promise<Names> => ({
  agents: await listAgentNames(db, agentIds),
  contactId: contact.id,
  contactName: contact.name,
  language: ask.language,
  translate: ask.translate,
});

export const routes: readonly Route[] = [
  route(explainAccess, (ask, { query }) =>
    ask.read(async (db, who) => {
      const ticket = await ticketForAgent(db, who, query.ticket, ask.now);
      const facts = found(await findContactFacts(db, query.contact));
      const access = effectiveAccess(facts, ask.now.getTime());
      const explanation = explain(access, query.verb, ticket);
      const names = await namesFor(db, ask, { id: query.contact, name: facts.contact.name }, agentsIn(explanation));
      return presentExplanation(explanation, allowedVerbs(access, ticket), found(await findTicketShown(db, query.ticket)), names);
    }),
  ),
  route(whoCanRead, (ask, { query }) =>
    ask.read(async (db, who) => {
      const ticket = await ticketForAgent(db, who, query.ticket, ask.now);
      const cursor = decodeCursor(query.cursor, "who", 2);
      const after = cursor && { rank: Number(cursor[0]), contactId: cursor[1] ?? "" };
      const { readers, complete } = await readersOf(db, ticket, query.limit + 1, after, ask.now);
      const counted = after || complete ? { readers, complete } : await readersOf(db, ticket, mostDecided, undefined, ask.now);
      const shown = readers.slice(0, query.limit);
      const people = await listPeopleShown(
        db,
        shown.map((reader) => reader.contactId),
      );
      const last = shown.at(-1);
      const byPath = Object.fromEntries(PATH_RANKS.map((path) => [path, counted.readers.filter((reader) => reader.paths[0] === path).length]));
      return {
        items: shown.map((reader) => {
          const person = people.get(reader.contactId);
          return {
            contact: { id: reader.contactId, name: person?.name ?? "", email: person?.email ?? "", companyName: person?.companyName ?? null },
            paths: reader.paths,
            verbs: reader.verbs,
            withoutSignIn: person?.withoutSignIn ?? true,
          };
        }),
        next: readers.length > query.limit && last ? encodeCursor("who", String(last.position.rank), last.position.contactId) : null,
        total: counted.readers.length,
        ...(counted.complete && !after ? {} : { totalIsLowerBound: true as const }),
        byPath: byPath as Record<(typeof PATH_RANKS)[number], number>,
      };
    }),
  ),
  route(effectiveAccessOf, (ask, { query }) =>
    ask.read(async (db) => {
      const facts = found(await findContactFacts(db, query.contact));
      const access = effectiveAccess(facts, ask.now.getTime());
      const setBy = [...access.memberships, ...access.queueRights, ...access.partnerRights.map(({ right }) => right)]
        .map((fact) => fact.setBy)
        .filter((id) => id !== null);
      const names = await namesFor(db, ask, { id: query.contact, name: facts.contact.name }, [...new Set(setBy)]);
      return presentEffective(db, access, names);
    }),
  ),
];
