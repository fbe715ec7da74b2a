/** Runs a case with some clients at once and says how long each round took and what it cost. */
import { statSync } from "node:fs";
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
  /** How fast the machine was, compared with its best so far: one of many guests of a host is slowed down by the others. */
  speed?: number;
};

/**
 * `seconds`: how long is measured. `patience`: how much longer, at most, a machine that others use is waited for: slices in
 * which they used more than a tenth of it, or it was slow itself, are taken only if no better ones come.
 */
export type Target = { server: ServerProcess; cluster: string; cores: number; seconds: number; patience: number };

type Usage = { node: number; postgres: number; load: number; machine: number };
type Slice = { times: number[]; milliseconds: number; spent: Usage; othersShare: number; yardstick: number };

const sliceSeconds = 0.5;
const mostOthers = 0.1;
const leastSpeed = 0.8;
/** Each client does at least this many rounds before the clock starts: plans, caches and the compiler are warm. */
const warmRounds = 25;
const warmMilliseconds = 2000;

export async function measureRounds(target: Target, round: Round, clients: number, seconds = target.seconds): Promise<Measured> {
  const connections = await Promise.all(Array.from({ length: clients }, () => openConnection(target.server.url)));
  let index = 0;
  const runUntil = async (end: number, mostRounds: number): Promise<number[]> => {
    const times: number[] = [];
    const client = async (connection: HttpConnection) => {
      for (let rounds = 0; rounds < mostRounds && performance.now() < end; rounds++) {
        const start = performance.now();
        await round(connection, index++);
        times.push(performance.now() - start);
      }
    };
    await Promise.all(connections.map(client));
    return times;
  };
  await runUntil(performance.now() + warmMilliseconds, warmRounds);
  const slices: Slice[] = [];
  const wanted = Math.ceil(seconds / sliceSeconds);
  const giveUp = performance.now() + (seconds + target.patience) * 1000;
  const disturbance = (slice: Slice) => Math.max(slice.othersShare / mostOthers, leastSpeed / speedOf(slice));
  const quiet = () => slices.filter((slice) => disturbance(slice) <= 1).length;
  while (slices.length < wanted || (quiet() < wanted && performance.now() < giveUp))
    slices.push(await measureSlice(target, () => runUntil(performance.now() + sliceSeconds * 1000, Number.POSITIVE_INFINITY)));
  for (const connection of connections) connection.close();
  return summary(clients, slices.sort((a, b) => disturbance(a) - disturbance(b)).slice(0, wanted));
}

async function measureSlice(target: Target, run: () => Promise<number[]>): Promise<Slice> {
  const yardstickBefore = yardstick();
  const before = await usage(target);
  const start = performance.now();
  const times = await run();
  const milliseconds = performance.now() - start;
  const after = await usage(target);
  const spent: Usage = {
    node: after.node - before.node,
    postgres: after.postgres - before.postgres,
    load: after.load - before.load,
    machine: after.machine - before.machine,
  };
  const others = spent.machine - spent.node - spent.postgres - spent.load;
  const othersShare = Math.max(0, others / (milliseconds * 1000 * target.cores));
  return { times, milliseconds, spent, othersShare, yardstick: (yardstickBefore + yardstick()) / 2 };
}

let bestYardstick = Number.POSITIVE_INFINITY;
const speedOf = (slice: Slice): number => bestYardstick / slice.yardstick;

/** Milliseconds for work that is always the same: counting, and asking the system a little. */
function yardstick(): number {
  const start = performance.now();
  let sum = 0;
  for (let index = 0; index < 2_000_000; index++) sum = (sum + index * 7) | 0;
  for (let index = 0; index < 500; index++) sum += statSync("/proc").size;
  const time = performance.now() - start + (sum === 1 ? 1 : 0);
  bestYardstick = Math.min(bestYardstick, time);
  return time;
}

async function usage({ server, cluster }: Target): Promise<Usage> {
  const { cpuMicroseconds: node } = await server.usage();
  const { user, system } = process.cpuUsage();
  return { node, postgres: postgresCpuMicroseconds(cluster), load: user + system, machine: machineCpuMicroseconds() };
}

function summary(clients: number, slices: readonly Slice[]): Measured {
  const times = slices.flatMap((slice) => slice.times);
  const total = (of: (slice: Slice) => number) => slices.reduce((sum, slice) => sum + of(slice), 0);
  const perRound = (key: keyof Usage) => total((slice) => slice.spent[key]) / 1000 / times.length;
  return {
    clients,
    times: Float64Array.from(times).sort(),
    perSecond: times.length / (total((slice) => slice.milliseconds) / 1000),
    cpu: { node: perRound("node"), postgres: perRound("postgres"), load: perRound("load") },
    othersShare: total((slice) => slice.othersShare) / slices.length,
    speed: total(speedOf) / slices.length,
  };
}

/** Work of this process alone, in batches: how long one piece takes. */
export function measureHere(piece: (index: number) => void, seconds: number, batch = 100): Measured {
  for (let index = 0; index < 20 * batch; index++) piece(index);
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
