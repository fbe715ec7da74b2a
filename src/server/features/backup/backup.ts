/** One consistent copy of the rows and files of an installation in one file, made while it runs. */
import { createHash } from "node:crypto";
import type pg from "pg";
import { productVersion } from "#server/platform/config/product-version.ts";
import type { DatabaseAddress } from "#server/platform/db/connect.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { type ArchiveWriter, writeArchive } from "./archive.ts";
import { BackupError } from "./backup-error.ts";
import { FORMAT, fileName, HEADER_NAME, type Header, MANIFEST_NAME, type Manifest, sealed, tallyFiles } from "./manifest.ts";
import { beginSnapshot, connectForCopy, copyOut, findServerVersion, holdFiles, listAppliedMigrations, listStoredFiles } from "./queries.ts";
import { inFillingOrder, isInBackup, type Table } from "./tables.ts";

export type BackupOptions = {
  database: DatabaseAddress;
  files: FileStore;
  path: string;
  overwrite?: boolean;
  /** Files that rows name and that are gone or damaged are listed in the backup instead of stopping it. */
  allowMissingFiles?: boolean;
  say?: (line: string) => void;
  signal?: AbortSignal;
};

export type BackupSummary = { path: string; bytes: number; tables: number; rows: number; files: number; fileBytes: number; missingFiles: string[] };

/**
 * Rows are those of one moment (a repeatable-read snapshot), and every file that they name is there, because files are written
 * before their rows and the sweep waits. The database is read as it is: an older one, before an update, is backed up as well.
 */
export async function createBackup(options: BackupOptions): Promise<BackupSummary> {
  const client = await connectForCopy(options.database);
  try {
    await holdFiles(client);
    const tables = inFillingOrder((await beginSnapshot(client)).filter(isInBackup));
    const header = await describe(client, tables);
    let manifest: Manifest | undefined;
    const bytes = await writeArchive(options.path, { overwrite: options.overwrite ?? false, signal: options.signal }, async (archive) => {
      await archive.addBytes(HEADER_NAME, sealed(header));
      const files = await copyFiles(client, archive, options);
      manifest = { ...header, tables: await copyRows(client, archive, tables, options), files };
      await archive.addBytes(MANIFEST_NAME, sealed(manifest));
    });
    if (!manifest) throw new Error("the archive was not filled");
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const { count, bytes: fileBytes, missing } = manifest.files;
    return { path: options.path, bytes, tables: tables.length, rows, files: count, fileBytes, missingFiles: missing };
  } finally {
    await client.end();
  }
}

async function describe(client: pg.Client, tables: readonly Table[]): Promise<Header> {
  const migrations = await listAppliedMigrations(client);
  if (migrations.length === 0) throw new BackupError("backup.noDatabase", "neverOpened");
  return {
    format: FORMAT,
    productVersion,
    createdAt: new Date().toISOString(),
    database: await findServerVersion(client),
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  };
}

async function copyRows(client: pg.Client, archive: ArchiveWriter, tables: readonly Table[], { say }: BackupOptions): Promise<Manifest["tables"]> {
  const copied: Manifest["tables"] = [];
  for (const table of tables) {
    const tally = await archive.addRows(table.name, copyOut(client, table));
    if (tally.rows > 0) say?.(`${table.name}: ${tally.rows} rows`);
    copied.push({ name: table.name, columns: table.columns, ...tally });
  }
  return copied;
}

const filesPerLine = 5000;

async function copyFiles(client: pg.Client, archive: ArchiveWriter, options: BackupOptions): Promise<Manifest["files"]> {
  const tally = tallyFiles();
  const missing: string[] = [];
  let count = 0;
  for await (const { hash, size } of listStoredFiles(client)) {
    const name = hash.toString("hex");
    const fault = await findFault(options.files, hash, size);
    if (fault && !options.allowMissingFiles) throw fault;
    if (fault) {
      missing.push(name);
      continue;
    }
    await archive.addFile(fileName(name), size, options.files.read(hash));
    tally.add(name, size);
    if (++count % filesPerLine === 0) options.say?.(`files: ${count}`);
  }
  if (count > 0) options.say?.(`files: ${count}`);
  return { ...tally.result(), missing };
}

/** A file is read twice, so that a damaged one is known before a byte of it is in the archive. */
async function findFault(files: FileStore, hash: Buffer, size: number): Promise<BackupError | undefined> {
  const name = hash.toString("hex");
  if (!(await files.has(hash))) return new BackupError("backup.fileMissing", "fileMissing", { name, folder: files.folder });
  const digest = createHash("sha256");
  let read = 0;
  for await (const chunk of files.read(hash)) {
    digest.update(chunk);
    read += chunk.length;
  }
  if (read === size && digest.digest().equals(hash)) return undefined;
  return new BackupError("backup.fileDamaged", "fileDamaged", { name, folder: files.folder });
}
