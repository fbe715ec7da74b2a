/** Counts of the brake (see brake.ts), and browsers that an account has signed in from. */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { hashToken } from "./queries.ts";

/** Failures of the keys since `since`; keys without any are left out. */
export async function countFailures(db: Queryable, keys: readonly string[], since: Date): Promise<Map<string, { failures: number; since: Date }>> {
  const rows = await db
    .selectFrom("sign_in_brake")
    .selectAll()
    .where("brake_key", "in", [...keys])
    .where("since", ">", since)
    .execute();
  return new Map(rows.map((row) => [row.brake_key, { failures: row.failures, since: row.since }]));
}

/** Counts a failure; a window that began before `since` starts anew. */
export async function addFailure(db: Queryable, keys: readonly string[], now: Date, since: Date): Promise<void> {
  for (const key of [...keys].sort()) {
    await sql`insert into sign_in_brake (brake_key, failures, since) values (${key}, 1, ${now})
      on conflict (brake_key) do update set
        failures = case when sign_in_brake.since > ${since} then sign_in_brake.failures + 1 else 1 end,
        since = case when sign_in_brake.since > ${since} then sign_in_brake.since else excluded.since end`.execute(db);
  }
}

export const takeBackFailure = (db: Queryable, keys: readonly string[]) =>
  db
    .updateTable("sign_in_brake")
    .set((eb) => ({ failures: eb("failures", "-", 1) }))
    .where("brake_key", "in", [...keys])
    .where("failures", ">", 0)
    .execute();
export const clearFailures = (db: Queryable, keys: readonly string[]) =>
  db
    .deleteFrom("sign_in_brake")
    .where("brake_key", "in", [...keys])
    .execute();
export const deleteOldFailures = (db: Queryable, before: Date) => db.deleteFrom("sign_in_brake").where("since", "<", before).execute();

export async function isKnownDevice(db: Queryable, deviceToken: string | undefined, accountKey: string): Promise<boolean> {
  if (!deviceToken) return false;
  const row = await db
    .selectFrom("known_device")
    .select("account_key")
    .where("device_hash", "=", hashToken(deviceToken))
    .where("account_key", "=", accountKey)
    .executeTakeFirst();
  return row !== undefined;
}

export async function rememberDevice(db: Queryable, deviceToken: string, accountKey: string, now: Date): Promise<void> {
  await db
    .insertInto("known_device")
    .values({ device_hash: hashToken(deviceToken), account_key: accountKey, last_seen_at: now })
    .onConflict((conflict) => conflict.columns(["device_hash", "account_key"]).doUpdateSet({ last_seen_at: now }))
    .execute();
}
