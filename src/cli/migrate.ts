import type { CommandLine } from "./command-line.ts";
import { openDatabase } from "./open-database.ts";

export async function migrateDatabase({ config, out }: CommandLine): Promise<void> {
  const database = await openDatabase(config, { say: out.say });
  await database.close();
  const { migrated } = database;
  out.result(migrated.length === 0 ? "The database is up to date." : migrated.map((name) => `migrated: ${name}`).join("\n"), { migrated });
}
