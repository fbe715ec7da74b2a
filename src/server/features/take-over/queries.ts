/** All SQL of the take-over: import keys, runs, and rows of any table in bulk. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { DB } from "#server/platform/db/schema-types.ts";

export type Row = Readonly<Record<string, unknown>>;
export type TargetTable = keyof DB & string;
export type ImportKey = { rowKey: string; rowHash: Buffer; targetId: string; targetVersion: number };

/** Held by the connection until it is given back; false: another import runs. */
export async function tryLock(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(hashtext('pforte take-over')) as locked`.execute(db);
  return rows[0]?.locked ?? false;
}

export async function unlock(db: Queryable): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('pforte take-over'))`.execute(db);
}

export async function findImportKeys(db: Queryable, source: string, table: string, rowKeys: readonly string[]): Promise<Map<string, ImportKey>> {
  const { rows } = await sql<ImportKey>`
    select row_key as "rowKey", row_hash as "rowHash", target_id as "targetId", target_version as "targetVersion"
    from import_key where source = ${source} and table_name = ${table} and row_key = any(${[...rowKeys]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.rowKey, row]));
}

export async function listImportKeys(db: Queryable, source: string, table: string): Promise<ImportKey[]> {
  const { rows } = await sql<ImportKey>`
    select row_key as "rowKey", row_hash as "rowHash", target_id as "targetId", target_version as "targetVersion"
    from import_key where source = ${source} and table_name = ${table}`.execute(db);
  return rows;
}

export async function upsertImportKeys(db: Queryable, source: string, table: string, keys: readonly ImportKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into import_key (source, table_name, row_key, row_hash, target_id, target_version)
    select ${source}, ${table}, k.row_key, decode(k.row_hash, 'hex'), k.target_id, k.target_version
    from json_to_recordset(${JSON.stringify(keys.map(asColumns))}::json) as k(row_key text, row_hash text, target_id uuid, target_version integer)
    on conflict (source, table_name, row_key) do update
      set row_hash = excluded.row_hash, target_id = excluded.target_id, target_version = excluded.target_version, imported_at = now()`.execute(db);
}

const asColumns = (key: ImportKey): Row => ({
  row_key: key.rowKey,
  row_hash: key.rowHash.toString("hex"),
  target_id: key.targetId,
  target_version: key.targetVersion,
});

export async function deleteImportKeys(db: Queryable, source: string, table: string, rowKeys: readonly string[]): Promise<void> {
  await sql`delete from import_key where source = ${source} and table_name = ${table} and row_key = any(${[...rowKeys]}::text[])`.execute(db);
}

/** Current versions of the rows that are still there; `lock` until the transaction ends. */
export async function findVersions(db: Queryable, target: TargetTable, idColumn: string, ids: readonly string[], lock: boolean): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select ${sql.ref(idColumn)} as id, version from ${sql.table(target)}
    where ${sql.ref(idColumn)} = any(${[...ids]}::uuid[]) ${lock ? sql`for update` : sql``}`.execute(db);
  return new Map(rows.map((row) => [row.id, row.version]));
}

/** Current contents of the rows that are still there. */
export async function findRows(db: Queryable, target: TargetTable, idColumn: string, ids: readonly string[], lock: boolean): Promise<Map<string, Row>> {
  const { rows } = await sql<{ id: string; content: Row }>`
    select t.${sql.ref(idColumn)} as id, to_jsonb(t) as content from ${sql.table(target)} as t
    where t.${sql.ref(idColumn)} = any(${[...ids]}::uuid[]) ${lock ? sql`for update` : sql``}`.execute(db);
  return new Map(rows.map((row) => [row.id, row.content]));
}

const columnList = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));
const populated = (target: TargetTable, rows: readonly Row[]) => sql`json_populate_recordset(null::${sql.table(target)}, ${asJson(rows)}::json)`;

/** Rows of equal columns; the id is one of them. Columns that are not named get their default. */
export async function insertRows(db: Queryable, target: TargetTable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = columnList(Object.keys(rows[0] ?? {}));
  await sql`insert into ${sql.table(target)} (${columns}) select ${columns} from ${populated(target, rows)}`.execute(db);
}

/** Rows of equal columns, found by their id; raises the version where the table has one. */
export async function updateRows(db: Queryable, target: TargetTable, idColumn: string, rows: readonly Row[], versioned: boolean): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== idColumn);
  const changes = columns.map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`);
  await sql`
    update ${sql.table(target)} as t set ${sql.join(versioned ? [...changes, sql`version = t.version + 1`] : changes)}
    from ${populated(target, rows)} as r where t.${sql.ref(idColumn)} = r.${sql.ref(idColumn)}`.execute(db);
}

export async function deleteRows(db: Queryable, target: TargetTable, idColumn: string, ids: readonly string[]): Promise<void> {
  await sql`delete from ${sql.table(target)} where ${sql.ref(idColumn)} = any(${[...ids]}::uuid[])`.execute(db);
}

/** PostgreSQL holds neither NUL nor half a surrogate pair. */
const asJson = (rows: readonly Row[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value));

export async function insertStoredFiles(db: Queryable, files: readonly { hash: Buffer; size: number }[]): Promise<void> {
  const rows = files.map((file) => ({ file_hash: `\\x${file.hash.toString("hex")}`, size_bytes: file.size }));
  await sql`
    insert into stored_file (file_hash, size_bytes) select file_hash, size_bytes from ${populated("stored_file", rows)}
    on conflict (file_hash) do nothing`.execute(db);
}

export async function insertImportRun(db: Queryable, run: { id: string; source: string; startedAt: Date }): Promise<void> {
  await sql`insert into import_run (import_run_id, source, started_at) values (${run.id}::uuid, ${run.source}, ${run.startedAt})`.execute(db);
}

export async function finishImportRun(db: Queryable, id: string, finishedAt: Date | null, report: unknown): Promise<void> {
  await sql`update import_run set finished_at = ${finishedAt}, report = ${JSON.stringify(report)}::jsonb where import_run_id = ${id}::uuid`.execute(db);
}

/** The last run before this one did not come to its end. */
export async function wasLeftUnfinished(db: Queryable, source: string, runId: string): Promise<boolean> {
  const { rows } = await sql<{ unfinished: boolean }>`
    select finished_at is null as unfinished from import_run
    where source = ${source} and import_run_id <> ${runId}::uuid order by started_at desc limit 1`.execute(db);
  return rows[0]?.unfinished ?? false;
}

/** The trace of one batch; the import is nobody's act. */
export async function insertBatchEvent(db: Queryable, runId: string, at: Date, after: Row): Promise<void> {
  await sql`
    insert into audit_event (audit_event_id, at, actor_kind, event, subject_kind, subject_id, after, correlation_id)
    values (${randomUUIDv7()}::uuid, ${at}, 'system', 'takeOver.batch-written', 'importRun', ${runId}::uuid, ${JSON.stringify(after)}::jsonb, ${runId}::uuid)`.execute(
    db,
  );
}

export async function refreshSearch(db: Queryable, ticketIds: readonly string[]): Promise<void> {
  await sql`select refresh_ticket_search(${[...ticketIds]}::uuid[])`.execute(db);
}

/** Statistics for the planner after a large write. */
export async function analyze(db: Queryable, tables: readonly TargetTable[]): Promise<void> {
  for (const table of tables) await sql`analyze ${sql.table(table)}`.execute(db);
}
