/** One PostgreSQL server per run, migrated once into a template; every test file gets its own copy of it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";

export type TestServer = { host: string; port: number; user: string };
export const templateDatabase = "pforte_template";

declare module "vitest" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: an interface of Vitest is extended here
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/** A database that is done with is dropped: a worker that vacuums it just then would be in the way. */
const withoutVacuum = { autovacuum: "off" };

/** PFORTE_TEST_SERVER=host:port:user names another server (Debian's PostgreSQL 15 in CI); otherwise the embedded one is started. */
export default async function setUpDatabase(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["PFORTE_TEST_SERVER"]?.split("|");
  if (given) {
    const server = { host: given[0] ?? "", port: Number(given[1]), user: given[2] ?? "" };
    await makeTemplate(server);
    project.provide("testServer", server);
    return async () => {};
  }
  const folder = await mkdtemp(join(tmpdir(), "pforte-test-"));
  const embedded = await launchEmbedded({ dataFolder: folder, settings: { fsync: "off", full_page_writes: "off", max_connections: "200", ...withoutVacuum } });
  const { host, port, user } = embedded.connection;
  await makeTemplate({ host, port, user });
  project.provide("testServer", { host, port, user });
  return async () => {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(server: TestServer): Promise<void> {
  const client = new pg.Client({ ...server, database: "postgres" });
  await client.connect();
  await client.query(`drop database if exists ${templateDatabase}`);
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  await migrate({ ...server, database: templateDatabase });
}

/** With whoever is still connected; an autovacuum worker, which only a superuser may end, makes way by itself for a plain drop. */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${name} with (force)`).catch((error: { code?: string }) => {
    if (error.code !== "42501") throw error;
    return client.query(`drop database if exists ${name}`);
  });
}
