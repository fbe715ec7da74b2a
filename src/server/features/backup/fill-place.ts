/** Fills an empty, migrated place from a checked archive, within the caller's transaction, and compares what came. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { BackupError } from "./backup-error.ts";
import { type Manifest, tallyFiles, tallyRows } from "./manifest.ts";
import * as queries from "./queries.ts";
import { readArchive } from "./read-archive.ts";
import { FILLED_BY_MIGRATIONS, isInBackup, type Table } from "./tables.ts";
import { withoutIndexes } from "./without-indexes.ts";

type Filling = { path: string; files: FileStore; say?: (line: string) => void; signal?: AbortSignal };

const ticketsPerBatch = 2000;

/** Returns the tables of the place. */
export async function fillPlace(client: pg.Client, options: Filling, manifest: Manifest): Promise<Table[]> {
  const all = (await queries.listTables(client)).filter((table) => table.name !== "schema_migration");
  await queries.lockTables(client, all);
  await refuseFilled(client);
  await queries.switchTriggers(client, all, "disable");
  await queries.emptyTables(client, all);
  const tables = tablesOf(manifest, all);
  await withoutIndexes(client, namesOf(tables), () => copyAll(client, options, manifest));
  await compare(client, tables, manifest, options);
  // How many rows there are decides how the full text is gathered.
  await queries.analyze(client, ["ticket", "article"]);
  await withoutIndexes(client, ["ticket_search"], () => makeSearch(client, manifest, options));
  await queries.switchTriggers(client, all, "enable");
  return all;
}

const namesOf = (tables: readonly Table[]): string[] => tables.map((table) => table.name);

/** Files, then rows, as they come; foreign keys are put back and checked afterwards. */
async function copyAll(client: pg.Client, { path, files, say, signal }: Filling, manifest: Manifest): Promise<void> {
  let stored = 0;
  await readArchive(
    path,
    {
      async file(hash, size, content) {
        const put = await files.putStream(Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>, size);
        if (put?.hash.toString("hex") !== hash) throw mismatch(path, `file ${hash}`);
        if (++stored % 5000 === 0) say?.(`files: ${stored} of ${manifest.files.count}`);
      },
      async rows(table, content) {
        await pipeline(content, queries.copyIn(client, table), { signal: signal as AbortSignal });
        say?.(`${table.name}: ${manifest.tables.find((one) => one.name === table.name)?.rows} rows`);
      },
    },
    { signal },
  );
  say?.("indexes");
}

/** The tables here that the backup names; another set of columns means another schema, which migrations must not have made. */
function tablesOf(manifest: Manifest, here: readonly Table[]): Table[] {
  const shape = (tables: readonly { name: string; columns: string[] }[]) => JSON.stringify(tables.map(({ name, columns }) => [name, columns]).sort());
  if (shape(manifest.tables) !== shape(here.filter(isInBackup))) throw new BackupError("backup.otherMigrations", "otherTables");
  return manifest.tables.map(({ name }) => here.find((table) => table.name === name) as Table);
}

const mismatch = (path: string, what: string) => new BackupError("restore.mismatch", "notAsSaid", { path, what });

/** Reads everything back, the way a backup would, and compares it with the manifest before the commit. */
async function compare(client: pg.Client, tables: readonly Table[], manifest: Manifest, { path, say, signal }: Filling): Promise<void> {
  say?.("comparing");
  for (const [at, table] of tables.entries()) {
    if (signal?.aborted) return;
    const tally = tallyRows();
    for await (const chunk of queries.copyOut(client, table)) tally.add(chunk as Buffer);
    const { rows, bytes, sha256 } = tally.result();
    const said = manifest.tables[at];
    if (said?.rows !== rows || said.bytes !== bytes || said.sha256 !== sha256) throw mismatch(path, `table ${table.name}`);
  }
  const missing = new Set(manifest.files.missing);
  const files = tallyFiles();
  for await (const { hash, size } of queries.listStoredFiles(client)) {
    if (!missing.has(hash.toString("hex"))) files.add(hash.toString("hex"), size);
  }
  if (files.result().sha256 !== manifest.files.sha256) throw mismatch(path, "the list of files");
}

async function makeSearch(client: pg.Client, manifest: Manifest, { say, signal }: Filling): Promise<void> {
  const total = manifest.tables.find((table) => table.name === "ticket")?.rows ?? 0;
  if (total === 0) return;
  let last: string | null = null;
  for (let done = 0; ; done += ticketsPerBatch) {
    if (done % 50_000 === 0) say?.(`full text of ${total} tickets: ${Math.min(done, total)} made`);
    last = await queries.refreshSearchAfter(client, last, ticketsPerBatch);
    if (last === null || signal?.aborted) return;
  }
}

/** Refuses a place with a row in any table that migrations leave empty. */
export async function refuseFilled(client: pg.Client): Promise<void> {
  const tables = (await queries.listTables(client)).filter((table) => isInBackup(table) && !FILLED_BY_MIGRATIONS.includes(table.name));
  const filled = await queries.findFilledTable(client, tables);
  if (filled === undefined) return;
  throw new BackupError("restore.targetNotEmpty", "dataAlready", { table: filled });
}
