/** The table of contacts; memberships are in membership-queries.ts. */
import { type RawBuilder, type Selectable, sql } from "kysely";
import type { ContactChange } from "#contract/contact.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import type { Contact } from "#server/platform/db/schema-types.ts";
import { containsWords, folded, typedText } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";

export type ContactRow = Selectable<Contact>;
export type ListedContact = ContactRow & {
  /** The primary one first, at most five. */
  companies: { id: string; name: string; primary: boolean }[] | null;
  company_count: number;
  /** Of its place in the list, for the cursor. */
  keys: string[];
};

/** Each field of the contract that an agent can change, with its column. */
export const contactColumns = {
  title: "title",
  firstName: "first_name",
  lastName: "last_name",
  email: "email",
  phone: "phone",
  fax: "fax",
  mobile: "mobile",
  street: "street",
  zip: "zip",
  city: "city",
  country: "country",
  comment: "comment",
  language: "language",
  timeZone: "time_zone",
  state: "state",
  ownFields: "own_fields",
} as const satisfies Record<Exclude<keyof ContactChange, "version" | "reason">, keyof ContactRow>;

export type ContactField = keyof typeof contactColumns;
export type ContactFields = Record<ContactField, unknown>;
export const contactFieldsOf = (row: ContactRow): ContactFields =>
  Object.fromEntries(Object.entries(contactColumns).map(([field, column]) => [field, row[column]])) as ContactFields;

const columnsOf = (fields: Partial<ContactFields>): Record<string, unknown> =>
  Object.fromEntries(
    (Object.keys(fields) as ContactField[]).map((field) => [contactColumns[field], field === "ownFields" ? JSON.stringify(fields[field]) : fields[field]]),
  );

// ── lists ──

export type ContactFilter = { q?: string | undefined; state?: string | undefined; companyId?: string | undefined };
/** *relevance*: a login, address or name as typed, then beginnings, then anywhere. */
export type ContactOrder = "relevance" | "name" | "-changed";
export type ContactPage = { sort: "name" | "-changed"; limit: number; cursor?: string | undefined };

export const contactOrder = (filter: ContactFilter, page: Pick<ContactPage, "sort">): ContactOrder =>
  page.sort === "name" && typedText(filter.q) !== "" ? "relevance" : page.sort;

const keyKinds: Record<ContactOrder, readonly KeyKind[]> = { relevance: ["rank", "text", "id"], name: ["text", "id"], "-changed": ["instant", "id"] };
const searchedText = sql`ct.search_text`;
const sortName = sql`ct.sort_name`;

/** One row more than `limit`, if there is one; the companies of the page's contacts by one lateral join. */
export async function listContacts(db: Queryable, filter: ContactFilter, page: ContactPage): Promise<ListedContact[]> {
  const order = contactOrder(filter, page);
  const after = keysOf(page.cursor, order, keyKinds[order]);
  const { rows } = await sql<ListedContact>`
    ${order === "relevance" ? pageByRelevance(filter, page.limit + 1, after) : pageInOrder(order, filter, page.limit + 1, after)}
    select ct.*, p.keys, first_ones.companies, (select count(*)::int from membership m where m.contact_id = ct.contact_id) as company_count
    from page p join contact ct on ct.contact_id = p.contact_id
    left join lateral (select json_agg(json_build_object('id', f.company_id, 'name', f.name, 'primary', f.is_primary) order by f.is_primary desc, f.name, f.company_id) as companies
      from (select c.company_id, c.name, m.is_primary from membership m join company c on c.company_id = m.company_id where m.contact_id = ct.contact_id
        order by m.is_primary desc, c.name, c.company_id limit 5) f) first_ones on true
    order by p.place`.execute(db);
  return rows;
}

