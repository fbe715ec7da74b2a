/** What the doctor checks: the machine without the database, then the database and the files that it names. */
import { createHash, randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { Config } from "#server/platform/config/config.ts";
import type { Databases, Queryable } from "#server/platform/db/connect.ts";
import { readMigrations } from "#server/platform/db/migrate.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import * as queries from "./queries.ts";

/** `hint`: works, but should be looked at. */
export type Check = { name: string; state: "good" | "hint" | "bad"; finding: string; todo: string | null };

const good = (name: string, finding: string): Check => ({ name, state: "good", finding, todo: null });
const hint = (name: string, finding: string, todo: string): Check => ({ name, state: "hint", finding, todo });
const bad = (name: string, finding: string, todo: string): Check => ({ name, state: "bad", finding, todo });

const scarceBytes = 1_000_000_000;
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export async function checkMachine(config: Config): Promise<Check[]> {
  return [checkNode(process.versions.node), checkDataFolder(config.dataFolder), checkAddress(config), checkMailWay(config)];
}

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 7)) return good("Node", version);
  return bad("Node", `${version}, Pforte needs 24.7 or newer`, "Start it with npm start, which brings its own Node.");
}

export function checkDataFolder(folder: string): Check {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    return bad("data folder", `${folder} cannot be written by this account`, "Give the account that runs Pforte write access, or set PFORTE_DATA.");
  }
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  if (free < scarceBytes) return bad("data folder", `${folder} has only ${gigabytes(free)} free`, "Make room: a full disk stops every write.");
  return good("data folder", `${folder}, ${gigabytes(free)} free`);
}

const local = new Set(["127.0.0.1", "::1", "localhost"]);

/** Whether passwords could travel in the clear, and whether links in mails lead anywhere. */
export function checkAddress({ publicUrl, host, port, trustedProxies }: Config): Check {
  const name = "public address";
  if (publicUrl === null && local.has(host))
    return hint(name, `only this machine (http://${host}:${port})`, "For others: a TLS proxy in front, and PFORTE_URL=https://…");
  if (publicUrl === null)
    return bad(
      name,
      `open to the network on ${host}:${port} without PFORTE_URL`,
      "Put a TLS proxy in front and set PFORTE_URL=https://…; links in mails begin with it.",
    );
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "http:" && !local.has(hostname)) return bad(name, `${publicUrl} is not encrypted`, "Put a TLS proxy in front and set PFORTE_URL=https://…");
  if (protocol === "https:" && trustedProxies.length === 0)
    return hint(
      name,
      `${publicUrl}, but no proxy is trusted`,
      "Set PFORTE_TRUSTED_PROXIES to the proxy's address; without it every visitor has the proxy's address, and one brake for all.",
    );
  return good(name, publicUrl);
}

const checkMailWay = ({ smtpUrl }: Config): Check =>
  smtpUrl === null
    ? hint("mail", "no SMTP server: mails are kept in the outbox", "Set PFORTE_SMTP_URL to send invitations and reset links.")
    : good("mail", "an SMTP server is set");

export type DatabaseCheck = { databases: Databases; files: FileStore; full: boolean; say: (line: string) => void; signal: AbortSignal };

export async function checkDatabase(input: DatabaseCheck): Promise<Check[]> {
  const { main } = input.databases;
  const facts = await queries.findServerFacts(main);
  const migrations = await checkMigrations(input.databases);
  const checks = [checkServer(facts), ...checkDurability(facts), checkClock(facts), migrations];
  if (migrations.state === "bad") return checks;
  const administrators = await queries.countAdministrators(main);
  checks.push(
    administrators > 0
      ? good("administrators", String(administrators))
      : bad("administrators", "nobody is administrator", "Start the server and open the link that it prints, or use create-admin."),
  );
  checks.push(await checkMails(input.databases), await checkFiles(input), await checkOrphans(input));
  return checks;
}

function checkServer({ version, versionNumber, encoding, extensions }: queries.ServerFacts): Check {
  if (versionNumber < 150_000) return bad("database", `PostgreSQL ${version} is too old`, "Pforte needs PostgreSQL 15 or newer.");
  if (encoding !== "UTF8") return bad("database", `its encoding is ${encoding}`, "Make a database with encoding UTF8, and restore a backup there.");
  const missing = queries.EXTENSIONS.filter((name) => !extensions.includes(name));
  if (missing.length > 0)
    return bad("database", `lacks ${missing.join(", ")}`, `As its superuser: ${missing.map((name) => `create extension ${name};`).join(" ")}`);
  return good("database", `PostgreSQL ${version}, with ${queries.EXTENSIONS.join(", ")}`);
}

