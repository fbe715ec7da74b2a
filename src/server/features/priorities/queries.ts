/** The table of priorities. */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import { found } from "#server/platform/refusal.ts";

/** What people read, per language; absent: the name. */
type Labels = { [language in Language]?: string | undefined };
export type PriorityFields = { name: string; labels: Labels; isDefault: boolean; state: "active" | "closed" };
export type PriorityRow = PriorityFields & { id: string; rank: number; version: number };

const priorityColumns = sql`priority_id as id, name, labels, rank, is_default as "isDefault", state, version`;

/** Lowest first. */
export async function listPriorities(db: Queryable): Promise<PriorityRow[]> {
  const { rows } = await sql<PriorityRow>`select ${priorityColumns} from priority order by rank`.execute(db);
  return rows;
}

export async function getPriority(db: Queryable, priorityId: string): Promise<PriorityRow> {
  const { rows } = await sql<PriorityRow>`select ${priorityColumns} from priority where priority_id = ${priorityId}::uuid`.execute(db);
  return found(rows[0]);
}

/** All priorities, held until the end of the transaction: exactly one of them is the default. */
export async function lockPriorities(db: Queryable): Promise<PriorityRow[]> {
  const { rows } = await sql<PriorityRow>`select ${priorityColumns} from priority order by rank for update`.execute(db);
  return rows;
}

/** Writes one priority; a new default replaces the old one, whose version rises too. */
export async function updatePriority(db: Queryable, priorityId: string, fields: Partial<PriorityFields>): Promise<void> {
  if (fields.isDefault) {
    await db
      .updateTable("priority")
      .set((eb) => ({ is_default: false, version: eb("version", "+", 1) }))
      .where("is_default", "=", true)
      .where("priority_id", "<>", priorityId)
      .execute();
  }
  const { isDefault, labels, ...same } = fields;
  await db
    .updateTable("priority")
    .set((eb) => ({
      ...same,
      ...(labels === undefined ? {} : { labels: JSON.stringify(labels) }),
      ...(isDefault === undefined ? {} : { is_default: isDefault }),
      version: eb("version", "+", 1),
    }))
    .where("priority_id", "=", priorityId)
    .execute();
}
