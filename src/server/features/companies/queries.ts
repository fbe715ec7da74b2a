/** The tables of companies and of number counters. */
import { type RawBuilder, type Selectable, sql } from "kysely";
import type { CompanyInput } from "#contract/company.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { lockInstallation } from "#server/platform/db/lock-installation.ts";
import type { Company } from "#server/platform/db/schema-types.ts";
import { containsWords, folded, typedText } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";

export type CompanyRow = Selectable<Company>;
/** With the keys of its place in the list, for the cursor. */
export type ListedCompany = CompanyRow & { keys: string[] };

/** Each field of the contract with its column. */
export const companyColumns = {
  number: "number",
  name: "name",
  street: "street",
  zip: "zip",
  city: "city",
  country: "country",
  url: "url",
  comment: "comment",
  shippingAddress: "shipping_address",
  billingAddress: "billing_address",
  classification: "classification",
  territory: "territory",
  parentId: "parent_id",
  billedByCompanyId: "billed_by_company_id",
  language: "language",
  timeZone: "time_zone",
  state: "state",
  portalEnabled: "portal_enabled",
  ownFields: "own_fields",
} as const satisfies Record<keyof CompanyInput, keyof CompanyRow>;

export type CompanyField = keyof typeof companyColumns;
export type CompanyFields = Record<CompanyField, unknown>;
export const companyFieldsOf = (row: CompanyRow): CompanyFields =>
  Object.fromEntries(Object.entries(companyColumns).map(([field, column]) => [field, row[column]])) as CompanyFields;

const columnsOf = (fields: Partial<CompanyFields>): Record<string, unknown> =>
  Object.fromEntries(
    (Object.keys(fields) as CompanyField[]).map((field) => [companyColumns[field], field === "ownFields" ? JSON.stringify(fields[field]) : fields[field]]),
  );

// ── lists ──

export type CompanyFilter = { q?: string | undefined; state?: string | undefined; parentId?: string | undefined };
/** *relevance*: exact number, then beginnings of number and name, then anywhere. */
export type CompanyOrder = "relevance" | "name" | "-changed";
export type CompanyPage = { sort: "name" | "-changed"; limit: number; cursor?: string | undefined };

export const companyOrder = (filter: CompanyFilter, page: Pick<CompanyPage, "sort">): CompanyOrder =>
  page.sort === "name" && typedText(filter.q) !== "" ? "relevance" : page.sort;

const keyKinds: Record<CompanyOrder, readonly KeyKind[]> = { relevance: ["rank", "text", "id"], name: ["text", "id"], "-changed": ["instant", "id"] };
const searchedText = sql`c.search_text`;
const sortName = sql`c.sort_name`;

