/** A folder with one CSV file per table: small tables in memory, large ones as streams. */
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ExportError } from "#domain/take-over/export-error.ts";
import { emptyTable, GROUP_TABLES, type Raw, type RawTable, type Tables } from "#domain/take-over/raw.ts";
import { readSettings, type TakeOverSettings } from "#domain/take-over/settings.ts";
import { mergeEntry } from "#domain/take-over/ticket-extras.ts";
import { readCsv } from "./csv.ts";
import { findNullWord } from "./null-word.ts";

export type Export = {
  folder: string;
  settings: TakeOverSettings;
  tables: Tables;
  /** Rows of `ticket_history` that tell of merges. */
  historyRows: readonly Raw[];
  has(table: string): boolean;
  /** Size of the file; 0 where there is none. */
  bytes(table: string): Promise<number>;
  /** Reads the streamed tables once, so that what is malformed in them is known before anything is written. */
  check(onBytes: (table: string) => (bytes: number) => void): Promise<void>;
  /** Rows of a table too large for memory; none where there is no file. */
  stream(table: string, onBytes?: (bytes: number) => void): AsyncGenerator<Raw>;
};

/** How all files of the folder are written. */
type Written = { characterSet: string; nullWord: string | null };

/** Tables that are read in streams. */
export const STREAMED_TABLES = ["article", "article_data_mime", "article_data_mime_attachment", "article_attachment"] as const;

const SETTINGS_FILE = "settings.json";

const smallTables = [
  ...["valid", "queue", "follow_up_possible", "service", "service_customer_user", "ticket_state", "ticket_state_type", "ticket_priority", "ticket_type", "sla"],
  ...["customer_user_customer", "group_customer", "group_customer_user", "customer_preferences", "users", "user_preferences", "group_user"],
  ...["roles", "role_user", "group_role", "dynamic_field", "dynamic_field_obj_id_name", "dynamic_field_value", "time_accounting"],
  ...["link_relation", "link_type", "link_object", "article_type", "article_sender_type", "communication_channel", ...GROUP_TABLES],
];

/** Only these: a million tickets have to fit. */
const ticketColumns = [
  ...["id", "tn", "title", "queue_id", "type_id", "service_id", "sla_id", "user_id", "responsible_user_id", "ticket_priority_id", "ticket_state_id"],
  ...["customer_id", "customer_user_id", "until_time", "archive_flag", "create_time", "change_time"],
];

/** Columns without which a table says nothing. */
const neededColumns: Record<string, readonly string[]> = {
  ticket: ["id", "tn", "queue_id", "ticket_state_id", "customer_id", "customer_user_id"],
  queue: ["id", "name", "group_id"],
};

export async function readExport(folder: string): Promise<Export> {
  const files = await listFiles(folder);
  const settings = await readSettingsFile(folder);
  const pathOf = (table: string): string | undefined => {
    const file = files.get(`${table.toLowerCase()}.csv`);
    return file === undefined ? undefined : join(folder, file);
  };
  checkRequired(settings, pathOf);
  const { characterSet } = settings;
  const nullWord = await findNullWord(requiredTables(settings).flatMap((table) => pathOf(table) ?? []));
  const written = { characterSet, nullWord };
  const loaded = new Map<string, RawTable>();
  const load = async (name: string, only?: readonly string[]) => {
    const path = pathOf(name);
    if (path !== undefined && !loaded.has(name)) loaded.set(name, await loadTable(name, path, written, only));
  };
  for (const name of [...smallTables, ...sourceTables(settings)]) await load(name);
  await load("ticket", ticketColumns);
  for (const source of settings.personSources) if (source.table !== "") checkColumns(loaded.get(source.table), [source.loginColumn]);

  async function* stream(table: string, onBytes?: (bytes: number) => void): AsyncGenerator<Raw> {
    const path = pathOf(table);
    if (path !== undefined) yield* readCsv(path, { ...written, ...(onBytes ? { onBytes } : {}) });
  }
  return {
    folder,
    settings,
    tables: (name) => loaded.get(name) ?? emptyTable(name),
    historyRows: await mergeRows(pathOf("ticket_history"), written),
    has: (table) => pathOf(table) !== undefined,
    bytes: async (table) => (await stat(pathOf(table) ?? "").catch(() => ({ size: 0 }))).size,
    stream,
    async check(onBytes) {
      for (const table of STREAMED_TABLES) {
        const rows = stream(table, onBytes(table));
        while (!(await rows.next()).done);
      }
    },
  };
}

async function listFiles(folder: string): Promise<Map<string, string>> {
  try {
    return new Map((await readdir(folder)).map((name) => [name.toLowerCase(), name]));
  } catch (error) {
    throw new ExportError("takeOver.unreadable", { file: basename(folder) }, "system", { text: error instanceof Error ? error.message : String(error) });
  }
}

async function readSettingsFile(folder: string): Promise<TakeOverSettings> {
  const file = SETTINGS_FILE;
  let text: string;
  try {
    text = await readFile(join(folder, file), "utf8");
  } catch {
    throw new ExportError("takeOver.badSettings", { file }, "settingsMissing");
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new ExportError("takeOver.badSettings", { file }, "system", { text: error instanceof Error ? error.message : String(error) });
  }
  return readSettings(parsed);
}

async function loadTable(name: string, path: string, written: Written, only?: readonly string[]): Promise<RawTable> {
  const rows: Raw[] = [];
  let columns: string[] = [];
  const onColumns = (found: string[]) => {
    columns = found;
  };
  for await (const row of readCsv(path, { ...written, onColumns, ...(only ? { only } : {}) })) rows.push(row);
  const table: RawTable = { name, present: true, columns, rows };
  checkColumns(table, neededColumns[name] ?? []);
  return table;
}

function checkColumns(table: RawTable | undefined, needed: readonly string[]): void {
  const missing = needed.find((column) => table && !table.columns.includes(column));
  if (table && missing !== undefined) {
    throw new ExportError("takeOver.malformedCsv", { file: `${table.name}.csv`, line: 1 }, "columnMissing", { column: missing });
  }
}

const sourceTables = (settings: TakeOverSettings): string[] =>
  [...settings.personSources, ...settings.companySources, ...settings.authSources].map((source) => source.table).filter((table) => table !== "");

const requiredTables = (settings: TakeOverSettings): string[] => [
  "ticket",
  "queue",
  ...settings.personSources.map((source) => source.table).filter((table) => table !== ""),
];

function checkRequired(settings: TakeOverSettings, pathOf: (table: string) => string | undefined): void {
  const missing = requiredTables(settings).find((table) => pathOf(table) === undefined);
  if (missing !== undefined) throw missingTable(`${missing}.csv`);
  if (GROUP_TABLES.every((table) => pathOf(table) === undefined)) throw missingTable(GROUP_TABLES.map((table) => `${table}.csv`).join(", "));
}

const missingTable = (file: string): ExportError => new ExportError("takeOver.missingTable", { file }, "tableMissing");

async function mergeRows(path: string | undefined, written: Written): Promise<Raw[]> {
  const rows: Raw[] = [];
  if (path === undefined) return rows;
  for await (const row of readCsv(path, { ...written, only: ["ticket_id", "name"] })) if (mergeEntry.test(row.name ?? "")) rows.push(row);
  return rows;
}
