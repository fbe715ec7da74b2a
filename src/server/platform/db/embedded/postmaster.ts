/** The running PostgreSQL server of a cluster, seen from outside through its `postmaster.pid`. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, isPostgresIn, listPostgresIn } from "./processes.ts";

/** `status` as PostgreSQL writes it: starting, ready, stopping, standby; "" before the first. */
export type Postmaster = { pid: number; port: number; socketFolder: string; status: string };

export const PORT = 5432;
export const socketFile = (socketFolder: string): string => join(socketFolder, `.s.PGSQL.${PORT}`);

/** A number that no process can have (above PID_MAX_LIMIT), which PostgreSQL reads as "gone". */
const NO_PROCESS = 2147483647;

function readPidFile(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
}

/** Only a live PostgreSQL process that works in this cluster counts; gone, zombie and foreign ones do not. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const lines = readPidFile(cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !pid || !isAlive(pid) || !isPostgresIn(pid, cluster)) return undefined;
  return { pid, port: Number(lines[3]) || PORT, socketFolder: lines[4] ?? "", status: (lines[7] ?? "").trim() };
}

/** Does somebody answer there? Finds also a server of another container that shares the folder, whose pid is not visible here. */
export function answers(socketFolder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketFile(socketFolder));
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
  });
}

/**
 * Makes a dead server's lock files harmless. Its pid may be another process's by now, which PostgreSQL would take for a
 * live server; the line with the shared memory stays, so that PostgreSQL itself still refuses while old backends use it.
 */
export function clearStaleLocks(cluster: string, socketFolder: string): void {
  rmSync(`${socketFile(socketFolder)}.lock`, { force: true });
  const lines = readPidFile(cluster);
  if (!lines) return;
  const path = join(cluster, "postmaster.pid");
  if (lines.length < 7) rmSync(path, { force: true });
  else writeFileSync(path, [NO_PROCESS, ...lines.slice(1)].join("\n"), { flag: "r+" });
}

/** Sessions that outlived a killed server and still use its files: given two seconds, then asked to end, waited for. */
export async function waitForLeftovers(cluster: string, say: (line: string) => void): Promise<void> {
  for (let waited = 0; ; waited += 20) {
    const left = listPostgresIn(cluster);
    if (left.length === 0) return;
    if (waited === 2000) {
      say(`ending what is left of a killed database server (process ${left.join(", ")})`);
      for (const pid of left) signal(pid, "SIGTERM");
    }
    await sleep(20);
  }
}

/** False: the process was gone already. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}

/** Fast shutdown: sessions are ended, everything is written to disk. Waits as long as that takes. */
export async function stopPostmaster(pid: number, cluster: string, say: (line: string) => void): Promise<void> {
  const running = () => isAlive(pid) && isPostgresIn(pid, cluster);
  if (running()) signal(pid, "SIGINT");
  for (let waited = 0; running(); waited += 10) {
    if (waited % 5000 === 4990) say("the database server is still writing to disk");
    await sleep(10);
  }
}
