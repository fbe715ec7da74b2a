/** The product in a process of its own, killed with everything that belongs to it. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { connectToRunning } from "#server/platform/db/embedded/launch.ts";
import { listPostgresIn } from "#server/platform/db/embedded/processes.ts";
import { runCli, type Started, startCli } from "#test/run-cli.ts";

export type Product = Started & { url: string };

export async function startProduct(dataFolder: string): Promise<Product> {
  const started = startCli(["serve"], { PFORTE_DATA: dataFolder });
  await started.says("Ctrl-C stops it.");
  return { ...started, url: /Contacts: (http:\/\/[^/]+)\//.exec(started.said())?.[1] ?? "" };
}

/** Of an administrator who is made for it. */
export async function makeToken(dataFolder: string, scopes: string): Promise<string> {
  const environment = { PFORTE_DATA: dataFolder };
  const admin = await runCli(["create-admin", "--login", "crash", "--email", "crash@example.com"], environment);
  const token = await runCli(["create-token", "--login", "crash", "--scopes", scopes], environment);
  if (admin.code !== 0 || token.code !== 0) throw new Error(admin.stderr + token.stderr);
  return token.stdout.trim();
}

/** Everything at once: the database's processes first, before they could notice that their parent is gone. */
export function kill(pid: number, cluster: string): number {
  const all = [...listPostgresIn(cluster), pid];
  return all.filter((one) => killOne(one)).length;
}

function killOne(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false; // gone already
  }
}

/** Rows of the running product's database. */
export async function ask<Row extends pg.QueryResultRow>(dataFolder: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const running = await connectToRunning(dataFolder);
  if (!running) throw new Error("the database is not running");
  const client = new pg.Client(running.connection);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export async function endAll(product: Product | undefined, cluster: string): Promise<void> {
  if (product) killOne(product.pid);
  for (let left = listPostgresIn(cluster); left.length > 0; left = listPostgresIn(cluster)) {
    for (const pid of left) killOne(pid);
    await sleep(50);
  }
}
