import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "#server/platform/config/config.ts";
import { makePlace, type Place } from "#test/place.ts";
import { runCli } from "#test/run-cli.ts";

let place: Place;
let folder: string;
beforeAll(async () => {
  place = await makePlace({ migrated: true });
  folder = await mkdtemp(join(tmpdir(), "pforte-faults-"));
});
afterAll(async () => {
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

/** The one line that was said; fails when it is more than one or has the looks of a stack trace. */
async function lineOf(expectedCode: number, args: string[], environment: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, { PFORTE_DATA: folder, ...environment });
  expect(stdout).toBe("");
  expect(stderr.trimEnd().split("\n"), stderr).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|file:\/\//);
  expect(code, stderr).toBe(expectedCode);
  return stderr.trimEnd();
}

describe("wrong usage ends with 2 and one line", () => {
  test.each([
    [["nonsense"], "unknown command"],
    [["backup"], "missing required argument"],
    [["explain", "--contact", "anna"], "--ticket"],
    [["backup", "x", "--frobnicate"], "unknown option"],
    [["create-token", "--login", "anna", "--scopes", "everything"], "Scopes are:"],
    [["create-token", "--login", "anna", "--scopes", "ticket:read", "--days", "many"], "whole number"],
    [["explain", "--contact", "anna", "--ticket", "1", "--verb", "eat"], "Verbs are:"],
    [["create-admin", "--login", "root", "--email", "not an address"], "--email"],
    [["who", "--ticket", "1", "--limit", "0"], "--limit"],
  ])("%j", async (args, part) => {
    expect(await lineOf(2, args)).toContain(part);
  });

  test("without a command the help is shown", async () => {
    const { code, stderr } = await runCli([], {});
    expect(code).toBe(2);
    expect(stderr).toContain("Usage: pforte");
  });
});

describe("a bad value of the environment names the variable, its fault and an example", () => {
  test.each([
    ["PFORTE_PORT", "80a"],
    ["PFORTE_PORT", "70000"],
    ["PFORTE_URL", "portal"],
    ["PFORTE_URL", "ftp://portal.example.com"],
    ["DATABASE_URL", "mysql://db.example.com/pforte"],
    ["PFORTE_SMTP_URL", "mail.example.com"],
    ["PFORTE_TRUSTED_PROXIES", "my-proxy"],
    ["PFORTE_SECRET_FILE", "/no/such/file"],
    ["PFORTE_LOG", "loud"],
  ])("%s=%s", async (variable, value) => {
    const line = await lineOf(1, ["serve"], { [variable]: value });
    expect(line).toMatch(new RegExp(`^pforte: ${variable}:? .*Example: ${variable}=`));
  });
});

test("a key that is too short or open to others is refused, a good one is taken", async () => {
  const key = join(folder, "key");
  await writeFile(key, "short", { mode: 0o600 });
  expect(await lineOf(1, ["serve"], { PFORTE_SECRET_FILE: key })).toContain("fewer than 32 bytes");
  await writeFile(key, "x".repeat(32));
  expect(readConfig({ PFORTE_SECRET_FILE: key }).secretFile).toBe(key);
  await chmod(key, 0o644);
  expect(await lineOf(1, ["serve"], { PFORTE_SECRET_FILE: key })).toContain("open to other accounts");
});

describe("a database that cannot be used is named, its password is not", () => {
  const { host, port } = { host: "127.0.0.1", port: 1 };
  test.each([
    ["nobody answers", () => `postgres://pforte:s3cret@${host}:${port}/pforte`, "nobody answers there"],
    ["no such machine", () => "postgres://pforte:s3cret@no-such-machine.invalid/pforte", "no machine of that name|cannot be looked up"],
    ["no such database", () => place.databaseUrl.replace(/\/place_\w+/, "/none").replace("@", ":s3cret@"), "no database of that name"],
    ["no such user", () => place.databaseUrl.replace(/\/\/[^@]+@/, "//stranger:s3cret@"), "does not accept|does not exist"],
  ])("%s", async (_what, url, part) => {
    const line = await lineOf(1, ["migrate"], { DATABASE_URL: url() });
    expect(line).toMatch(/^pforte: DATABASE_URL: the database .* cannot be used: /);
    expect(line).toMatch(new RegExp(part));
    expect(line).not.toContain("s3cret");
  });

  test("a database of a newer Pforte", async () => {
    await place.query("insert into schema_migration (version, name, hash) values (9000, '9000-later.sql', 'x')");
    expect(await lineOf(1, ["migrate"], { DATABASE_URL: place.databaseUrl })).toMatch(/written by a newer Pforte \(it has migration 9000-later\.sql/);
    await place.query("delete from schema_migration where version = 9000");
  });
});

describe("a data folder or port that cannot be had", () => {
  test("a folder that another process has", async () => {
    const held = await mkdtemp(join(folder, "held-"));
    await writeFile(join(held, "pforte.lock"), JSON.stringify({ pid: process.pid, startedAt: "", endsWithOwner: true, token: "x" }));
    expect(await lineOf(1, ["serve"], { PFORTE_DATA: held })).toContain(`is in use by process ${process.pid}`);
  });

  test("a folder that cannot be written", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    expect(await lineOf(1, ["serve"], { PFORTE_DATA: join(file, "data") })).toMatch(/data folder .* cannot be written: .*PFORTE_DATA/);
  });

  test("a folder without an installation, for a command that makes none", async () => {
    expect(await lineOf(1, ["explain", "--contact", "a", "--ticket", "1"], { PFORTE_DATA: join(folder, "nothing") })).toContain("There is no installation in");
  });

  test("a port in use, before the database is touched", async () => {
    const server: Server = createServer();
    const port = await new Promise<number>((done) => server.listen(0, "127.0.0.1", () => done((server.address() as { port: number }).port)));
    const line = await lineOf(1, ["serve"], { PFORTE_PORT: String(port), PFORTE_DATA: join(folder, "untouched") });
    expect(line).toMatch(new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is in use.*PFORTE_PORT`));
    server.close();
  });
});
