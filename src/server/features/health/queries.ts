import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

/** For example `PostgreSQL 18.4`. */
export async function findDatabaseVersion(db: Queryable): Promise<string> {
  const { rows } = await sql<{ version: string }>`select version()`.execute(db);
  return (rows[0]?.version ?? "").split(" ").slice(0, 2).join(" ");
}
