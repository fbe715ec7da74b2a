/** Rows into a table by COPY, as they are made. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

export type Value = string | number | boolean | null;

const chunkCharacters = 256 * 1024;
const special: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const plain = /[\\\n\r\t]/;

function encode(value: Value): string {
  if (value === null) return "\\N";
  if (typeof value !== "string") return typeof value === "boolean" ? (value ? "t" : "f") : String(value);
  return plain.test(value) ? value.replaceAll(/[\\\n\r\t]/g, (mark) => special[mark] ?? mark) : value;
}

function* chunks(rows: Iterable<Value[]>): Generator<Buffer> {
  let text = "";
  for (const row of rows) {
    text += `${row.map(encode).join("\t")}\n`;
    if (text.length < chunkCharacters) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

/** The rows in the order of the columns. */
export async function copyRows(client: pg.Client, table: string, columns: readonly string[], rows: Iterable<Value[]>): Promise<void> {
  await pipeline(Readable.from(chunks(rows)), client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`)));
}
