/** Writes db/schema.sql and the database's types from a freshly migrated database; with --check only says whether they are up to date. */
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";
import { schemaText } from "./schema-text.ts";

const root = resolve(import.meta.dirname, "..");
const checkOnly = process.argv.includes("--check");

const folder = await mkdtemp(join(tmpdir(), "pforte-schema-"));
const server = await launchEmbedded({ dataFolder: folder });
let stale = false;
try {
  await migrate(server.connection);
  const client = new pg.Client(server.connection);
  await client.connect();
  const sql = await schemaText(client);
  await client.end();
  await compareOrWrite(join(root, "db/schema.sql"), sql);
  await compareOrWrite(join(root, "src/server/platform/db/schema-types.ts"), await databaseTypes());
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
if (stale) process.exitCode = 1;

async function databaseTypes(): Promise<string> {
  const { host, port, user, database } = server.connection;
  const out = join(folder, "types.ts");
  const url = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  execFileSync(
    process.execPath,
    [
      join(root, "node_modules/kysely-codegen/dist/cli/bin.js"),
      "--dialect=postgres",
      `--url=${url}`,
      `--out-file=${out}`,
      "--exclude-pattern=schema_migration",
    ],
    { stdio: "pipe" },
  );
  const text = await readFile(out, "utf8");
  return text
    .replace("ColumnType<string, bigint | number | string, bigint | number | string>", "ColumnType<number, bigint | number | string, bigint | number | string>")
    .replace(/^\/\*\*[\s\S]*?\*\/\s*/, "/** Types of the tables, made by: npm run schema. */\n\n");
}

async function compareOrWrite(path: string, text: string): Promise<void> {
  const before = await readFile(path, "utf8").catch(() => "");
  if (before === text) return;
  if (checkOnly) {
    stale = true;
    console.error(`${path.slice(root.length + 1)} does not match the migrations; run: npm run schema`);
    return;
  }
  await writeFile(path, text);
  console.log(`written: ${path.slice(root.length + 1)}`);
}