function checkDurability({ fsync, fullPageWrites, synchronousCommit }: queries.ServerFacts): Check[] {
  const off = [fsync === "off" && "fsync", fullPageWrites === "off" && "full_page_writes"].filter((name) => name !== false);
  if (off.length > 0)
    return [
      bad("durability", `${off.join(" and ")} ${off.length > 1 ? "are" : "is"} off`, "Switch it on: a power failure may otherwise destroy the database."),
    ];
  if (synchronousCommit === "off")
    return [hint("durability", "synchronous_commit is off", "The last moments before a crash may be lost. Switch it on unless that is wanted.")];
  return [good("durability", "fsync, full_page_writes and synchronous_commit are on")];
}

const skewSeconds = 5;

function checkClock({ skewMilliseconds }: queries.ServerFacts): Check {
  const seconds = Math.round(skewMilliseconds / 100) / 10;
  if (Math.abs(seconds) <= skewSeconds) return good("clock", `that of the database differs by ${Math.abs(seconds)} s`);
  return bad("clock", `that of the database is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead" : "behind"}`, "Let both machines take the time from NTP.");
}

async function checkMigrations({ main }: Databases): Promise<Check> {
  const known = await readMigrations();
  const applied = await queries.listMigrations(main);
  const strange = applied.find((row) => !known.some((migration) => migration.version === row.version));
  if (strange) return bad("migrations", `the database has ${strange.name}, which this Pforte does not know`, "Start the newer Pforte that wrote it.");
  const changed = applied.find((row) => known.some((migration) => migration.version === row.version && migration.hash !== row.hash));
  if (changed) return bad("migrations", `${changed.name} was applied with another text`, "Use the release that wrote this database.");
  const pending = known.length - applied.length;
  if (pending > 0) return bad("migrations", `${pending} of ${known.length} are not applied`, "Run migrate, or start the server.");
  return good("migrations", `all ${known.length} applied`);
}

const lateMinutes = 15;

async function checkMails({ main }: Databases): Promise<Check> {
  const { late, failed } = await queries.countTroubledMails(main, lateMinutes);
  if (late === 0 && failed === 0) return good("outbox", "nothing waits for long or has failed");
  const finding = [late > 0 && `${late} waiting for more than ${lateMinutes} minutes`, failed > 0 && `${failed} failed in the last week`]
    .filter(Boolean)
    .join(", ");
  return hint("outbox", finding, "Look at the outbox in the workspace: each mail says why; the test mail tries the SMTP server.");
}

/** Do the files that rows name exist, with their content? All (full), or a thousand from a random place on, which hashes make a fair sample. */
async function checkFiles({ databases: { main }, files, full, say, signal }: DatabaseCheck): Promise<Check> {
  const total = await queries.countFiles(main);
  let seen = 0;
  const missing: string[] = [];
  const damaged: string[] = [];
  for await (const { hash, size } of filesToLookAt(main, full)) {
    signal.throwIfAborted();
    if (!(await files.has(hash))) missing.push(hash.toString("hex"));
    else if (!(await isWhole(files, hash, size))) damaged.push(hash.toString("hex"));
    if (++seen % 10_000 === 0) say(`files: ${seen} of ${total}`);
  }
  const looked = seen === total ? `all ${total}` : `${seen} of ${total}`;
  if (missing.length === 0 && damaged.length === 0) return good("files", `${looked} are there with their content${seen < total ? "; --full reads all" : ""}`);
  const named = [...missing, ...damaged].slice(0, 3).join(", ");
  return bad(
    "files",
    `of ${looked}, ${missing.length} are gone and ${damaged.length} damaged (${named})`,
    `Bring them back from a backup into ${files.folder}.`,
  );
}

async function* filesToLookAt(db: Queryable, full: boolean): AsyncGenerator<{ hash: Buffer; size: number }> {
  if (!full) {
    const rows = await queries.listFilesAfter(db, randomBytes(32));
    yield* rows.length > 0 ? rows : await queries.listFilesAfter(db, null);
    return;
  }
  for (let rows = await queries.listFilesAfter(db, null); rows.length > 0; rows = await queries.listFilesAfter(db, rows.at(-1)?.hash ?? null)) yield* rows;
}

async function isWhole(files: FileStore, hash: Buffer, size: number): Promise<boolean> {
  const digest = createHash("sha256");
  let read = 0;
  for await (const chunk of files.read(hash)) {
    digest.update(chunk);
    read += chunk.length;
  }
  return read === size && digest.digest().equals(hash);
}

/** Files that no row names. A few are normal: they are written before their row, and swept after two days. */
async function checkOrphans({ databases: { main }, files }: DatabaseCheck): Promise<Check> {
  const sweptAfter = new Date(Date.now() - 4 * 86_400_000);
  let orphans = 0;
  let batch: Buffer[] = [];
  const count = async () => {
    orphans += batch.length - (await queries.countKnownFiles(main, batch));
    batch = [];
  };
  for await (const hash of files.list(sweptAfter)) {
    batch.push(hash);
    if (batch.length === 1000) await count();
  }
  await count();
  if (orphans === 0) return good("orphan files", "none older than four days");
  return hint(
    "orphan files",
    `${orphans} in ${files.folder} older than four days that no record names`,
    "The server sweeps them at night; it should run then.",
  );
}
