/** What the database says about itself, for the health page and the doctor. */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

/** For example `PostgreSQL 18.4`. */
export async function findDatabaseVersion(db: Queryable): Promise<string> {
  const { rows } = await sql<{ version: string }>`select version()`.execute(db);
  return (rows[0]?.version ?? "").split(" ").slice(0, 2).join(" ");
}

/** Made by the first migration. */
export const EXTENSIONS = ["pg_trgm", "unaccent", "btree_gin"] as const;

export type ServerFacts = {
  version: string;
  /** 180004 */
  versionNumber: number;
  encoding: string;
  extensions: string[];
  fsync: string;
  fullPageWrites: string;
  synchronousCommit: string;
  /** Positive: the database's clock is ahead. */
  skewMilliseconds: number;
};

export async function findServerFacts(db: Queryable): Promise<ServerFacts> {
  const before = Date.now();
  const { rows } = await sql<Omit<ServerFacts, "skewMilliseconds"> & { now: Date }>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as "versionNumber",
      current_setting('server_encoding') as encoding, array(select extname::text from pg_extension) as extensions, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as "fullPageWrites", current_setting('synchronous_commit') as "synchronousCommit", clock_timestamp() as now`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error("the database did not answer");
  const { now, ...facts } = row;
  return { ...facts, skewMilliseconds: now.getTime() - (before + Date.now()) / 2 };
}

/** Empty for a database that Pforte has never opened. */
export async function listMigrations(db: Queryable): Promise<{ version: number; name: string; hash: string }[]> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('schema_migration') is not null as there`.execute(db);
  if (!rows[0]?.there) return [];
  return (await sql<{ version: number; name: string; hash: string }>`select version, name, hash from schema_migration order by version`.execute(db)).rows;
}

export async function countAdministrators(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from agent where is_administrator and state = 'active'`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function countTroubledMails(db: Queryable, lateMinutes: number): Promise<{ late: number; failed: number }> {
  const { rows } = await sql<{ late: number; failed: number }>`
    select count(*) filter (where state = 'waiting' and created_at < now() - ${lateMinutes} * interval '1 minute') as late,
      count(*) filter (where state = 'failed' and created_at > now() - interval '7 days') as failed from outbox_mail where state in ('waiting', 'failed')`.execute(
    db,
  );
  return rows[0] ?? { late: 0, failed: 0 };
}

// ── files ──

export async function countFiles(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from stored_file`.execute(db);
  return rows[0]?.count ?? 0;
}

/** A thousand files after a hash, in its order; null: from the first. */
export async function listFilesAfter(db: Queryable, after: Buffer | null): Promise<{ hash: Buffer; size: number }[]> {
  const { rows } = await sql<{ hash: Buffer; size: number }>`
    select file_hash as hash, size_bytes as size from stored_file where ${after}::bytea is null or file_hash > ${after} order by file_hash limit 1000`.execute(
    db,
  );
  return rows;
}

/** How many of these files rows name. */
export async function countKnownFiles(db: Queryable, hashes: readonly Buffer[]): Promise<number> {
  if (hashes.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`select count(*) as count from stored_file where file_hash = any(${[...hashes]}::bytea[])`.execute(db);
  return rows[0]?.count ?? 0;
}
