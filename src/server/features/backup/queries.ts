/** The database as backup and restore see it: tables from the catalog, whole tables in and out by COPY. */
import type { Readable, Writable } from "node:stream";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { mostAttempts } from "#server/features/outbox/queries.ts";
import { type DatabaseAddress, poolOptions } from "#server/platform/db/connect.ts";
import type { Table } from "./tables.ts";

export type AppliedMigration = { version: number; name: string; hash: string };

/** The same text for the same value on every server; nothing that a careful administrator set cuts a long copy off. */
const SESSION = {
  client_encoding: "UTF8",
  datestyle: "ISO, MDY",
  intervalstyle: "postgres",
  timezone: "UTC",
  extra_float_digits: "1",
  bytea_output: "hex",
  work_mem: "64MB",
  maintenance_work_mem: "256MB",
  statement_timeout: "0",
  lock_timeout: "60s",
  idle_in_transaction_session_timeout: "0",
};

/** One connection with settings of its own; `end` also breaks a COPY off. */
export async function connectForCopy(address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client({ ...poolOptions(address), application_name: "pforte backup" });
  client.on("error", () => {}); // reported by the statement that was running
  await client.connect();
  for (const [name, value] of Object.entries(SESSION)) await client.query("select set_config($1, $2, false)", [name, value]);
  return client;
}

const quoted = (name: string): string => pg.escapeIdentifier(name);
const fullName = (table: Pick<Table, "name">): string => `public.${quoted(table.name)}`;

/** The tables of the schema, by name, without those of extensions. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname::text as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce(
        (select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by k.position)
          from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, position)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where i.indrelid = c.oid and i.indisprimary),
        (select string_agg(quote_ident(a.attname) || '::text collate "C"', ', ' order by a.attnum) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')) as order,
      array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`);
  return rows;
}

/** Empty for a database that Pforte has never opened. */
export async function listAppliedMigrations(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('public.schema_migration') is not null as there");
  if (!rows[0]?.there) return [];
  return (await client.query<AppliedMigration>("select version, name, hash from public.schema_migration order by version")).rows;
}

/** For example `18.4`. */
export async function findServerVersion(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
  return rows[0]?.version ?? "";
}

/** Begins the one state of the database that the backup shows, with its tables; nobody changes their shape until its end. */
export async function beginSnapshot(client: pg.Client): Promise<Table[]> {
  await client.query("select pg_advisory_lock_shared(hashtext('pforte migrate'))"); // a migration that runs is waited for
  const tables = await listTables(client);
  await client.query("begin isolation level repeatable read read only");
  if (tables.length > 0) await client.query(`lock table ${tables.map(fullName).join(", ")} in access share mode`);
  await client.query("select pg_advisory_unlock_shared(hashtext('pforte migrate'))");
  return tables;
}

/** Held by a backup: the sweep of unused files waits until files that its rows name are copied. */
export const holdFiles = (client: pg.Client) => client.query("select pg_advisory_lock_shared(hashtext('pforte files'))");

/** The rows of a table in their order, as COPY text: one line each. */
export const copyOut = (client: pg.Client, table: Table): Readable =>
  client.query(copyTo(`copy (select ${table.columns.map(quoted).join(", ")} from ${fullName(table)} order by ${table.order}) to stdout`));

/** Takes COPY text of these columns. */
export const copyIn = (client: pg.Client, table: Pick<Table, "name" | "columns">): Writable =>
  client.query(copyFrom(`copy ${fullName(table)} (${table.columns.map(quoted).join(", ")}) from stdin`));

/** All files that rows name, by hash, a thousand at a time; within a transaction. */
export async function* listStoredFiles(client: pg.Client): AsyncGenerator<{ hash: Buffer; size: number }> {
  await client.query("declare stored_files no scroll cursor for select file_hash as hash, size_bytes as size from public.stored_file order by file_hash");
  for (;;) {
    const { rows } = await client.query<{ hash: Buffer; size: number }>("fetch 1000 from stored_files");
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query("close stored_files");
}

/** The first of these tables that holds a row. */
export async function findFilledTable(client: pg.Client, tables: readonly Pick<Table, "name">[]): Promise<string | undefined> {
  for (const table of tables) {
    const { rows } = await client.query<{ filled: boolean }>(`select exists (select from ${fullName(table)}) as filled`);
    if (rows[0]?.filled) return table.name;
  }
  return undefined;
}

/** Nobody else reads or writes these tables until the end of the transaction. */
export const lockTables = (client: pg.Client, tables: readonly Table[]) =>
  client.query(`lock table ${tables.map(fullName).join(", ")} in access exclusive mode`);

export const emptyTables = (client: pg.Client, tables: readonly Table[]) => client.query(`truncate ${tables.map(fullName).join(", ")}`);

/** Off: restored rows are taken as they were, no history is written and no version raised. Foreign keys go on being checked. */
export async function switchTriggers(client: pg.Client, tables: readonly Table[], to: "enable" | "disable"): Promise<void> {
  for (const table of tables) await client.query(`alter table ${fullName(table)} ${to} trigger user`);
}

/** Makes the full text of up to `limit` tickets after an id; returns the last id, null when there was none left. */
export async function refreshSearchAfter(client: pg.Client, ticketId: string | null, limit: number): Promise<string | null> {
  const { rows } = await client.query<{ last: string | null }>(
    `with next as (select ticket_id from public.ticket where $1::uuid is null or ticket_id > $1 order by ticket_id limit $2),
       ids as (select array_agg(ticket_id order by ticket_id) as list from next)
     select list[array_upper(list, 1)] as last, refresh_ticket_search(list) from ids where list is not null`,
    [ticketId, limit],
  );
  return rows[0]?.last ?? null;
}

/** Nothing that waited to be sent leaves from a restored copy; says how many that were. */
export async function keepUnsentMails(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(
    `update public.outbox_mail set state = 'kept', last_error = 'restored from a backup' where state = 'waiting' or (state = 'failed' and attempts < $1)`,
    [mostAttempts],
  );
  return rowCount ?? 0;
}

export const analyze = (client: pg.Client, tables: readonly string[]) => client.query(`analyze ${tables.map((name) => fullName({ name })).join(", ")}`);

/** Lets lists be read from their indexes alone, and plans know the tables; after the commit. */
export const vacuum = (client: pg.Client, tables: readonly Table[]) => client.query(`vacuum (analyze) ${tables.map(fullName).join(", ")}`);
