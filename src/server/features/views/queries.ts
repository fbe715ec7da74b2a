/** The tables of saved views and of the columns that agents want in lists. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { ListName } from "#contract/view.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { found } from "#server/platform/refusal.ts";

export type ViewFields = { name: string; address: Record<string, string>; columns: string[] | null };
export type ViewRow = ViewFields & { id: string; list: ListName; version: number };

const columns = sql`view_id as id, list, name, address, columns, version`;

/** By name, as people sort them. */
export async function listViews(db: Queryable, agentId: string, list: ListName): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`select ${columns} from saved_view where agent_id = ${agentId}::uuid and list = ${list}
    order by name collate "de-x-icu", view_id`.execute(db);
  return rows;
}

export async function countViews(db: Queryable, agentId: string, list: ListName): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from saved_view where agent_id = ${agentId}::uuid and list = ${list}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function getView(db: Queryable, viewId: string): Promise<ViewRow> {
  const { rows } = await sql<ViewRow>`select ${columns} from saved_view where view_id = ${viewId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The agent's view, held until the end of the transaction; another agent's is not there. */
export async function lockView(db: Queryable, viewId: string, agentId: string): Promise<ViewRow> {
  const { rows } = await sql<ViewRow>`select ${columns} from saved_view where view_id = ${viewId}::uuid and agent_id = ${agentId}::uuid for update`.execute(db);
  return found(rows[0]);
}

export async function insertView(db: Queryable, view: ViewFields & { agentId: string; list: ListName }, now: Date): Promise<string> {
  const viewId = randomUUIDv7();
  const { agentId, address, ...same } = view;
  await db
    .insertInto("saved_view")
    .values({ view_id: viewId, agent_id: agentId, ...same, address: JSON.stringify(address), created_at: now, changed_at: now })
    .execute();
  return viewId;
}

export async function updateView(db: Queryable, viewId: string, fields: Partial<ViewFields>, now: Date): Promise<void> {
  const { address, ...same } = fields;
  await db
    .updateTable("saved_view")
    .set((eb) => ({ ...same, ...(address === undefined ? {} : { address: JSON.stringify(address) }), changed_at: now, version: eb("version", "+", 1) }))
    .where("view_id", "=", viewId)
    .execute();
}

export async function deleteView(db: Queryable, viewId: string, agentId: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("saved_view").where("view_id", "=", viewId).where("agent_id", "=", agentId).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function findListColumns(db: Queryable, agentId: string, list: ListName): Promise<string[] | null> {
  const row = await db.selectFrom("list_columns").select("columns").where("agent_id", "=", agentId).where("list", "=", list).executeTakeFirst();
  return row?.columns ?? null;
}

/** Null forgets them. */
export async function putListColumns(db: Queryable, agentId: string, list: ListName, wanted: string[] | null): Promise<void> {
  if (wanted === null) {
    await db.deleteFrom("list_columns").where("agent_id", "=", agentId).where("list", "=", list).execute();
    return;
  }
  await db
    .insertInto("list_columns")
    .values({ agent_id: agentId, list, columns: wanted })
    .onConflict((conflict) => conflict.columns(["agent_id", "list"]).doUpdateSet({ columns: wanted }))
    .execute();
}
