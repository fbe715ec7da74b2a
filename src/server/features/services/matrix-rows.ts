/** The matrix of services from each side: what is assigned, what comes from above, and which of both applies. */
import type { QueryOf } from "#contract/endpoint.ts";
import type { listContactServices, ServiceRowView, ServiceRule } from "#contract/service-matrix.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import {
  type AssignedRow,
  countBelow,
  countDefaults,
  countOwn,
  countRowsByService,
  countRowsBySubject,
  findService,
  isOwnerThere,
  listAssigned,
  listCarrying,
  listRowsByService,
  listRowsBySubject,
  type MatrixRow,
  matrixOrder,
  type Owner,
} from "./matrix-queries.ts";

type Query = QueryOf<typeof listContactServices>;
type Above = ServiceRowView["above"][number];
type Source = { above: Above; serviceIds: ReadonlySet<string> };

const cursorOf = (row: MatrixRow) => encodeCursor(matrixOrder, ...row.keys);
const fromEverybody: Above = { from: "everybody", company: null };
const activeOf = (rows: readonly AssignedRow[]) => rows.filter((row) => row.isActive);
const idsOf = (rows: readonly AssignedRow[]) => new Set(rows.map((row) => row.serviceId));

/** For each company its own services, or everybody's where it has none. */
function sourcesOf(companies: readonly { companyId: string; name: string }[], assigned: readonly AssignedRow[]): Source[] {
  const active = activeOf(assigned);
  const defaults = idsOf(active.filter((row) => row.companyId === null && row.contactId === null));
  return companies.map(({ companyId, name }) => {
    const own = active.filter((row) => row.companyId === companyId);
    const company = { id: companyId, name };
    return own.length > 0 ? { above: { from: "company", company }, serviceIds: idsOf(own) } : { above: { from: "everybody", company }, serviceIds: defaults };
  });
}

const ruleOf = (own: number, sources: readonly Source[], below: ServiceRule["below"]): ServiceRule => ({
  own,
  above: sources.map(({ above, serviceIds }) => ({ ...above, services: serviceIds.size })),
  below,
});

async function pageByService(db: Queryable, query: Query, own: readonly AssignedRow[], sources: readonly Source[], below: ServiceRule["below"]) {
  const rule = ruleOf(activeOf(own).length, sources, below);
  const only = query.ids ?? serviceIdsOf(query.shown, own, rule.own === 0 ? sources : []);
  const page = pageOf(await listRowsByService(db, only, query.q, query), query.limit, cursorOf);
  const byService = new Map(own.map((row) => [row.serviceId, row]));
  const items = page.rows.map((row) => {
    const above = sources.filter(({ serviceIds }) => serviceIds.has(row.id)).map((source) => source.above);
    return rowView(row, { id: row.id, assignmentsVersion: row.version }, byService.get(row.id), above);
  });
  return { items, next: page.next, ...(await countRowsByService(db, only, query.q, query.count)), rule };
}

function serviceIdsOf(shown: Query["shown"], own: readonly AssignedRow[], sources: readonly Source[]): string[] | null {
  if (shown === "all") return null;
  return shown === "assigned" ? [...idsOf(own)] : [...new Set(sources.flatMap(({ serviceIds }) => [...serviceIds]))];
}

const rowView = (row: MatrixRow, service: ServiceRowView["service"], assigned: AssignedRow | undefined, above: Above[]) => ({
  id: row.id,
  name: row.name,
  detail: row.detail,
  state: row.state as ServiceRowView["state"],
  service,
  assigned: assigned !== undefined,
  setBy: assigned?.setBy && assigned.setByName ? { id: assigned.setBy, name: assigned.setByName } : null,
  since: assigned?.since.toISOString() ?? null,
  above,
});

/** A contact by service. */
export async function contactByService(db: Queryable, contactId: string, query: Query, now: Date) {
  await mustBeThere(db, { contactId });
  const companies = await listCarrying(db, [contactId], now);
  const assigned = await listAssigned(db, { contactIds: [contactId], companyIds: companies.map((one) => one.companyId), everybody: true });
  const own = assigned.filter((row) => row.contactId !== null);
  return pageByService(db, query, own, sourcesOf(companies, assigned), { companies: 0, contacts: 0 });
}

