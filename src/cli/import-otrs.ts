import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProgressReport } from "#server/features/take-over/progress.ts";
import { reportText } from "#server/features/take-over/report-text.ts";
import { takeOver } from "#server/features/take-over/take-over.ts";
import { createFileStore } from "#server/platform/files/file-store.ts";
import { type Translate, translateTo } from "#server/platform/i18n/translate.ts";
import type { CommandLine } from "./command-line.ts";
import { Failure } from "./fault-line.ts";
import { terminalLanguage } from "./faults.ts";
import { withDatabase } from "./open-database.ts";
import { count } from "./output.ts";
import { typedPath } from "./typed-path.ts";

type Options = { fromCsv: string; dryRun?: boolean; sourceTimeZone?: string; applyCaseVariants?: boolean; plainPasswords?: boolean; report?: string };

export async function importOtrs({ config, out, signal }: CommandLine, options: Options): Promise<void> {
  const translate = translateTo(terminalLanguage(process.env));
  const onProgress = sayNowAndThen(out.say, translate);
  const report = await withDatabase(config, { say: out.say }, ({ main }) =>
    takeOver({
      folder: typedPath(options.fromCsv),
      database: main,
      files: createFileStore(join(config.dataFolder, "files")),
      dryRun: options.dryRun ?? false,
      ...(options.sourceTimeZone === undefined ? {} : { sourceTimeZone: options.sourceTimeZone }),
      applyCaseVariants: options.applyCaseVariants ?? false,
      plainPasswords: options.plainPasswords ?? false,
      onProgress,
      signal,
    }),
  );
  if (options.report !== undefined) await writeFile(typedPath(options.report), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  out.result(reportText(report, translate), report);
  if (!report.finished) throw new Failure(translate("takeOver.report.howToGoOn"));
}

/** Each step at its begin, then every two seconds. */
function sayNowAndThen(say: (line: string) => void, translate: Translate): (progress: ProgressReport) => void {
  let last = { step: "", at: 0 };
  return ({ step, done, total, secondsLeft }) => {
    if (step === last.step && performance.now() - last.at < 2000) return;
    last = { step, at: performance.now() };
    const values = { step, done: count(done), total: count(total), seconds: secondsLeft };
    say(translate(secondsLeft ? "takeOver.report.progressLeft" : "takeOver.report.progress", values));
  };
}
