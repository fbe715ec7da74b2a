/** Writes a table beside the server's own work, one after the other: a long one takes seconds in which others want answers. */
import { Worker } from "node:worker_threads";
import type { TableFile } from "./write-table.ts";

export const TABLE_TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
export type TableFormat = keyof typeof TABLE_TYPES;

/** Of one table, in mebibytes: 50,000 rows of an Excel file need about half of it. */
const mostMemory = 1024;

let last: Promise<unknown> = Promise.resolve();

/** @throws what the thread ended with; nothing of a file is given then. */
export function tableFile(format: TableFormat, table: TableFile): Promise<Uint8Array<ArrayBuffer>> {
  const written = last.then(() => inThread(format, table));
  last = written.catch(() => {});
  return written;
}

const inThread = (format: TableFormat, table: TableFile): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./table-worker.ts", import.meta.url), {
      workerData: { format, table },
      resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread that writes a table ended with ${code}`)));
  });
