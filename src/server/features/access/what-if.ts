/**
 * Who gains and who loses what by a change that was rehearsed (NEW-03, docs/decisions/0020-what-if.md): a page of the people whom
 * it may concern, each with the facts before and after, held in memory against tickets that are counted by class.
 */
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { createDifference, differs } from "#domain/access/what-if.ts";
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
  const people = await findPeople(rehearsed, ids, at);
  const countAll = (): Promise<number> | number => (ids.length < peopleAtOnce ? ids.length : countConcerned(rehearsed.after, touched));
  return {
    ...(await comparePeople(rehearsed, touched, touchesTickets(touched) ? people : people.filter(differs), at)),
    create: countCreate(people),
    looked: ids.length,
    concerned: after === undefined ? await countAll() : null,
    next: ids.length === peopleAtOnce ? (ids.at(-1) ?? null) : null,
  };
}

async function findPeople(rehearsed: Rehearsed, contactIds: readonly string[], at: Date): Promise<Person[]> {
  const accessIn = async (db: Queryable) =>
    new Map((await listContactFacts(db, contactIds)).map((facts) => [facts.contact.contactId, effectiveAccess(facts, at.getTime())]));
  const [before, after] = await Promise.all([accessIn(rehearsed.before), accessIn(rehearsed.after)]);
  return contactIds.map((contactId) => ({ contactId, before: before.get(contactId) ?? null, after: after.get(contactId) ?? null }));
}

function countCreate(people: readonly Person[]): WhatIf["create"] {
  const differences = people.map(createDifference);
  return { gain: differences.filter(({ gained }) => gained).length, lose: differences.filter(({ lost }) => lost).length };
}
