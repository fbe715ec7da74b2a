/** The database files themselves: made once and completely, checked for their version, with the application's role and database inside. */
import { spawn } from "node:child_process";
import { chmodSync, chownSync, closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Client } from "pg";
import { DataFolderError, writingTo } from "./data-folder-error.ts";
import { CLEAN_ENVIRONMENT, type RunAs } from "./run-as.ts";

export type Connection = { host: string; port: number; user: string; database: string };

/** The application's role owns the database and is not superuser: no COPY PROGRAM, no reading of the server's files. */
export const APPLICATION = "pforte";
export const SUPERUSER = "postgres";

const PREPARING = ".new-";

/** A cluster under its real name is complete: `initdb` works in a temporary folder that is renamed at its end. */
export async function makeCluster(cluster: string, initdb: string, runAs: RunAs): Promise<void> {
  const dataFolder = dirname(cluster);
  const preparing = `${cluster}${PREPARING}${process.pid}`;
  writingTo(dataFolder, () => {
    for (const name of readdirSync(dataFolder)) {
      if (name.startsWith(`${basename(cluster)}${PREPARING}`)) rmSync(join(dataFolder, name), { recursive: true, force: true });
    }
    mkdirSync(preparing, { mode: 0o700 });
    if (runAs.account) chownSync(preparing, runAs.account.uid, runAs.account.gid);
  });
  // Index order must not depend on a library's version: builtin C.UTF-8. Full text and pg_trgm still ask the C library what
  // a letter is (LC_CTYPE): under plain C, trigrams lose every umlaut and quotation marks become parts of words.
  const failure = (await runInitdb(initdb, runAs, preparing, "C.UTF-8")) && (await runInitdb(initdb, runAs, preparing, "C"));
  if (failure) {
    rmSync(preparing, { recursive: true, force: true });
    throw new DataFolderError("dataFolder.startFailed", `The database could not be created in ${dataFolder}: ${failure}`);
  }
  writingTo(dataFolder, () => {
    renameSync(preparing, cluster);
    const folder = openSync(dataFolder, "r");
    fsyncSync(folder);
    closeSync(folder);
  });
}

/** The last lines that initdb said when it failed, undefined when it did not. A failed run leaves the folder empty. */
function runInitdb(initdb: string, runAs: RunAs, folder: string, letters: string): Promise<string | undefined> {
  const options = ["-D", folder, "-U", SUPERUSER, "--auth-local=trust", "--auth-host=reject", "--data-checksums", "--no-instructions"];
  const locale = ["--encoding=UTF8", "--locale=C", `--lc-ctype=${letters}`, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const [program = "", ...args] = [...runAs.prefix, initdb, ...options, ...locale];
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, env: CLEAN_ENVIRONMENT, stdio: ["ignore", "ignore", "pipe"], ...runAs.spawnIds });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) => resolve(code === 0 ? undefined : said.trim().split("\n").slice(-3).join(" ") || `initdb ended with ${code}`));
  });
}

/** Refuses files of another major version: newer ones need a newer Pforte, older ones a move by backup and restore. */
export function checkVersion(dataFolder: string, cluster: string, serverVersion: string): void {
  const written = writingTo(dataFolder, () => readFileSync(join(cluster, "PG_VERSION"), "utf8")).trim();
  const major = serverVersion.split(".")[0] ?? "";
  if (written === major) return;
  if (Number(written) > Number(major)) {
    throw new DataFolderError(
      "dataFolder.newerVersion",
      `The data folder ${dataFolder} was written by PostgreSQL ${written}, this Pforte brings PostgreSQL ${major}. Use the newer Pforte that wrote it.`,
    );
  }
  throw new DataFolderError(
    "dataFolder.startFailed",
    `The data folder ${dataFolder} was written by PostgreSQL ${written}, this Pforte brings PostgreSQL ${major}. Make a backup with the Pforte that wrote it and restore that into an empty data folder.`,
  );
}

/** The application's role and database, made where missing, so that a crash between them and `initdb` heals. Returns the version. */
export async function ensureApplicationDatabase(at: { host: string; port: number }): Promise<string> {
  const client = new Client({ ...at, user: SUPERUSER, database: "postgres" });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query(
      `select current_setting('server_version') as version,
              exists (select from pg_roles where rolname = '${APPLICATION}') as has_role,
              exists (select from pg_database where datname = '${APPLICATION}') as has_database`,
    );
    const found: { version: string; has_role: boolean; has_database: boolean } = rows[0];
    if (!found.has_role) await client.query(`create role ${APPLICATION} login createdb`);
    if (!found.has_database) await client.query(`create database ${APPLICATION} owner ${APPLICATION}`);
    return found.version;
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses a cluster that others may read; copying a folder easily widens it. */
export function closeToOthers(dataFolder: string, cluster: string): void {
  if ((statSync(cluster).mode & 0o077) !== 0) writingTo(dataFolder, () => chmodSync(cluster, 0o700));
}
