/** Puts a backup into an empty place: everything is checked before anything is changed, and rows come in one transaction. */
import { stat } from "node:fs/promises";
import type { DatabaseAddress } from "#server/platform/db/connect.ts";
import { type Migration, migrate, readMigrations } from "#server/platform/db/migrate.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { BackupError } from "./backup-error.ts";
import { fillPlace, refuseFilled } from "./fill-place.ts";
import type { Header, Manifest } from "./manifest.ts";
import * as queries from "./queries.ts";
import { readArchive } from "./read-archive.ts";

export type ArchiveCheck = {
  path: string;
  say?: (line: string) => void;
  signal?: AbortSignal;
  /** The migrations of this Pforte; tests give others. */
  migrations?: Migration[];
};
export type RestoreOptions = ArchiveCheck & {
  database: DatabaseAddress;
  files: FileStore;
  /** Checks the archive and the place, changes nothing. */
  dryRun?: boolean;
  /** What `checkArchive` gave, where it was called before. */
  checked?: Manifest;
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

/** Reads the whole archive; refused unless it is unaltered and no newer than this Pforte. Needs no database. */
export async function checkArchive({ path, signal, say, migrations }: ArchiveCheck): Promise<Manifest> {
  const known = migrations ?? (await readMigrations());
  const onProgress = progress(say, "checking", (await stat(path).catch(() => null))?.size ?? 0);
  return readArchive(path, { header: (header) => refuseOthers(path, header, known) }, { signal, onProgress });
}

/** Refused unless the archive passes `checkArchive` and the place holds nothing. */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const { database, signal } = options;
  const known = options.migrations ?? (await readMigrations());
  const manifest = options.checked ?? (await checkArchive(options));
  await refuseUnlessEmpty(database, manifest);
  const summary = summaryOf(manifest);
  if (options.dryRun) return summary;
  await migrate(database, known.slice(0, manifest.migrations.length));
  const client = await queries.connectForCopy(database);
  try {
    await client.query("begin");
    const tables = await fillPlace(client, options, manifest);
    summary.mailsKept = await queries.keepUnsentMails(client);
    if (signal?.aborted) throw new BackupError("backup.interrupted", "restoreInterrupted");
    await client.query("commit");
    options.say?.("tidying up");
    await queries.vacuum(client, tables);
  } finally {
    await client.end();
  }
  await migrate(database, known);
  return summary;
}

export const summaryOf = (manifest: Manifest): RestoreSummary => ({
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
    throw new BackupError("backup.newer", "newerPforte", { path, version: header.productVersion, migration: unknown.name });
  throw new BackupError("backup.otherMigrations", "otherMigration", { path, migration: unknown.name });
}

/** A database that was never opened, or that only has migrations of the backup and no record yet. */
async function refuseUnlessEmpty(database: DatabaseAddress, manifest: Manifest): Promise<void> {
  const client = await queries.connectForCopy(database);
  try {
    await refuseFilled(client);
    const applied = await queries.listAppliedMigrations(client);
    const beyond = applied.find((migration, at) => !same(manifest.migrations[at], migration));
    if (beyond) throw new BackupError("restore.targetNewer", "migrationAhead", { migration: beyond.name });
  } finally {
    await client.end();
  }
}
