/** Several commands on one embedded server: whoever started it ends it only when nobody else uses it, and then nobody new comes in. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type DatabaseAddress, poolOptions } from "#server/platform/db/connect.ts";

/** Held shared by every command on a server of another one, alone by the one that ends it. */
const lock = "hashtext('pforte command')";

/** Rejects soon where nobody answers, instead of waiting for the system's minutes. */
export const patienceMilliseconds = 10_000;

async function connectTo(address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client({ ...poolOptions(address), connectionTimeoutMillis: patienceMilliseconds });
  client.on("error", () => {});
  await client.connect();
  return client;
}

const isGiven = async (client: pg.Client, attempt: string): Promise<boolean> =>
  (await client.query(`select ${attempt}(${lock}) as given`)).rows[0]?.given === true;

/** Can it be reached at all? */
export async function reach(address: DatabaseAddress): Promise<void> {
  await (await connectTo(address)).end();
}

/** Keeps another command's server for this one, until the returned function is called; rejects when it is just being ended. */
export async function stayIn(address: DatabaseAddress): Promise<() => Promise<void>> {
  const client = await connectTo(address);
  const leave = () => client.end().catch(() => {});
  try {
    if (await isGiven(client, "pg_try_advisory_lock_shared")) return leave;
  } catch (error) {
    await leave();
    throw error;
  }
  await leave();
  throw new Error("The database server is just being ended by the command that started it.");
}

/** Waits for the others and lets nobody in any more: the server may end. */
export async function waitForOthers(address: DatabaseAddress, say: (line: string) => void): Promise<void> {
  let client: pg.Client;
  try {
    client = await connectTo(address);
  } catch {
    return; // the server is gone already
  }
  for (let waited = 0; !(await isGiven(client, "pg_try_advisory_lock").catch(() => true)); waited += 100) {
    if (waited === 2000) say("waiting for another command that uses this database");
    await sleep(100);
  }
}
