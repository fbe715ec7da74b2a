/** Companies or contacts page by page, those that are assigned first, each by name, with its membership on the other side or none. */
import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";
import type { MembershipColumns, MembershipViewRow } from "./membership-queries.ts";

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

// Names and searched texts are written exactly as in their indexes.
function listed({ of, assigned, q, ids }: ToAssign): { id: Sql; name: Sql; columns: Sql; from: Sql } {
  const byCompany = "contactId" in of;
  const id = byCompany ? sql`c.company_id` : sql`ct.contact_id`;
  const on = byCompany
    ? sql`m.company_id = c.company_id and m.contact_id = ${of.contactId}::uuid`
    : sql`m.contact_id = ct.contact_id and m.company_id = ${of.companyId}::uuid`;
  const join = assigned && ids === undefined ? sql`join` : sql`left join`;
  const typed = typedText(q);
  const where = ids
    ? [sql`${id} = any(${[...ids]}::uuid[])`]
    : typed === ""
      ? [sql`true`]
      : containsWords(byCompany ? sql`c.search_text` : sql`ct.search_text`, typed);
  return {
    id,
    name: byCompany ? sql`c.sort_name` : sql`ct.sort_name`,
    columns: byCompany
      ? sql`c.company_id as id, c.name, c.number as detail, c.state`
      : sql`ct.contact_id as id, coalesce(nullif(trim(ct.first_name || ' ' || ct.last_name), ''), ct.login, ct.email) as name, ct.email as detail, ct.state`,
    from: sql`${byCompany ? sql`company c` : sql`contact ct`} ${join} membership m on ${on} where ${sql.join(where, sql` and `)}`,
  };
}

/** The first rows of a part behind a cursor, in the order of an index: none of them sorts the whole list. */
function rowsOfPart(asked: ToAssign, part: Part, after: string[] | undefined, most: number): Sql {
  const { id, name, columns, from } = listed({ ...asked, assigned: part === "assigned" });
  const rank = PARTS[part];
  const begun = after === undefined || Number(after[0]) < rank;
  const start = begun ? sql`` : Number(after[0]) > rank ? sql`and false` : sql`and (${name}, ${id}) > (${after[1]}, ${after[2]}::uuid)`;
  return sql`(select ${columns}, m.role_id, m.is_primary, m.carries_group_rights, m.keeps_own_tickets, m.sees_since, m.starts_at, m.ends_at,
        m.for_a_time_role_id, m.for_a_time_starts_at, m.for_a_time_ends_at, m.version,
        array[${String(rank)}, ${name}, ${id}::text] as keys
      from ${from} ${part === "others" ? sql`and m.role_id is null` : sql``} ${start} order by ${name}, ${id} limit ${most})`;
}

export async function listRowsToAssign(db: Queryable, asked: ToAssign, page: { limit: number; cursor?: string | undefined }): Promise<RowToAssign[]> {
  const after = keysOf(page.cursor, assignOrder, keyKinds);
  const most = page.limit + 1;
  const parts = partsOf(asked).map((part) => rowsOfPart(asked, part, after, most));
  const granted =
    "contactId" in asked.of
      ? sql`g.contact_id = ${asked.of.contactId}::uuid and g.company_id = page.id`
      : sql`g.contact_id = page.id and g.company_id = ${asked.of.companyId}::uuid`;
  const order = sql`keys[1], keys[2], keys[3]`;
  const { rows } = await sql<RowToAssign>`
    with page as (select * from (${sql.join(parts, sql` union all `)}) both_parts order by ${order} limit ${most})
    select page.*, r.name as role_name, r.system_key as role_system_key, a.name as for_a_time_role_name, a.system_key as for_a_time_role_system_key,
      case when page.role_id is not null then (select count(*)::int from project_grant g where ${granted}) end as grant_count
    from page left join portal_role r on r.role_id = page.role_id left join portal_role a on a.role_id = page.for_a_time_role_id order by ${order}`.execute(db);
  return rows;
}

export const countRowsToAssign = (db: Queryable, asked: ToAssign, count: "exact" | undefined) => countRows(db, listed(asked).from, count);

/** Whether the one whose matrix it is is there. */
export async function isThereToAssign(db: Queryable, of: ToAssign["of"]): Promise<boolean> {
  const { rows } =
    "contactId" in of
      ? await sql`select from contact where contact_id = ${of.contactId}::uuid`.execute(db)
      : await sql`select from company where company_id = ${of.companyId}::uuid`.execute(db);
  return rows.length > 0;
}
