/** Of each kind of person the classes of others' tickets in which something may differ: those of changed clauses, and of what the change wrote. */
import type { Clause } from "#domain/access/clause.ts";
import { allClauses, changedClauses, strangersKey } from "#domain/access/what-if.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Rehearsed } from "#server/platform/http/route.ts";
import { type Distinction, listClassesAnywhere, listCompanyClasses, listDescendants, type TicketClass } from "./ticket-class-queries.ts";
import type { Touched } from "./touched-queries.ts";
import type { Person } from "./what-if-person.ts";

/** Companies, wholly or only their tickets in the touched queues; and groups anywhere. */
type Wanted = { companies: Set<string>; companiesByQueue: Set<string>; anywhere: Set<string> };
type Narrow = Parameters<typeof listClassesAnywhere>[2];

/** By `strangersKey`. */
export async function strangersOf(
  rehearsed: Rehearsed,
  touched: Touched,
  people: readonly Person[],
  distinction: Distinction,
): Promise<Map<string, TicketClass[]>> {
  const kinds = new Map(people.map((person) => [strangersKey(person), person]));
  const descendants = await descendantsIn(rehearsed, [...kinds.values()]);
  const wanted = new Map([...kinds].map(([key, person]) => [key, wantedBy(person, touched, descendants)]));
  const classes = await loadClasses(rehearsed.before, distinction, touched, [...wanted.values()]);
  return new Map([...wanted].map(([key, one]) => [key, classes(one)]));
}

type Descendants = { before: Map<string, string[]>; after: Map<string, string[]> };

async function descendantsIn({ before, after }: Rehearsed, people: readonly Person[]): Promise<Descendants> {
  const below = (state: "before" | "after") => [
    ...new Set(people.flatMap((person) => allClauses(person[state]).flatMap((clause) => clause.companies?.below ?? []))),
  ];
  const [former, coming] = await Promise.all([listDescendants(before, below("before")), listDescendants(after, below("after"))]);
  return { before: former, after: coming };
}

function wantedBy(person: Person, touched: Touched, descendants: Descendants): Wanted {
  const wanted: Wanted = { companies: new Set(), companiesByQueue: new Set(), anywhere: new Set() };
  const changed = changedClauses(person);
  const touchedCompanies = new Set(touched.companyIds);
  for (const state of ["before", "after"] as const) {
    const companiesIn = (clause: Clause) => [
      ...(clause.companies?.ids ?? []),
      ...(clause.companies?.below ?? []).flatMap((id) => descendants[state].get(id) ?? []),
    ];
    for (const clause of touched.anyTicket ? allClauses(person[state]) : changed[state]) {
      if (isPersonal(clause)) continue;
      if (clause.companies) for (const id of companiesIn(clause)) wanted.companies.add(id);
      else wanted.anywhere.add(JSON.stringify({ companyIds: "any", queueIds: "any", groupIds: clause.groups } satisfies Narrow));
    }
    if (touchedCompanies.size === 0 && touched.queueIds.length === 0) continue;
    for (const clause of allClauses(person[state])) {
      if (isPersonal(clause)) continue;
      if (!clause.companies) for (const narrow of narrowed(touched)) wanted.anywhere.add(JSON.stringify(narrow));
      for (const id of companiesIn(clause)) if (touchedCompanies.has(id)) wanted.companies.add(id);
      if (touched.queueIds.length > 0) for (const id of companiesIn(clause)) wanted.companiesByQueue.add(id);
    }
  }
  return wanted;
}

const isPersonal = (clause: Clause): boolean => clause.requester !== null || clause.participation !== null;

const narrowed = ({ companyIds, queueIds }: Touched): Narrow[] => [
  ...(companyIds.length > 0 ? [{ companyIds: [...companyIds], queueIds: "any" as const, groupIds: "any" as const }] : []),
  ...(queueIds.length > 0 ? [{ companyIds: "any" as const, queueIds: [...queueIds], groupIds: "any" as const }] : []),
];

/** Each class is counted once, however many want it. */
async function loadClasses(db: Queryable, distinction: Distinction, touched: Touched, wanted: readonly Wanted[]): Promise<(one: Wanted) => TicketClass[]> {
  const whole = [...new Set(wanted.flatMap((one) => [...one.companies]))];
  const byQueue = [...new Set(wanted.flatMap((one) => [...one.companiesByQueue]))];
  const anywhere = [...new Set(wanted.flatMap((one) => [...one.anywhere]))];
  const [ofCompanies, inQueues, ...elsewhere] = await Promise.all([
    listCompanyClasses(db, distinction, whole, "any"),
    listCompanyClasses(db, distinction, byQueue, touched.queueIds),
    ...anywhere.map((narrow) => listClassesAnywhere(db, distinction, JSON.parse(narrow) as Narrow)),
  ]);
  const byCompany = Map.groupBy(ofCompanies, (one) => one.companyId ?? "");
  const byCompanyInQueues = Map.groupBy(inQueues, (one) => one.companyId ?? "");
  const byNarrow = new Map(anywhere.map((narrow, index) => [narrow, elsewhere[index] ?? []]));
  return (one) => [
    ...new Map(
      [
        ...[...one.companies].flatMap((id) => byCompany.get(id) ?? []),
        ...[...one.companiesByQueue].flatMap((id) => byCompanyInQueues.get(id) ?? []),
        ...[...one.anywhere].flatMap((narrow) => byNarrow.get(narrow) ?? []),
      ].map((found) => [found.key, found]),
    ).values(),
  ];
}
