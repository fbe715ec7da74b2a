/** A thread of its own for one table: it ends with it. */
import { parentPort, workerData } from "node:worker_threads";
import { type TableFile, writeCsv, writeXlsx } from "./write-table.ts";

const { format, table } = workerData as { format: "csv" | "xlsx"; table: TableFile };
const bytes = new Uint8Array(format === "csv" ? writeCsv(table) : await writeXlsx(table));
parentPort?.postMessage(bytes, [bytes.buffer]);