function pageInOrder(order: "name" | "-changed", filter: ContactFilter, limit: number, after: string[] | undefined): RawBuilder<unknown> {
  const byName = order === "name";
  const keys = byName ? sql`${sortName}, ct.contact_id` : sql`ct.changed_at, ct.contact_id`;
  const start = !after
    ? sql`true`
    : byName
      ? sql`(${keys}) > (${after[0]}, ${after[1]}::uuid)`
      : sql`(${keys}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  return sql`with listed as (
      select ct.contact_id, array[(${byName ? sortName : sql`ct.changed_at`})::text, ct.contact_id::text] as keys from ${source(filter)}
      where ${and(conditions(filter))} and ${start} order by ${byName ? keys : sql`ct.changed_at desc, ct.contact_id desc`} limit ${limit}),
    page as (select *, row_number() over () as place from listed)`;
}

function pageByRelevance(filter: ContactFilter, limit: number, after: string[] | undefined): RawBuilder<unknown> {
  const typed = typedText(filter.q);
  const start = after ? sql`where (rank, sort_name, contact_id) > (${after[0]}::int, ${after[1]}, ${after[2]}::uuid)` : sql``;
  return sql`with matching as materialized (
      select ct.contact_id, ct.login, ct.email, ${searchedText} as searched, ${sortName} as sort_name from ${source(filter)} where ${and(conditions(filter))}),
    ranked as (
      select contact_id, sort_name, case
        when lower(login) = lower(${typed}) or lower(email) = lower(${typed}) or starts_with(searched, ${folded(typed)} || ' ')
          or starts_with(sort_name || ' ', ${folded(typed)} || ' ') then 0
        when starts_with(searched, ${folded(typed)}) or starts_with(sort_name, ${folded(typed)})
          or starts_with(lower(login), lower(${typed})) or starts_with(lower(email), lower(${typed})) then 1
        else 2 end as rank from matching),
    listed as (select * from ranked ${start} order by rank, sort_name, contact_id limit ${limit}),
    page as (select contact_id, array[rank::text, sort_name, contact_id::text] as keys, row_number() over (order by rank, sort_name, contact_id) as place from listed)`;
}

export const countContacts = (db: Queryable, filter: ContactFilter, count: "exact" | undefined) =>
  countRows(db, sql`${source(filter)} where ${and(conditions(filter))}`, count);

const source = (filter: ContactFilter): RawBuilder<unknown> =>
  filter.companyId ? sql`membership f join contact ct on ct.contact_id = f.contact_id and f.company_id = ${filter.companyId}::uuid` : sql`contact ct`;

function conditions(filter: ContactFilter): RawBuilder<unknown>[] {
  const typed = typedText(filter.q);
  return [sql`true`, ...(typed === "" ? [] : containsWords(searchedText, typed)), ...(filter.state ? [sql`ct.state = ${filter.state}`] : [])];
}
const and = (list: RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(list, sql` and `);

// ── one ──

export const findContact = (db: Queryable, contactId: string): Promise<ContactRow | undefined> =>
  db.selectFrom("contact").selectAll().where("contact_id", "=", contactId).executeTakeFirst();

/** The contact as it is now, until the end of the transaction: its sign-in and memberships change one after the other. */
export const lockContact = (db: Queryable, contactId: string): Promise<ContactRow | undefined> =>
  db.selectFrom("contact").selectAll().where("contact_id", "=", contactId).forNoKeyUpdate().executeTakeFirst();

/** Several, in one order, so that nobody waits in a circle; false: some are not there. */
export async function lockContacts(db: Queryable, contactIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from contact where contact_id = any(${[...contactIds]}::uuid[]) order by contact_id for no key update`.execute(db);
  return rows.length === contactIds.length;
}

export type ContactExtras = { has_password: boolean; link_valid_until: Date | null; same_email_count: number };
const sameEmailCap = 1000;

/** How a contact signs in, and how many others have its address (counted up to 1000). */
export async function getContactExtras(db: Queryable, contact: Pick<ContactRow, "contact_id" | "email">, now: Date): Promise<ContactExtras> {
  const { contact_id: contactId, email } = contact;
  const { rows } = await sql<ContactExtras>`
    select exists (select from credential where contact_id = ${contactId}::uuid) as has_password,
      (select max(expires_at) from link_token where contact_id = ${contactId}::uuid and used_at is null and expires_at > ${now}) as link_valid_until,
      (select count(*)::int from (select from contact where lower(email) = lower(${email}) and ${email} <> '' and contact_id <> ${contactId}::uuid
        limit ${sameEmailCap}) o) as same_email_count`.execute(db);
  return rows[0] ?? { has_password: false, link_valid_until: null, same_email_count: 0 };
}

// ── writes ──

export async function insertContact(db: Queryable, contact: { contactId: string; now: Date; login: string | null } & Partial<ContactFields>): Promise<void> {
  const { contactId, now, login, ...fields } = contact;
  await db
    .insertInto("contact")
    .values({ contact_id: contactId, login, created_at: now, changed_at: now, ...columnsOf(fields) })
    .execute();
}

export async function updateContact(db: Queryable, contactId: string, fields: Partial<ContactFields> & { login?: string | null }, now: Date): Promise<void> {
  const { login, ...others } = fields;
  await db
    .updateTable("contact")
    .set((eb) => ({ ...columnsOf(others), ...(login === undefined ? {} : { login }), version: eb("version", "+", 1), changed_at: now }))
    .where("contact_id", "=", contactId)
    .execute();
}
