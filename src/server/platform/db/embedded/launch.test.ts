import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection } from "./cluster.ts";
import { connectToRunning, type EmbeddedServer, type LaunchOptions, launchEmbedded } from "./launch.ts";
import { findPostmaster } from "./postmaster.ts";
import { isAlive, listPostgresIn } from "./processes.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
const SMALL = { shared_buffers: "16MB" };
let folder: string;
let dataFolder: string;
const servers: EmbeddedServer[] = [];
const children: ChildProcess[] = [];

/** A data folder that was used and stopped; copying it is quicker than initdb. */
let used: string;

beforeAll(async () => {
  used = mkdtempSync(join(tmpdir(), "pforte-db-used-"));
  await (await launchEmbedded({ dataFolder: used, settings: SMALL })).stop();
});

afterAll(() => rmSync(used, { recursive: true, force: true }));

const useAgain = () => cpSync(used, dataFolder, { recursive: true, verbatimSymlinks: true });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pforte-db-"));
  dataFolder = join(folder, "data");
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
  await until(() => !existsSync(clusterOf()) || listPostgresIn(clusterOf()).length === 0);
  rmSync(folder, { recursive: true, force: true });
});

const clusterOf = () => join(dataFolder, "postgres");

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

async function launch(options: Partial<LaunchOptions> = {}): Promise<EmbeddedServer> {
  const server = await launchEmbedded({ dataFolder, settings: SMALL, ...options });
  servers.push(server);
  return server;
}

/** One connection, one statement; the rows as plain values. */
async function ask(connection: Connection, sql: string): Promise<unknown[][]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

/** Another program of ours that holds the folder and says what it commits; ends by itself when this test does. */
async function holdElsewhere(sqlOfRound: string, environment: NodeJS.ProcessEnv = {}) {
  const script = join(folder, "holder.mjs");
  const addresses = [new URL("./launch.ts", import.meta.url).href, pathToFileURL(createRequire(import.meta.url).resolve("pg")).href];
  writeFileSync(
    script,
    `import { launchEmbedded } from ${JSON.stringify(addresses[0])};
     import pg from ${JSON.stringify(addresses[1])};
     const server = await launchEmbedded({ dataFolder: process.argv[2], settings: { shared_buffers: "16MB" } });
     const client = new pg.Client(server.connection);
     client.on("error", () => {});
     await client.connect();
     await client.query("create table if not exists committed (n int primary key)");
     console.log("ready");
     for (let n = 1; ; n++) { await client.query(${JSON.stringify(sqlOfRound)}.replaceAll("$n", n)); console.log(n); }`,
  );
  const child = spawn(process.execPath, [script, dataFolder], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...environment } });
  children.push(child);
  const said: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => said.push(line));
  await until(() => said.includes("ready") || child.exitCode !== null);
  const kill = async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  return { pid: child.pid ?? 0, said, acknowledged: () => said.filter((line) => line !== "ready").length, kill };
}

const INSERT = "insert into committed values ($n)";

describe("an empty data folder", () => {
  test("gets a durable database of the application's own, with its extensions, its letters and no way in but the socket", async () => {
    const server = await launch();
    expect(server.version).toMatch(/^18\./);
    expect(server.adopted).toBe(false);
    const [facts] = await ask(
      server.connection,
      `select current_user, current_database(), rolsuper, rolcreatedb, current_setting('fsync'), current_setting('listen_addresses'),
              current_setting('data_checksums'), current_setting('server_encoding') from pg_roles where rolname = current_user`,
    );
    expect(facts).toEqual(["pforte", "pforte", false, true, "on", "", "on", "UTF8"]);
    for (const extension of ["pg_trgm", "unaccent", "btree_gin"]) await ask(server.connection, `create extension ${extension}`);
    expect(await ask(server.connection, "select array_length(show_trgm('äöü'), 1), to_tsvector('german', '„Größe“')::text")).toEqual([[4, "'gross':1"]]);
    expect(await ask(server.superuserConnection, "select current_user, current_database()")).toEqual([["postgres", "pforte"]]);
    expect(statSync(server.connection.host).mode & 0o777).toBe(0o700);
    expect(server.connection.host).toBe(join(dataFolder, "socket"));
  });

  test("heals when the first start was cut off: half an initdb is thrown away, a missing role and database are made", async () => {
    mkdirSync(join(dataFolder, "postgres.new-1", "base"), { recursive: true });
    const first = await launch();
    expect(existsSync(join(dataFolder, "postgres.new-1"))).toBe(false);
    const at = { ...first.superuserConnection, database: "postgres" };
    await ask(at, "drop database pforte");
    await ask(at, "drop role pforte");
    await first.stop();
    const second = await launch();
    expect(await ask(second.connection, "select 1")).toEqual([[1]]);
  });
});

