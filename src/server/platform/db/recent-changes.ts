/** What changed lately, written by triggers (db/migrations/0009-recent-changes.sql): whether anything did since a moment. */
import { sql } from "kysely";
import type { Queryable, Tx } from "#server/platform/db/connect.ts";

/** A snapshot of the database as PostgreSQL writes it (`pg_snapshot`): what was committed then. */
export type Moment = string;

/** Ids of companies, contacts and queues whose tickets matter; "everything": any ticket. */
export type TouchedBy = readonly string[] | "everything";

export async function getMoment(snapshot: Tx): Promise<Moment> {
  const { rows } = await sql<{ moment: Moment }>`select pg_current_snapshot()::text as moment`.execute(snapshot);
  if (!rows[0]) throw new Error("a transaction has a snapshot");
  return rows[0].moment;
}

/** Whether this snapshot shows, of what matters, what was shown at the moment. What is not known any more counts as changed. */
export async function isUntouchedSince(snapshot: Tx, moment: Moment, touchedBy: TouchedBy): Promise<boolean> {
  const [everything, ids] = touchedBy === "everything" ? [true, []] : [false, touchedBy];
  const then = sql`${moment}::pg_snapshot`;
  const { rows } = await sql<{ untouched: boolean }>`
    select not exists (select from recent_change_floor f where f.forgotten_through >= pg_snapshot_xmin(${then}) and not pg_visible_in_snapshot(f.forgotten_by, ${then}))
      and not exists (select from recent_change c where c.transaction_id >= pg_snapshot_xmin(${then}) and not pg_visible_in_snapshot(c.transaction_id, ${then})
        and (${everything}::boolean or c.touched is null or c.touched = any(${[...ids]}::uuid[]))) as untouched`.execute(snapshot);
  return rows[0]?.untouched ?? false;
}

/** Everything written before is forgotten, and how far that reaches is kept: one transaction, so that no reader sees half of it. */
export async function deleteRecentChanges(db: Queryable, writtenBefore: Date): Promise<void> {
  await sql`
    with forgotten as (delete from recent_change where written_at < ${writtenBefore} returning transaction_id),
    newest as (select transaction_id from forgotten order by transaction_id desc limit 1)
    insert into recent_change_floor (forgotten_through, forgotten_by) select transaction_id, pg_current_xact_id() from newest
    on conflict (only_row) do update set forgotten_by = excluded.forgotten_by,
      forgotten_through = case when recent_change_floor.forgotten_through < excluded.forgotten_through
        then excluded.forgotten_through else recent_change_floor.forgotten_through end`.execute(db);
}
