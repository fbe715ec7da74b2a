/** Rows of the matrix of services, page by page, who has which service assigned, and what comes from above. */
import { type RawBuilder, sql } from "kysely";
import { foundContacts } from "#server/features/contacts/search-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsTyped } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";

export type MatrixRow = { id: string; name: string; detail: string; state: string; version: number; keys: string[] };
export type Owner = { contactId: string } | { companyId: string } | "everybody";
type Page = { limit: number; cursor?: string | undefined };

export const matrixOrder = "name";
const keyKinds: readonly KeyKind[] = ["text", "id"];

type Sql = RawBuilder<unknown>;
type Listed = { columns: Sql; from: Sql; name: Sql; id: Sql; found: (q: string | undefined) => Sql[]; only: Sql };

const matching = ({ found, only }: Listed, q: string | undefined): Sql => sql.join([only, ...found(q)], sql` and `);

async function listRows(db: Queryable, listed: Listed, q: string | undefined, page: Page): Promise<MatrixRow[]> {
  const after = keysOf(page.cursor, matrixOrder, keyKinds);
  const start = after ? sql`and (${listed.name}, ${listed.id}) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<MatrixRow>`select ${listed.columns}, array[${listed.name}, ${listed.id}::text] as keys from ${listed.from}
    where ${matching(listed, q)} ${start} order by ${listed.name}, ${listed.id} limit ${page.limit + 1}`.execute(db);
  return rows;
}

const countListed = (db: Queryable, listed: Listed, q: string | undefined, count: "exact" | undefined) =>
  countRows(db, sql`${listed.from} where ${matching(listed, q)}`, count);

// ── by service ──

/** Null: all. The tree in its order: what stands below a service follows it. */
function services(serviceIds: readonly string[] | null): Listed {
  return {
    columns: sql`s.service_id as id, s.name, '' as detail, s.state, s.assignments_version as version`,
    from: sql`service s`,
    name: sql`replace(search_fold(s.name), '::', E'\\x01')`,
    id: sql`s.service_id`,
    found: (q) => containsTyped(sql`search_fold(s.name)`, q),
    only: serviceIds === null ? sql`true` : sql`s.service_id = any(${[...serviceIds]}::uuid[])`,
  };
}

export const listRowsByService = (db: Queryable, serviceIds: readonly string[] | null, q: string | undefined, page: Page) =>
  listRows(db, services(serviceIds), q, page);
export const countRowsByService = (db: Queryable, serviceIds: readonly string[] | null, q: string | undefined, count: "exact" | undefined) =>
  countListed(db, services(serviceIds), q, count);

// ── by company or contact ──

const ownServices = (whose: Sql) => sql`from service_assignment o join service os on os.service_id = o.service_id and os.state = 'active' where ${whose}`;
const hasOwn = (whose: Sql) => sql`exists (select ${ownServices(whose)})`;
/** A membership through which its contact may write requests now. */
const carrying = (now: Date) => sql`mc.state = 'active' and mc.portal_enabled and coalesce(m.starts_at <= ${now}, true) and coalesce(m.ends_at > ${now}, true)`;

export type Subjects = {
  kind: "company" | "contact";
  /** `isDefault`: assigned to everybody; without it only companies can give it to their people. */
  service: { id: string; isActive: boolean; isDefault: boolean };
  shown: "all" | "assigned" | "inherited";
  ids?: readonly string[] | undefined;
};

const companyHas = (companyId: Sql, serviceId: Sql) =>
  sql`exists (select from service_assignment a where a.company_id = ${companyId} and a.service_id = ${serviceId})`;

/** Who comes by the service without having it assigned: nobody with own ones; through a company that has it, or from everybody by one that has none. */
function inherits({ kind, service }: Subjects, now: Date): Sql {
  const id = sql`${service.id}::uuid`;
  if (!service.isActive) return sql`false`;
  if (kind === "company") return service.isDefault ? sql`not ${hasOwn(sql`o.company_id = c.company_id`)}` : sql`false`;
  const through = service.isDefault
    ? sql`exists (select from membership m join company mc on mc.company_id = m.company_id where m.contact_id = ct.contact_id and ${carrying(now)}
        and (not ${hasOwn(sql`o.company_id = m.company_id`)} or ${companyHas(sql`m.company_id`, id)}))`
    : sql`ct.contact_id in (select m.contact_id from service_assignment a join membership m on m.company_id = a.company_id
        join company mc on mc.company_id = m.company_id where a.service_id = ${id} and ${carrying(now)})`;
  return sql`not ${hasOwn(sql`o.contact_id = ct.contact_id`)} and ${through}`;
}

function subjects(of: Subjects, now: Date): Listed {
  const isCompany = of.kind === "company";
  const id = isCompany ? sql`c.company_id` : sql`ct.contact_id`;
  const assigned = sql`(select ${isCompany ? sql`a.company_id` : sql`a.contact_id`} from service_assignment a where a.service_id = ${of.service.id}::uuid)`;
  const ofShown = { all: sql`true`, assigned: sql`${id} in ${assigned}`, inherited: inherits(of, now) };
  const only = of.ids ? sql`${id} = any(${[...of.ids]}::uuid[])` : ofShown[of.shown];
  // Names and searched texts are written exactly as in their indexes.
  return isCompany
    ? {
        columns: sql`${id} as id, c.name, c.number as detail, c.state, 1 as version`,
        from: sql`company c`,
        name: sql`c.sort_name`,
        id,
        found: (q) => containsTyped(sql`c.search_text`, q),
        only,
      }
    : {
        columns: sql`${id} as id, coalesce(nullif(trim(ct.first_name || ' ' || ct.last_name), ''), ct.login, ct.email) as name, ct.email as detail, ct.state,
          1 as version`,
        from: sql`contact ct`,
        name: sql`ct.sort_name`,
        id,
        found: foundContacts,
        only,
      };
}

export const listRowsBySubject = (db: Queryable, of: Subjects, q: string | undefined, page: Page, now: Date) => listRows(db, subjects(of, now), q, page);
export const countRowsBySubject = (db: Queryable, of: Subjects, q: string | undefined, count: "exact" | undefined, now: Date) =>
  countListed(db, subjects(of, now), q, count);

// ── what is assigned ──

export type AssignedRow = {
  serviceId: string;
  contactId: string | null;
  companyId: string | null;
  isActive: boolean;
  setBy: string | null;
  setByName: string | null;
  since: Date;
};

/** What these contacts, companies and everybody have assigned: of all services, or of one. */
export async function listAssigned(
  db: Queryable,
  of: { contactIds?: readonly string[]; companyIds?: readonly string[]; everybody?: boolean },
  serviceId?: string,
): Promise<AssignedRow[]> {
  const { rows } = await sql<AssignedRow>`
    select a.service_id as "serviceId", a.contact_id as "contactId", a.company_id as "companyId", s.state = 'active' as "isActive", a.set_by as "setBy",
      coalesce(nullif(trim(g.first_name || ' ' || g.last_name), ''), g.login) as "setByName", a.valid_from as since
    from service_assignment a join service s on s.service_id = a.service_id left join agent g on g.agent_id = a.set_by
    where ${serviceId === undefined ? sql`true` : sql`a.service_id = ${serviceId}::uuid`} and (a.contact_id = any(${[...(of.contactIds ?? [])]}::uuid[])
      or a.company_id = any(${[...(of.companyIds ?? [])]}::uuid[]) or (a.everybody and ${of.everybody ?? false}))`.execute(db);
  return rows;
}

/** How many active services these have assigned themselves. */
export async function countOwn(db: Queryable, kind: "company" | "contact", ids: readonly string[]): Promise<Map<string, number>> {
  const column = kind === "company" ? sql`o.company_id` : sql`o.contact_id`;
  const { rows } = await sql<{ id: string; services: number }>`
    select ${column} as id, count(*)::int as services ${ownServices(sql`${column} = any(${[...ids]}::uuid[])`)} group by ${column}`.execute(db);
  return new Map(rows.map((row) => [row.id, row.services]));
}

export async function countDefaults(db: Queryable): Promise<number> {
  const { rows } = await sql<{ services: number }>`select count(*)::int as services ${ownServices(sql`o.everybody`)}`.execute(db);
  return rows[0]?.services ?? 0;
}

/** The companies through which these contacts may write requests, the primary first. */
export async function listCarrying(db: Queryable, contactIds: readonly string[], now: Date): Promise<{ contactId: string; companyId: string; name: string }[]> {
  const { rows } = await sql<{ contactId: string; companyId: string; name: string }>`
    select m.contact_id as "contactId", mc.company_id as "companyId", mc.name from membership m join company mc on mc.company_id = m.company_id
    where m.contact_id = any(${[...contactIds]}::uuid[]) and ${carrying(now)} order by m.is_primary desc, mc.sort_name, mc.company_id`.execute(db);
  return rows;
}

/** Who below has own active services: contacts of a company, or of everybody companies and contacts. */
export async function countBelow(db: Queryable, of: { companyId: string } | "everybody"): Promise<{ companies: number; contacts: number }> {
  const contacts =
    of === "everybody"
      ? sql`select count(distinct o.contact_id)::int ${ownServices(sql`o.contact_id is not null`)}`
      : sql`select count(*)::int from membership m where m.company_id = ${of.companyId}::uuid and ${hasOwn(sql`o.contact_id = m.contact_id`)}`;
  const companies = of === "everybody" ? sql`select count(distinct o.company_id)::int ${ownServices(sql`o.company_id is not null`)}` : sql`select 0`;
  const { rows } = await sql<{ companies: number; contacts: number }>`select (${companies}) as companies, (${contacts}) as contacts`.execute(db);
  return rows[0] ?? { companies: 0, contacts: 0 };
}

/** The service whose matrix it is. */
export async function findService(db: Queryable, serviceId: string): Promise<(Subjects["service"] & { version: number }) | undefined> {
  const { rows } = await sql<Subjects["service"] & { version: number }>`
    select service_id as id, assignments_version as version, state = 'active' as "isActive",
      exists (select from service_assignment a where a.service_id = s.service_id and a.everybody) as "isDefault"
    from service s where service_id = ${serviceId}::uuid`.execute(db);
  return rows[0];
}

export async function isOwnerThere(db: Queryable, of: { contactId: string } | { companyId: string }): Promise<boolean> {
  const { rows } =
    "companyId" in of
      ? await sql`select from company where company_id = ${of.companyId}::uuid`.execute(db)
      : await sql`select from contact where contact_id = ${of.contactId}::uuid`.execute(db);
  return rows.length > 0;
}
