/** An empty database for imports, and files in memory. */
import { createHash, randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { connect, type Db } from "#server/platform/db/connect.ts";
import { templateDatabase } from "#test/database.ts";

export type ImportDatabase = {
  db: Db;
  files: { put(bytes: Buffer): Promise<{ hash: Buffer; size: number }> };
  /** Content by SHA-256 in hexadecimal. */
  stored: Map<string, Buffer>;
  close(): Promise<void>;
};

export async function openImportDatabase(): Promise<ImportDatabase> {
  const server = inject("testServer");
  const database = `import_${randomBytes(6).toString("hex")}`;
  const maintenance = new pg.Client({ ...server, database: "postgres" });
  await maintenance.connect();
  await maintenance.query(`create database ${database} template ${templateDatabase}`);
  await maintenance.end();
  const databases = connect({ ...server, database }, { mainConnections: 3, portalConnections: 1 });
  const stored = new Map<string, Buffer>();
  return {
    db: databases.main,
    stored,
    files: {
      async put(bytes) {
        const hash = createHash("sha256").update(bytes).digest();
        stored.set(hash.toString("hex"), bytes);
        return { hash, size: bytes.length };
      },
    },
    close: () => databases.close(),
  };
}