describe("a data folder that was used", () => {
  beforeEach(useAgain);

  test("keeps its data from one start to the next", async () => {
    const first = await launch();
    await ask(first.connection, "create table kept as select 42 as n");
    await first.stop();
    expect(listPostgresIn(clusterOf())).toEqual([]);
    const second = await launch();
    expect(await ask(second.connection, "select n from kept")).toEqual([[42]]);
  });

  test("is refused while a living process holds it, which is named, and that one can be connected to", async () => {
    expect(await connectToRunning(dataFolder)).toBeUndefined();
    const holder = await holdElsewhere(INSERT);
    const refusal = launchEmbedded({ dataFolder });
    await expect(refusal).rejects.toMatchObject({ code: "dataFolder.held", message: expect.stringContaining(`process ${holder.pid}.`) });
    await expect(refusal).rejects.toThrow(dataFolder);
    const running = await connectToRunning(dataFolder);
    expect(running && (await ask(running.connection, "select count(*) >= 0 from committed"))).toEqual([[true]]);
    await holder.kill();
    expect(await connectToRunning(dataFolder)).toBeUndefined();
  });

  test("is refused a second time in the same process", async () => {
    await launch();
    await expect(launchEmbedded({ dataFolder })).rejects.toMatchObject({
      code: "dataFolder.held",
      message: expect.stringContaining(`process ${process.pid}.`),
    });
  });

  test("of a newer PostgreSQL is refused untouched", async () => {
    writeFileSync(join(clusterOf(), "PG_VERSION"), "99\n");
    await expect(launchEmbedded({ dataFolder })).rejects.toMatchObject({ code: "dataFolder.newerVersion" });
    expect(existsSync(join(dataFolder, "pforte.lock"))).toBe(false);
  });

  test("whose server cannot start says PostgreSQL's own reason", async () => {
    await expect(launchEmbedded({ dataFolder, settings: { shared_buffers: "nonsense" } })).rejects.toMatchObject({
      code: "dataFolder.startFailed",
      message: expect.stringContaining("shared_buffers"),
    });
  });
});

describe("after a crash", () => {
  beforeEach(useAgain);

  test("of the owner the server ends by itself and no acknowledged row is missing", async () => {
    const holder = await holdElsewhere(INSERT);
    await until(() => holder.acknowledged() >= 50);
    await holder.kill();
    const server = await launch();
    expect(server.adopted).toBe(false);
    const [[count] = []] = await ask(server.connection, "select count(*)::int from committed");
    expect(count).toBeGreaterThanOrEqual(holder.acknowledged());
  });

  test("of owner and server at once the next start recovers and no acknowledged row is missing", async () => {
    const holder = await holdElsewhere(INSERT);
    await until(() => holder.acknowledged() >= 50);
    const postmaster = findPostmaster(clusterOf())?.pid ?? 0;
    process.kill(postmaster, "SIGKILL");
    await holder.kill();
    const server = await launch();
    expect(server.adopted).toBe(false);
    const [[count] = []] = await ask(server.connection, "select count(*)::int from committed");
    expect(count).toBeGreaterThanOrEqual(holder.acknowledged());
    expect(readFileSync(join(dataFolder, "postgres.log"), "utf8")).toContain("automatic recovery");
  });

  test("a session that outlives its killed server is ended before the files are opened again", async () => {
    const holder = await holdElsewhere("select count(*) from generate_series(1, 1e12)");
    const postmaster = findPostmaster(clusterOf())?.pid ?? 0;
    process.kill(postmaster, "SIGKILL");
    await holder.kill();
    const lines: string[] = [];
    const server = await launch({ say: (line) => lines.push(line) });
    expect(await ask(server.connection, "select 1")).toEqual([[1]]);
    expect(lines.join()).toContain("left of a killed database server");
  });

  test("an orphan server is taken over where the kernel could not end it with its owner", async () => {
    const holder = await holdElsewhere(INSERT, pathWithout("setpriv"));
    const orphan = findPostmaster(clusterOf())?.pid;
    await holder.kill();
    expect(await connectToRunning(dataFolder)).toBeUndefined();
    const server = await launch();
    expect(server.adopted).toBe(true);
    expect(findPostmaster(clusterOf())?.pid).toBe(orphan);
    await server.stop();
    expect(listPostgresIn(clusterOf())).toEqual([]);
    expect(isAlive(orphan ?? 0)).toBe(false);
  });

  test("a pid file that names another living process is no obstacle, and that process is left alone", async () => {
    const first = await launch();
    await ask(first.connection, "create table kept as select 42 as n");
    const pidFile = join(clusterOf(), "postmaster.pid");
    const lines = readFileSync(pidFile, "utf8").split("\n");
    await first.stop();
    const stranger = spawn("sleep", ["1000"], { cwd: clusterOf(), stdio: "ignore" });
    children.push(stranger);
    writeFileSync(pidFile, [stranger.pid, ...lines.slice(1)].join("\n"));
    writeFileSync(join(dataFolder, "socket", ".s.PGSQL.5432.lock"), [stranger.pid, ...lines.slice(1)].join("\n"));
    writeFileSync(join(dataFolder, "pforte.lock"), JSON.stringify({ pid: stranger.pid, startedAt: "another time", endsWithOwner: true, token: "x" }));
    const second = await launch();
    expect(second.adopted).toBe(false);
    expect(await ask(second.connection, "select n from kept")).toEqual([[42]]);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
  });

  test("empty lock files, cut off while they were written, are no obstacle", async () => {
    const first = await launch();
    await first.stop();
    writeFileSync(join(clusterOf(), "postmaster.pid"), "");
    writeFileSync(join(dataFolder, "pforte.lock"), "");
    const second = await launch();
    expect(second.adopted).toBe(false);
  });

  test("of the server alone its owner is told", async () => {
    const lines: string[] = [];
    const server = await launch({ say: (line) => lines.push(line) });
    process.kill(findPostmaster(clusterOf())?.pid ?? 0, "SIGKILL");
    await server.ended;
    expect(lines.at(-1)).toContain("ended by itself");
  });
});

