import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Config, readConfig } from "#server/platform/config/config.ts";
import { listPostgresIn } from "#server/platform/db/embedded/processes.ts";
import { runCli } from "#test/run-cli.ts";
import { openDatabase } from "./open-database.ts";

let folder: string;
let config: Config;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pforte-shared-"));
  config = readConfig({ PFORTE_DATA: join(folder, "data") });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = () => openDatabase(config, { say: () => {} });
const postgres = () => listPostgresIn(join(config.dataFolder, "postgres"));

test("the command that started the server ends it only when the other one is done, even if that one has no connection just then", async () => {
  const first = await open();
  const second = await open();
  expect([first.how, second.how]).toEqual(["launched", "running"]);
  let isOver = false;
  const ending = first.close().then(() => {
    isOver = true;
  });
  await sleep(500);
  expect(isOver).toBe(false);
  expect(postgres()).not.toEqual([]);
  await second.close();
  await ending;
  expect(postgres()).toEqual([]);
});

test("a command that comes while the server is being ended opens one of its own", async () => {
  for (const milliseconds of [0, 5, 20, 60]) {
    const first = await open();
    const ending = first.close();
    await sleep(milliseconds);
    const second = await open();
    expect(["launched", "running"]).toContain(second.how);
    await second.close();
    await ending;
  }
  expect(postgres()).toEqual([]);
});

test("many short commands at once on one data folder all do their work", async () => {
  const commands = Array.from({ length: 5 }, async (_, index) => {
    await sleep(index * 150);
    return runCli(["create-admin", "--login", `eva${index}`, "--email", `eva${index}@example.com`], { PFORTE_DATA: config.dataFolder });
  });
  for (const { code, stderr } of await Promise.all(commands)) expect(code, stderr).toBe(0);
  expect(postgres()).toEqual([]);
});
