/** The table of categories. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { found } from "#server/platform/refusal.ts";

export type CategoryFields = { name: string; comment: string; confidential: boolean; state: "active" | "closed" };
export type CategoryRow = CategoryFields & { id: string; version: number; sortKey: string };
export type CategoryFilter = { q?: string | undefined; state?: CategoryFields["state"] | undefined };

const columns = sql`c.category_id as id, c.name, c.comment, c.confidential, c.state, c.version, search_fold(c.name) as "sortKey"`;
const matching = ({ q, state }: CategoryFilter) => sql`category c where (${state ?? null}::text is null or c.state = ${state ?? null})
  and ${sql.join(containsWords(sql`search_fold(c.name)`, typedText(q)), sql` and `)}`;

/** By name, from after the cursor on; one row more than asked. */
export async function listCategories(db: Queryable, filter: CategoryFilter, after: readonly string[] | undefined, limit: number): Promise<CategoryRow[]> {
  const from = after ? sql`and (search_fold(c.name), c.category_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<CategoryRow>`select ${columns} from ${matching(filter)} ${from}
    order by search_fold(c.name), c.category_id limit ${limit + 1}`.execute(db);
  return rows;
}

export const countCategories = (db: Queryable, filter: CategoryFilter, count: "exact" | undefined) => countRows(db, matching(filter), count);

export async function getCategory(db: Queryable, categoryId: string): Promise<CategoryRow> {
  const { rows } = await sql<CategoryRow>`select ${columns} from category c where c.category_id = ${categoryId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The category, held until the end of the transaction. */
export async function lockCategory(db: Queryable, categoryId: string): Promise<CategoryFields & { version: number }> {
  const { rows } = await sql<
    CategoryFields & { version: number }
  >`select name, comment, confidential, state, version from category where category_id = ${categoryId}::uuid for update`.execute(db);
  return found(rows[0]);
}

export async function insertCategory(db: Queryable, category: Omit<CategoryFields, "state">, now: Date): Promise<string> {
  const categoryId = randomUUIDv7();
  await db
    .insertInto("category")
    .values({ category_id: categoryId, ...category, created_at: now, changed_at: now })
    .execute();
  return categoryId;
}

export async function updateCategory(db: Queryable, categoryId: string, fields: Partial<CategoryFields>, now: Date): Promise<void> {
  await db
    .updateTable("category")
    .set((eb) => ({ ...fields, changed_at: now, version: eb("version", "+", 1) }))
    .where("category_id", "=", categoryId)
    .execute();
}
