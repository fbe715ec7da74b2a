/** How the pools' connections are set, whatever the server's own settings are. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Queryable } from "#server/platform/db/connect.ts";
import { startTestApp, type TestApp } from "#test/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const settingsOf = async (db: Queryable) => {
  const { rows } = await sql<{ jit: string; timeout: string; plans: string }>`select current_setting('jit') as jit,
    current_setting('statement_timeout') as timeout, current_setting('plan_cache_mode') as plans`.execute(db);
  return rows[0];
};

test("no statement is compiled, and what contacts ask has a limit and a plan for all values", async () => {
  const { main, portal } = app.kernel.databases;
  expect(await settingsOf(main)).toEqual({ jit: "off", timeout: "0", plans: "auto" });
  expect(await settingsOf(portal)).toEqual({ jit: "off", timeout: "5s", plans: "force_generic_plan" });
});
