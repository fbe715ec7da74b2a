/** Liveness and readiness, for load balancers and supervisors. */
import { setTimeout as sleep } from "node:timers/promises";
import * as contract from "#contract/administration.ts";
import { appliedMigrations, readMigrations } from "#server/platform/db/migrate.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import type { Kernel } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { findDatabaseVersion } from "./queries.ts";

/** A database that takes longer to answer is not ready. */
const patienceMilliseconds = 3000;

let known: number | undefined;
/** How many migrations this version has. */
const knownMigrations = async (): Promise<number> => (known ??= (await readMigrations()).length);

export const routes: readonly Route[] = [
  route(contract.live, async () => ({ status: "ok" as const })),
  route(contract.ready, async (ask) => {
    const state = await Promise.race([stateOf(ask.kernel), sleep(patienceMilliseconds, null, { ref: false })]).catch(() => null);
    if (state === null || state.migrations < (await knownMigrations())) throw new Refusal("server.notReady");
    return { status: "ok" as const, ...state };
  }),
];

async function stateOf({ databases }: Kernel): Promise<{ database: string; migrations: number }> {
  const [database, migrations] = await Promise.all([findDatabaseVersion(databases.main), appliedMigrations(databases.mainPool)]);
  return { database, migrations };
}
