/** What an archive says about itself: its first entry names versions and tables, its last one counts and hashes of everything. */
import { createHash } from "node:crypto";
import { z } from "zod";

/**
 * A tar, compressed by gzip, with these entries in this order: `pforte-backup.json` (header), `files/<sha256>`,
 * `rows/<table>/<000001…>` (COPY text in parts, tables in the order in which they can be filled), `manifest.json`.
 */
export const FORMAT = 1;
export const HEADER_NAME = "pforte-backup.json";
export const MANIFEST_NAME = "manifest.json";
export const fileName = (hash: string): string => `files/${hash}`;
export const partName = (table: string, part: number): string => `rows/${table}/${String(part).padStart(6, "0")}`;

const migration = z.object({ version: z.int(), name: z.string(), hash: z.string() });
export const header = z.object({
  format: z.literal(FORMAT),
  productVersion: z.string(),
  createdAt: z.string(),
  database: z.string(),
  migrations: z.array(migration).min(1),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
});
export type Header = z.infer<typeof header>;

const tally = { bytes: z.int(), sha256: z.string() };
export const manifest = header.extend({
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1), rows: z.int(), ...tally })),
  /** The hash is that of the lines "<sha256> <size>" of all files, by hash. */
  files: z.object({ count: z.int(), ...tally, missing: z.array(z.string()) }),
});
export type Manifest = z.infer<typeof manifest>;

/** What the archive says about itself, with its own hash behind: a turned bit must not pass for another version. */
export function sealed(value: unknown): Buffer {
  const text = `${JSON.stringify(value, null, 1)}\n`;
  return Buffer.from(`${text}${sealOf(text)}\n`);
}
/** The JSON text again; undefined: it is not what was sealed. */
export function unsealed(text: string): string | undefined {
  const [, said = "", seal] = /^(.*\n)([0-9a-f]{64})\n$/s.exec(text) ?? [];
  return sealOf(said) === seal ? said : undefined;
}
const sealOf = (text: string): string => createHash("sha256").update(text).digest("hex");

export type RowTally = { rows: number; bytes: number; sha256: string };

/** Counts and hashes COPY text that passes by: each row is one line, for line breaks in values are written as \\n. */
export function tallyRows(): { add: (chunk: Uint8Array) => void; result: () => RowTally } {
  const digest = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  return {
    add(chunk) {
      digest.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
    },
    result: () => ({ rows, bytes, sha256: digest.digest("hex") }),
  };
}

export type FileTally = { count: number; bytes: number; sha256: string };

export function tallyFiles(): { add: (hash: string, size: number) => void; result: () => FileTally } {
  const digest = createHash("sha256");
  let count = 0;
  let bytes = 0;
  return {
    add(hash, size) {
      digest.update(`${hash} ${size}\n`);
      count++;
      bytes += size;
    },
    result: () => ({ count, bytes, sha256: digest.digest("hex") }),
  };
}
