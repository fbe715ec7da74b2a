/** Contacts page by page: by name, by change, or what a search finds, the best first. */
import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";
import type { ContactRow } from "./queries.ts";
import { begins, lastNameBegins, maybeOf, RANKS, type Rank, rankOf, type Search, searchOf } from "./search-queries.ts";

export type ListedContact = ContactRow & {
  /** The primary one first, at most five. */
  companies: { id: string; name: string; primary: boolean }[] | null;
  company_count: number;
  /** Of its place in the list, for the cursor. */
  keys: string[];
};
export type ContactFilter = { q?: string | undefined; state?: string | undefined; companyId?: string | undefined };
/** *relevance*: a login, address or name as typed, then last names that begin so, then other beginnings, then anywhere. */
export type ContactOrder = "relevance" | "name" | "-changed";
export type ContactPage = { sort: "name" | "-changed"; limit: number; cursor?: string | undefined; count?: "exact" | undefined };
export type ContactList = { order: ContactOrder; rows: ListedContact[]; counted: { total: number; totalIsLowerBound?: true } };

const keyKinds: Record<ContactOrder, readonly KeyKind[]> = { relevance: ["rank", "text", "id"], name: ["text", "id"], "-changed": ["instant", "id"] };

type Sql = RawBuilder<unknown>;
const and = (list: readonly Sql[]): Sql => sql.join([sql`true`, ...list], sql` and `);

/** So many are read and sorted at once. Where more are left, the list is walked in its order and ends with the page. */
const few = 3000;

/** One row more than `limit`, if there is one. */
export async function listContacts(db: Queryable, filter: ContactFilter, page: ContactPage): Promise<ContactList> {
  const search = searchOf(filter.q);
  const order = page.sort === "name" && search ? "relevance" : page.sort;
  const after = keysOf(page.cursor, order, keyKinds[order]);
  const people = await peopleOf(db, filter);
  const counted = await countRows(db, search ? await whatIsFound(db, people, search) : people.counted, page.count);
  const asked: Asked = { people, search, most: page.limit + 1, after, isFew: people.isFew || counted.total <= few };
  const placed = order === "relevance" && search ? await placeByRelevance(db, { ...asked, search }) : await placeInOrder(db, asked, order === "name");
  return { order, counted, rows: await rowsInPlace(db, placed) };
}

// ── of whom ──

type People = { from: Sql; where: Sql[]; counted: Sql; isFew: boolean };

/** Those whom the filters leave. `from` are only they, where they are few; where they are many, it is everybody, and `where` says who. */
async function peopleOf(db: Queryable, { companyId, state }: ContactFilter): Promise<People> {
  const everybody = sql`contact ct`;
  if (!companyId && !state) return { from: everybody, where: [], counted: everybody, isFew: false };
  const ofState = state ? [sql`ct.state = ${state}`] : [];
  const members = sql`membership m join contact ct on ct.contact_id = m.contact_id where m.company_id = ${companyId}::uuid and ${and(ofState)}`;
  // Asked of one contact at a time, so that nobody begins with all members of a large company.
  const isMember = companyId ? [sql`(select true from membership m where m.contact_id = ct.contact_id and m.company_id = ${companyId}::uuid)`] : [];
  // A range, so that the index is asked however rare PostgreSQL thinks other states are.
  const inState = sql`contact ct where ct.state between ${state} and ${state}`;
  const only = (these: Sql): People => {
    const from = sql`(select ct.* from ${these} offset 0) ct`;
    return { from, where: [], counted: from, isFew: true };
  };
  if (companyId && (await areFew(db, sql`membership m where m.company_id = ${companyId}::uuid`))) return only(members);
  if (state && (await areFew(db, inState))) return only(sql`${inState} and ${and(isMember)}`);
  return { from: everybody, where: [...isMember, ...ofState], counted: companyId ? members : sql`contact ct where ${and(ofState)}`, isFew: false };
}

async function areFew(db: Queryable, from: Sql): Promise<boolean> {
  const { rows } = await sql<{ few: boolean }>`select count(*) <= ${few} as few from (select from ${from} limit ${few + 1}) counted`.execute(db);
  return rows[0]?.few ?? false;
}

/** What most of the first people have, as the domain of an address, is looked for in one after the other: its index names nearly everybody. */
async function whatIsFound(db: Queryable, people: People, search: Search): Promise<Sql> {
  const byIndex = sql`${people.from} where ${and([...people.where, ...search.found])}`;
  if (people.isFew) return byIndex;
  const { rows } = await sql<{ most: boolean }>`
    select count(*) filter (where ${and(search.matches)}) * 2 > count(*) as most from (select ct.* from ${people.counted} limit 500) ct`.execute(db);
  return rows[0]?.most ? sql`(select ct.* from ${people.counted} offset 0) ct where ${and(search.matches)}` : byIndex;
}

// ── in which order ──

type Asked = { people: People; search: Search | undefined; most: number; after: string[] | undefined; isFew: boolean };
type Place = { contact_id: string; keys: string[] };

