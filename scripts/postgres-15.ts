/** Debian's PostgreSQL 15, if it is installed: the oldest version that Pforte's SQL has to run on. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const binaries = "/usr/lib/postgresql/15/bin";
const nobody = 65534;

export type DebianServer = { version: string /** `host|port|user`, as PFORTE_TEST_SERVER takes it. */; address: string; stop: () => Promise<void> };

/** A throw-away cluster on a socket; undefined, with a line that says so, where PostgreSQL 15 is not installed. */
export async function postgres15(): Promise<DebianServer | undefined> {
  if (!existsSync(join(binaries, "initdb"))) {
    console.log("PostgreSQL 15 is not installed (Debian: apt-get install postgresql-15); the slices run on the embedded server only.");
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "pforte-pg15-"));
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if (process.getuid?.() === 0) chownSync(folder, nobody, nobody);
  const data = join(folder, "data");
  const environment = { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8" };
  execFileSync(join(binaries, "initdb"), ["-D", data, "-U", "pforte", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], {
    stdio: "pipe",
    env: environment,
    cwd: folder,
    ...identity,
  });
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, "fsync=off", "autovacuum=off", "max_connections=200", "port=5432"];
  const server = spawn(join(binaries, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
    stdio: "ignore",
    env: environment,
    cwd: folder,
    ...identity,
  });
  await answering(folder, server);
  return {
    version: "15",
    address: `${folder}|5432|pforte`,
    async stop() {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(host: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const client = new pg.Client({ host, port: 5432, user: "pforte", database: "postgres" });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error("PostgreSQL 15 did not start");
}
