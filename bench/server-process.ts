/** Starts serve.ts and asks it what it uses. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { DatabaseAddress } from "#server/platform/db/connect.ts";
import type { ServeMessage } from "./serve.ts";

export type Usage = { cpuMicroseconds: number; rssBytes: number; peakBytes: number };
export type ServerProcess = { url: URL; usage: () => Promise<Usage>; stop: () => Promise<void> };

/** `profileFolder`: where Node writes a CPU profile when it ends; `anew`: no list is told again (decision 0019). */
export async function startServerProcess(
  folder: string,
  address: DatabaseAddress,
  { profileFolder, anew = false }: { profileFolder?: string | undefined; anew?: boolean },
): Promise<ServerProcess> {
  const execArgv = profileFolder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`];
  const child = fork(join(import.meta.dirname, "serve.ts"), [folder, JSON.stringify(address), ...(anew ? ["anew"] : [])], { execArgv });
  const failed = once(child, "exit").then(([code]) => Promise.reject(new Error(`The server process ended with ${code}.`)));
  failed.catch(() => {});
  const answer = async (): Promise<ServeMessage> => (await Promise.race([once(child, "message"), failed]))[0] as ServeMessage;
  const started = await answer();
  if (!("url" in started)) throw new Error("The server process did not say its address.");
  return {
    url: new URL(started.url),
    async usage() {
      child.send("usage");
      const message = await answer();
      if (!("usage" in message)) throw new Error("The server process did not say what it uses.");
      return message.usage;
    },
    async stop() {
      const ended = once(child, "exit");
      child.send("stop");
      await ended;
    },
  };
}
