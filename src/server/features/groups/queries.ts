/** The table of groups. Rights on them: features/access. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { found } from "#server/platform/refusal.ts";

type GroupState = "active" | "suspended" | "closed";
export type GroupFields = { name: string; comment: string; state: GroupState };
export type GroupRow = GroupFields & { id: string; version: number; rightsVersion: number; queueCount: number; sortKey: string };
export type GroupFilter = { q?: string | undefined; state?: GroupState | undefined };

const columns = sql`g.group_id as id, g.name, g.comment, g.state, g.version, g.rights_version as "rightsVersion",
  (select count(*) from queue q where q.group_id = g.group_id) as "queueCount", search_fold(g.name) as "sortKey"`;
const matching = ({ q, state }: GroupFilter) => sql`access_group g where (${state ?? null}::text is null or g.state = ${state ?? null})
  and ${sql.join(containsWords(sql`search_fold(g.name)`, typedText(q)), sql` and `)}`;

/** By name, from after the cursor on; one row more than asked. */
export async function listGroups(db: Queryable, filter: GroupFilter, after: readonly string[] | undefined, limit: number): Promise<GroupRow[]> {
  const from = after ? sql`and (search_fold(g.name), g.group_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<GroupRow>`select ${columns} from ${matching(filter)} ${from} order by search_fold(g.name), g.group_id limit ${limit + 1}`.execute(
    db,
  );
  return rows;
}

export const countGroups = (db: Queryable, filter: GroupFilter, count: "exact" | undefined) => countRows(db, matching(filter), count);

export async function getGroup(db: Queryable, groupId: string): Promise<GroupRow> {
  const { rows } = await sql<GroupRow>`select ${columns} from access_group g where g.group_id = ${groupId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The group, held until the end of the transaction. */
export async function lockGroup(db: Queryable, groupId: string): Promise<GroupFields & { version: number }> {
  const { rows } = await sql<
    GroupFields & { version: number }
  >`select name, comment, state, version from access_group where group_id = ${groupId}::uuid for update`.execute(db);
  return found(rows[0]);
}

export async function insertGroup(db: Queryable, group: { name: string; comment: string; now: Date }): Promise<string> {
  const groupId = randomUUIDv7();
  await db
    .insertInto("access_group")
    .values({ group_id: groupId, name: group.name, comment: group.comment, created_at: group.now, changed_at: group.now })
    .execute();
  return groupId;
}

export async function updateGroup(db: Queryable, groupId: string, fields: Partial<GroupFields>, now: Date): Promise<void> {
  await db
    .updateTable("access_group")
    .set((eb) => ({ ...fields, changed_at: now, version: eb("version", "+", 1) }))
    .where("group_id", "=", groupId)
    .execute();
}
