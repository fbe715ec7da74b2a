/**
 * What was acknowledged survives `kill -9` of everything: the product in a process of its own, eight clients that create companies,
 * node and all PostgreSQL processes killed at a random moment, started again, every acknowledged company looked for.
 * By hand: `node test/crash/kill-nine.ts [rounds]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, endAll, kill, makeToken, type Product, startProduct } from "./product.ts";

export type Round = { acknowledged: number; lost: string[]; withoutAudit: number; killed: number; restartMilliseconds: number };
export type KillNineOptions = { rounds: number; clients?: number; say?: (line: string) => void };

export async function killNine({ rounds, clients = 8, say = () => {} }: KillNineOptions): Promise<Round[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), "pforte-kill-"));
  const cluster = join(dataFolder, "postgres");
  let product: Product | undefined;
  try {
    product = await startProduct(dataFolder);
    const token = await makeToken(dataFolder, "company:read,company:write");
    const acknowledged = new Map<string, string>();
    const done: Round[] = [];
    for (let round = 1; round <= rounds; round++) {
      const before = acknowledged.size;
      const killed = await writeUntilKilled(product, cluster, { round, clients, token, acknowledged });
      await product.ended;
      const begin = performance.now();
      product = await startProduct(dataFolder);
      const restartMilliseconds = Math.round(performance.now() - begin);
      const found = await listNumbers(product.url, token);
      const lost = [...acknowledged.keys()].filter((number) => !found.has(number));
      const result = { acknowledged: acknowledged.size - before, lost, withoutAudit: await countWithoutAudit(dataFolder), killed, restartMilliseconds };
      say(`round ${round}: ${result.acknowledged} acknowledged, ${lost.length} lost, ${killed} processes killed, ready again after ${restartMilliseconds} ms`);
      done.push(result);
    }
    product.signal("SIGTERM");
    const { code } = await product.ended;
    if (code !== 0) throw new Error(`the last stop ended with ${code}`);
    return done;
  } finally {
    await endAll(product, cluster);
    await rm(dataFolder, { recursive: true, force: true });
  }
}

type Load = { round: number; clients: number; token: string; acknowledged: Map<string, string> };

/** Returns how many processes were killed. */
async function writeUntilKilled(product: Product, cluster: string, { round, clients, token, acknowledged }: Load): Promise<number> {
  let dead = false;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const begun = acknowledged.size;
  const client = async (name: number): Promise<void> => {
    for (let count = 0; !dead; count++) {
      const number = `R${round}-${name}-${count}`;
      const body = JSON.stringify({ number, name: `Company ${number}` });
      const response = await fetch(`${product.url}/api/v1/companies`, { method: "POST", headers, body }).catch(() => null);
      if (response === null) {
        if (dead) return;
        continue; // not acknowledged
      }
      if (response.status !== 201 && !dead) throw new Error(`a company was refused with ${response.status}: ${await response.text()}`);
      // Acknowledged is what the client has read to its end.
      const view = (await response.json().catch(() => null)) as { id?: string } | null;
      if (response.status === 201 && view?.id) acknowledged.set(number, view.id);
    }
  };
  const working = Promise.all(Array.from({ length: clients }, (_, name) => client(name)));
  working.catch(() => {});
  for (let waited = 0; acknowledged.size < begun + clients && waited < 30_000; waited += 20) await sleep(20);
  await sleep(Math.random() * 2500);
  const killed = kill(product.pid, cluster);
  dead = true;
  await working;
  return killed;
}

async function listNumbers(url: string, token: string): Promise<Set<string>> {
  const numbers = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = new URLSearchParams({ limit: "500", ...(cursor === "" ? {} : { cursor }) });
    const response = await fetch(`${url}/api/v1/companies?${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (response.status !== 200) throw new Error(`the list of companies was refused with ${response.status}`);
    const page = (await response.json()) as { items: { number: string }[]; next: string | null };
    for (const company of page.items) numbers.add(company.number);
    cursor = page.next;
  }
  return numbers;
}

/** A company and the event that tells of it are one transaction: neither is there without the other. */
async function countWithoutAudit(dataFolder: string): Promise<number> {
  const rows = await ask<{ count: string }>(
    dataFolder,
    `select count(*) from company c full join
    (select subject_id from audit_event where event = 'company.created') e on e.subject_id = c.company_id where c.company_id is null or e.subject_id is null`,
  );
  return Number(rows[0]?.count);
}

if (process.argv[1] === import.meta.filename) {
  const results = await killNine({ rounds: Number(process.argv[2] ?? 10), say: (line) => console.log(line) });
  const sum = (of: (round: Round) => number): number => results.reduce((total, round) => total + of(round), 0);
  console.log(`${results.length} rounds: ${sum((round) => round.acknowledged)} acknowledged, ${sum((round) => round.lost.length)} lost`);
  process.exit(results.some((round) => round.lost.length > 0 || round.withoutAudit > 0) ? 1 : 0);
}
