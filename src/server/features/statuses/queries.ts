/** The tables of statuses and of the steps between them. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { StatusType } from "#domain/access/facts.ts";
import type { Verdict } from "#domain/tickets/follow-up.ts";
import type { Step } from "#domain/tickets/workflow.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";

export type StatusFields = {
  name: string;
  /** What people read, per language; absent: the name. */
  labels: { [language in Language]?: string | undefined };
  isDefaultOfType: boolean;
  locks: boolean;
  commentRequired: boolean;
  assigns: boolean;
  verdict: Verdict | null;
  closesToId: string | null;
  state: "active" | "closed";
};
export type StatusRow = StatusFields & { id: string; statusType: StatusType; rank: number; version: number };
export type StepRow = Step & { fromId: string; toId: string };

const statusColumns = sql`status_id as id, name, labels, status_type as "statusType", rank, is_default_of_type as "isDefaultOfType", locks,
  comment_required as "commentRequired", assigns, verdict, closes_to_id as "closesToId", state, version`;

export async function listStatuses(db: Queryable): Promise<StatusRow[]> {
  const { rows } = await sql<StatusRow>`select ${statusColumns} from ticket_status order by rank, name, status_id`.execute(db);
  return rows;
}

/** All statuses, held until the end of the transaction: which one stands for its type or a verdict is decided among all. */
export async function lockStatuses(db: Queryable): Promise<StatusRow[]> {
  await lockWorkflow(db);
  const { rows } = await sql<StatusRow>`select ${statusColumns} from ticket_status order by rank, name, status_id for update`.execute(db);
  return rows;
}

const columnNames = {
  name: "name",
  isDefaultOfType: "is_default_of_type",
  locks: "locks",
  commentRequired: "comment_required",
  assigns: "assigns",
  verdict: "verdict",
  closesToId: "closes_to_id",
  state: "state",
} as const satisfies Partial<Record<keyof StatusFields, string>>;

const columnsOf = ({ labels, ...fields }: Partial<StatusFields>) => ({
  ...Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [columnNames[name as keyof typeof columnNames], value]),
  ),
  ...(labels === undefined ? {} : { labels: JSON.stringify(labels) }),
});

export async function insertStatus(db: Queryable, { id = randomUUIDv7(), ...status }: Omit<StatusRow, "id" | "version"> & { id?: string }): Promise<string> {
  const { statusType, rank, ...fields } = status;
  await takeOver(db, id, statusType, fields);
  await db
    .insertInto("ticket_status")
    .values({ status_id: id, status_type: statusType, rank, ...columnsOf(fields), name: fields.name })
    .execute();
  return id;
}

/** Writes what is given; its version rises. Whoever stood for the type or the verdict before stands for it no longer. */
export async function updateStatus(db: Queryable, { id, statusType }: Pick<StatusRow, "id" | "statusType">, fields: Partial<StatusFields>): Promise<void> {
  await takeOver(db, id, statusType, fields);
  await db
    .updateTable("ticket_status")
    .set((eb) => ({ ...columnsOf(fields), version: eb("version", "+", 1) }))
    .where("status_id", "=", id)
    .execute();
}

async function takeOver(db: Queryable, id: string, statusType: StatusType, { isDefaultOfType, verdict }: Partial<StatusFields>): Promise<void> {
  const others = () => db.updateTable("ticket_status").where("status_id", "<>", id);
  if (isDefaultOfType)
    await others()
      .set((eb) => ({ is_default_of_type: false, version: eb("version", "+", 1) }))
      .where("status_type", "=", statusType)
      .where("is_default_of_type", "=", true)
      .execute();
  if (verdict)
    await others()
      .set((eb) => ({ verdict: null, version: eb("version", "+", 1) }))
      .where("verdict", "=", verdict)
      .execute();
}

export async function updateRanks(db: Queryable, ids: readonly string[]): Promise<void> {
  await sql`update ticket_status s set rank = n.rank, version = s.version + 1
    from unnest(${[...ids]}::uuid[]) with ordinality as n (status_id, rank) where s.status_id = n.status_id and s.rank <> n.rank`.execute(db);
}

export const deleteStatusRow = (db: Queryable, statusId: string) => db.deleteFrom("ticket_status").where("status_id", "=", statusId).execute();

export async function isStatusOfTickets(db: Queryable, statusId: string): Promise<boolean> {
  return (await db.selectFrom("ticket").select("ticket_id").where("status_id", "=", statusId).limit(1).executeTakeFirst()) !== undefined;
}

/** Of all tickets, whoever may read them. */
export async function listStatusUse(db: Queryable): Promise<{ id: string; ticketCount: number }[]> {
  const { rows } = await sql<{
    id: string;
    ticketCount: number;
  }>`select status_id as id, count(*)::integer as "ticketCount" from ticket group by status_id`.execute(db);
  return rows;
}

// ── steps ──

export async function listSteps(db: Queryable): Promise<StepRow[]> {
  const { rows } =
    await sql<StepRow>`select from_status_id as "fromId", to_status_id as "toId", agents, contacts from status_step order by from_status_id, to_status_id`.execute(
      db,
    );
  return rows;
}

export const getWorkflowVersion = async (db: Queryable): Promise<number> =>
  (await db.selectFrom("workflow").select("version").executeTakeFirstOrThrow()).version;

/** One change of statuses and steps at a time. */
export const lockWorkflow = async (db: Queryable): Promise<number> =>
  (await db.selectFrom("workflow").select("version").forUpdate().executeTakeFirstOrThrow()).version;

export const raiseWorkflowVersion = (db: Queryable) =>
  db
    .updateTable("workflow")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .execute();

/** Writes these steps; one that is for nobody goes. */
export async function writeSteps(db: Queryable, steps: readonly StepRow[]): Promise<void> {
  for (const { fromId, toId, agents, contacts } of steps) {
    if (agents === null && !contacts) {
      await db.deleteFrom("status_step").where("from_status_id", "=", fromId).where("to_status_id", "=", toId).execute();
      continue;
    }
    await db
      .insertInto("status_step")
      .values({ from_status_id: fromId, to_status_id: toId, agents, contacts })
      .onConflict((conflict) => conflict.columns(["from_status_id", "to_status_id"]).doUpdateSet({ agents, contacts }))
      .execute();
  }
}
