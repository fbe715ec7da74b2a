/** Of each kind of person the classes of others' tickets in which something may differ: those of changed clauses, and of what the change wrote. */
import type { Clause } from "#domain/access/clause.ts";
import { allClauses, changedClauses, strangersKey } from "#domain/access/what-if.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Rehearsed } from "#server/platform/http/route.ts";
import { type Distinction, listClassesAnywhere, listCompanyClasses, listRelated, type Narrow, type Related, type TicketClass } from "./ticket-class-queries.ts";
import type { Touched } from "./touched-queries.ts";
import type { Person } from "./what-if-person.ts";

/** Companies, wholly or only their tickets in the touched queues; and what is wanted whatever its company, as JSON of Narrow. */
type Wanted = { companies: Set<string>; companiesByQueue: Set<string>; anywhere: Set<string> };
const states = ["before", "after"] as const;

/** By `strangersKey`. */
export async function strangersOf(
  rehearsed: Rehearsed,
  touched: Touched,
  people: readonly Person[],
  distinction: Distinction,
): Promise<Map<string, TicketClass[]>> {
  const kinds = new Map(people.map((person) => [strangersKey(person), person]));
  const related = await relatedIn(rehearsed, [...kinds.values()]);
  const wanted = new Map([...kinds].map(([key, person]) => [key, wantedBy(person, touched, related)]));
  const classes = await loadClasses(rehearsed.before, distinction, touched, [...wanted.values()]);
  return new Map([...wanted].map(([key, one]) => [key, classes(one)]));
}

type RelatedIn = Record<(typeof states)[number], Related>;

async function relatedIn(rehearsed: Rehearsed, people: readonly Person[]): Promise<RelatedIn> {
  const [before, after] = await Promise.all(
    states.map((state) => {
      const sets = people.flatMap((person) => allClauses(person[state]).flatMap((clause) => clause.companies ?? []));
      return listRelated(rehearsed[state], {
        below: [...new Set(sets.flatMap((set) => set.below))],
        children: [...new Set(sets.flatMap((set) => [...set.familyOf.map(({ parentId }) => parentId), ...set.shownTo]))],
        billed: [...new Set(sets.flatMap((set) => set.billedBy))],
      });
    }),
  );
  if (!before || !after) throw new Error("there are two states");
  return { before, after };
}

/** All companies that the clause names, and maybe more. */
function companiesIn({ companies }: Clause, { below, children, billed }: Related): string[] {
  if (companies === null) return [];
  const parents = companies.familyOf.map(({ parentId }) => parentId);
  return [
    ...companies.ids,
    ...companies.below.flatMap((id) => below.get(id) ?? []),
    ...parents,
    ...[...parents, ...companies.shownTo].flatMap((id) => children.get(id) ?? []),
    ...companies.billedBy.flatMap((id) => billed.get(id) ?? []),
  ];
}

function wantedBy(person: Person, touched: Touched, related: RelatedIn): Wanted {
  const wanted: Wanted = { companies: new Set(), companiesByQueue: new Set(), anywhere: new Set(narrowed(touched, "projectIds", "categoryIds")) };
  const changed = changedClauses(person);
  for (const state of states) {
    for (const clause of touched.anyTicket ? allClauses(person[state]) : changed[state]) {
      if (isPersonal(clause)) continue;
      if (clause.companies) for (const id of companiesIn(clause, related[state])) wanted.companies.add(id);
      else wanted.anywhere.add(JSON.stringify(narrowOf(clause)));
    }
    if (touched.companyIds.length + touched.queueIds.length > 0) addTouched(wanted, allClauses(person[state]), touched, related[state]);
  }
  return wanted;
}

/** Tickets of touched companies and queues, as far as a clause reaches them. */
function addTouched(wanted: Wanted, clauses: readonly Clause[], touched: Touched, related: Related): void {
  const touchedCompanies = new Set(touched.companyIds);
  for (const clause of clauses) {
    if (isPersonal(clause)) continue;
    if (!clause.companies) for (const narrow of narrowed(touched, "companyIds", "queueIds")) wanted.anywhere.add(narrow);
    for (const id of companiesIn(clause, related)) {
      if (touchedCompanies.has(id)) wanted.companies.add(id);
      if (touched.queueIds.length > 0) wanted.companiesByQueue.add(id);
    }
  }
}

const isPersonal = (clause: Clause): boolean => clause.requester !== null || clause.participation !== null;

function narrowOf({ groups, project }: Clause): Narrow {
  const { projects, withoutTask, listed } = project?.covered ?? { projects: [], withoutTask: [], listed: [] };
  const projectIds = [...new Set([...projects, ...withoutTask, ...listed.map(({ projectId }) => projectId)])].sort();
  return { ...(groups === "any" ? {} : { groupIds: groups }), ...(project === null ? {} : { projectIds }) };
}

const narrowed = (touched: Touched, ...keys: ("companyIds" | "queueIds" | "projectIds" | "categoryIds")[]): string[] =>
  keys.filter((key) => touched[key].length > 0).map((key) => JSON.stringify({ [key]: touched[key] } satisfies Narrow));

/** Each class is counted once, however many want it. */
async function loadClasses(db: Queryable, distinction: Distinction, touched: Touched, wanted: readonly Wanted[]): Promise<(one: Wanted) => TicketClass[]> {
  const byQueue = [...new Set(wanted.flatMap((one) => [...one.companiesByQueue]))];
  const anywhere = new Map([...new Set(wanted.flatMap((one) => [...one.anywhere]))].map((narrow) => [narrow, JSON.parse(narrow) as Narrow]));
  const narrowToCompanies = [...anywhere.values()].flatMap((narrow) => companiesOnly(narrow) ?? []);
  const whole = [...new Set([...narrowToCompanies, ...wanted.flatMap((one) => [...one.companies])])];
  const [byCompany, byCompanyInQueues] = await Promise.all([
    listCompanyClasses(db, distinction, whole, "any").then(groupByCompany),
    listCompanyClasses(db, distinction, byQueue, touched.queueIds).then(groupByCompany),
  ]);
  const inNarrow = (narrow: Narrow) => companiesOnly(narrow)?.flatMap((id) => byCompany.get(id) ?? []) ?? listClassesAnywhere(db, distinction, narrow);
  const byNarrow = new Map(await Promise.all([...anywhere].map(async ([text, narrow]) => [text, await inNarrow(narrow)] as const)));
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

const groupByCompany = (classes: readonly TicketClass[]) => Map.groupBy(classes, (one) => one.companyId ?? "");

/** Whole companies need no count of their own: they are counted with those that are wanted by name. */
const companiesOnly = ({ companyIds, ...rest }: Narrow): readonly string[] | undefined => (Object.keys(rest).length === 0 ? companyIds : undefined);
