import { join } from "node:path";
import { createBackup } from "#server/features/backup/backup.ts";
import { createFileStore } from "#server/platform/files/file-store.ts";
import type { CommandLine } from "./command-line.ts";
import { openDatabase } from "./open-database.ts";
import { count, megabytes } from "./output.ts";
import { typedPath } from "./typed-path.ts";

export async function backup({ config, out, signal }: CommandLine, file: string, options: { overwrite?: boolean; allowMissingFiles?: boolean }): Promise<void> {
  const started = performance.now();
  const database = await openDatabase(config, { say: out.say, existing: true, migrate: false });
  const summary = await createBackup({
    database: database.address,
    files: createFileStore(join(config.dataFolder, "files")),
    path: typedPath(file),
    overwrite: options.overwrite ?? false,
    allowMissingFiles: options.allowMissingFiles ?? false,
    say: out.say,
    signal,
  }).finally(() => database.close());
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const { missingFiles } = summary;
  const lines = [
    `${summary.path}: ${count(summary.rows)} rows, ${count(summary.files)} files (${megabytes(summary.fileBytes)}), ${megabytes(summary.bytes)}, ${seconds} s.`,
  ];
  if (missingFiles.length > 0) lines.push(`WITHOUT ${missingFiles.length} attachments that are gone or damaged: ${missingFiles.slice(0, 5).join(", ")}`);
  out.result(lines.join("\n"), { ...summary, seconds });
}
