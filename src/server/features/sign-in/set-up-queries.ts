/** The first administrator, and what is asked at the first start. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

export const lockInstallation = (db: Queryable) => sql`select one from installation for update`.execute(db);
export const markSetUp = (db: Queryable, now: Date) => sql`update installation set set_up_at = coalesce(set_up_at, ${now})`.execute(db);

export async function hasAdministrator(db: Queryable): Promise<boolean> {
  return (
    (await db.selectFrom("agent").select("agent_id").where("is_administrator", "=", true).where("state", "=", "active").limit(1).executeTakeFirst()) !==
    undefined
  );
}

export const insertFirstAdministrator = (
  db: Queryable,
  agent: { agentId: string; login: string; email: string; firstName: string; lastName: string; language: "de" | "en" },
) =>
  db
    .insertInto("agent")
    .values({
      agent_id: agent.agentId,
      login: agent.login,
      email: agent.email,
      first_name: agent.firstName,
      last_name: agent.lastName,
      language: agent.language,
      is_administrator: true,
    })
    .execute();

export const insertInstallationSetting = (db: Queryable, key: string, value: unknown, setBy: string) =>
  sql`insert into setting (setting_id, setting_key, value, set_by) values (${randomUUIDv7()}, ${key}, ${JSON.stringify(value)}::jsonb, ${setBy})
      on conflict (setting_key) where company_id is null and contact_id is null do update set value = excluded.value, set_by = excluded.set_by`.execute(db);
