/** The table of contacts; lists of them are in list-queries.ts, memberships in membership-queries.ts. */
import { type Selectable, sql } from "kysely";
import type { ContactChange } from "#contract/contact.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Contact } from "#server/platform/db/schema-types.ts";

export type ContactRow = Selectable<Contact>;

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
