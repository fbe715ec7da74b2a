/** The command line as people run it: a process of its own, with nothing of this environment but what a test gives. */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

const entry = resolve(import.meta.dirname, "../src/cli/pforte.ts");

export type Ended = { code: number | null; stdout: string; stderr: string };

export type Started = {
  pid: number;
  /** Resolves when standard output or error holds the text; rejects when the process ends before. */
  says: (text: string | RegExp) => Promise<string>;
  signal: (name: NodeJS.Signals) => void;
  ended: Promise<Ended>;
  /** Everything said so far. */
  said: () => string;
};

export function startCli(args: string[], environment: Record<string, string>, input = ""): Started {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH ?? "", PFORTE_LOG: "warn", PFORTE_PORT: "0", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  }) as ChildProcess & { stdin: NodeJS.WritableStream; stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream };
  child.stdin.end(input);
  const heard = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8");
    child[name].on("data", (text: string) => {
      heard[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((done) => child.once("close", (code) => done({ code, ...heard })));
  const said = () => heard.stdout + heard.stderr;
  const says = (text: string | RegExp) =>
    new Promise<string>((done, failed) => {
      const look = () => {
        const found = typeof text === "string" ? (said().includes(text) ? text : undefined) : text.exec(said())?.[0];
        if (found === undefined) return;
        listeners.delete(look);
        done(found);
      };
      listeners.add(look);
      look();
      void ended.then(({ code }) => failed(new Error(`ended with ${code} before it said ${text}: ${said()}`)));
    });
  return { pid: child.pid ?? 0, says, signal: (name) => child.kill(name), ended, said };
}

export const runCli = (args: string[], environment: Record<string, string>, input?: string): Promise<Ended> => startCli(args, environment, input).ended;
