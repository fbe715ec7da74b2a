/** What the machine is, and what PostgreSQL and everybody else on it use (Linux: /proc). */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";

const ticksPerSecond = 100;
const attempt = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** The server process of a cluster and those it started. */
function postgresProcesses(cluster: string): { main: number; children: number[] } {
  const main = Number(attempt(join(cluster, "postmaster.pid")).split("\n")[0]);
  return { main, children: attempt(`/proc/${main}/task/${main}/children`).trim().split(" ").filter(Boolean).map(Number) };
}

/** Fields of /proc/<pid>/stat after the name: 11 and 12 are user and system ticks, 13 and 14 those of children that ended. */
const ticks = (pid: number, fields: readonly number[]): number => {
  const values = attempt(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  return fields.reduce((sum, field) => sum + Number(values[field] ?? 0), 0);
};

export function postgresCpuMicroseconds(cluster: string): number {
  const { main, children } = postgresProcesses(cluster);
  const all = ticks(main, [11, 12, 13, 14]) + children.reduce((sum, pid) => sum + ticks(pid, [11, 12]), 0);
  return (all * 1_000_000) / ticksPerSecond;
}

/** Proportional set size: shared buffers counted once. */
export function postgresBytes(cluster: string): number {
  const { main, children } = postgresProcesses(cluster);
  return [main, ...children].reduce((sum, pid) => sum + 1024 * Number(/^Pss: +(\d+)/m.exec(attempt(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0), 0);
}

/** CPU time that the whole machine has spent working. */
export function machineCpuMicroseconds(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (attempt("/proc/stat").split("\n")[0] ?? "").split(/ +/).map(Number);
  return ((user + nice + system + irq + softirq) * 1_000_000) / ticksPerSecond;
}

export const describeMachine = (postgresVersion: string, root: string): string[] => [
  `machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, ${Math.round(totalmem() / 1024 ** 3)} GiB, load ${loadavg()[0]?.toFixed(1)}`,
  `Node ${process.versions.node}, PostgreSQL ${postgresVersion}, commit ${commitOf(root)}`,
];

function commitOf(root: string): string {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "src", "db") === "" ? "" : " with changes");
  } catch {
    return "unknown";
  }
}
