/** Companies or contacts page by page, those that are assigned first, each by name, with its membership on the other side or none. */
import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsTyped } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";
import type { MembershipColumns, MembershipViewRow } from "./membership-queries.ts";
import { foundContacts } from "./search-queries.ts";

/** Whose matrix: a contact's by company, or a company's by contact. `ids`: just these rows. */
export type ToAssign = { of: { contactId: string } | { companyId: string }; assigned: boolean; q?: string | undefined; ids?: readonly string[] | undefined };

type Joined = MembershipColumns & { version: number; role_name: string; role_system_key: string | null; grant_count: number } & Pick<
    MembershipViewRow,
    "for_a_time_role_name" | "for_a_time_role_system_key"
  >;
type None = { [Key in keyof Joined]: null };
export type RowToAssign = { id: string; name: string; detail: string; state: string; keys: string[] } & (Joined | None);

export const assignOrder = "assigned";
/** Which part of the list, name, id. */
const keyKinds: readonly KeyKind[] = ["rank", "text", "id"];

/** The list in its order; rows that are asked for by id are one part, whatever they are. */
const PARTS = { assigned: 0, others: 1, named: 0 } as const;
type Part = keyof typeof PARTS;

const partsOf = ({ assigned, ids }: ToAssign): readonly Part[] => (ids ? ["named"] : assigned ? ["assigned"] : ["assigned", "others"]);

type Sql = RawBuilder<unknown>;

/** In a company with more contacts than this nobody begins with all of them: they are met in the order of names, or found by a search first. */
const mostSorted = 3000;

async function isLarge(db: Queryable, { of }: ToAssign): Promise<boolean> {
  if ("contactId" in of) return false;
  const members = sql`select from membership where company_id = ${of.companyId}::uuid limit ${mostSorted + 1}`;
  const { rows } = await sql<{ large: boolean }>`select count(*) > ${mostSorted} as large from (${members}) counted`.execute(db);
  return rows[0]?.large ?? false;
}

// Names and searched texts are written exactly as in their indexes.
function listed({ of, assigned, q, ids }: ToAssign, large = false): { id: Sql; name: Sql; columns: Sql; from: Sql } {
  const byCompany = "contactId" in of;
  const id = byCompany ? sql`c.company_id` : sql`ct.contact_id`;
  const on = byCompany
    ? sql`m.company_id = c.company_id and m.contact_id = ${of.contactId}::uuid`
    : sql`m.contact_id = ct.contact_id and m.company_id = ${of.companyId}::uuid`;
  const join = assigned && ids === undefined ? sql`join` : sql`left join`;
  const searched = byCompany ? containsTyped(sql`c.search_text`, q) : foundContacts(q);
  const where = ids ? [sql`${id} = any(${[...ids]}::uuid[])`] : [sql`true`, ...searched];
  const met = large ? sql`lateral (select * from membership m where ${on} offset 0) m on true` : sql`membership m on ${on}`;
  const found = large && searched.length > 0 ? sql`(select * from contact ct where ${sql.join(where, sql` and `)} offset 0) ct` : sql`contact ct`;
  return {
    id,
    name: byCompany ? sql`c.sort_name` : sql`ct.sort_name`,
    columns: byCompany
      ? sql`c.company_id as id, c.name, c.number as detail, c.state`
      : sql`ct.contact_id as id, coalesce(nullif(trim(ct.first_name || ' ' || ct.last_name), ''), ct.login, ct.email) as name, ct.email as detail, ct.state`,
    from: sql`${byCompany ? sql`company c` : found} ${join} ${met} where ${sql.join(where, sql` and `)}`,
  };
}

/** The first rows of a part behind a cursor. */
async function listPart(db: Queryable, asked: ToAssign, part: Part, after: string[] | undefined, most: number, large: boolean): Promise<RowToAssign[]> {
  const { id, name, columns, from } = listed({ ...asked, assigned: part === "assigned" }, large);
  const rank = PARTS[part];
  const start = after && Number(after[0]) === rank ? sql`and (${name}, ${id}) > (${after[1]}, ${after[2]}::uuid)` : sql``;
  const granted =
    "contactId" in asked.of
      ? sql`g.contact_id = ${asked.of.contactId}::uuid and g.company_id = page.id`
      : sql`g.contact_id = page.id and g.company_id = ${asked.of.companyId}::uuid`;
  const { rows } = await sql<RowToAssign>`
    with page as (select ${columns}, m.role_id, m.is_primary, m.carries_group_rights, m.keeps_own_tickets, m.sees_since, m.starts_at, m.ends_at,
        m.for_a_time_role_id, m.for_a_time_starts_at, m.for_a_time_ends_at, m.version, ${name} as sort_name, array[${String(rank)}, ${name}, ${id}::text] as keys
      from ${from} ${part === "others" ? sql`and m.role_id is null` : sql``} ${start} order by ${name}, ${id} limit ${most})
    select page.*, r.name as role_name, r.system_key as role_system_key, a.name as for_a_time_role_name, a.system_key as for_a_time_role_system_key,
      case when page.role_id is not null then (select count(*)::int from project_grant g where ${granted}) end as grant_count
    from page left join portal_role r on r.role_id = page.role_id left join portal_role a on a.role_id = page.for_a_time_role_id
    order by page.sort_name, page.id`.execute(db);
  return rows;
}

/** One row more than `limit`, if there is one. A part is asked for only where those before it leave room. */
export async function listRowsToAssign(db: Queryable, asked: ToAssign, page: { limit: number; cursor?: string | undefined }): Promise<RowToAssign[]> {
  const after = keysOf(page.cursor, assignOrder, keyKinds);
  const large = await isLarge(db, asked);
  const rows: RowToAssign[] = [];
  for (const part of partsOf(asked)) {
    const room = page.limit + 1 - rows.length;
    if (room > 0 && !(after && Number(after[0]) > PARTS[part])) rows.push(...(await listPart(db, asked, part, after, room, large)));
  }
  return rows;
}

export async function countRowsToAssign(db: Queryable, asked: ToAssign, count: "exact" | undefined) {
  return countRows(db, listed(asked, foundContacts(asked.q).length > 0 && (await isLarge(db, asked))).from, count);
}

/** Whether the one whose matrix it is is there. */
export async function isThereToAssign(db: Queryable, of: ToAssign["of"]): Promise<boolean> {
  const { rows } =
    "contactId" in of
      ? await sql`select from contact where contact_id = ${of.contactId}::uuid`.execute(db)
      : await sql`select from company where company_id = ${of.companyId}::uuid`.execute(db);
  return rows.length > 0;
}
