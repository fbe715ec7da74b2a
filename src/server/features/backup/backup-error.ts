/** Why a backup could not be made or restored: a code for the program, one plain line for the person at the terminal. */

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

export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code: BackupErrorCode;
  constructor(code: BackupErrorCode, message: string, cause?: unknown) {
    super(message.replace(/\s*\n\s*/g, " ").trim(), cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