describe("where a data folder may lie", () => {
  test("a place that cannot be written is named with the reason", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    for (const unwritable of [file, join(file, "below")]) {
      const refusal = launchEmbedded({ dataFolder: unwritable });
      await expect(refusal).rejects.toMatchObject({ code: "dataFolder.unwritable", message: expect.stringMatching(/^[^\n]+$/) });
      await expect(refusal).rejects.toThrow(unwritable);
    }
  });

  test.skipIf(isRoot)("a folder without write permission is refused", async () => {
    mkdirSync(dataFolder, { mode: 0o500 });
    await expect(launchEmbedded({ dataFolder })).rejects.toMatchObject({ code: "dataFolder.unwritable" });
  });

  test("a path too long for a socket, with odd letters, works; the socket is then in a closed temporary folder", async () => {
    dataFolder = join(folder, `"ä, ö" ${"long".repeat(30)}`, "data");
    const first = await launch();
    expect(first.connection.host.startsWith(dataFolder)).toBe(false);
    expect(statSync(first.connection.host).mode & 0o777).toBe(0o700);
    expect((await connectToRunning(dataFolder))?.connection).toEqual(first.connection);
    await first.stop();
    const second = await launch();
    expect(await ask(second.connection, "select 1")).toEqual([[1]]);
    rmSync(second.connection.host, { recursive: true, force: true });
  });

  test.runIf(isRoot)("root without user namespaces: an unprivileged account runs the server, also below a closed folder", async () => {
    for (const parent of ["open", "closed"]) {
      chmodSync(folder, parent === "open" ? 0o755 : 0o700);
      dataFolder = join(folder, parent);
      const holder = await holdElsewhere(INSERT, pathWithout("unshare"));
      expect(statSync(clusterOf()).uid).not.toBe(0);
      expect(statSync(`/proc/${findPostmaster(clusterOf())?.pid}`).uid).not.toBe(0);
      await until(() => holder.acknowledged() >= 5);
      await holder.kill();
      const server = await launch();
      expect(statSync(`/proc/${findPostmaster(clusterOf())?.pid}`).uid).toBe(statSync(clusterOf()).uid);
      const [[count] = []] = await ask(server.connection, "select count(*)::int from committed");
      expect(count).toBeGreaterThanOrEqual(holder.acknowledged());
      await server.stop();
    }
  });
});

/** A PATH on which this program always fails, as where the kernel or the container forbids what it does. */
function pathWithout(program: string): NodeJS.ProcessEnv {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, program), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  return { PATH: `${bin}:${process.env.PATH}` };
}
