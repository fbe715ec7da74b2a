import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "#server/features/backup/manifest.ts";
import { checkArchive, type RestoreSummary, restoreBackup, summaryOf } from "#server/features/backup/restore.ts";
import { createFileStore } from "#server/platform/files/file-store.ts";
import type { CommandLine } from "./command-line.ts";
import { openDatabase } from "./open-database.ts";
import { count, megabytes } from "./output.ts";
import { typedPath } from "./typed-path.ts";

export async function restore({ config, out, signal }: CommandLine, file: string, options: { dryRun?: boolean }): Promise<void> {
  const started = performance.now();
  const path = typedPath(file);
  const { dryRun = false } = options;
  // The file is read before a data folder is made for it.
  const checked = await checkArchive({ path, say: out.say, signal });
  const nothingThere = config.databaseUrl === null && !existsSync(join(config.dataFolder, "postgres"));
  const summary = dryRun && nothingThere ? summaryOf(checked) : await restoreInto({ config, out, signal }, { path, checked, dryRun });
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const { missingFiles, mailsKept } = summary;
  const content = `${count(summary.rows)} rows, ${count(summary.files)} files (${megabytes(summary.fileBytes)})`;
  const lines = dryRun
    ? [`The backup is whole, and the place is empty: ${content} of ${summary.createdAt}, Pforte ${summary.productVersion}. Nothing was changed.`]
    : [`Restored and compared: ${content} of ${summary.createdAt}, ${seconds} s. Sessions and links are not part of a backup: everybody signs in anew.`];
  if (mailsKept > 0) lines.push(`${mailsKept} mails that were waiting are kept in the outbox and not sent.`);
  if (missingFiles.length > 0) lines.push(`The backup was made WITHOUT ${missingFiles.length} attachments: ${missingFiles.slice(0, 5).join(", ")}`);
  out.result(lines.join("\n"), { ...summary, seconds });
}

async function restoreInto({ config, out, signal }: CommandLine, given: { path: string; checked: Manifest; dryRun: boolean }): Promise<RestoreSummary> {
  const database = await openDatabase(config, { say: out.say, migrate: false });
  const files = createFileStore(join(config.dataFolder, "files"));
  return restoreBackup({ database: database.address, files, ...given, say: out.say, signal }).finally(() => database.close());
}
