/** What the operating system says about other processes: is it alive, is it still the same one, which folder does it work in. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";

/** `startedAt` tells two processes of one number apart, also across a restart of the machine; "" = the system does not say. */
export type ProcessFacts = { state: string; startedAt: string };

const linux = process.platform === "linux";

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function numberExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Undefined: no process has this number. A zombie is still found (state "Z"). */
export function findProcess(pid: number): ProcessFacts | undefined {
  if (!Number.isInteger(pid) || pid <= 0 || !numberExists(pid)) return undefined;
  if (!linux) {
    const line = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
    const [state = "", ...started] = line.split(/\s+/);
    return { state: state.slice(0, 1), startedAt: started.join(" ") };
  }
  // proc(5): the command's name stands in brackets and may itself hold spaces and brackets; state is the field
  // after it (3), the start in ticks since boot is field 22.
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return numberExists(pid) ? { state: "", startedAt: "" } : undefined;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const boot = readText("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return { state: fields[0] ?? "", startedAt: `${boot}:${fields[19] ?? ""}` };
}

/** Alive means: there, not a zombie, and (where both are known) started when it should have been. */
export function isAlive(pid: number, startedAt?: string): boolean {
  const facts = findProcess(pid);
  if (!facts || facts.state === "Z" || facts.state === "X") return false;
  return !startedAt || !facts.startedAt || facts.startedAt === startedAt;
}

/**
 * Is this a PostgreSQL process of the folder? (Not a shell that somebody left there.) Folders are compared by inode, so that
 * links and bind mounts do not matter; where the system hides the folder, the command line decides.
 */
export function isPostgresIn(pid: number, folder: string): boolean {
  if (!linux) {
    const command = spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
    return command.includes("postgres") && `${command.trimEnd()} `.includes(` -D ${folder} `);
  }
  if (readText(`/proc/${pid}/comm`)?.trim() !== "postgres") return false;
  try {
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(folder)];
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EACCES") return false;
    return (readText(`/proc/${pid}/cmdline`) ?? "").split("\0").includes(folder);
  }
}

/** Every live PostgreSQL process of the folder; empty where the system has no /proc. */
export function listPostgresIn(folder: string): number[] {
  if (!linux) return [];
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((pid) => isPostgresIn(pid, folder) && isAlive(pid));
}
