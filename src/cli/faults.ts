/** What can keep a command from being done, by code: each has a sentence in both languages (locales, `fault.<code>`). */
import type { Language } from "#server/platform/i18n/translate.ts";

export const FAULT_CODES = [
  "config.badValue",
  "port.inUse",
  "port.notAllowed",
  "host.unknown",
  "database.unusable",
  "database.newer",
  "database.changedMigration",
  "dataFolder.unwritable",
  "dataFolder.held",
  "dataFolder.newerVersion",
  "dataFolder.startFailed",
  "takeOver.malformedCsv",
  "takeOver.missingTable",
  "takeOver.badSettings",
  "takeOver.unreadable",
  "takeOver.unknownTimeZone",
  "takeOver.alreadyRunning",
  "backup.exists",
  "backup.notWritable",
  "backup.noDatabase",
  "backup.fileMissing",
  "backup.fileDamaged",
  "backup.interrupted",
  "backup.notReadable",
  "backup.broken",
  "backup.newer",
  "backup.otherMigrations",
  "restore.targetNotEmpty",
  "restore.targetNewer",
  "restore.mismatch",
  "demo.databaseFilled",
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

const listenFaults: Record<string, FaultCode> = { EADDRINUSE: "port.inUse", EACCES: "port.notAllowed", EADDRNOTAVAIL: "host.unknown" };

/** The code of an error that has one. */
export function faultCodeOf(error: unknown): FaultCode | undefined {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (syscall === "listen") return listenFaults[String(code)];
  return FAULT_CODES.find((known) => known === code);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The terminal's language, as its locale says (POSIX: LC_ALL, else LC_MESSAGES, else LANG). */
export const terminalLanguage = (environment: Environment): Language =>
  /^de([_.@-]|$)/i.test(environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "") ? "de" : "en";
