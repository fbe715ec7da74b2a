/** What makes an export unusable: the import stops before it writes anything. */
type ExportErrorCode = "takeOver.malformedCsv" | "takeOver.missingTable" | "takeOver.badSettings" | "takeOver.unreadable";

type ExportPosition = {
  /** Name within the folder. */
  file: string;
  /** From 1; of a quote that is never closed: where it opens. */
  line?: number | undefined;
  /** The field within its record, from 1. */
  column?: number | undefined;
};

export class ExportError extends Error {
  readonly code: ExportErrorCode;
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(code: ExportErrorCode, position: ExportPosition, reason: string) {
    const { file, line, column } = position;
    const place = [file, line === undefined ? "" : `line ${line}`, column === undefined ? "" : `column ${column}`].filter(Boolean).join(", ");
    super(`${place}: ${reason}`);
    this.name = "ExportError";
    this.code = code;
    this.file = file;
    this.line = line;
    this.column = column;
  }
}
