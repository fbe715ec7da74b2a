/**
 * Who gains and who loses what by a change that was rehearsed (NEW-03, docs/decisions/0020-what-if.md): a page of the people whom
 * it may concern, each with the facts before and after, held in memory against tickets that are counted by class.
 */
import { effectiveAccess } from "#domain/access/effective-access.ts";
import type { Instant } from "#domain/access/facts.ts";
import { type BothAccess, createDifference, differs } from "#domain/access/what-if.ts";
import { type BothFacts, nextDifference } from "#domain/access/what-if-later.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Rehearsed } from "#server/platform/http/route.ts";
import { comparePeople } from "./compare-people.ts";
import { listContactFacts } from "./contact-facts-queries.ts";
import type { Distinction } from "./ticket-class-queries.ts";
import { countConcerned, findTouched, listConcerned, touchesTickets } from "./touched-queries.ts";
import type { Person, PersonChange } from "./what-if-person.ts";

export type WhatIf = {
  changes: readonly PersonChange[];
  distinction: Distinction;
  /** People who may write requests in more places, or in fewer. */
  create: { gain: number; lose: number };
  /** When the change makes another difference; null: never. */
  later: Instant | null;
  looked: number;
  concerned: number | null;
  next: string | null;
};

/** People who are looked at in one go. */
const peopleAtOnce = 1000;

export async function whatIf(rehearsed: Rehearsed, after: string | undefined, at: Date): Promise<WhatIf> {
  const touched = await findTouched(rehearsed.before, rehearsed.after, rehearsed.events);
  const [former, coming] = await Promise.all([
    listConcerned(rehearsed.before, touched, after, peopleAtOnce),
    listConcerned(rehearsed.after, touched, after, peopleAtOnce),
  ]);
  const ids = [...new Set([...former, ...coming])].sort().slice(0, peopleAtOnce);
  const facts = await findFacts(rehearsed, ids);
  const people = ids.map((contactId) => ({ contactId, ...accessOf(facts(contactId), at.getTime()) }));
  const countAll = (): Promise<number> | number => (ids.length < peopleAtOnce ? ids.length : countConcerned(rehearsed.after, touched));
  return {
    ...(await comparePeople(rehearsed, touched, touchesTickets(touched) ? people : people.filter(differs), at)),
    create: countCreate(people),
    later: nextDifference(ids.map(facts), at.getTime()),
    looked: ids.length,
    concerned: after === undefined ? await countAll() : null,
    next: ids.length === peopleAtOnce ? (ids.at(-1) ?? null) : null,
  };
}

async function findFacts({ before, after }: Rehearsed, contactIds: readonly string[]): Promise<(contactId: string) => BothFacts> {
  const factsIn = async (db: Queryable) => new Map((await listContactFacts(db, contactIds)).map((facts) => [facts.contact.contactId, facts]));
  const [former, coming] = await Promise.all([factsIn(before), factsIn(after)]);
  return (contactId) => ({ before: former.get(contactId) ?? null, after: coming.get(contactId) ?? null });
}

const accessOf = ({ before, after }: BothFacts, at: Instant): BothAccess => ({
  before: before && effectiveAccess(before, at),
  after: after && effectiveAccess(after, at),
});

function countCreate(people: readonly Person[]): WhatIf["create"] {
  const differences = people.map(createDifference);
  return { gain: differences.filter(({ gained }) => gained).length, lose: differences.filter(({ lost }) => lost).length };
}
