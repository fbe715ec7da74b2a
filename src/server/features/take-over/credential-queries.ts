/** The SQL of imported passwords. */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { StoredPassword } from "#server/platform/passwords/stored-password.ts";

export type OwnerColumn = "contact_id" | "agent_id";
export type Credential = StoredPassword & { id: string; ownerId: string };

/** By owner. */
export async function findCredentials(db: Queryable, column: OwnerColumn, ownerIds: readonly string[]): Promise<Map<string, Credential>> {
  const { rows } = await sql<Credential>`
    select credential_id as id, ${sql.ref(column)} as "ownerId", scheme, hash
    from credential where ${sql.ref(column)} = any(${[...ownerIds]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.ownerId, row]));
}

export async function upsertCredentials(
  db: Queryable,
  column: OwnerColumn,
  credentials: readonly { credentialId: string; ownerId: string; stored: StoredPassword }[],
  now: Date,
): Promise<void> {
  for (const { credentialId, ownerId, stored } of credentials) {
    await sql`
      insert into credential (credential_id, ${sql.ref(column)}, scheme, hash, changed_at)
      values (${credentialId}::uuid, ${ownerId}::uuid, ${stored.scheme}, ${stored.hash}, ${now})
      on conflict (credential_id) do update set scheme = excluded.scheme, hash = excluded.hash, changed_at = excluded.changed_at`.execute(db);
  }
}

export async function deleteCredentials(db: Queryable, credentialIds: readonly string[]): Promise<void> {
  await sql`delete from credential where credential_id = any(${[...credentialIds]}::uuid[])`.execute(db);
}
