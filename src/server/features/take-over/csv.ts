/** One CSV file as rows, read in a stream; what is malformed is told by file, line and column. */
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { ExportError } from "#domain/take-over/export-error.ts";
import type { Raw } from "#domain/take-over/raw.ts";

type CsvOptions = {
  /** Label of the Encoding Standard; `UTF-8` as PostgreSQL writes. */
  characterSet?: string;
  /** What stands where there is no value; without: the empty text, as PostgreSQL writes. */
  nullWord?: string | null;
  /** Reads these columns only, as far as the file has them. */
  only?: readonly string[];
  /** Told once, before the first row: all columns of the file, lower case. */
  onColumns?: (columns: string[]) => void;
  /** Told bytes read so far. */
  onBytes?: (bytes: number) => void;
};

export async function* readCsv(path: string, options: CsvOptions = {}): AsyncGenerator<Raw> {
  const file = basename(path);
  let columns: string[] = [];
  const parser = parse({
    columns: (header: string[]) => {
      columns = header.map((name) => name.trim().toLowerCase());
      const double = columns.findIndex((name, index) => columns.indexOf(name) !== index);
      if (double >= 0) throw new ExportError("takeOver.malformedCsv", { file, line: 1, column: double + 1 }, "columnTwice", { column: columns[double] ?? "" });
      options.onColumns?.(columns);
      return columns.map((name) => (options.only && !options.only.includes(name) ? false : name));
    },
    skip_empty_lines: true,
  });
  const source = Readable.from(decoded(path, options));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    if (options.nullWord == null) yield* parser as AsyncIterable<Raw>;
    else for await (const row of parser as AsyncIterable<Raw>) yield withoutNulls(row, options.nullWord);
  } catch (error) {
    throw error instanceof CsvError ? await malformed(error, path, columns) : readable(error, file);
  } finally {
    source.destroy();
  }
  if (columns.length === 0) throw new ExportError("takeOver.malformedCsv", { file, line: 1, column: 1 }, "noColumnNames");
}

const withoutNulls = (row: Raw, nullWord: string): Raw => Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text === nullWord ? "" : text]));

/** Text chunks of the file; bytes that are none of its character set end the import before they become question marks. */
async function* decoded(path: string, options: CsvOptions): AsyncGenerator<string> {
  const decoder = decoderOf(options.characterSet ?? "UTF-8");
  let bytes = 0;
  let lines = 1;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw notOfCharacterSet(path, options, lines + linesUntilBad(chunk, options));
    }
    bytes += chunk.length;
    lines += countLines(text);
    options.onBytes?.(bytes);
    yield text;
  }
  try {
    yield decoder.decode();
  } catch {
    throw notOfCharacterSet(path, options, lines);
  }
}

function decoderOf(characterSet: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(characterSet, { fatal: true });
  } catch {
    throw new ExportError("takeOver.badSettings", { file: "settings.json" }, "characterSetUnknown", { characterSet });
  }
}

const notOfCharacterSet = (path: string, options: CsvOptions, line: number): ExportError =>
  new ExportError("takeOver.unreadable", { file: basename(path), line }, "notOfCharacterSet", { characterSet: options.characterSet ?? "UTF-8" });

/** Line breaks before the first bad byte: the longest part that can be read. */
function linesUntilBad(chunk: Buffer, options: CsvOptions): number {
  let good = 0;
  for (let step = chunk.length; step >= 1; step = Math.floor(step / 2)) {
    while (good + step <= chunk.length && isReadable(chunk.subarray(0, good + step), options)) good += step;
  }
  return countLines(chunk.subarray(0, good).toString("latin1"));
}

function isReadable(bytes: Buffer, options: CsvOptions): boolean {
  try {
    decoderOf(options.characterSet ?? "UTF-8").decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function readable(error: unknown, file: string): ExportError {
  if (error instanceof ExportError) return error;
  return new ExportError("takeOver.unreadable", { file }, "system", { text: error instanceof Error ? error.message : String(error) });
}

async function malformed(error: CsvError, path: string, columns: readonly string[]): Promise<ExportError> {
  const file = basename(path);
  const { lines, index, record } = error as unknown as { lines: number; index: number; record?: unknown[] };
  if (error.code === "CSV_QUOTE_NOT_CLOSED") {
    const { line } = await lastOpenQuote(path);
    return new ExportError("takeOver.malformedCsv", { file, line, column: index + 1 }, "quoteNeverClosed");
  }
  if (error.code === "CSV_RECORD_INCONSISTENT_COLUMNS" && record) {
    const column = Math.min(record.length, columns.length) + 1;
    const name = columns[column - 1];
    const counts = { values: record.length, columns: columns.length };
    const at = { file, line: lines, column };
    return name === undefined
      ? new ExportError("takeOver.malformedCsv", at, "valuesForColumns", counts)
      : new ExportError("takeOver.malformedCsv", at, "firstWithoutValue", { ...counts, column: name });
  }
  return new ExportError("takeOver.malformedCsv", { file, line: lines, column: index + 1 }, "quoteMisplaced", { column: columns[index] ?? "" });
}

/** The line of the quotation mark that is open at the end of the file. */
async function lastOpenQuote(path: string): Promise<{ line: number }> {
  const quote = 0x22;
  const newline = 0x0a;
  let line = 1;
  let open = false;
  let opened = 1;
  let closedBefore = false;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === quote) {
        open = !open;
        if (open && !closedBefore) opened = line; // a doubled mark goes on where it was
      }
      closedBefore = byte === quote && !open;
      if (byte === newline) line += 1;
    }
  }
  return { line: opened };
}
