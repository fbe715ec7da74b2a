/** Tables as files that people open in a spreadsheet. Takes seconds of processor for long ones: see table-file.ts. */
import { stringify } from "csv-stringify/sync";
import writeExcelFile from "write-excel-file/node";
import type { Language } from "#server/platform/i18n/translate.ts";

export type Cell = string | number | Date;
/** Times of day are those of the reader's time zone, which neither kind of file can say. */
export type TableFile = { title: string; header: readonly string[]; rows: readonly (readonly Cell[])[]; timeZone: string; language: Language };

/** A spreadsheet of another language parts cells at other characters than this file does: what stands behind one may begin a cell there. */
const formulaBehindSeparator = /(?<=[;,\t\r\n]["']*)(?=[=+\-@])/g;

/** In the separator that spreadsheets of the language expect; nothing in a cell is taken for a formula. */
export function writeCsv({ header, rows, timeZone, language }: TableFile): Buffer {
  const wallClock = wallClockIn(timeZone);
  const numbers = new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 4 });
  const written = (cell: Cell) =>
    typeof cell === "string" ? cell.replaceAll(formulaBehindSeparator, "'") : typeof cell === "number" ? numbers.format(cell) : wallClock(cell);
  const shown = rows.map((row) => row.map(written));
  const delimiter = language === "de" ? ";" : ",";
  return Buffer.from(stringify([[...header], ...shown], { bom: true, delimiter, record_delimiter: "windows", quoted_match: /[\r\n]/, escape_formulas: true }));
}

/** The header stays in sight; times and numbers are real ones, to sort and count with. */
export function writeXlsx({ title, header, rows, timeZone }: TableFile): Promise<Buffer> {
  const head = header.map((value) => ({ value, type: String, fontWeight: "bold" as const }));
  const wallClock = wallClockIn(timeZone);
  const asUtc = (at: Date) => new Date(`${wallClock(at).replace(" ", "T")}Z`);
  const written = (cell: Cell) =>
    typeof cell === "string"
      ? { value: cell, type: String }
      : typeof cell === "number"
        ? { value: cell, type: Number, format: "0.00" }
        : { value: asUtc(cell), type: Date };
  const body = rows.map((row) => row.map(written));
  const columns = header.map((_, at) => ({ width: widthOf(rows.map((row) => row[at] ?? "")) }));
  return writeExcelFile([head, ...body], { sheet: title.slice(0, 31), stickyRowsCount: 1, dateFormat: "yyyy-mm-dd hh:mm", columns }).toBuffer();
}

const narrowest = 12;
const widest = 60;

/** In characters; the first rows tell enough. */
function widthOf(cells: readonly Cell[]): number {
  const longest = cells.slice(0, 200).reduce<number>((most, cell) => Math.max(most, typeof cell === "string" ? cell.length : 16), 0);
  return Math.min(widest, Math.max(narrowest, longest + 2));
}

/** `2026-11-27 09:42`. */
function wallClockIn(timeZone: string): (at: Date) => string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, ...parts });
  return (at) => format.format(at);
}
