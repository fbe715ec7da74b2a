import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePlace, type Place } from "#test/place.ts";
import { runCli, type Started, startCli } from "#test/run-cli.ts";

let folder: string;
let place: Place;
const running: Started[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pforte-demo-"));
  place = await makePlace({ migrated: true });
});
afterAll(async () => {
  for (const server of running) server.signal("SIGKILL");
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

const seed = (args: string[], environment: Record<string, string> = {}) =>
  runCli(["seed-demo", ...args], { DATABASE_URL: place.databaseUrl, PFORTE_DATA: place.dataFolder, ...environment });

test("serve --demo starts with a demo, says who can sign in and that it is for trying out only, and so does the second start", async () => {
  for (const says of ["made-up provider", "as it was left"]) {
    const server = startCli(["serve", "--demo"], { PFORTE_DATA: join(folder, "data") });
    running.push(server);
    await server.says("Ctrl-C stops it.");
    const said = server.said();
    for (const text of [says, "eva.ott", "helen.ashworth", "oliver.grant", "For trying out only"]) expect(said).toContain(text);
    expect(said).not.toContain("Nobody is administrator yet");
    const url = /Contacts: (http:\/\/[^/]+)\//.exec(said)?.[1];
    const answer = await fetch(`${url}/api/v1/portal/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: "oliver.grant", password: "pforte-demo" }),
    });
    expect(answer.status).toBe(200);
    server.signal("SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0 });
  }
});

test("seed-demo refuses a database that holds anything else, with one line in the terminal's language", async () => {
  await place.query("insert into company (company_id, number, name) values (gen_random_uuid(), 'C1', 'Real Ltd')");
  const english = await seed([]);
  expect(english).toMatchObject({ code: 1, stderr: expect.stringMatching(/^pforte: This database already holds something else.*--demo\n$/) });
  const german = await seed([], { LANG: "de_DE.UTF-8" });
  expect(german.stderr).toContain("Die Demo kommt nur an einen leeren Ort.");
  expect(await place.query("select name from company")).toEqual([{ name: "Real Ltd" }]);
  await place.query("delete from company");
});

test("seed-demo speaks the language that is asked for, and answers programs in JSON", async () => {
  expect(await seed(["--language", "fr"])).toMatchObject({ code: 2 });
  const { stdout, code } = await seed(["--language", "de", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    filled: true,
    signIns: [
      { realm: "workspace", as: "administrator", login: "eva.ott", password: "pforte-demo" },
      { realm: "portal", as: "manager", login: "claudia.wiemann" },
      { realm: "portal", as: "contact", login: "anna.berger" },
    ],
  });
  expect((await seed(["--language", "de"])).stdout).toContain("Nur zum Ausprobieren");
});
