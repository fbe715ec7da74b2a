import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAlive, listPostgresIn } from "#server/platform/db/embedded/processes.ts";
import { runCli, type Started, startCli } from "#test/run-cli.ts";

let folder: string;
const running: Started[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pforte-serve-"));
});
afterAll(async () => {
  for (const server of running) if (isAlive(server.pid)) process.kill(server.pid, "SIGKILL");
  await untilGone(folder);
  await rm(folder, { recursive: true, force: true });
});

const processesOf = (dataFolder: string): number[] => listPostgresIn(join(dataFolder, "postgres"));

async function untilGone(dataFolder: string): Promise<void> {
  for (let waited = 0; processesOf(dataFolder).length > 0 && waited < 20_000; waited += 50) await sleep(50);
}

type Server = Started & { url: string; setUpToken: string | undefined };

async function serve(dataFolder: string): Promise<Server> {
  const started = startCli(["serve"], { PFORTE_DATA: dataFolder });
  running.push(started);
  await started.says("Ctrl-C stops it.");
  const url = /Contacts: (http:\/\/[^/]+)\//.exec(started.said())?.[1] ?? "";
  return { ...started, url, setUpToken: /\/workspace\/set-up#(\S+)/.exec(started.said())?.[1] };
}

const setUp = (server: Server, token: string | undefined) =>
  fetch(`${server.url}/api/v1/set-up`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, login: "root", email: "root@example.com", password: "quite long enough 1" }),
  });

describe("the server", () => {
  let dataFolder: string;
  beforeAll(() => {
    dataFolder = join(folder, "data");
  });

  test("starts from nothing, is ready, and prints a link for the first administrator that the next start replaces", async () => {
    const first = await serve(dataFolder);
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    first.signal("SIGTERM");
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(processesOf(dataFolder)).toEqual([]);

    const second = await serve(dataFolder);
    expect((await setUp(second, first.setUpToken)).status).toBe(422);
    expect((await setUp(second, second.setUpToken)).status).toBe(200);
    second.signal("SIGINT");
    second.signal("SIGINT"); // npm passes Ctrl-C on: still one wish
    expect(await second.ended).toMatchObject({ code: 0 });
    expect(processesOf(dataFolder)).toEqual([]);

    const third = await serve(dataFolder);
    expect(third.setUpToken).toBeUndefined();
    third.signal("SIGHUP");
    expect(await third.ended).toMatchObject({ code: 0 });
  });

  test("has commands beside it, which use its database and leave it running", async () => {
    const server = await serve(dataFolder);
    const token = await runCli(["create-token", "--login", "root", "--scopes", "company:read"], { PFORTE_DATA: dataFolder });
    expect(token.code, token.stderr).toBe(0);
    const companies = () => fetch(`${server.url}/api/v1/companies`, { headers: { authorization: `Bearer ${token.stdout.trim()}` } });
    expect((await companies()).status).toBe(200);
    const backup = await runCli(["backup", join(folder, "beside.tar.gz")], { PFORTE_DATA: dataFolder });
    expect(backup.code, backup.stderr).toBe(0);
    expect((await companies()).status).toBe(200);
    const other = await runCli(["serve"], { PFORTE_DATA: dataFolder });
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining(`in use by process ${server.pid}`) });
    server.signal("SIGTERM");
    expect((await server.ended).code).toBe(0);
  });

  test("takes its database with it when it is killed, and starts again", async () => {
    const server = await serve(dataFolder);
    server.signal("SIGKILL");
    await server.ended;
    await untilGone(dataFolder);
    expect(processesOf(dataFolder)).toEqual([]);
    const again = await serve(dataFolder);
    again.signal("SIGTERM");
    expect((await again.ended).code).toBe(0);
  });

  test("ends with one line and 1 when its database ends by itself", async () => {
    const server = await serve(dataFolder);
    const postmaster = Number((await readFile(join(dataFolder, "postgres", "postmaster.pid"), "utf8")).split("\n")[0]);
    process.kill(postmaster, "SIGKILL");
    const { code, stderr } = await server.ended;
    expect(code).toBe(1);
    expect(stderr).toContain("pforte: The database server ended by itself.");
    expect(stderr).not.toMatch(/\n\s+at /);
    await untilGone(dataFolder);
  });
});

test("two commands without a server share one database: the first waits for the second", async () => {
  const dataFolder = join(folder, "shared");
  await runCli(["migrate"], { PFORTE_DATA: dataFolder });
  const first = startCli(["create-token", "--login", "nobody", "--scopes", "ticket:read"], { PFORTE_DATA: dataFolder });
  const [one, two] = await Promise.all([first.ended, runCli(["backup", join(folder, "shared.tar.gz")], { PFORTE_DATA: dataFolder })]);
  expect(one.stderr).toContain("no agent with the login nobody");
  expect(two.code, two.stderr).toBe(0);
  expect(processesOf(dataFolder)).toEqual([]);
});
