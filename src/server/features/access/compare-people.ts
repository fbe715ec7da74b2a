/**
 * People before and after a change. Three kinds of tickets are told apart for each: others' requests, counted by class and decided
 * once for all who look at them alike; its own requests, by class; and one by one those to which it was added or that the change wrote.
 */
import { coveredProjects } from "#domain/access/grants.ts";
import { coveredIn, type Difference, differenceOn, differenceOnMerged, someClause, strangersKey, windowsIn } from "#domain/access/what-if.ts";
import type { Rehearsed } from "#server/platform/http/route.ts";
import { type AddedTicket, type Distinction, listAddedTickets, listCompanyWindows, listOwnClasses, type TicketClass } from "./ticket-class-queries.ts";
import { createFactsOfClasses, type FactsOfClass, listBothTickets } from "./ticket-classes.ts";
import { type Touched, touchesTickets } from "./touched-queries.ts";
import { addChange, companiesOf, isChange, type Person, type PersonChange, unchanged } from "./what-if-person.ts";
import { strangersOf } from "./what-if-strangers.ts";

export type Compared = { changes: readonly PersonChange[]; distinction: Distinction };

export async function comparePeople(rehearsed: Rehearsed, touched: Touched, people: readonly Person[], at: Date): Promise<Compared> {
  const distinction = { ...distinguishing(people, touched), instants: await findInstants(rehearsed, people), without: touched.ticketIds };
  if (people.length === 0) return { changes: [], distinction };
  const [strangers, own, added] = await Promise.all([
    strangersOf(rehearsed, touched, people, distinction),
    listOwnClasses(
      regroupsTickets(touched) ? rehearsed.before : rehearsed.after,
      distinction,
      people.map((person) => person.contactId),
    ),
    findAdded(rehearsed, people, distinction),
  ]);
  const states = touchesTickets(touched) ? rehearsed : { before: rehearsed.before, after: rehearsed.before };
  const factsOf = await createFactsOfClasses(states, distinction, [...strangers.values(), ...own.values()], at);
  const single = await listBothTickets(states, [...touched.ticketIds, ...added.ticketIds], at);
  const decideOthers = createDecisions(factsOf);
  const changes = people.map((person) => {
    const change = unchanged(person);
    const key = strangersKey(person);
    const mine = own.get(person.contactId) ?? [];
    const toMe = added.of(person);
    addOthers(change, strangers.get(key) ?? [], mine, toMe, decideOthers(key, person));
    addMine(change, mine, toMe, factsOf);
    for (const ticketId of new Set([...touched.ticketIds, ...toMe.map((ticket) => ticket.ticketId)]))
      addChange(
        change,
        differenceOnMerged(person, single.get(ticketId) ?? { before: null, after: null }, (id) => single.get(id)),
        1,
        { ticketId },
      );
    return change;
  });
  return { changes: changes.filter(isChange), distinction };
}

/**
 * Whether others than those that the change wrote, which are left out, are of other classes after it. If not, both states
 * count the same, and can do so at the same time.
 */
const regroupsTickets = ({ anyTicket, projectIds, categoryIds }: Touched): boolean => anyTicket || projectIds.length + categoryIds.length > 0;

/** What no clause asks for does not tell tickets apart. */
function distinguishing(people: readonly Person[], touched: Touched): Pick<Distinction, "projectIds" | "byCategory"> {
  const covered = people.flatMap(coveredIn);
  return {
    projectIds: covered.length === 0 ? null : [...new Set([...covered.flatMap(coveredProjects), ...touched.projectIds])],
    byCategory: people.some((person) => someClause(person, (clause) => clause.categoriesCount)),
  };
}

async function findInstants({ before, after }: Rehearsed, people: readonly Person[]): Promise<number[]> {
  const windows = await Promise.all([listCompanyWindows(before), listCompanyWindows(after)]);
  return [...new Set([...windows.flat(), ...people.flatMap(windowsIn)])].sort((a, b) => a - b);
}

type Added = { ticketIds: readonly string[]; of: (person: Person) => AddedTicket[] };

async function findAdded({ before, after }: Rehearsed, people: readonly Person[], distinction: Distinction): Promise<Added> {
  const of = { contactIds: people.map((person) => person.contactId), companyIds: [...new Set(people.flatMap(companiesOf))] };
  // The class that it is counted in is that of the state before: it comes last.
  const lists = await Promise.all([listAddedTickets(after, distinction, of), listAddedTickets(before, distinction, of)]);
  return {
    ticketIds: lists.flatMap((list) => [...list.values()].flat().map(({ ticketId }) => ticketId)),
    of(person) {
      const tickets = lists.flatMap((list) => [...new Set([person.contactId, ...companiesOf(person)])].flatMap((who) => list.get(who) ?? []));
      return [...new Map(tickets.map((ticket) => [ticket.ticketId, ticket])).values()];
    },
  };
}

/** Each class is decided once for all people who look at others' tickets alike. */
function createDecisions(factsOf: FactsOfClass): (key: string, person: Person) => (one: TicketClass) => Difference {
  const decided = new Map<string, Map<string, Difference>>();
  return (key, person) => {
    const known = decided.get(key) ?? new Map<string, Difference>();
    decided.set(key, known);
    return (one) => {
      const difference = known.get(one.key) ?? differenceOn(person, factsOf(one, null));
      known.set(one.key, difference);
      return difference;
    };
  };
}

function addOthers(
  change: PersonChange,
  classes: readonly TicketClass[],
  mine: readonly TicketClass[],
  added: readonly AddedTicket[],
  decide: (one: TicketClass) => Difference,
): void {
  const apart = new Map(mine.map((one) => [one.key, one.count]));
  for (const { key, requesterId } of added) if (requesterId !== change.person.contactId) apart.set(key, (apart.get(key) ?? 0) + 1);
  for (const one of classes) addChange(change, decide(one), one.count - (apart.get(one.key) ?? 0), { of: one, mine: false });
}

function addMine(change: PersonChange, mine: readonly TicketClass[], added: readonly AddedTicket[], factsOf: FactsOfClass): void {
  const { person } = change;
  for (const one of mine) {
    const apart = added.filter((ticket) => ticket.key === one.key && ticket.requesterId === person.contactId).length;
    addChange(change, differenceOn(person, factsOf(one, person.contactId)), one.count - apart, { of: one, mine: true });
  }
}
