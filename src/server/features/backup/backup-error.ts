/** Why a backup could not be made or restored: a code for the program, one plain line for the person at the terminal. */

import { type Translate, translateTo } from "#server/platform/i18n/translate.ts";

export type BackupErrorCode =
  | "backup.exists"
  | "backup.notWritable"
  | "backup.noDatabase"
  | "backup.fileMissing"
  | "backup.fileDamaged"
  | "backup.interrupted"
  | "backup.notReadable"
  | "backup.broken"
  | "backup.newer"
  | "backup.otherMigrations"
  | "restore.targetNotEmpty"
  | "restore.targetNewer"
  | "restore.mismatch";

/** What exactly happened: sentences with gaps in locales, `fault.cause.<cause>`. */
export const BACKUP_CAUSES = [
  "nameTaken",
  "notWritable",
  "neverOpened",
  "fileMissing",
  "fileDamaged",
  "backupInterrupted",
  "readingInterrupted",
  "restoreInterrupted",
  "noSuchFile",
  "notReadable",
  "cutOff",
  "bytesDamaged",
  "noBackup",
  "strangeEntry",
  "otherContent",
  "wrongPlace",
  "endMissing",
  "otherParts",
  "somethingAdded",
  "entryTooLarge",
  "changedItself",
  "unreadableItself",
  "incompleteItself",
  "newerFormat",
  "newerPforte",
  "otherMigration",
  "otherTables",
  "notAsSaid",
  "dataAlready",
  "migrationAhead",
] as const;
export type BackupCause = (typeof BACKUP_CAUSES)[number];

export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code: BackupErrorCode;
  /** The cause in a reader's language; `message` is the English one. */
  readonly told: (translate: Translate) => string;
  constructor(code: BackupErrorCode, cause: BackupCause, values: Readonly<Record<string, string | number>> = {}, error?: unknown) {
    const told = (translate: Translate): string => translate(`fault.cause.${cause}`, values).replace(/\s*\n\s*/g, " ");
    super(told(translateTo("en")), error === undefined ? undefined : { cause: error });
    this.code = code;
    this.told = told;
  }
}
