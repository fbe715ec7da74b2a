/** `pforte.lock`: which process of ours has the data folder. PostgreSQL's own lock stands behind it as the second bolt. */
import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DataFolderError, writingTo } from "./data-folder-error.ts";
import { findProcess, isAlive } from "./processes.ts";

/** `endsWithOwner`: the kernel stops the server when the owner dies, so one that still runs is about to go. */
export type Holder = { pid: number; startedAt: string; endsWithOwner: boolean; token: string };

export type Lock = {
  /** Who had the folder before and died without giving it back. */
  previous: Holder | undefined;
  note(change: { endsWithOwner: boolean }): void;
  release(): void;
};

const pathOf = (dataFolder: string): string => join(dataFolder, "pforte.lock");

function readHolder(path: string): Holder | undefined | "unreadable" {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) ? holder : "unreadable";
  } catch {
    return "unreadable";
  }
}

/** The living process that has the folder, if any. */
export function findHolder(dataFolder: string): Holder | undefined {
  const holder = writingTo(dataFolder, () => readHolder(pathOf(dataFolder)));
  return holder && holder !== "unreadable" && isAlive(holder.pid, holder.startedAt) ? holder : undefined;
}

/** One owner at a time: a living one is an error that names it, a dead one's lock is taken over. */
export async function takeLock(dataFolder: string): Promise<Lock> {
  const path = pathOf(dataFolder);
  const mine: Holder = { pid: process.pid, startedAt: findProcess(process.pid)?.startedAt ?? "", endsWithOwner: false, token: randomUUID() };
  const write = (file: string) => writeFileSync(file, `${JSON.stringify(mine)}\n`, { flag: "wx", mode: 0o644 });
  let previous: Holder | undefined;
  for (let unreadable = 0; ; ) {
    if (writingTo(dataFolder, () => succeeds(() => write(path), "EEXIST"))) break;
    const holder = writingTo(dataFolder, () => readHolder(path));
    if (holder === undefined) continue;
    // Empty for an instant while its owner writes it; empty for longer after a crash at that instant.
    if (holder === "unreadable" && unreadable++ < 50) {
      await sleep(20);
      continue;
    }
    if (holder !== "unreadable" && isAlive(holder.pid, holder.startedAt)) throw heldBy(dataFolder, holder.pid);
    if (writingTo(dataFolder, () => setAside(path, holder))) previous = holder === "unreadable" ? undefined : holder;
  }
  return {
    previous,
    note(change) {
      Object.assign(mine, change);
      write(`${path}.${mine.token}`);
      renameSync(`${path}.${mine.token}`, path);
    },
    release() {
      const holder = readHolder(path);
      if (holder && holder !== "unreadable" && holder.token === mine.token) rmSync(path, { force: true });
    },
  };
}

export const heldBy = (dataFolder: string, pid: number): DataFolderError =>
  new DataFolderError(
    "dataFolder.held",
    `The data folder ${dataFolder} is in use by process ${pid}. Stop that process first, or set PFORTE_DATA to another folder.`,
  );

function succeeds(work: () => void, unless: string): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === unless) return false;
    throw error;
  }
}

/** Two starters may find the same dead lock: only what was judged is removed, a fresh one that was caught goes back. */
function setAside(path: string, judged: Holder | "unreadable"): boolean {
  const aside = `${path}.${randomUUID()}`;
  if (!succeeds(() => renameSync(path, aside), "ENOENT")) return false;
  const caught = readHolder(aside);
  const fresh = caught !== undefined && caught !== "unreadable" && (judged === "unreadable" || caught.token !== judged.token);
  if (fresh) renameSync(aside, path);
  else rmSync(aside, { force: true });
  return !fresh;
}
