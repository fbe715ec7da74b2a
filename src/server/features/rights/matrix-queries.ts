/** Rows of the matrix of rights, page by page by name, and the rights on them. */
import { type RawBuilder, type Selectable, sql } from "kysely";
import { foundContacts } from "#server/features/contacts/search-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import type { GroupRight } from "#server/platform/db/schema-types.ts";
import { containsTyped } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";
import type { RightPage } from "./queries.ts";

export type RowOfGroup = { id: string; name: string; state: string; queue_count: number; rights_version: number; keys: string[] };
export type RowOfSubject = { id: string; name: string; detail: string; state: string; keys: string[] };
export const rowOrder = "name";
const keyKinds: readonly KeyKind[] = ["text", "id"];

type Sql = RawBuilder<unknown>;
type Listed = { columns: Sql; from: Sql; name: Sql; id: Sql; found: (q: string | undefined) => Sql[]; only: Sql };

const where = ({ found, only }: Listed, q: string | undefined): Sql => sql.join([only, ...found(q)], sql` and `);

async function listRows<Row>(db: Queryable, listed: Listed, q: string | undefined, page: RightPage): Promise<Row[]> {
  const after = keysOf(page.cursor, rowOrder, keyKinds);
  const start = after ? sql`and (${listed.name}, ${listed.id}) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<Row>`select ${listed.columns}, array[${listed.name}, ${listed.id}::text] as keys from ${listed.from}
    where ${where(listed, q)} ${start} order by ${listed.name}, ${listed.id} limit ${page.limit + 1}`.execute(db);
  return rows;
}

// ── by group ──

/** Which groups: all, those on which these subjects have a right, or named ones. */
export type GroupsWith = "all" | { companyId: string } | { contactId: string } | "everybody" | { groupIds: readonly string[] };

function groups(only: GroupsWith): Listed {
  const name = sql`search_fold(g.name)`;
  return {
    columns: sql`g.group_id as id, g.name, g.state, g.rights_version, (select count(*)::int from queue q where q.group_id = g.group_id) as queue_count`,
    from: sql`access_group g`,
    name,
    id: sql`g.group_id`,
    found: (q) => containsTyped(name, q),
    only: only === "all" ? sql`true` : typeof only === "object" && "groupIds" in only ? sql`g.group_id = any(${[...only.groupIds]}::uuid[])` : hasRight(only),
  };
}

function hasRight(of: { companyId: string } | { contactId: string } | "everybody"): Sql {
  const whose =
    of === "everybody"
      ? sql`r.everybody is not null`
      : "companyId" in of
        ? sql`r.company_id = ${of.companyId}::uuid`
        : sql`r.contact_id = ${of.contactId}::uuid`;
  return sql`exists (select from group_right r where r.group_id = g.group_id and ${whose})`;
}

export const listRowsByGroup = (db: Queryable, only: GroupsWith, q: string | undefined, page: RightPage) => listRows<RowOfGroup>(db, groups(only), q, page);
export const countRowsByGroup = (db: Queryable, only: GroupsWith, q: string | undefined, count: "exact" | undefined) =>
  countRows(db, sql`${groups(only).from} where ${where(groups(only), q)}`, count);

// ── by company or contact ──

export type Subjects = { kind: "company" | "contact"; groupId: string; shown: "all" | "assigned" | "inherited"; ids?: readonly string[] | undefined };

const inForce = (alias: "r" | "m", now: Date): Sql =>
  sql`coalesce(${sql.ref(`${alias}.starts_at`)} <= ${now}, true) and coalesce(${sql.ref(`${alias}.ends_at`)} > ${now}, true)`;

/** Whose cells show what comes from elsewhere: by everybody's rights, and of contacts by the rights of companies whose memberships carry them. */
function inherits(kind: "company" | "contact", groupId: string, now: Date): Sql {
  const everybody = (whose: Sql) => sql`exists (select from group_right r where r.group_id = ${groupId}::uuid and ${whose} and ${inForce("r", now)})`;
  const from =
    kind === "company"
      ? everybody(sql`r.everybody is not null`)
      : sql`(${everybody(sql`r.everybody = 'contact'`)} or ct.contact_id in (
          select m.contact_id from membership m join company mc on mc.company_id = m.company_id
          where m.carries_group_rights and ${inForce("m", now)} and mc.state = 'active' and mc.portal_enabled and (${everybody(sql`r.everybody = 'company'`)}
            or m.company_id in (select r.company_id from group_right r where r.group_id = ${groupId}::uuid and r.context = 'own' and ${inForce("r", now)}))))`;
  return sql`exists (select from access_group g where g.group_id = ${groupId}::uuid and g.state = 'active') and ${from}`;
}

function subjects({ kind, groupId, shown, ids }: Subjects, now: Date): Listed {
  const id = kind === "company" ? sql`c.company_id` : sql`ct.contact_id`;
  const assigned = sql`(select ${kind === "company" ? sql`r.company_id` : sql`r.contact_id`} from group_right r where r.group_id = ${groupId}::uuid)`;
  const ofShown = { all: sql`true`, assigned: sql`${id} in ${assigned}`, inherited: inherits(kind, groupId, now) };
  const only = ids ? sql`${id} = any(${[...ids]}::uuid[])` : ofShown[shown];
  // Names and searched texts are written exactly as in their indexes.
  return kind === "company"
    ? {
        columns: sql`${id} as id, c.name, c.number as detail, c.state`,
        from: sql`company c`,
        name: sql`c.sort_name`,
        id,
        found: (q) => containsTyped(sql`c.search_text`, q),
        only,
      }
    : {
        columns: sql`${id} as id, coalesce(nullif(trim(ct.first_name || ' ' || ct.last_name), ''), ct.login, ct.email) as name, ct.email as detail, ct.state`,
        from: sql`contact ct`,
        name: sql`ct.sort_name`,
        id,
        found: foundContacts,
        only,
      };
}

export const listRowsBySubject = (db: Queryable, of: Subjects, q: string | undefined, page: RightPage, now: Date) =>
  listRows<RowOfSubject>(db, subjects(of, now), q, page);
export const countRowsBySubject = (db: Queryable, of: Subjects, q: string | undefined, count: "exact" | undefined, now: Date) =>
  countRows(db, sql`${subjects(of, now).from} where ${where(subjects(of, now), q)}`, count);

// ── what is set ──

export type RightInCell = Selectable<GroupRight> & { set_by_name: string | null };

/** All rights of these companies and contacts, and of everybody, on these groups. */
export async function listRightsInCells(
  db: Queryable,
  groupIds: readonly string[],
  of: { companyIds?: readonly string[]; contactIds?: readonly string[] },
): Promise<RightInCell[]> {
  const { rows } = await sql<RightInCell>`
    select r.*, coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) as set_by_name
    from group_right r left join agent a on a.agent_id = r.set_by
    where r.group_id = any(${[...groupIds]}::uuid[])
      and (r.company_id = any(${[...(of.companyIds ?? [])]}::uuid[]) or r.contact_id = any(${[...(of.contactIds ?? [])]}::uuid[]) or r.everybody is not null)`.execute(
    db,
  );
  return rows;
}
