/** The tables of saved views and of the columns that agents want in lists. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { ListName } from "#contract/view.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { found } from "#server/platform/refusal.ts";

export type ViewFields = { name: string; address: Record<string, string>; columns: string[] | null; shared: boolean };
export type ViewRow = ViewFields & { id: string; list: ListName; version: number; ownerId: string; ownerName: string };

const columns = sql`v.view_id as id, v.list, v.name, v.address, v.columns, v.shared, v.version, v.agent_id as "ownerId",
  (select coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) from agent a where a.agent_id = v.agent_id) as "ownerName"`;

/** The agent's own ones and those that are shared, by name, as people sort them. */
export async function listViews(db: Queryable, agentId: string, list: ListName): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`select ${columns} from saved_view v where (v.agent_id = ${agentId}::uuid or v.shared) and v.list = ${list}
    order by v.name collate "de-x-icu", v.view_id`.execute(db);
  return rows;
}

export async function countViews(db: Queryable, agentId: string, list: ListName): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from saved_view where agent_id = ${agentId}::uuid and list = ${list}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function getView(db: Queryable, viewId: string): Promise<ViewRow> {
  const { rows } = await sql<ViewRow>`select ${columns} from saved_view v where v.view_id = ${viewId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The agent's view or a shared one, held until the end of the transaction; another agent's own one is not there. */
export async function lockView(db: Queryable, viewId: string, agentId: string): Promise<ViewRow> {
  const { rows } = await sql<ViewRow>`select ${columns} from saved_view v
    where v.view_id = ${viewId}::uuid and (v.agent_id = ${agentId}::uuid or v.shared) for update`.execute(db);
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

export async function deleteView(db: Queryable, viewId: string): Promise<void> {
  await db.deleteFrom("saved_view").where("view_id", "=", viewId).execute();
}

export async function findListHabits(db: Queryable, agentId: string, list: ListName): Promise<{ columns: string[] | null; order: string[] }> {
  const habits = db.selectFrom("list_columns").select(["columns", "view_order as order"]).where("agent_id", "=", agentId).where("list", "=", list);
  return (await habits.executeTakeFirst()) ?? { columns: null, order: [] };
}

/** Null forgets them. */
export async function putListColumns(db: Queryable, agentId: string, list: ListName, wanted: string[] | null): Promise<void> {
  await db
    .insertInto("list_columns")
    .values({ agent_id: agentId, list, columns: wanted })
    .onConflict((conflict) => conflict.columns(["agent_id", "list"]).doUpdateSet({ columns: wanted }))
    .execute();
}

export async function putViewOrder(db: Queryable, agentId: string, list: ListName, order: string[]): Promise<void> {
  await db
    .insertInto("list_columns")
    .values({ agent_id: agentId, list, view_order: order })
    .onConflict((conflict) => conflict.columns(["agent_id", "list"]).doUpdateSet({ view_order: order }))
    .execute();
}
