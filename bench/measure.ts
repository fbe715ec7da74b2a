/** Runs a case with some clients at once and says how long each round took and what it cost. */
import { loadavg } from "node:os";
import { type HttpConnection, openConnection } from "./http-connection.ts";
import { machineCpuMicroseconds, postgresCpuMicroseconds } from "./machine.ts";
import type { ServerProcess } from "./server-process.ts";

/** One round of a client: one request or several that belong together. */
export type Round = (connection: HttpConnection, index: number) => Promise<void>;

export type Measured = {
  clients: number;
  /** Milliseconds of each round, ascending. */
  times: Float64Array;
  perSecond: number;
  /** Milliseconds of CPU per round; undefined where nothing but this process worked. */
  cpu?: { node: number; postgres: number; load: number };
  /** Share of all cores that other programs used meanwhile. */
  othersShare?: number;
};

export type Target = { server: ServerProcess; cluster: string; cores: number };

/** Each client does at least this many rounds before the clock starts: plans, caches and the compiler are warm. */
const warmRounds = 25;

export async function measureRounds(target: Target, round: Round, clients: number, seconds: number): Promise<Measured> {
  const connections = await Promise.all(Array.from({ length: clients }, () => openConnection(target.server.url)));
  let index = 0;
  const until = async (connection: HttpConnection, done: () => boolean, keep: (milliseconds: number) => void) => {
    while (!done()) {
      const start = performance.now();
      await round(connection, index++);
      keep(performance.now() - start);
    }
  };
  const warmEnd = performance.now() + 2000;
  await Promise.all(
    connections.map((connection) => {
      let rounds = 0;
      return until(
        connection,
        () => rounds++ >= warmRounds || performance.now() > warmEnd,
        () => {},
      );
    }),
  );
  const before = await usage(target);
  const start = performance.now();
  const end = start + seconds * 1000;
  const times: number[] = [];
  await Promise.all(
    connections.map((connection) =>
      until(
        connection,
        () => performance.now() >= end,
        (time) => times.push(time),
      ),
    ),
  );
  const elapsed = performance.now() - start;
  const after = await usage(target);
  for (const connection of connections) connection.close();
  const spent = (key: keyof Usage) => after[key] - before[key];
  const perRound = (key: keyof Usage) => spent(key) / 1000 / times.length;
  const others = spent("machine") - spent("node") - spent("postgres") - spent("load");
  return {
    clients,
    times: Float64Array.from(times).sort(),
    perSecond: times.length / (elapsed / 1000),
    cpu: { node: perRound("node"), postgres: perRound("postgres"), load: perRound("load") },
    othersShare: Math.max(0, others / (elapsed * 1000 * target.cores)),
  };
}

type Usage = { node: number; postgres: number; load: number; machine: number };

async function usage({ server, cluster }: Target): Promise<Usage> {
  const { cpuMicroseconds: node } = await server.usage();
  const { user, system } = process.cpuUsage();
  return { node, postgres: postgresCpuMicroseconds(cluster), load: user + system, machine: machineCpuMicroseconds() };
}

/** Work of this process alone, in batches: how long one piece takes. */
export function measureHere(piece: (index: number) => void, seconds: number, batch = 100): Measured {
  for (let index = 0; index < 20_000; index++) piece(index);
  const times: number[] = [];
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < seconds * 1000) {
    const from = performance.now();
    for (let index = 0; index < batch; index++) piece(done++);
    times.push((performance.now() - from) / batch);
  }
  return { clients: 1, times: Float64Array.from(times).sort(), perSecond: done / ((performance.now() - start) / 1000) };
}

export const percentile = (times: Float64Array, share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
export const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
