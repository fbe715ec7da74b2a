/** The product with its demo, or with other records, in a folder that goes away again, at one moment that stands still. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#cli/open-database.ts";
import { seedDemo } from "#server/features/demo/seed-demo.ts";
import { startServer } from "#server/main.ts";
import { readConfig } from "#server/platform/config/config.ts";
import { connect, type Db } from "#server/platform/db/connect.ts";
import { createFileStore, type FileStore } from "#server/platform/files/file-store.ts";
import { openListener } from "#server/platform/http/listener.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import { createLog } from "#server/platform/log/log.ts";
import { findPlaces, type Places } from "./places.ts";

export type Product = { url: string; stop: () => Promise<void> };
export type DemoProduct = Product & { places: Places };
type Fill<Filled> = (db: Db, place: { publicUrl: string; files: FileStore }) => Promise<Filled>;

export async function startDemoProduct(language: Language, now: Date): Promise<DemoProduct> {
  const { filled, ...product } = await startProduct(now, async (db, place) => {
    await seedDemo(db, { now, language, ...place });
    return findPlaces(db, language, now);
  });
  return { ...product, places: filled };
}

export async function startProduct<Filled>(now: Date, fill: Fill<Filled>): Promise<Product & { filled: Filled }> {
  const dataFolder = await mkdtemp(join(tmpdir(), "pforte-demo-"));
  const config = readConfig({ PFORTE_DATA: dataFolder, PFORTE_PORT: "0", PFORTE_LOG: "error" });
  const database = await openDatabase(config, { say: () => {}, alone: true });
  const listener = await openListener(config);
  const databases = connect(database.address, { mainConnections: 2, portalConnections: 1 });
  const filled = await fill(databases.main, { publicUrl: listener.url, files: createFileStore(join(dataFolder, "files")) });
  await databases.close();
  const server = await startServer({ config, log: createLog("error"), address: database.address, listener, clock: () => now });
  return {
    url: server.url,
    filled,
    async stop() {
      await server.stop();
      await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
