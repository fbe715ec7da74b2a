/** What changed lately, written by triggers (db/migrations/0009-recent-changes.sql): whether anything did since a moment. */
import { sql } from "kysely";
import type { Queryable, Tx } from "#server/platform/db/connect.ts";

/** A snapshot of the database as PostgreSQL writes it (`pg_snapshot`): what was committed then. */
export type Moment = string;

/** Ids of companies, contacts and queues whose tickets matter, or of a ticket; "everything": any. */
export type TouchedBy = ReadonlySet<string> | "everything";

/** More changes than these are not looked through. */
const mostChanges = 500;

export async function getMoment(snapshot: Tx): Promise<Moment> {
  const { rows } = await sql<{ moment: Moment }>`select pg_current_snapshot()::text as moment`.execute(snapshot);
  if (!rows[0]) throw new Error("a transaction has a snapshot");
  return rows[0].moment;
}

/** Whether this snapshot shows, of what matters, what was shown at the moment. What is not known any more counts as changed. */
export async function isUntouchedSince(snapshot: Tx, moment: Moment, touchedBy: TouchedBy): Promise<boolean> {
  const then = sql`${moment}::pg_snapshot`;
  const unseen = (transaction: string) => sql`not pg_visible_in_snapshot(${sql.ref(transaction)}, ${then})`;
  const { rows } = await sql<{ touched: string | null }>`
    select null::uuid as touched from recent_change_floor f where f.forgotten_through >= pg_snapshot_xmin(${then}) and ${unseen("f.forgotten_by")}
    union all
    (select c.touched from recent_change c where c.transaction_id >= pg_snapshot_xmin(${then}) and ${unseen("c.transaction_id")} limit ${mostChanges + 1})`.execute(
    snapshot,
  );
  if (rows.length === 0) return true;
  if (touchedBy === "everything" || rows.length > mostChanges) return false;
  return rows.every(({ touched }) => touched !== null && !touchedBy.has(touched));
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
