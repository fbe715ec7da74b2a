/** The table of rights on groups: of everybody, of companies in two contexts, of contacts. */
import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { lockInstallation } from "#server/platform/db/lock-installation.ts";
import type { GroupRight } from "#server/platform/db/schema-types.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";

/** Whose list: all rights on a group, or those of one company or contact on all groups. */
export type RightsOf = { groupId: string } | { companyId: string } | { contactId: string };
export type SubjectKind = "everybody" | "company" | "contact";
export type RightFilter = { q?: string | undefined; subject?: SubjectKind | undefined };
export type RightPage = { limit: number; cursor?: string | undefined };

export type RightRow = Selectable<GroupRight> & {
  group_name: string;
  company_name: string | null;
  contact_name: string | null;
  set_by_name: string | null;
  keys: string[];
};

export const rightOrder = (of: RightsOf): string => ("groupId" in of ? "subject" : "group");
const keyKinds: readonly KeyKind[] = ["rank", "text", "id"];

/** On a group: everybody's first, then companies' and contacts' by name; else by group. One row more than `limit`, if there is one. */
export async function listRights(db: Queryable, of: RightsOf, filter: RightFilter, page: RightPage): Promise<RightRow[]> {
  const after = keysOf(page.cursor, rightOrder(of), keyKinds);
  const start = after ? sql`where (rank, sort_name, group_right_id) > (${after[0]}::int, ${after[1]}, ${after[2]}::uuid)` : sql``;
  const rank = "groupId" in of ? sql`case when r.everybody is not null then 0 when r.company_id is not null then 1 else 2 end` : sql`0`;
  const sortName = "groupId" in of ? sql`search_fold(coalesce(c.name, ct.last_name || ' ' || ct.first_name, ''))` : sql`search_fold(g.name)`;
  const { rows } = await sql<RightRow>`
    with matching as materialized (select r.group_right_id, ${rank} as rank, ${sortName} as sort_name from ${joined} where ${conditions(of, filter)}),
    page as (select * from matching ${start} order by rank, sort_name, group_right_id limit ${page.limit + 1})
    select r.*, g.name as group_name, c.name as company_name, coalesce(nullif(trim(ct.first_name || ' ' || ct.last_name), ''), ct.login, ct.email) as contact_name,
      coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) as set_by_name, array[p.rank::text, p.sort_name, p.group_right_id::text] as keys
    from ${joined} join page p on p.group_right_id = r.group_right_id left join agent a on a.agent_id = r.set_by
    order by p.rank, p.sort_name, p.group_right_id`.execute(db);
  return rows;
}

export const countRights = (db: Queryable, of: RightsOf, filter: RightFilter, count: "exact" | undefined) =>
  countRows(db, sql`${joined} where ${conditions(of, filter)}`, count);

const joined = sql`group_right r join access_group g on g.group_id = r.group_id
  left join company c on c.company_id = r.company_id left join contact ct on ct.contact_id = r.contact_id`;

function conditions(of: RightsOf, filter: RightFilter): RawBuilder<unknown> {
  const whose =
    "groupId" in of
      ? sql`r.group_id = ${of.groupId}::uuid`
      : "companyId" in of
        ? sql`r.company_id = ${of.companyId}::uuid`
        : sql`r.contact_id = ${of.contactId}::uuid`;
  const searched =
    "groupId" in of
      ? sql`search_fold(coalesce(c.number || ' ' || c.name, ct.first_name || ' ' || ct.last_name || ' ' || coalesce(ct.login, '') || ' ' || ct.email, ''))`
      : sql`search_fold(g.name)`;
  const typed = typedText(filter.q);
  return sql.join([whose, ...(filter.subject ? [kindIs[filter.subject]] : []), ...(typed === "" ? [] : containsWords(searched, typed))], sql` and `);
}
const kindIs: Record<SubjectKind, RawBuilder<unknown>> = {
  everybody: sql`r.everybody is not null`,
  company: sql`r.company_id is not null`,
  contact: sql`r.contact_id is not null`,
};

/** Whether the company or contact is there. */
export async function isThere(db: Queryable, of: { companyId: string } | { contactId: string }): Promise<boolean> {
  const { rows } =
    "companyId" in of
      ? await sql`select from company where company_id = ${of.companyId}::uuid`.execute(db)
      : await sql`select from contact where contact_id = ${of.contactId}::uuid`.execute(db);
  return rows.length > 0;
}

