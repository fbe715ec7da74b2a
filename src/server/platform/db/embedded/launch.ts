/** Starts, adopts and stops the embedded PostgreSQL server of a data folder: one owner, one server, nothing left behind. */
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBinaries } from "./binaries.ts";
import { APPLICATION, type Connection, checkVersion, closeToOthers, ensureApplicationDatabase, makeCluster, SUPERUSER } from "./cluster.ts";
import { DataFolderError, reasonOf, writingTo } from "./data-folder-error.ts";
import { findHolder, type Lock, takeLock } from "./lock.ts";
import { answers, clearStaleLocks, findPostmaster, PORT, type Postmaster, stopPostmaster, waitForLeftovers } from "./postmaster.ts";
import { isAlive } from "./processes.ts";
import { chooseRunAs, giveTo } from "./run-as.ts";
import { RECOVERING, startServer } from "./server-process.ts";
import { makeSocketFolder, socketFolderFor } from "./socket-folder.ts";

export type EmbeddedServer = {
  /** `host` is the socket's folder; the role owns the database and is not superuser. */
  connection: Connection;
  superuserConnection: Connection;
  /** "18.4" */
  version: string;
  /** It ran already: its owner had died without it. */
  adopted: boolean;
  /** Resolves when the server is gone, by `stop` or by a crash. */
  ended: Promise<void>;
  /** Fast shutdown; returns when the server is gone. */
  stop(): Promise<void>;
};

export type LaunchOptions = { dataFolder: string; say?: (line: string) => void; settings?: Record<string, string> };

const connectionsAt = (host: string): { connection: Connection; superuserConnection: Connection } => ({
  connection: { host, port: PORT, user: APPLICATION, database: APPLICATION },
  superuserConnection: { host, port: PORT, user: SUPERUSER, database: APPLICATION },
});

/**
 * The server of this data folder, started or (left over from a dead owner) adopted. It ends with this process.
 * Call it from the main thread: a server that was started in a worker ends with that worker.
 */
export async function launchEmbedded(options: LaunchOptions): Promise<EmbeddedServer> {
  const wanted = resolve(options.dataFolder);
  writingTo(wanted, () => mkdirSync(wanted, { recursive: true, mode: 0o700 }));
  const dataFolder = realpathSync(wanted);
  if ((await answers(socketFolderFor(dataFolder))) && !findPostmaster(join(dataFolder, "postgres"))) throw heldElsewhere(dataFolder);
  const lock = await takeLock(dataFolder);
  try {
    return await launchHolding(dataFolder, lock, options.say ?? (() => {}), options.settings ?? {});
  } catch (error) {
    lock.release();
    if (error instanceof DataFolderError) throw error;
    throw new DataFolderError("dataFolder.startFailed", `The database in ${dataFolder} did not start: ${reasonOf(error)}`, error);
  }
}

/** The way in for a second program (the command line beside the server); undefined when no living process has the folder. */
export async function connectToRunning(dataFolder: string): Promise<{ connection: Connection; superuserConnection: Connection } | undefined> {
  const cluster = join(resolve(dataFolder), "postgres");
  // An owner that is just starting gets ten seconds.
  for (let waited = 0; waited < 10_000 && findHolder(resolve(dataFolder)); waited += 50) {
    const server = findPostmaster(cluster);
    if (server?.status === "ready") return connectionsAt(server.socketFolder);
    if (server?.status === "stopping") return undefined;
    await sleep(50);
  }
  return undefined;
}

async function launchHolding(dataFolder: string, lock: Lock, say: (line: string) => void, settings: Record<string, string>): Promise<EmbeddedServer> {
  const cluster = join(dataFolder, "postgres");
  const { postgres, initdb } = findBinaries();
  const runAs = chooseRunAs({ dataFolder, cluster, postgres });
  if (existsSync(cluster)) checkVersion(dataFolder, cluster, runAs.version);
  const orphan = await findOrphan(cluster, lock.previous?.endsWithOwner ?? false, say);
  if (orphan) {
    say(`taking over the running database server (process ${orphan.pid})`);
    const { pid, socketFolder: host } = orphan;
    return serverOf({ dataFolder, cluster, pid, host, gone: goneByPolling(pid), adopted: true, lock, say });
  }
  const host = socketFolderFor(dataFolder);
  lock.note({ endsWithOwner: runAs.endsWithParent });
  if (!existsSync(cluster)) {
    say(`creating the database in ${cluster}`);
    await makeCluster(cluster, initdb, runAs);
  }
  giveTo(cluster, runAs.account);
  closeToOthers(dataFolder, cluster);
  makeSocketFolder(host, dataFolder, runAs);
  await waitForLeftovers(cluster, say);
  clearStaleLocks(cluster, host);
  const { pid, gone } = await startServer(postgres, { dataFolder, cluster, socketFolder: host }, runAs, settings, say);
  return serverOf({ dataFolder, cluster, pid, host, gone, adopted: false, lock, say });
}

const heldElsewhere = (dataFolder: string): DataFolderError =>
  new DataFolderError(
    "dataFolder.held",
    `The data folder ${dataFolder} is in use by a server that is not visible here, such as one in another container. Stop that one first, or set PFORTE_DATA to another folder.`,
  );

/**
 * A ready server without a living owner. One that is still recovering or stopping is waited for, and one that the kernel
 * stops with its dead owner too (three seconds for the signal to work).
 */
async function findOrphan(cluster: string, endsByItself: boolean, say: (line: string) => void): Promise<Postmaster | undefined> {
  for (let waited = 0; ; waited += 20) {
    const server = findPostmaster(cluster);
    if (!server || (server.status === "ready" && !(endsByItself && waited < 3000))) return server;
    if (waited % 5000 === 1000) say(server.status === "starting" ? RECOVERING : "waiting for the previous database server to finish");
    await sleep(20);
  }
}

async function goneByPolling(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(500, undefined, { ref: false });
}

type Running = {
  dataFolder: string;
  cluster: string;
  pid: number;
  host: string;
  gone: Promise<void>;
  adopted: boolean;
  lock: Lock;
  say: (line: string) => void;
};

async function serverOf({ dataFolder, cluster, pid, host, gone, adopted, lock, say }: Running): Promise<EmbeddedServer> {
  let stopping: Promise<void> | undefined;
  const version = await ensureApplicationDatabase({ host, port: PORT }).catch(async (error) => {
    if (!adopted) await stopPostmaster(pid, cluster, say);
    throw error;
  });
  const ended = gone.then(() => {
    if (!stopping) say(`the database server of ${dataFolder} ended by itself, see ${join(dataFolder, "postgres.log")}`);
  });
  const stop = async () => {
    await stopPostmaster(pid, cluster, say);
    lock.release();
  };
  return {
    ...connectionsAt(host),
    version,
    adopted,
    ended,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
