/** As whom PostgreSQL's programs run: they refuse uid 0, and `initdb` refuses a uid without a passwd entry. No account is ever made. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, lchownSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DataFolderError } from "./data-folder-error.ts";

type Account = { uid: number; gid: number };

export type RunAs = {
  /** Program and arguments put before PostgreSQL's own. */
  prefix: string[];
  /** To whom the database files must belong; undefined: to this process. */
  account: Account | undefined;
  /** For `spawn`, where there is no `setpriv` to change the account. */
  spawnIds: Account | undefined;
  /** The kernel ends the server (fast shutdown) when this process dies, even by kill -9. */
  endsWithParent: boolean;
  /** "18.4" */
  version: string;
};

/** Nothing of the caller's PG* variables or locale reaches the server. */
export const CLEAN_ENVIRONMENT = { PATH: process.env.PATH || "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

const runs = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: "ignore", env: CLEAN_ENVIRONMENT }).status === 0;

function idOf(kind: "-u" | "-g", account: string): number | undefined {
  const answer = spawnSync("id", [kind, account], { encoding: "utf8", env: CLEAN_ENVIRONMENT });
  return answer.status === 0 ? Number(answer.stdout) : undefined;
}

/** `postgres` where the machine has that account, else `nobody`. */
function unprivilegedAccount(): Account {
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = [idOf("-u", name), idOf("-g", name)];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  return { uid: 65534, gid: 65534 };
}

const withDeathSignal = (prefix: string[]): string[] => [...prefix, "setpriv", "--pdeathsig", "INT", "--"];

/** In the new namespace this process's uid is that of the account, so all files stay where and whose they are. */
const namespaceOf = ({ uid, gid }: Account): string[] => ["unshare", "--user", `--map-user=${uid}`, `--map-group=${gid}`, "--"];

const becoming = ({ uid, gid }: Account, ...more: string[]): string[] => ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...more, "--"];

/** Lets the account pass folders that are closed to it (a checkout below /root); not more than root's own server could do. */
const REACH_EVERYTHING = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];

/** The ways to try, best first; the first that reaches both the programs and the data folder is taken. */
function waysToRun(files: { dataFolder: string; cluster: string }, setpriv: boolean): Omit<RunAs, "version" | "endsWithParent">[] {
  const direct = { prefix: [], account: undefined, spawnIds: undefined };
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) {
    if (idOf("-u", String(uid)) !== undefined) return [direct];
    return [{ ...direct, prefix: namespaceOf(unprivilegedAccount()) }, direct];
  }
  const existing = lstatSync(files.cluster, { throwIfNoEntry: false });
  const owner = existing ?? statSync(files.dataFolder);
  const ownerCanRun = owner.uid !== 0 && (existing !== undefined || idOf("-u", String(owner.uid)) !== undefined);
  const account = ownerCanRun ? { uid: owner.uid, gid: owner.gid } : unprivilegedAccount();
  return [
    ...(ownerCanRun ? [] : [{ ...direct, prefix: namespaceOf(account) }]),
    setpriv ? { prefix: becoming(account), account, spawnIds: undefined } : { prefix: [], account, spawnIds: account },
    ...(setpriv ? [{ prefix: becoming(account, ...REACH_EVERYTHING), account, spawnIds: undefined }] : []),
  ];
}

/**
 * Root: a user namespace; where those are forbidden, or the files belong to another account, that account by setuid.
 * Others: themselves; without a passwd entry a user namespace. `dataFolder.startFailed` when no way works.
 */
export function chooseRunAs(files: { dataFolder: string; cluster: string; postgres: string }): RunAs {
  const setpriv = runs("setpriv", "--pdeathsig", "INT", "--", "true");
  const refusals: string[] = [];
  for (const way of waysToRun(files, setpriv)) {
    if (way.account) openDoorTo(files.dataFolder, way.account);
    const script = 'cd "$1" && exec "$2" --version';
    const [program = "", ...args] = [...way.prefix, "/bin/sh", "-c", script, "sh", files.dataFolder, files.postgres];
    const probe = spawnSync(program, args, { encoding: "utf8", env: CLEAN_ENVIRONMENT, ...way.spawnIds });
    const version = /PostgreSQL\) (\S+)/.exec(probe.stdout ?? "")?.[1];
    if (probe.status === 0 && version) {
      return { ...way, prefix: setpriv ? withDeathSignal(way.prefix) : way.prefix, endsWithParent: setpriv, version };
    }
    refusals.push(`${way.prefix[0] ?? "directly"}: ${probe.stderr?.trim() || probe.error?.message || "refused"}`);
  }
  throw new DataFolderError(
    "dataFolder.startFailed",
    `PostgreSQL cannot run here (it needs Linux with glibc 2.27 or macOS, and never runs as root itself): ${refusals.join("; ")}. Start Pforte as an ordinary account that owns ${files.dataFolder}, or set DATABASE_URL.`,
  );
}

/** A data folder of root's own gets the account's group with the right to pass; one that somebody arranged stays as it is. */
function openDoorTo(dataFolder: string, account: Account): void {
  const { uid, gid, mode } = statSync(dataFolder);
  if (uid !== 0 || gid !== 0 || (mode & 0o001) !== 0) return;
  chownSync(dataFolder, uid, account.gid);
  chmodSync(dataFolder, (mode & 0o7777) | 0o010);
}

/** Gives a folder with all in it to the account, once; cheap when it is already the owner's. */
export function giveTo(path: string, account: Account | undefined): void {
  const owner = account ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  if (process.getuid?.() !== 0 || lstatSync(path).uid === owner.uid) return;
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), owner.uid, owner.gid);
  }
  chownSync(path, owner.uid, owner.gid);
}