// ── changing the rights on a group ──

export async function findRightsVersion(db: Queryable, groupId: string, lock: boolean): Promise<number | undefined> {
  const query = db.selectFrom("access_group").select("rights_version").where("group_id", "=", groupId);
  return (await (lock ? query.forNoKeyUpdate() : query).executeTakeFirst())?.rights_version;
}

export async function raiseRightsVersion(db: Queryable, groupId: string): Promise<number> {
  const { rights_version } = await db
    .updateTable("access_group")
    .set((eb) => ({ rights_version: eb("rights_version", "+", 1) }))
    .where("group_id", "=", groupId)
    .returning("rights_version")
    .executeTakeFirstOrThrow();
  return rights_version;
}

export type Subjects = { everybody: boolean; companyIds: readonly string[]; contactIds: readonly string[] };

/** Holds on to the subjects in the order in which contacts' commands do, so that nobody waits in a circle; false: some are not there. */
export async function lockSubjects(db: Queryable, subjects: Subjects): Promise<boolean> {
  if (subjects.everybody) await lockInstallation(db);
  const companies = sql`select from company where company_id = any(${[...subjects.companyIds]}::uuid[]) order by company_id for no key update`;
  const contacts = sql`select from contact where contact_id = any(${[...subjects.contactIds]}::uuid[]) order by contact_id for no key update`;
  const companyCount = subjects.companyIds.length === 0 ? 0 : (await companies.execute(db)).rows.length;
  const contactCount = subjects.contactIds.length === 0 ? 0 : (await contacts.execute(db)).rows.length;
  return companyCount === subjects.companyIds.length && contactCount === subjects.contactIds.length;
}

/** What these subjects have on the group now. */
export async function listRightsOfSubjects(db: Queryable, groupId: string, subjects: Subjects): Promise<Selectable<GroupRight>[]> {
  const { rows } = await sql<Selectable<GroupRight>>`select * from group_right where group_id = ${groupId}::uuid and (company_id = any(${[
    ...subjects.companyIds,
  ]}::uuid[]) or contact_id = any(${[...subjects.contactIds]}::uuid[]) or everybody is not null)`.execute(db);
  return rows;
}

export type RightToWrite = {
  group_right_id: string;
  contact_id: string | null;
  company_id: string | null;
  context: "own" | "others" | null;
  everybody: "contact" | "company" | null;
  can_read: boolean;
  can_create: boolean;
  can_edit: boolean;
  starts_at: Date | null;
  ends_at: Date | null;
};

const given = (rights: readonly RightToWrite[]) => sql`jsonb_to_recordset(${JSON.stringify(rights)}::jsonb) as n(group_right_id uuid, contact_id uuid,
  company_id uuid, context text, everybody text, can_read boolean, can_create boolean, can_edit boolean, starts_at timestamptz, ends_at timestamptz)`;

export async function insertRights(db: Queryable, groupId: string, rights: readonly RightToWrite[], setBy: string | null): Promise<void> {
  if (rights.length === 0) return;
  await sql`insert into group_right (group_right_id, group_id, contact_id, company_id, context, everybody, can_read, can_create, can_edit, starts_at, ends_at, set_by)
    select n.group_right_id, ${groupId}::uuid, n.contact_id, n.company_id, n.context, n.everybody, n.can_read, n.can_create, n.can_edit, n.starts_at, n.ends_at,
      ${setBy}::uuid from ${given(rights)}`.execute(db);
}

export async function updateRights(db: Queryable, rights: readonly RightToWrite[], setBy: string | null): Promise<void> {
  if (rights.length === 0) return;
  await sql`update group_right r set can_read = n.can_read, can_create = n.can_create, can_edit = n.can_edit, starts_at = n.starts_at, ends_at = n.ends_at,
    set_by = ${setBy}::uuid from ${given(rights)} where r.group_right_id = n.group_right_id`.execute(db);
}

export async function deleteRights(db: Queryable, rightIds: readonly string[]): Promise<void> {
  if (rightIds.length === 0) return;
  await sql`delete from group_right where group_right_id = any(${[...rightIds]}::uuid[])`.execute(db);
}
