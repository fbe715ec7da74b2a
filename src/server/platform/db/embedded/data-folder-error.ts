/** Why the embedded database could not be opened: a code for the program, one plain line for the person at the terminal. */

export type DataFolderErrorCode = "dataFolder.unwritable" | "dataFolder.held" | "dataFolder.newerVersion" | "dataFolder.startFailed";

export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
  readonly code: DataFolderErrorCode;
  constructor(code: DataFolderErrorCode, message: string, cause?: unknown) {
    super(message.replace(/\s*\n\s*/g, " ").trim(), cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

const REASONS: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "the file system does not allow it",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of the path is a file, not a folder",
  EEXIST: "a file of that name is in the way",
  EISDIR: "a folder of that name is in the way",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the path is too long",
};

/** The word for a failed file operation: `EACCES` → "permission denied". */
export const reasonOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException)?.code ?? "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
};

/** Runs work on files of the data folder; a file system's refusal becomes `dataFolder.unwritable`. */
export function writingTo<T>(dataFolder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!REASONS[(error as NodeJS.ErrnoException)?.code ?? ""]) throw error;
    throw new DataFolderError(
      "dataFolder.unwritable",
      `The data folder ${dataFolder} cannot be written: ${reasonOf(error)}. Give this account write access to it, or set PFORTE_DATA to another folder.`,
      error,
    );
  }
}
