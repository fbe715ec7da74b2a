/** The tables of tags and of the tags of tickets. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { found } from "#server/platform/refusal.ts";

export type TagRow = { id: string; name: string; removed: boolean; version: number; tickets: number; sortKey: string };
export type TagFilter = { q?: string | undefined; state: "active" | "all" };

/** As many tickets of a tag are counted. */
export const mostCounted = 1000;

const columns = sql`g.tag_id as id, g.name, g.removed_at is not null as removed, g.version, search_fold(g.name) as "sortKey",
  (select count(*)::int from (select from ticket_tag t where t.tag_id = g.tag_id limit ${mostCounted + 1}) as counted) as tickets`;
const matching = ({ q, state }: TagFilter) => sql`tag g where (${state} = 'all' or g.removed_at is null)
  and ${sql.join(containsWords(sql`search_fold(g.name)`, typedText(q)), sql` and `)}`;

/** By name, from after the cursor on; one row more than asked. */
export async function listTags(db: Queryable, filter: TagFilter, after: readonly string[] | undefined, limit: number): Promise<TagRow[]> {
  const from = after ? sql`and (search_fold(g.name), g.tag_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<TagRow>`select ${columns} from ${matching(filter)} ${from} order by search_fold(g.name), g.tag_id limit ${limit + 1}`.execute(db);
  return rows;
}

export const countTags = (db: Queryable, filter: TagFilter, count: "exact" | undefined) => countRows(db, matching(filter), count);

export async function getTag(db: Queryable, tagId: string): Promise<TagRow> {
  const { rows } = await sql<TagRow>`select ${columns} from tag g where g.tag_id = ${tagId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The tag, held until the end of the transaction; a removed one is not there. */
export async function lockTag(db: Queryable, tagId: string): Promise<{ name: string; version: number }> {
  const tag = db.selectFrom("tag").select(["name", "version"]).where("tag_id", "=", tagId).where("removed_at", "is", null).forUpdate();
  return found(await tag.executeTakeFirst());
}

/** Null: there is one of this name. */
export async function insertTag(db: Queryable, name: string, now: Date): Promise<string | null> {
  const { rows } = await sql<{ tag_id: string }>`insert into tag (tag_id, name, created_at, changed_at) values (${randomUUIDv7()}, ${name}, ${now}, ${now})
    on conflict (lower(name)) where removed_at is null do nothing returning tag_id`.execute(db);
  return rows[0]?.tag_id ?? null;
}

export async function findTagByName(db: Queryable, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ tag_id: string }>`select tag_id from tag where lower(name) = lower(${name}) and removed_at is null`.execute(db);
  return rows[0]?.tag_id;
}

export async function updateTag(db: Queryable, tagId: string, values: { name: string } | { removed_at: Date }, now: Date): Promise<void> {
  await db
    .updateTable("tag")
    .set((eb) => ({ ...values, changed_at: now, version: eb("version", "+", 1) }))
    .where("tag_id", "=", tagId)
    .execute();
}

/** @returns how many tickets had it. */
export async function takeTagOff(db: Queryable, tagId: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom("ticket_tag").where("tag_id", "=", tagId).executeTakeFirst();
  return Number(numDeletedRows);
}

export const giveTagInstead = (db: Queryable, tagId: string, intoId: string) =>
  sql`insert into ticket_tag (ticket_id, tag_id) select ticket_id, ${intoId}::uuid from ticket_tag where tag_id = ${tagId}::uuid on conflict do nothing`.execute(
    db,
  );
