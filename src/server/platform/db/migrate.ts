/** Forward-only migrations from db/migrations, each in a transaction, under a lock so that two starts do not collide. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { type DatabaseAddress, poolOptions } from "./connect.ts";

export const migrationsFolder = resolve(import.meta.dirname, "../../../../db/migrations");

export type Migration = { version: number; name: string; sql: string; hash: string };

export class DatabaseVersionError extends Error {
  readonly code: "database.newer" | "database.changedMigration";
  constructor(code: DatabaseVersionError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), "utf8");
      return { version: Number(name.slice(0, 4)), name, sql, hash: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** Brings the database to the newest version; refuses one that a newer Pforte has written. Returns what was applied. */
export async function migrate(address: DatabaseAddress, migrations?: Migration[]): Promise<string[]> {
  const wanted = migrations ?? (await readMigrations());
  const client = new pg.Client(poolOptions(address));
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('pforte migrate'))");
    await client.query(`create table if not exists schema_migration (
      version integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ version: number; name: string; hash: string }>("select version, name, hash from schema_migration order by version");
    refuseUnknown(rows, wanted);
    const pending = wanted.filter((migration) => !rows.some((row) => row.version === migration.version));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

function refuseUnknown(applied: { version: number; name: string; hash: string }[], known: Migration[]): void {
  const newest = known.at(-1)?.version ?? 0;
  const newer = applied.find((row) => row.version > newest);
  if (newer) {
    throw new DatabaseVersionError(
      "database.newer",
      `The database was written by a newer Pforte (it has migration ${newer.name}, this one knows up to ${newest}). Start that version, or restore a backup of this one.`,
    );
  }
  const changed = applied.find((row) => known.some((migration) => migration.version === row.version && migration.hash !== row.hash));
  if (changed) {
    throw new DatabaseVersionError(
      "database.changedMigration",
      `Migration ${changed.name} was applied with another text. Released migrations are never edited; use the release that wrote this database.`,
    );
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into schema_migration (version, name, hash) values ($1, $2, $3)", [migration.version, migration.name, migration.hash]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Number of applied migrations, for the health page. */
export async function appliedMigrations(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>("select count(*) from schema_migration");
  return rows[0]?.count ?? 0;
}
