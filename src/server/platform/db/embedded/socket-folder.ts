/** Where the server's Unix socket lies: nobody else may enter that folder, for whoever reaches the socket is trusted. */
import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataFolderError, writingTo } from "./data-folder-error.ts";
import { socketFile } from "./postmaster.ts";
import type { RunAs } from "./run-as.ts";

/** `sun_path` with its closing zero: 108 bytes on Linux, 104 on macOS. */
const LONGEST_PATH = process.platform === "darwin" ? 103 : 107;

const fits = (folder: string): boolean => Buffer.byteLength(socketFile(folder)) <= LONGEST_PATH;

/** In the data folder; where its path is too long for a socket, a short one under the temporary folder, always the same. */
export function socketFolderFor(dataFolder: string): string {
  const inside = join(dataFolder, "socket");
  if (fits(inside)) return inside;
  const name = `pforte-${createHash("sha256").update(dataFolder).digest("hex").slice(0, 16)}`;
  const temporary = join(tmpdir(), name);
  return fits(temporary) ? temporary : join("/tmp", name);
}

/** Makes it, 0700 and the server's; one under the temporary folder that somebody else put there is refused. */
export function makeSocketFolder(folder: string, dataFolder: string, runAs: RunAs): void {
  const mine = process.getuid?.() ?? 0;
  const owner = runAs.account ?? { uid: mine, gid: process.getgid?.() ?? 0 };
  writingTo(dataFolder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const facts = lstatSync(folder);
  const ours = facts.isDirectory() && [mine, owner.uid].includes(facts.uid);
  if (!ours && !folder.startsWith(`${dataFolder}/`)) {
    throw new DataFolderError("dataFolder.startFailed", `The folder ${folder} for the database's socket belongs to somebody else. Remove it and start again.`);
  }
  writingTo(dataFolder, () => {
    if (facts.uid !== owner.uid) chownSync(folder, owner.uid, owner.gid);
    chmodSync(folder, 0o700);
  });
}
