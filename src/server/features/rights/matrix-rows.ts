/** The matrix of rights from each side: what is set, what comes from elsewhere, and what people come to by both. */
import type { QueryOf } from "#contract/endpoint.ts";
import type { listCompanyRightsByGroup, listEverybodyRightsByGroup } from "#contract/rights-matrix.ts";
import { type Access, effectiveAccess } from "#domain/access/effective-access.ts";
import { listContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { listDayZones, resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { listAlikePeople } from "./alike-people-queries.ts";
import { countRowsByGroup, countRowsBySubject, type GroupsWith, listRightsInCells, listRowsByGroup, listRowsBySubject, rowOrder } from "./matrix-queries.ts";
import { cellView, everybodyInherits, heldByAccess, inheritedOf, levelsKey, rightsOf, rowOfGroup, rowOfSubject } from "./present-matrix.ts";
import { findRightsVersion, isThere } from "./queries.ts";

type Query = QueryOf<typeof listCompanyRightsByGroup>;

const cursorOf = (row: { keys: string[] }) => encodeCursor(rowOrder, ...row.keys);

async function groupPage(db: Queryable, only: GroupsWith, query: Pick<Query, "q" | "limit" | "cursor" | "count">) {
  const page = pageOf(await listRowsByGroup(db, only, query.q, query), query.limit, cursorOf);
  return { rows: page.rows, answer: { next: page.next, ...(await countRowsByGroup(db, only, query.q, query.count)) } };
}

/** A company by group. */
export async function companyByGroup(db: Queryable, companyId: string, query: Query, now: Date) {
  if (!(await isThere(db, { companyId }))) throw new Refusal("record.notFound");
  const only = query.ids ? { groupIds: query.ids } : query.shown === "all" ? "all" : query.shown === "inherited" ? "everybody" : { companyId };
  const { rows, answer } = await groupPage(db, only, query);
  const groupIds = rows.map((row) => row.id);
  const rights = Map.groupBy(await listRightsInCells(db, groupIds, { companyIds: [companyId] }), (right) => right.group_id);
  const people = await comeTo(db, [companyId], now);
  const timeZone = zoneIn(await listDayZones(db, { companyIds: [companyId] }))(companyId);
  return {
    ...answer,
    items: rows.map((row) => {
      const here = rights.get(row.id) ?? [];
      const set = (context: "own" | "others") => here.find((right) => right.company_id !== null && right.context === context);
      const cells = [cellView("own", set("own"), row.state === "active" ? everybodyInherits(here, now) : []), cellView("others", set("others"), [])];
      return rowOfGroup(row, timeZone, cells, people.of(companyId, row.id));
    }),
  };
}

/** A contact by group: its own rights, and those that its companies and everybody bring. */
export async function contactByGroup(db: Queryable, contactId: string, query: Query, now: Date) {
  const access = effectiveAccess(found((await listContactFacts(db, [contactId]))[0]), now.getTime());
  const elsewhere = access.queueRights.filter((right) => right.subject.kind !== "contact").map((right) => right.group.groupId);
  const only = query.ids ? { groupIds: query.ids } : query.shown === "all" ? "all" : query.shown === "inherited" ? { groupIds: elsewhere } : { contactId };
  const { rows, answer } = await groupPage(db, only, query);
  const rights = await listRightsInCells(
    db,
    rows.map((row) => row.id),
    { contactIds: [contactId] },
  );
  const timeZone = zoneIn(await listDayZones(db, { contactIds: [contactId] }))(contactId);
  return {
    ...answer,
    items: rows.map((row) => {
      const set = rights.find((right) => right.group_id === row.id && right.contact_id !== null);
      return rowOfGroup(row, timeZone, [cellView("contact", set, inheritedOf(access, row.id))], held(access, row.id));
    }),
  };
}

/** What everybody has, by group. */
export async function everybodyByGroup(db: Queryable, query: QueryOf<typeof listEverybodyRightsByGroup>) {
  const { rows, answer } = await groupPage(db, query.ids ? { groupIds: query.ids } : query.shown === "all" ? "all" : "everybody", query);
  const rights = await listRightsInCells(
    db,
    rows.map((row) => row.id),
    {},
  );
  const timeZone = await resolveFor(db, "timeZone");
  return {
    ...answer,
    items: rows.map((row) => {
      const set = (everybody: "contact" | "company") => rights.find((right) => right.group_id === row.id && right.everybody === everybody);
      return rowOfGroup(row, timeZone, [cellView("everyContact", set("contact"), []), cellView("everyCompany", set("company"), [])], null);
    }),
  };
}

const zoneIn = (zones: ReadonlyMap<string, string>) => (id: string) => zones.get(id) ?? "UTC";

async function subjectPage(db: Queryable, kind: "company" | "contact", groupId: string, query: Query, now: Date) {
  const rightsVersion = found(await findRightsVersion(db, groupId, false));
  const of = { kind, groupId, shown: query.shown, ids: query.ids };
  const page = pageOf(await listRowsBySubject(db, of, query.q, query, now), query.limit, cursorOf);
  const ids = page.rows.map((row) => row.id);
  const rights = await listRightsInCells(db, [groupId], kind === "company" ? { companyIds: ids } : { contactIds: ids });
  const answer = { next: page.next, ...(await countRowsBySubject(db, of, query.q, query.count, now)) };
  const zoneOf = zoneIn(await listDayZones(db, kind === "company" ? { companyIds: ids } : { contactIds: ids }));
  return { rows: page.rows, ids, rights, of: (id: string) => ({ group: { id: groupId, rightsVersion }, timeZone: zoneOf(id) }), answer };
}

/** A group by company. */
export async function groupByCompany(db: Queryable, groupId: string, query: Query, now: Date) {
  const { rows, ids, rights, of, answer } = await subjectPage(db, "company", groupId, query, now);
  const people = await comeTo(db, ids, now, groupId);
  const byCompany = Map.groupBy(rights, (right) => right.company_id);
  return {
    ...answer,
    items: rows.map((row) => {
      const set = (context: "own" | "others") => byCompany.get(row.id)?.find((right) => right.context === context);
      return rowOfSubject(
        row,
        of(row.id),
        [cellView("own", set("own"), everybodyInherits(rights, now)), cellView("others", set("others"), [])],
        people.of(row.id, groupId),
      );
    }),
  };
}

/** A group by contact. */
export async function groupByContact(db: Queryable, groupId: string, query: Query, now: Date) {
  const { rows, ids, rights, of, answer } = await subjectPage(db, "contact", groupId, query, now);
  const accesses = new Map(
    (await listContactFacts(db, ids, aboutGroup(groupId))).map((facts) => [facts.contact.contactId, effectiveAccess(facts, now.getTime())]),
  );
  return {
    ...answer,
    items: rows.map((row) => {
      const access = accesses.get(row.id);
      const set = rights.find((right) => right.contact_id === row.id);
      return rowOfSubject(row, of(row.id), [cellView("contact", set, access ? inheritedOf(access, groupId) : [])], access ? held(access, groupId) : []);
    }),
  };
}

const aboutGroup = (groupId: string) => ({ queue: { group: { groupId } }, projects: [] });

const held = (access: Access, groupId: string) => {
  const rights = heldByAccess(access, groupId);
  return rights.length === 0 ? [] : [{ rights, people: 1 }];
};

/** More kinds of people than this on a page are not counted: each costs a reading of its facts. */
const mostKinds = 400;

/** What the people of companies come to, on all groups or on one: the rules are asked once for people who are alike. */
async function comeTo(db: Queryable, companyIds: readonly string[], now: Date, groupId?: string) {
  const counted = await listAlikePeople(db, companyIds, mostKinds);
  const facts = await listContactFacts(
    db,
    [...new Set((counted ?? []).map((kind) => kind.contact_id))],
    groupId === undefined ? undefined : aboutGroup(groupId),
  );
  const accesses = new Map(facts.map((one) => [one.contact.contactId, effectiveAccess(one, now.getTime())]));
  const byCompany = Map.groupBy(counted ?? [], (kind) => kind.company_id);
  return {
    of(companyId: string, groupId: string) {
      if (counted === null) return null;
      const sums = new Map<string, number>();
      for (const kind of byCompany.get(companyId) ?? []) {
        const access = accesses.get(kind.contact_id);
        const carries = access?.memberships.some((membership) => membership.company.companyId === companyId && membership.obstacle === null);
        const rights = access && carries ? heldByAccess(access, groupId) : [];
        if (rights.length > 0) sums.set(levelsKey(rights), (sums.get(levelsKey(rights)) ?? 0) + kind.people);
      }
      return [...sums].map(([key, people]) => ({ rights: rightsOf(key), people })).sort((one, other) => other.people - one.people);
    },
  };
}
