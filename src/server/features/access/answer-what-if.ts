/** The answer to "what if?": numbers of this page of people, and some of them by name with tickets that the asking agent may read. */
import type { askWhatIf, WhatIfView } from "#contract/access.ts";
import type { BodyOf } from "#contract/endpoint.ts";
import { agentVerbs } from "#domain/access/agents.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { type BothTicket, differenceOn } from "#domain/access/what-if.ts";
import { mostChanged } from "#domain/access/what-if-answer.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { decodeCursor, encodeCursor } from "#server/platform/http/cursor.ts";
import type { Rehearsed } from "#server/platform/http/route.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type Distinction, listNewestOfClasses } from "./ticket-class-queries.ts";
import { listBothTickets } from "./ticket-classes.ts";
import { whatIf } from "./what-if.ts";
import type { Change, PersonChange, Place } from "./what-if-person.ts";
import { listPeopleShown, listTicketsShown } from "./who-queries.ts";

const mostTickets = 5;

/** Both sides are asked about one instant: now, or a later one. */
export async function whatIfFor(rehearsed: Rehearsed, { at, cursor }: Pick<BodyOf<typeof askWhatIf>, "at" | "cursor">, now: Date): Promise<WhatIfView> {
  const instant = at === undefined ? now : new Date(at);
  if (instant < now) throw new Refusal("request.invalid", { fields: [{ path: "at", code: "tooSmall" }] });
  const after = decodeCursor(cursor, "whatIf", 1)?.[0];
  const { changes, distinction, create, later, looked, concerned, next } = await whatIf(rehearsed, after, instant);
  return {
    at: at === undefined ? null : instant.toISOString(),
    later: later === null ? null : new Date(later).toISOString(),
    looked,
    concerned,
    next: next === null ? null : encodeCursor("whatIf", next),
    gain: count(changes, "gained"),
    lose: count(changes, "lost"),
    able: { gain: countAble(changes, "gained"), lose: countAble(changes, "lost") },
    verbs: countVerbs(changes),
    create,
    people: await namePeople(
      rehearsed,
      distinction,
      mostChanged(changes, ({ person }) => person.contactId),
      instant,
    ),
  };
}

function count(changes: readonly Change[], which: keyof Change): WhatIfView["gain"] {
  const counts = changes.map((change) => change[which]).filter((tickets) => tickets > 0);
  return { people: counts.length, tickets: counts.reduce((sum, tickets) => sum + tickets, 0), most: Math.max(0, ...counts) };
}

const countAble = (changes: readonly PersonChange[], which: keyof Change): number =>
  changes.filter(({ verbs }) => Object.values(verbs).some((change) => change[which] > 0)).length;

function countVerbs(changes: readonly PersonChange[]): WhatIfView["verbs"] {
  const verbs = [...new Set(changes.flatMap((change) => Object.keys(change.verbs) as Exclude<TicketVerb, "read">[]))].sort();
  return verbs.map((verb) => {
    const ofVerb = changes.flatMap((change) => change.verbs[verb] ?? []);
    return { verb, gain: count(ofVerb, "gained"), lose: count(ofVerb, "lost") };
  });
}

type TicketNamed = WhatIfView["people"][number]["tickets"]["gained"][number];
const directions = ["gained", "lost"] as const;

async function namePeople(rehearsed: Rehearsed, distinction: Distinction, changes: readonly PersonChange[], at: Date): Promise<WhatIfView["people"]> {
  const { after, before } = rehearsed;
  const wanted = changes.flatMap((change) => directions.map((direction) => ({ change, direction })));
  const found = await findTickets(before, distinction, wanted);
  const [people, facts] = await Promise.all([
    listPeopleShown(
      after,
      changes.map(({ person }) => person.contactId),
    ),
    listBothTickets(rehearsed, [...new Set([...found.values()].flat())], at),
  ]);
  const named = new Map((await listTicketsShown(before, readable(rehearsed, facts))).map((ticket) => [ticket.id, ticket]));
  const some = (change: PersonChange, direction: (typeof directions)[number]): TicketNamed[] =>
    (found.get(change.places[direction]) ?? [])
      .filter((id) => differenceOn(change.person, facts.get(id) ?? { before: null, after: null }).read === direction)
      .flatMap((id) => named.get(id) ?? [])
      .slice(0, mostTickets);
  return changes.map((change) => {
    const { person, gained, lost } = change;
    const shown = people.get(person.contactId);
    return {
      contact: { id: person.contactId, name: shown?.name ?? "", companyName: shown?.companyName ?? null },
      gained,
      lost,
      tickets: { gained: some(change, "gained"), lost: some(change, "lost") },
    };
  });
}

/** Ids of some tickets in each list of places. */
async function findTickets(
  db: Queryable,
  distinction: Distinction,
  wanted: readonly { change: PersonChange; direction: (typeof directions)[number] }[],
): Promise<Map<readonly Place[], string[]>> {
  const places = wanted.flatMap(({ change, direction }) =>
    change.places[direction].map((place) => ({ list: change.places[direction], place, requesterId: change.person.contactId })),
  );
  const ofClasses = places.flatMap((one) => ("of" in one.place ? [{ ...one, ...one.place }] : []));
  const newest = await listNewestOfClasses(db, distinction, ofClasses, mostTickets);
  const found = new Map<readonly Place[], string[]>();
  const newestAt = new Map<Place, string[]>(ofClasses.map(({ place }, index) => [place, newest[index] ?? []]));
  for (const { list, place } of places) {
    const ids = "of" in place ? (newestAt.get(place) ?? []) : [place.ticketId];
    found.set(list, [...(found.get(list) ?? []), ...ids]);
  }
  return found;
}

/** Those that the asking agent may read now; a ticket that the change would make has no name yet. */
function readable({ asking }: Rehearsed, facts: ReadonlyMap<string, BothTicket>): string[] {
  if (asking.kind !== "agent") return [];
  return [...facts].flatMap(([id, { before }]) => (before && agentVerbs(asking.agent, before).includes("read") ? [id] : []));
}
