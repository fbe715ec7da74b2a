/** A place for an installation of its own: a database that nobody has opened, a data folder, and the product over both. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { buildApp, buildKernel } from "#server/main.ts";
import { readConfig } from "#server/platform/config/config.ts";
import { connect } from "#server/platform/db/connect.ts";
import { createFileStore, type FileStore } from "#server/platform/files/file-store.ts";
import { createLog } from "#server/platform/log/log.ts";
import { dropDatabase, templateDatabase } from "./database.ts";

export type Place = {
  address: { host: string; port: number; user: string; database: string };
  /** As DATABASE_URL would say it. */
  databaseUrl: string;
  dataFolder: string;
  files: FileStore;
  /** Answers as the product in this place would. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  close: () => Promise<void>;
};

export async function makePlace(options: { migrated: boolean }): Promise<Place> {
  const server = inject("testServer");
  const database = `place_${randomBytes(6).toString("hex")}`;
  await maintain((client) => client.query(`create database ${database}${options.migrated ? ` template ${templateDatabase}` : ""}`));
  const address = { ...server, database };
  const dataFolder = await mkdtemp(join(tmpdir(), "pforte-place-"));
  const databases = connect(address, { mainConnections: 4, portalConnections: 2 });
  return {
    address,
    databaseUrl: `postgres://${server.user}@localhost:${server.port}/${database}?host=${encodeURIComponent(server.host)}`,
    dataFolder,
    files: createFileStore(join(dataFolder, "files")),
    async fetch(path, init) {
      const config = readConfig({ PFORTE_DATA: dataFolder, PFORTE_LOG: "error", PFORTE_URL: "http://pforte.test" });
      const { kernel } = buildKernel({ config, log: createLog("error"), address, databases });
      return buildApp(kernel).fetch(new Request(`http://pforte.test${path}`, init));
    },
    query: async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => (await databases.mainPool.query<Row>(text, values)).rows,
    async close() {
      await databases.close();
      await maintain((client) => dropDatabase(client, database));
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function maintain(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ ...inject("testServer"), database: "postgres" });
  await client.connect();
  await work(client);
  await client.end();
}