/** A company by service. */
export async function companyByService(db: Queryable, companyId: string, query: Query) {
  await mustBeThere(db, { companyId });
  const assigned = await listAssigned(db, { companyIds: [companyId], everybody: true });
  const [own, defaults] = [assigned.filter((row) => row.companyId !== null), assigned.filter((row) => row.companyId === null)];
  const sources = [{ above: fromEverybody, serviceIds: idsOf(activeOf(defaults)) }];
  return pageByService(db, query, own, sources, await countBelow(db, { companyId }));
}

/** Everybody by service. */
export async function everybodyByService(db: Queryable, query: Query) {
  return pageByService(db, query, await listAssigned(db, { everybody: true }), [], await countBelow(db, "everybody"));
}

async function mustBeThere(db: Queryable, of: Exclude<Owner, "everybody">): Promise<void> {
  if (!(await isOwnerThere(db, of))) throw new Refusal("record.notFound");
}

/** A service by company. */
export async function serviceByCompany(db: Queryable, serviceId: string, query: Query, now: Date) {
  const { service, page, answer, isOffered } = await subjectPage(db, "company", serviceId, query, now);
  const ids = page.map((row) => row.id);
  const own = await countOwn(db, "company", ids);
  const assigned = await listAssigned(db, { companyIds: ids, everybody: true }, serviceId);
  const isDefault = isOffered && assigned.some((row) => row.companyId === null);
  const above = { ...fromEverybody, services: await countDefaults(db) };
  const items = page.map((row) => ({
    ...rowView(
      row,
      service,
      assigned.find((one) => one.companyId === row.id),
      isDefault ? [fromEverybody] : [],
    ),
    rule: { own: own.get(row.id) ?? 0, above: [above], below: { companies: 0, contacts: 0 } },
  }));
  return { ...answer, items };
}

/** A service by contact. */
export async function serviceByContact(db: Queryable, serviceId: string, query: Query, now: Date) {
  const { service, page, answer, isOffered } = await subjectPage(db, "contact", serviceId, query, now);
  const ids = page.map((row) => row.id);
  const companies = await listCarrying(db, ids, now);
  const companyIds = [...new Set(companies.map((one) => one.companyId))];
  const [own, ofCompanies, defaults] = [await countOwn(db, "contact", ids), await countOwn(db, "company", companyIds), await countDefaults(db)];
  const assigned = await listAssigned(db, { contactIds: ids, companyIds, everybody: true }, serviceId);
  const has = new Set(isOffered ? assigned.flatMap((row) => (row.contactId === null ? [row.companyId ?? "everybody"] : [])) : []);
  const byContact = Map.groupBy(companies, (one) => one.contactId);
  const items = page.map((row) => {
    const sources = sourcesByCompany(byContact.get(row.id) ?? [], ofCompanies, defaults);
    const above = sources
      .filter(({ from, company }) => has.has(from === "company" ? (company?.id ?? "") : from))
      .map(({ from, company }) => ({ from, company }));
    const rule = { own: own.get(row.id) ?? 0, above: sources, below: { companies: 0, contacts: 0 } };
    const ofContact = assigned.find((one) => one.contactId === row.id);
    return { ...rowView(row, service, ofContact, above), rule };
  });
  return { ...answer, items };
}

/** As `sourcesOf`, where only the number of services is known. */
const sourcesByCompany = (
  companies: readonly { companyId: string; name: string }[],
  own: ReadonlyMap<string, number>,
  defaults: number,
): ServiceRule["above"] =>
  companies.map(({ companyId, name }) => {
    const services = own.get(companyId);
    return { from: services === undefined ? "everybody" : "company", company: { id: companyId, name }, services: services ?? defaults };
  });

async function subjectPage(db: Queryable, kind: "company" | "contact", serviceId: string, query: Query, now: Date) {
  const service = found(await findService(db, serviceId));
  const of = { kind, service, shown: query.shown, ids: query.ids };
  const page = pageOf(await listRowsBySubject(db, of, query.q, query, now), query.limit, cursorOf);
  const answer = { next: page.next, ...(await countRowsBySubject(db, of, query.q, query.count, now)) };
  return { service: { id: service.id, assignmentsVersion: service.version }, page: page.rows, answer, isOffered: service.isActive };
}
