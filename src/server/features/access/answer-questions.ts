/** The three questions, answered alike for HTTP and the command line: why, who, what can this person reach. */
import type { z } from "zod";
import type { ExplanationView, effectiveView, whoView } from "#contract/access.ts";
import { agentVerbs } from "#domain/access/agents.ts";
import { CONTACT_PATHS } from "#domain/access/clause.ts";
import { allowedVerbs } from "#domain/access/decide.ts";
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { explain } from "#domain/access/explain.ts";
import { explainView } from "#domain/access/explain-view.ts";
import type { ContactFacts, TicketFacts } from "#domain/access/facts.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { listDayZones } from "#server/features/settings/queries.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import { decodeCursor, encodeCursor } from "#server/platform/http/cursor.ts";
import type { Asking, Caller } from "#server/platform/kernel.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { findContactFacts, listContactFacts } from "./contact-facts-queries.ts";
import { agentsIn, type Names, presentExplanation } from "./present.ts";
import { presentEffective } from "./present-effective.ts";
import { presentView, settersOf, withSetters } from "./present-view.ts";
import { findTicketFacts } from "./ticket-facts-queries.ts";
import { readersOf } from "./who.ts";
import { findTicketShown, listAgentNames, listPeopleShown } from "./who-queries.ts";

/** In which state of the database, for whom, when and in which language. */
export type Question = { db: Tx; asking: Asking } & Pick<Caller, "now" | "language" | "translate">;

/** People whose reading of a ticket is decided to say how many there are; beyond, the total is a lower bound. */
const mostDecided = 300;

export async function explainFor(question: Question, input: { contact: string; ticket: string; verb: TicketVerb }): Promise<ExplanationView> {
  const { db, now } = question;
  const [ticket, shown] = await Promise.all([ticketFor(question, input.ticket), findTicketShown(db, input.ticket)]);
  const [facts] = await listContactFacts(db, [input.contact], ticket);
  const access = effectiveAccess(found(facts), now.getTime());
  const explanation = explain(access, input.verb, ticket);
  const verbs = allowedVerbs(access, ticket);
  const view = verbs.includes("read") ? await withSetters(db, explainView(access, ticket)) : null;
  const names = await namesFor(question, found(facts), [...agentsIn(explanation), ...settersOf(view)]);
  return { ...presentExplanation(explanation, verbs, found(shown), names), view: view && presentView(view, names) };
}

export async function whoFor(question: Question, input: { ticket: string; limit: number; cursor?: string | undefined }): Promise<z.infer<typeof whoView>> {
  const { db, now } = question;
  const ticket = await ticketFor(question, input.ticket);
  const cursor = decodeCursor(input.cursor, "who", 2);
  const after = cursor && { rank: Number(cursor[0]), contactId: cursor[1] ?? "" };
  // The first page also counts.
  const { readers, complete } = await readersOf(db, ticket, after ? input.limit + 1 : Math.max(input.limit + 1, mostDecided), after, now);
  const shown = readers.slice(0, input.limit);
  const people = await listPeopleShown(
    db,
    shown.map((reader) => reader.contactId),
  );
  const last = shown.at(-1);
  const byPath = Object.fromEntries(CONTACT_PATHS.map((path) => [path, readers.filter((reader) => reader.paths[0] === path).length]));
  return {
    items: shown.map((reader) => {
      const person = people.get(reader.contactId);
      return {
        contact: { id: reader.contactId, name: person?.name ?? "", email: person?.email ?? "", companyName: person?.companyName ?? null },
        paths: reader.paths,
        verbs: allowedVerbs(reader.access, ticket),
        withoutSignIn: person?.withoutSignIn ?? true,
      };
    }),
    next: readers.length > input.limit && last ? encodeCursor("who", String(last.position.rank), last.position.contactId) : null,
    total: readers.length,
    ...(complete && !after ? {} : { totalIsLowerBound: true as const }),
    byPath: byPath as Record<(typeof CONTACT_PATHS)[number], number>,
  };
}

export async function effectiveFor(question: Question, contactId: string): Promise<z.infer<typeof effectiveView>> {
  const facts = found(await findContactFacts(question.db, contactId));
  const access = effectiveAccess(facts, question.now.getTime());
  const setBy = [...access.memberships, ...access.queueRights, ...access.partnerRights.map(({ right }) => right)]
    .map((fact) => fact.setBy)
    .filter((id) => id !== null);
  const names = await namesFor(question, facts, [...new Set(setBy)]);
  return presentEffective(question.db, access, names);
}

/** The facts of a ticket that the asking agent may read; otherwise it is not there. The command line may read everything. */
async function ticketFor({ db, asking, now }: Question, ticketId: string): Promise<TicketFacts> {
  const ticket = found(await findTicketFacts(db, ticketId, "everybody", now));
  if (asking.kind === "system" || (asking.kind === "agent" && agentVerbs(asking.agent, ticket).includes("read"))) return ticket;
  throw new Refusal("record.notFound");
}

const namesFor = async ({ db, now, language, translate }: Question, { contact, memberships }: ContactFacts, agentIds: string[]): Promise<Names> => ({
  agents: await listAgentNames(db, agentIds),
  now: now.getTime(),
  zones: await listDayZones(db, { companyIds: memberships.flatMap(({ company, roleForATime }) => (roleForATime ? company.companyId : [])) }),
  companies: new Map(memberships.map(({ company }) => [company.companyId, company.name])),
  contactId: contact.contactId,
  contactName: contact.name,
  language,
  translate,
});
