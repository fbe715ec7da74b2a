/** The tables of services and of who may choose them. */
import { randomUUIDv7 } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { found } from "#server/platform/refusal.ts";

export type ServiceFields = { name: string; comment: string; state: "active" | "suspended" | "closed" };
export type ServiceRow = ServiceFields & { id: string; version: number; sortKey: string };
export type ServiceFilter = { q?: string | undefined; state?: ServiceFields["state"] | undefined };

const columns = sql`s.service_id as id, s.name, s.comment, s.state, s.version, search_fold(s.name) as "sortKey"`;
const matching = ({ q, state }: ServiceFilter) => sql`service s where (${state ?? null}::text is null or s.state = ${state ?? null})
  and ${sql.join(containsWords(sql`search_fold(s.name)`, typedText(q)), sql` and `)}`;

/** By name, from after the cursor on; one row more than asked. */
export async function listServices(db: Queryable, filter: ServiceFilter, after: readonly string[] | undefined, limit: number): Promise<ServiceRow[]> {
  const from = after ? sql`and (search_fold(s.name), s.service_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<ServiceRow>`select ${columns} from ${matching(filter)} ${from}
    order by search_fold(s.name), s.service_id limit ${limit + 1}`.execute(db);
  return rows;
}

export const countServices = (db: Queryable, filter: ServiceFilter, count: "exact" | undefined) => countRows(db, matching(filter), count);

export async function getService(db: Queryable, serviceId: string): Promise<ServiceRow> {
  const { rows } = await sql<ServiceRow>`select ${columns} from service s where s.service_id = ${serviceId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The service, held until the end of the transaction. */
export async function lockService(db: Queryable, serviceId: string): Promise<ServiceFields & { version: number }> {
  const { rows } = await sql<
    ServiceFields & { version: number }
  >`select name, comment, state, version from service where service_id = ${serviceId}::uuid for update`.execute(db);
  return found(rows[0]);
}

export async function insertService(db: Queryable, service: { name: string; comment: string; now: Date }): Promise<string> {
  const serviceId = randomUUIDv7();
  await db
    .insertInto("service")
    .values({ service_id: serviceId, name: service.name, comment: service.comment, created_at: service.now, changed_at: service.now })
    .execute();
  return serviceId;
}

export async function updateService(db: Queryable, serviceId: string, fields: Partial<ServiceFields>, now: Date): Promise<void> {
  await db
    .updateTable("service")
    .set((eb) => ({ ...fields, changed_at: now, version: eb("version", "+", 1) }))
    .where("service_id", "=", serviceId)
    .execute();
}

// ── assignments ──

export type Assignee = { contactId: string } | { companyId: string } | "everybody";
export type Assignment = { serviceId: string; subject: Assignee };
export type AssignmentRow = {
  id: string;
  serviceId: string;
  serviceName: string;
  contactId: string | null;
  companyId: string | null;
  subjectName: string | null;
};
export type AssignmentFilter = {
  q?: string | undefined;
  service?: string | undefined;
  contact?: string | undefined;
  company?: string | undefined;
  everybody?: "true" | undefined;
};

/** What is typed is looked for in the service's name, the company's number, name and city, and the contact's name, login and address. */
const searching = (q: string) => {
  const containing = (text: RawBuilder<unknown>) => sql.join(containsWords(text, typedText(q)), sql` and `);
  return sql`and (${containing(sql`search_fold(s.name)`)}
    or a.company_id in (select company_id from company where ${containing(sql`search_text`)})
    or a.contact_id in (select contact_id from contact
      where ${containing(sql`search_text`)}))`;
};

const assignmentsMatching = ({ q, service, contact, company, everybody }: AssignmentFilter) => sql`service_assignment a
  join service s on s.service_id = a.service_id where true
    ${service ? sql`and a.service_id = ${service}::uuid` : sql``} ${contact ? sql`and a.contact_id = ${contact}::uuid` : sql``}
    ${company ? sql`and a.company_id = ${company}::uuid` : sql``} ${everybody ? sql`and a.everybody` : sql``} ${q ? searching(q) : sql``}`;

/** In the order they were made; one row more than asked. */
export async function listAssignments(db: Queryable, filter: AssignmentFilter, after: readonly string[] | undefined, limit: number): Promise<AssignmentRow[]> {
  const from = after ? sql`and a.service_assignment_id > ${after[0]}::uuid` : sql``;
  const { rows } = await sql<AssignmentRow>`
    select page.*, coalesce(co.name, trim(ct.first_name || ' ' || ct.last_name)) as "subjectName"
    from (select a.service_assignment_id as id, s.service_id as "serviceId", s.name as "serviceName", a.contact_id as "contactId", a.company_id as "companyId"
      from ${assignmentsMatching(filter)} ${from} order by a.service_assignment_id limit ${limit + 1}) page
    left join company co on co.company_id = page."companyId" left join contact ct on ct.contact_id = page."contactId" order by page.id`.execute(db);
  return rows;
}

export const countAssignments = (db: Queryable, filter: AssignmentFilter, count: "exact" | undefined) => countRows(db, assignmentsMatching(filter), count);

/** Holds these services in one order, so that nobody waits in a circle; the version of the assignments of each that is there. */
export async function lockServices(db: Queryable, serviceIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`select service_id as id, assignments_version as version from service
    where service_id = any(${[...new Set(serviceIds)]}::uuid[]) order by service_id for no key update`.execute(db);
  return new Map(rows.map((row) => [row.id, row.version]));
}

export async function raiseAssignmentsVersions(db: Queryable, serviceIds: readonly string[]): Promise<Map<string, number>> {
  if (serviceIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; version: number }>`update service set assignments_version = assignments_version + 1
    where service_id = any(${[...new Set(serviceIds)]}::uuid[]) returning service_id as id, assignments_version as version`.execute(db);
  return new Map(rows.map((row) => [row.id, row.version]));
}

const contactOf = (subject: Assignee): string | null => (subject !== "everybody" && "contactId" in subject ? subject.contactId : null);
const companyOf = (subject: Assignee): string | null => (subject !== "everybody" && "companyId" in subject ? subject.companyId : null);
const asRows = (assignments: readonly Assignment[]) => sql`unnest(${assignments.map(() => randomUUIDv7())}::uuid[],
  ${assignments.map((one) => one.serviceId)}::uuid[], ${assignments.map((one) => contactOf(one.subject))}::uuid[],
  ${assignments.map((one) => companyOf(one.subject))}::uuid[]) as given(id, service_id, contact_id, company_id)`;
const touched = sql`service_id as "serviceId", contact_id as "contactId", company_id as "companyId"`;
type Touched = { serviceId: string; contactId: string | null; companyId: string | null };

/** Assigns what is not assigned yet; says what was new. */
export async function insertAssignments(db: Queryable, assignments: readonly Assignment[], setBy: string | null): Promise<Touched[]> {
  if (assignments.length === 0) return [];
  const { rows } = await sql<Touched>`insert into service_assignment (service_assignment_id, service_id, contact_id, company_id, everybody, set_by)
    select id, service_id, contact_id, company_id, contact_id is null and company_id is null, ${setBy}::uuid from ${asRows(assignments)}
    on conflict do nothing returning ${touched}`.execute(db);
  return rows;
}

/** Takes away what is assigned; says what was there. */
export async function deleteAssignments(db: Queryable, assignments: readonly Assignment[]): Promise<Touched[]> {
  if (assignments.length === 0) return [];
  const { rows } = await sql<Touched>`with given as (select * from ${asRows(assignments)})
    delete from service_assignment where service_assignment_id in (
      select a.service_assignment_id from given join service_assignment a on a.contact_id = given.contact_id and a.service_id = given.service_id
      union all select a.service_assignment_id from given join service_assignment a on a.company_id = given.company_id and a.service_id = given.service_id
      union all select a.service_assignment_id from given join service_assignment a on a.everybody and a.service_id = given.service_id
        where given.contact_id is null and given.company_id is null)
    returning ${touched}`.execute(db);
  return rows;
}