/** One row more than `limit`, if there is one. */
export async function listCompanies(db: Queryable, filter: CompanyFilter, page: CompanyPage): Promise<ListedCompany[]> {
  const order = companyOrder(filter, page);
  const after = keysOf(page.cursor, order, keyKinds[order]);
  const where = and(conditions(filter));
  if (order === "relevance") return listByRelevance(db, typedText(filter.q), where, page.limit + 1, after);
  const byName = order === "name";
  const keys = byName ? sql`${sortName}, c.company_id` : sql`c.changed_at, c.company_id`;
  const start = !after
    ? sql`true`
    : byName
      ? sql`(${keys}) > (${after[0]}, ${after[1]}::uuid)`
      : sql`(${keys}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const { rows } = await sql<ListedCompany>`
    select c.*, array[(${byName ? sortName : sql`c.changed_at`})::text, c.company_id::text] as keys from company c where ${where} and ${start}
    order by ${byName ? keys : sql`c.changed_at desc, c.company_id desc`} limit ${page.limit + 1}`.execute(db);
  return rows;
}

async function listByRelevance(db: Queryable, typed: string, where: RawBuilder<unknown>, limit: number, after: string[] | undefined): Promise<ListedCompany[]> {
  const start = after ? sql`where (rank, sort_name, company_id) > (${after[0]}::int, ${after[1]}, ${after[2]}::uuid)` : sql``;
  const { rows } = await sql<ListedCompany>`
    with matching as materialized (
      select c.company_id, c.number, ${searchedText} as searched, ${sortName} as sort_name from company c where ${where}),
    ranked as (
      select company_id, sort_name, case when starts_with(searched, ${folded(typed)}) and search_fold(number) = ${folded(typed)} then 0
        when starts_with(searched, ${folded(typed)}) or starts_with(sort_name, ${folded(typed)}) then 1 else 2 end as rank from matching),
    page as (select * from ranked ${start} order by rank, sort_name, company_id limit ${limit})
    select c.*, array[p.rank::text, p.sort_name, p.company_id::text] as keys from page p join company c using (company_id)
    order by p.rank, p.sort_name, p.company_id`.execute(db);
  return rows;
}

export const countCompanies = (db: Queryable, filter: CompanyFilter, count: "exact" | undefined) =>
  countRows(db, sql`company c where ${and(conditions(filter))}`, count);

function conditions(filter: CompanyFilter): RawBuilder<unknown>[] {
  const typed = typedText(filter.q);
  return [
    sql`true`,
    ...(typed === "" ? [] : containsWords(searchedText, typed)),
    ...(filter.state ? [sql`c.state = ${filter.state}`] : []),
    ...(filter.parentId ? [sql`c.parent_id = ${filter.parentId}::uuid`] : []),
  ];
}
const and = (list: RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(list, sql` and `);

// ── one ──

export const findCompany = (db: Queryable, companyId: string): Promise<CompanyRow | undefined> =>
  db.selectFrom("company").selectAll().where("company_id", "=", companyId).executeTakeFirst();

export async function countPeople(db: Queryable, companyId: string): Promise<{ contacts: number; withSignIn: number }> {
  const { rows } = await sql<{ contacts: number; withSignIn: number }>`
    select count(*)::int as contacts, count(ct.login)::int as "withSignIn"
    from membership m join contact ct on ct.contact_id = m.contact_id where m.company_id = ${companyId}::uuid`.execute(db);
  return rows[0] ?? { contacts: 0, withSignIn: 0 };
}

/** The company as it is now, until the end of the transaction. */
export const lockCompany = (db: Queryable, companyId: string): Promise<CompanyRow | undefined> =>
  db.selectFrom("company").selectAll().where("company_id", "=", companyId).forNoKeyUpdate().executeTakeFirst();

/** Nobody else can move a company under another until the end of the transaction: two moves could close a circle together. */
export const lockCompanyTree = (db: Queryable) => lockInstallation(db);

/** Whether `companyId` stands at or above `below` in the tree. */
export async function isAtOrAbove(db: Queryable, companyId: string, below: string): Promise<boolean> {
  const { rows } = await sql<{ above: boolean }>`
    with recursive line as (
      select company_id, parent_id from company where company_id = ${below}::uuid
      union select c.company_id, c.parent_id from company c join line on c.company_id = line.parent_id)
    select exists (select from line where company_id = ${companyId}::uuid) as above`.execute(db);
  return rows[0]?.above ?? false;
}

// ── writes ──

export async function insertCompany(db: Queryable, company: { companyId: string; now: Date; number: string; name: string } & Partial<CompanyFields>) {
  const { companyId, now, number, name, ...rest } = company;
  await db
    .insertInto("company")
    .values({ company_id: companyId, number, name, created_at: now, changed_at: now, ...columnsOf(rest) })
    .execute();
}

export async function updateCompany(db: Queryable, companyId: string, fields: Partial<CompanyFields>, now: Date): Promise<void> {
  await db
    .updateTable("company")
    .set((eb) => ({ ...columnsOf(fields), version: eb("version", "+", 1), changed_at: now }))
    .where("company_id", "=", companyId)
    .execute();
}

/** Raises a counter by one and holds it until the end of the transaction. */
export async function raiseCounter(db: Queryable, counterKey: string): Promise<number> {
  const { rows } = await sql<{ last_value: number }>`
    insert into number_counter (counter_key, last_value) values (${counterKey}, 1)
    on conflict (counter_key) do update set last_value = number_counter.last_value + 1 returning last_value`.execute(db);
  return rows[0]?.last_value ?? 1;
}

export const setCounter = (db: Queryable, counterKey: string, lastValue: number) =>
  db.updateTable("number_counter").set({ last_value: lastValue }).where("counter_key", "=", counterKey).execute();

/** The place of the first number that no company has; -1: all are taken. */
export async function firstFreeNumber(db: Queryable, numbers: readonly string[]): Promise<number> {
  const { rows } = await sql<{ place: number }>`
    select (n.place - 1)::int as place from unnest(${[...numbers]}::text[]) with ordinality as n(number, place)
    where not exists (select from company c where lower(c.number) = lower(n.number)) order by n.place limit 1`.execute(db);
  return rows[0]?.place ?? -1;
}
