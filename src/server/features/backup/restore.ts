/** Puts a backup into an empty place: everything is checked before anything is changed, and rows come in one transaction. */
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import type { DatabaseAddress } from "#server/platform/db/connect.ts";
import { type Migration, migrate, readMigrations } from "#server/platform/db/migrate.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { BackupError } from "./backup-error.ts";
import { type Header, type Manifest, tallyFiles, tallyRows } from "./manifest.ts";
import * as queries from "./queries.ts";
import { readArchive } from "./read-archive.ts";
import { FILLED_BY_MIGRATIONS, isInBackup, type Table } from "./tables.ts";

export type RestoreOptions = {
  database: DatabaseAddress;
  files: FileStore;
  path: string;
  /** Checks the archive and the place, changes nothing. */
  dryRun?: boolean;
  say?: (line: string) => void;
  signal?: AbortSignal;
  /** The migrations of this Pforte; tests give others. */
  migrations?: Migration[];
};

export type RestoreSummary = {
  productVersion: string;
  createdAt: string;
  rows: number;
  files: number;
  fileBytes: number;
  missingFiles: string[];
  /** Mails that waited to be sent when the backup was made: they stay in the outbox, for their links are void and most were sent since. */
  mailsKept: number;
};

const ticketsPerBatch = 500;

/** Refused unless the archive is whole, no newer than this Pforte, and the place holds nothing. */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const { path, signal, say } = options;
  const known = options.migrations ?? (await readMigrations());
  const checking = progress(say, "checking", (await stat(path).catch(() => null))?.size ?? 0);
  const manifest = await readArchive(path, { header: (header) => refuseOthers(path, header, known) }, { signal, onProgress: checking });
  await refuseUnlessEmpty(options.database, manifest);
  const summary = summaryOf(manifest);
  if (options.dryRun) return summary;
  await migrate(options.database, known.slice(0, manifest.migrations.length));
  const client = await queries.connectForCopy(options.database);
  try {
    await client.query("begin");
    await fill(client, options, manifest);
    summary.mailsKept = await queries.keepUnsentMails(client);
    if (signal?.aborted) throw new BackupError("backup.interrupted", "The restore was interrupted; no row was kept.");
    await client.query("commit");
    await queries.analyze(client, (await queries.listTables(client)).filter(isInBackup));
  } finally {
    await client.end();
  }
  await migrate(options.database, known);
  return summary;
}

const summaryOf = (manifest: Manifest): RestoreSummary => ({
  productVersion: manifest.productVersion,
  createdAt: manifest.createdAt,
  rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
  files: manifest.files.count,
  fileBytes: manifest.files.bytes,
  missingFiles: manifest.files.missing,
  mailsKept: 0,
});

/** Of large files it says every tenth part. */
function progress(say: ((line: string) => void) | undefined, what: string, total: number): (bytesRead: number) => void {
  let told = 0;
  return (bytesRead) => {
    const percent = Math.floor((bytesRead / total) * 100);
    if (total < 50_000_000 || percent < told + 10) return;
    told = percent;
    say?.(`${what}: ${percent} %`);
  };
}

const same = (a: { version: number; hash: string } | undefined, b: { version: number; hash: string }) => a?.version === b.version && a.hash === b.hash;

/** The backup's migrations must be the first of this Pforte's. */
function refuseOthers(path: string, header: Header, known: readonly Migration[]): void {
  const unknown = header.migrations.find((migration, at) => !same(known[at], migration));
  if (!unknown) return;
  if (!known.some((migration) => migration.version === unknown.version))
    throw new BackupError(
      "backup.newer",
      `The backup ${path} was made by Pforte ${header.productVersion}, which is newer than this one (migration ${unknown.name}). Install that version, then restore.`,
    );
  throw new BackupError(
    "backup.otherMigrations",
    `The backup ${path} was made by another Pforte: its migration ${unknown.name} has another text than the one here.`,
  );
}

