/** The facts of classes of tickets and of single tickets, before and after a change. */
import type { TicketFacts } from "#domain/access/facts.ts";
import type { BothTicket } from "#domain/access/what-if.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Rehearsed } from "#server/platform/http/route.ts";
import type { Distinction, TicketClass } from "./ticket-class-queries.ts";
import { listTicketFacts } from "./ticket-facts-queries.ts";

/** The two states of tickets; one and the same where a change leaves all tickets as they are. */
export type TicketStates = Pick<Rehearsed, "before" | "after">;

async function inBoth({ before, after }: TicketStates, list: (db: Queryable) => Promise<TicketFacts[]>) {
  const former = list(before);
  const [then, now] = await Promise.all([former, after === before ? former : list(after)]);
  const known = byId(then);
  return [known, now === then ? known : byId(now)] as const;
}

/** Of these tickets, with everybody who was added. */
export async function listBothTickets(states: TicketStates, ticketIds: readonly string[], at: Date): Promise<Map<string, BothTicket>> {
  const [former, coming] = await inBoth(states, (db) => listTicketFacts(db, ticketIds, "everybody", at));
  return new Map(ticketIds.map((id) => [id, { before: former.get(id) ?? null, after: coming.get(id) ?? null }]));
}

const byId = (tickets: readonly TicketFacts[]) => new Map(tickets.map((ticket) => [ticket.ticketId, ticket]));

/** The facts that all tickets of a class have in common, as a request of one person or of somebody else, with nobody added. */
export type FactsOfClass = (one: TicketClass, requesterId: string | null) => BothTicket;

/** One ticket of each company and queue, with the same projects and categories, stands for all. Many people's lists hold the same classes. */
export async function createFactsOfClasses(
  states: TicketStates,
  { instants }: Distinction,
  lists: readonly (readonly TicketClass[])[],
  at: Date,
): Promise<FactsOfClass> {
  const classes = new Set<TicketClass>();
  for (const list of lists) for (const one of list) classes.add(one);
  const examples = new Map([...classes].map((one) => [placeOf(one), one.example]));
  const ids = [...examples.values()];
  const [before, after] = await inBoth(states, (db) => listTicketFacts(db, ids, "nobody", at));
  const made = new Map<string, BothTicket>();
  const make = (one: TicketClass, requesterId: string | null): BothTicket => {
    const example = examples.get(placeOf(one)) ?? "";
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
    const former = common(before.get(example));
    return { before: former, after: after === before ? former : common(after.get(example)) };
  };
  return (one, requesterId) => {
    if (requesterId !== null) return make(one, requesterId);
    const facts = made.get(one.key) ?? make(one, null);
    made.set(one.key, facts);
    return facts;
  };
}

const placeOf = (one: TicketClass): string => `${one.companyId} ${one.queueId} ${one.belongsTo}`;

/** Who is none of the people that are looked at. */
const somebody = "somebody";

/** An instant that every rule takes as it takes those of the class. */
const createdAt = (age: number, instants: readonly number[]): number => instants[age - 1] ?? (instants[0] ?? 0) - 1;