/** How far a walk looks for a page before everything that the search finds is read instead: what is frequent may all lie at the end. */
const walked = few;

async function placeInOrder(db: Queryable, { people, search, most, after, isFew }: Asked, byName: boolean): Promise<Place[]> {
  const first = byName ? sql`ct.sort_name` : sql`ct.changed_at`;
  const keys = sql`${first}, ct.contact_id`;
  const order = byName ? keys : sql`ct.changed_at desc, ct.contact_id desc`;
  const start = after ? [byName ? sql`(${keys}) > (${after[0]}, ${after[1]}::uuid)` : sql`(${keys}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : [];
  const place = sql`ct.contact_id, array[(${first})::text, ct.contact_id::text] as keys`;
  const read = async (from: Sql, where: readonly Sql[]): Promise<Place[]> =>
    (await sql<Place>`select ${place} from ${from} where ${and(where)} order by ${order} limit ${most}`.execute(db)).rows;
  if (!search) return read(people.from, [...people.where, ...start]);
  if (!isFew) {
    const near = await read(sql`(select * from contact ct where ${and(start)} order by ${order} limit ${sql.lit(walked)}) ct`, [
      ...search.matches,
      ...people.where,
    ]);
    if (near.length === most) return near;
  }
  return read(sql`(select ct.* from ${people.from} where ${and([...people.where, ...search.found])} offset 0) ct`, start);
}

type Searched = Asked & { search: Search };

async function placeByRelevance(db: Queryable, asked: Searched): Promise<Place[]> {
  const { people, search, most, after } = asked;
  if (asked.isFew) {
    const found = sql`(select ct.*, ${rankOf(search)} as rank from ${people.from} where ${and([...people.where, ...search.found])} offset 0) ct`;
    const start = after ? [sql`(rank, sort_name, contact_id) > (${after[0]}::int, ${after[1]}, ${after[2]}::uuid)`] : [];
    const { rows } = await sql<Place>`select contact_id, array[rank::text, sort_name, contact_id::text] as keys from ${found}
      where ${and(start)} order by rank, sort_name, contact_id limit ${most}`.execute(db);
    return rows;
  }
  const places: Place[] = [];
  for (const rank of Object.values(RANKS)) {
    if (places.length === most) break;
    if (after && Number(after[0]) > rank) continue;
    const behind = after && Number(after[0]) === rank ? sql`(ct.sort_name, ct.contact_id) > (${after[1]}, ${after[2]}::uuid)` : sql`true`;
    places.push(...(await placesOfRank(db, asked, rank, behind, most - places.length)));
  }
  return places;
}

async function placesOfRank(db: Queryable, { people, search }: Searched, rank: Rank, behind: Sql, most: number): Promise<Place[]> {
  const read = async (from: Sql, where: readonly Sql[]): Promise<Place[]> => {
    const { rows } = await sql<Place>`select ct.contact_id, array[${String(rank)}, ct.sort_name, ct.contact_id::text] as keys from ${from}
      where ${and(where)} order by ct.sort_name, ct.contact_id limit ${most}`.execute(db);
    return rows;
  };
  const ofRank = sql`${rankOf(search)} = ${sql.lit(rank)}`;
  if (rank === RANKS.lastNameBegins) return read(sql`contact ct`, [lastNameBegins(search), behind, ofRank, ...people.where]);
  if (rank !== RANKS.asTyped) {
    const near = sql`(select * from contact ct where ${behind} order by ct.sort_name, ct.contact_id limit ${sql.lit(walked)}) ct`;
    const places = await read(near, [...maybeOf(search, rank), ofRank, ...people.where]);
    if (places.length === most) return places;
  }
  const indexed = rank === RANKS.anywhere ? search.found : [begins(search, rank), ...maybeOf(search, rank)];
  return read(sql`(select ct.* from contact ct where ${and([...indexed, ...people.where])} offset 0) ct`, [ofRank, behind]);
}

/** With the companies of these contacts by one lateral join. */
async function rowsInPlace(db: Queryable, places: readonly Place[]): Promise<ListedContact[]> {
  const { rows } = await sql<Omit<ListedContact, "keys">>`
    select ct.*, first_ones.companies, (select count(*)::int from membership m where m.contact_id = ct.contact_id) as company_count
    from unnest(${places.map((place) => place.contact_id)}::uuid[]) with ordinality as p(contact_id, place) join contact ct on ct.contact_id = p.contact_id
    left join lateral (select json_agg(json_build_object('id', f.company_id, 'name', f.name, 'primary', f.is_primary) order by f.is_primary desc, f.name, f.company_id) as companies
      from (select c.company_id, c.name, m.is_primary from membership m join company c on c.company_id = m.company_id where m.contact_id = ct.contact_id
        order by m.is_primary desc, c.name, c.company_id limit 5) f) first_ones on true
    order by p.place`.execute(db);
  return rows.map((row, place) => ({ ...row, keys: places[place]?.keys ?? [] }));
}