/** A database that was never opened, or that only has migrations of the backup and no record yet. */
async function refuseUnlessEmpty(database: DatabaseAddress, manifest: Manifest): Promise<void> {
  const client = await queries.connectForCopy(database);
  try {
    await refuseFilled(client);
    const applied = await queries.listAppliedMigrations(client);
    const beyond = applied.find((migration, at) => !same(manifest.migrations[at], migration));
    if (beyond)
      throw new BackupError(
        "restore.targetNewer",
        `The database already has migration ${beyond.name}, which the backup does not have. Restore into a data folder or database that no Pforte has opened yet; it is brought up to date afterwards.`,
      );
  } finally {
    await client.end();
  }
}

async function refuseFilled(client: pg.Client): Promise<void> {
  const tables = (await queries.listTables(client)).filter((table) => isInBackup(table) && !FILLED_BY_MIGRATIONS.includes(table.name));
  const filled = await queries.findFilledTable(client, tables);
  if (filled === undefined) return;
  throw new BackupError(
    "restore.targetNotEmpty",
    `There is data already (table ${filled}). A backup is restored into an empty place only: set PFORTE_DATA to a new folder, or DATABASE_URL to a new database.`,
  );
}

async function fill(client: pg.Client, options: RestoreOptions, manifest: Manifest): Promise<void> {
  const { say } = options;
  const all = (await queries.listTables(client)).filter((table) => table.name !== "schema_migration");
  await queries.lockTables(client, all);
  await refuseFilled(client);
  await queries.switchTriggers(client, all, "disable");
  await queries.emptyTables(client, all);
  const tables = tablesOf(manifest, all);
  let files = 0;
  await readArchive(
    options.path,
    {
      async file(hash, size, content) {
        const stored = await options.files.putStream(Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>, size);
        if (stored?.hash.toString("hex") !== hash) throw mismatch(options.path, `file ${hash}`);
        if (++files % 5000 === 0) say?.(`files: ${files} of ${manifest.files.count}`);
      },
      async rows(table, content) {
        await pipeline(content, queries.copyIn(client, table), { signal: options.signal as AbortSignal });
        say?.(`${table.name}: ${manifest.tables.find((one) => one.name === table.name)?.rows} rows`);
      },
    },
    { signal: options.signal },
  );
  await compare(client, tables, manifest, options);
  await makeSearch(client, manifest, options);
  await queries.switchTriggers(client, all, "enable");
}

/** The tables here that the backup names; another set of columns means another schema, which migrations must not have made. */
function tablesOf(manifest: Manifest, here: readonly Table[]): Table[] {
  const shape = (tables: readonly { name: string; columns: string[] }[]) => JSON.stringify(tables.map(({ name, columns }) => [name, columns]).sort());
  if (shape(manifest.tables) !== shape(here.filter(isInBackup)))
    throw new BackupError("backup.otherMigrations", "The tables of the backup are not those that its migrations make here.");
  return manifest.tables.map(({ name }) => here.find((table) => table.name === name) as Table);
}

const mismatch = (path: string, what: string) =>
  new BackupError("restore.mismatch", `After restoring ${path}, ${what} is not what the backup says. Nothing was kept.`);

/** Reads everything back, the way a backup would, and compares it with the manifest before the commit. */
async function compare(client: pg.Client, tables: readonly Table[], manifest: Manifest, { path, say, signal }: RestoreOptions): Promise<void> {
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

async function makeSearch(client: pg.Client, manifest: Manifest, { say, signal }: RestoreOptions): Promise<void> {
  const total = manifest.tables.find((table) => table.name === "ticket")?.rows ?? 0;
  if (total === 0) return;
  let last: string | null = null;
  for (let done = 0; ; done += ticketsPerBatch) {
    if (done % 50_000 === 0) say?.(`full text of ${total} tickets: ${Math.min(done, total)} made`);
    last = await queries.refreshSearchAfter(client, last, ticketsPerBatch);
    if (last === null || signal?.aborted) return;
  }
}
