/** What makes an export unusable: the import stops before it writes anything. */
type ExportErrorCode = "takeOver.malformedCsv" | "takeOver.missingTable" | "takeOver.badSettings" | "takeOver.unreadable";

/** What exactly is wrong; each has a sentence in locales, `fault.export.<reason>`, with the values in its gaps. */
export const EXPORT_REASONS = [
  "noColumnNames",
  "columnTwice",
  "columnMissing",
  "valuesForColumns",
  "firstWithoutValue",
  "quoteNeverClosed",
  "quoteMisplaced",
  "notOfCharacterSet",
  "characterSetUnknown",
  "tableMissing",
  "settingsMissing",
  "notAnObject",
  "notAList",
  "noTableName",
  "system",
] as const;
export type ExportReason = (typeof EXPORT_REASONS)[number];

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
  readonly reason: ExportReason;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: ExportErrorCode, position: ExportPosition, reason: ExportReason, values: Readonly<Record<string, string | number>> = {}) {
    const { file, line, column } = position;
    super(`${[file, line, column].filter((part) => part !== undefined).join(":")}: ${reason} ${JSON.stringify(values)}`);
    this.name = "ExportError";
    this.code = code;
    this.file = file;
    this.line = line;
    this.column = column;
    this.reason = reason;
    this.values = values;
  }
}
