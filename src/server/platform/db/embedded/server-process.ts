/** Starts PostgreSQL's server process on a complete cluster and waits until it takes connections. */
import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DataFolderError, reasonOf, writingTo } from "./data-folder-error.ts";
import { findPostmaster, PORT } from "./postmaster.ts";
import { CLEAN_ENVIRONMENT, type RunAs } from "./run-as.ts";

/** The log gets an error's sentence, but neither its statement nor its detail: those hold people's data. */
const DEFAULT_SETTINGS = {
  fsync: "on",
  shared_buffers: "256MB",
  max_connections: "100",
  max_wal_size: "1GB",
  checkpoint_timeout: "5min",
  wal_compression: "on",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "error",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

export type StartedServer = {
  pid: number;
  /** Resolves when the process has ended. */
  gone: Promise<void>;
};

/** `dataFolder.startFailed` carries PostgreSQL's own reason and the name of its log. */
export async function startServer(
  postgres: string,
  files: { dataFolder: string; cluster: string; socketFolder: string },
  runAs: RunAs,
  settings: Record<string, string>,
  say: (line: string) => void,
): Promise<StartedServer> {
  const { dataFolder, cluster, socketFolder } = files;
  const log = openLog(dataFolder, runAs);
  const child = spawnServer(postgres, cluster, socketFolder, runAs, settings, log.file);
  const gone = new Promise<void>((done) => child.once("exit", () => done()).once("error", () => done()));
  const failed = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  await waitUntilReady(cluster, failed, say).catch((error) => {
    const reason = log.lastReason() ?? reasonOf(error);
    throw new DataFolderError("dataFolder.startFailed", `PostgreSQL did not start in ${dataFolder}: ${reason} (see ${log.path})`, error);
  });
  return { pid: child.pid ?? 0, gone };
}

/** What a person reads while it takes long. */
export const RECOVERING = "recovering: the database repeats what was not yet in its files when it was stopped last";

/** No fixed limit: after a crash PostgreSQL first repeats what was not yet in its files, which can take long. */
async function waitUntilReady(cluster: string, failed: () => boolean, say: (line: string) => void): Promise<void> {
  for (let waited = 0; findPostmaster(cluster)?.status !== "ready"; waited += 10) {
    if (failed()) throw new Error("the server ended while starting");
    if (waited % 5000 === 2000) say(RECOVERING);
    await sleep(10);
  }
}

/** Its own session, so that Ctrl-C at the terminal reaches Pforte and not the database below it. */
function spawnServer(postgres: string, cluster: string, socketFolder: string, runAs: RunAs, settings: Record<string, string>, log: number): ChildProcess {
  const fixed = {
    listen_addresses: "",
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: "0700",
    port: String(PORT),
  };
  const all = { ...DEFAULT_SETTINGS, ...sharedMemory(), ...settings, ...fixed };
  const assignments = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [program = "", ...args] = [...runAs.prefix, postgres, "-D", cluster, ...assignments];
  const child = spawn(program, args, { cwd: cluster, env: CLEAN_ENVIRONMENT, stdio: ["ignore", log, log], detached: true, ...runAs.spawnIds });
  closeSync(log);
  child.unref();
  return child;
}

/** Containers often give /dev/shm 64 MB, too little for parallel queries: then files of the cluster do it. */
function sharedMemory(): Record<string, string> {
  if (process.platform !== "linux") return {};
  const roomy = existsSync("/dev/shm") && statfsSync("/dev/shm").blocks * statfsSync("/dev/shm").bsize >= 256 * 1024 * 1024;
  return roomy ? {} : { dynamic_shared_memory_type: "mmap" };
}

/** `postgres.log`, and one older file once it has grown to 5 MB. */
function openLog(dataFolder: string, runAs: RunAs): { path: string; file: number; lastReason: () => string | undefined } {
  const path = join(dataFolder, "postgres.log");
  const size = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return writingTo(dataFolder, () => {
    if (size() > 5 * 1024 * 1024) renameSync(path, `${path}.1`);
    const before = size();
    const lastReason = () => {
      const lines = readFileSync(path).subarray(before).toString("utf8").split("\n");
      return (
        lines
          .filter((line) => /FATAL|PANIC|error/.test(line))
          .at(-1)
          ?.replace(/^.*?(FATAL|PANIC):\s*/, "") ?? lines.filter(Boolean).at(-1)
      );
    };
    const file = openSync(path, "a", 0o600);
    if (runAs.account) chownSync(path, runAs.account.uid, runAs.account.gid);
    return { path, file, lastReason };
  });
}
