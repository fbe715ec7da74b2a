/** The facts of classes of tickets and of single tickets, before and after a change. */
import type { TicketFacts } from "#domain/access/facts.ts";
import type { BothTicket } from "#domain/access/what-if.ts";
import type { Rehearsed } from "#server/platform/http/route.ts";
import type { Distinction, TicketClass } from "./ticket-class-queries.ts";
import { listTicketFacts } from "./ticket-facts-queries.ts";

/** Of these tickets, with everybody who was added. */
export async function listBothTickets({ before, after }: Rehearsed, ticketIds: readonly string[], now: Date): Promise<Map<string, BothTicket>> {
  const [former, coming] = await Promise.all([before, after].map(async (db) => byId(await listTicketFacts(db, ticketIds, "everybody", now))));
  return new Map(ticketIds.map((id) => [id, { before: former?.get(id) ?? null, after: coming?.get(id) ?? null }]));
}

const byId = (tickets: readonly TicketFacts[]) => new Map(tickets.map((ticket) => [ticket.ticketId, ticket]));

/** The facts that all tickets of a class have in common, as a request of one person or of somebody else, with nobody added. */
export type FactsOfClass = (one: TicketClass, requesterId: string | null) => BothTicket;

/** One ticket of each company and queue, with the same projects and categories, stands for all. */
export async function createFactsOfClasses(rehearsed: Rehearsed, { instants }: Distinction, classes: readonly TicketClass[], now: Date): Promise<FactsOfClass> {
  const examples = new Map(classes.map((one) => [placeOf(one), one.example]));
  const ids = [...examples.values()];
  const [before, after] = await Promise.all([rehearsed.before, rehearsed.after].map(async (db) => byId(await listTicketFacts(db, ids, "nobody", now))));
  const made = new Map<string, BothTicket>();
  return (one, requesterId) => {
    const example = examples.get(placeOf(one)) ?? "";
    const known = requesterId === null ? made.get(one.key) : undefined;
    if (known) return known;
    const common = (ticket: TicketFacts | undefined): TicketFacts | null =>
      ticket
        ? {
            ...ticket,
            contactId: requesterId ?? (one.hasContact ? somebody : null),
            confidential: one.confidential,
            createdAt: createdAt(one.age, instants),
            participations: [],
          }
        : null;
    const facts = { before: common(before?.get(example)), after: common(after?.get(example)) };
    if (requesterId === null) made.set(one.key, facts);
    return facts;
  };
}

const placeOf = (one: TicketClass): string => `${one.companyId} ${one.queueId} ${one.belongsTo}`;

/** Who is none of the people that are looked at. */
const somebody = "somebody";

/** An instant that every rule takes as it takes those of the class. */
const createdAt = (age: number, instants: readonly number[]): number => instants[age - 1] ?? (instants[0] ?? 0) - 1;
