import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/administration.ts";
import { readMigrations } from "#server/platform/db/migrate.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe("the health pages", () => {
  test("need no sign-in, and say that the process is alive and the database is migrated", async () => {
    expect(await call(null, contract.live)).toEqual({ status: "ok" });
    const ready = await call(null, contract.ready);
    expect(ready).toMatchObject({ status: "ok", migrations: (await readMigrations()).length });
    expect(ready.database).toMatch(/^PostgreSQL \d+\.\d+$/);
  });

  test("say not ready while a migration is missing", async () => {
    await sql`create table kept as select * from schema_migration where version = 1`.execute(app.db);
    await sql`delete from schema_migration where version = 1`.execute(app.db);
    expect((await app.refused("server.notReady", null, contract.ready)).status).toBe(503);
    await sql`insert into schema_migration select * from kept`.execute(app.db);
    await call(null, contract.ready);
  });

  test("without a database say alive but not ready", async () => {
    const other = await startTestApp();
    await other.call(null, contract.ready);
    await other.kernel.databases.close();
    expect((await other.ask(null, contract.live)).body).toEqual({ status: "ok" });
    await other.refused("server.notReady", null, contract.ready);
    await other.close();
  });
});
