/** Writes folders as an OTRS, Znuny or OTOBO export has them, from a short description: any layout, several sources, oddities on purpose. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { masterTables } from "./build-master.ts";
import { peopleTables, rightTables } from "./build-people.ts";
import { settingsOf } from "./build-settings.ts";
import { ticketTables } from "./build-tickets.ts";
import { csvText, type Table } from "./csv-text.ts";
import type { ExportDescription } from "./export-description.ts";

export const tablesOf = (description: ExportDescription): Table[] => [
  ...masterTables(description),
  ...peopleTables(description),
  ...rightTables(description),
  ...ticketTables(description),
];

export async function buildExport(folder: string, description: ExportDescription): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = new Map<string, string | null>(tablesOf(description).map((table) => [`${table.name}.csv`, csvText(table)]));
  files.set("settings.json", JSON.stringify(settingsOf(description), null, 1));
  for (const [name, text] of Object.entries(description.files ?? {})) files.set(name, text);
  for (const [name, text] of files) await (text === null ? rm(join(folder, name), { force: true }) : writeFile(join(folder, name), text));
}
