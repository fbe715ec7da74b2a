import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { effectiveAccessOf, explainAccess, whoCanRead } from "#contract/access.ts";
import { hashToken } from "#server/features/sign-in/queries.ts";
import { verifyStored } from "#server/platform/passwords/stored-password.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { buildExport } from "#test/exports/build-export.ts";
import { makePlace, type Place } from "#test/place.ts";
import { type Ended, runCli } from "#test/run-cli.ts";

let place: Place;
let folder: string;
beforeAll(async () => {
  place = await makePlace({ migrated: false });
  folder = await mkdtemp(join(tmpdir(), "pforte-cli-"));
});
afterAll(async () => {
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (args: string[], input?: string): Promise<Ended> => runCli(args, { DATABASE_URL: place.databaseUrl, PFORTE_DATA: place.dataFolder }, input);

async function done(args: string[], input?: string): Promise<Ended> {
  const ended = await run(args, input);
  expect(ended.code, ended.stderr).toBe(0);
  return ended;
}
const json = async <T>(args: string[]): Promise<T> => JSON.parse((await done([...args, "--json"])).stdout) as T;

async function refused(args: string[], input?: string): Promise<string> {
  const ended = await run(args, input);
  expect(ended.code).toBe(1);
  expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
  return ended.stderr;
}

test("migrate brings an empty database up, and says so the second time", async () => {
  expect((await done(["migrate"])).stdout).toContain("0001-the-house.sql");
  expect(await json(["migrate"])).toEqual({ migrated: [] });
});

describe("create-admin", () => {
  test("prints a link that sets the password, once", async () => {
    const { stdout } = await done(["create-admin", "--login", "root", "--email", "root@example.com", "--last-name", "Root"]);
    const token = /\/workspace\/set-password#(\S+)/.exec(stdout)?.[1];
    const set = () =>
      place.fetch("/api/v1/password", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token, password: "quite long enough 7" }),
      });
    expect((await set()).status).toBe(204);
    expect((await set()).status).toBe(422);
    expect(await place.query("select is_administrator, last_name, state from agent")).toEqual([{ is_administrator: true, last_name: "Root", state: "active" }]);
    expect(await place.query("select actor_kind, event from audit_event order by at limit 1")).toEqual([
      { actor_kind: "system", event: "sign-in.administrator-created" },
    ]);
  });

  test("takes a password from standard input, and says what is wrong with a bad one", async () => {
    const args = ["create-admin", "--login", "second", "--email", "second@example.com", "--password-stdin"];
    expect(await refused(args, "short\n")).toMatch(/password/i);
    expect((await done(args, "quite long enough 8\n")).stdout).not.toContain("http");
    const [row] = await place.query<{ scheme: string; hash: string }>(
      "select scheme, hash from credential where agent_id = (select agent_id from agent where login = 'second')",
    );
    expect(await verifyStored("quite long enough 8", row as never)).toBeTruthy();
    expect(await refused(args, "quite long enough 8\n")).not.toContain("duplicate key");
    const nothing = await run(args, "");
    expect(nothing.code).toBe(2);
  });
});

describe("create-token", () => {
  test("prints a token once that may do what its scopes say and no more", async () => {
    const { stdout } = await done(["create-token", "--login", "ROOT", "--scopes", "company:read, company:write", "--days", "2"]);
    const token = stdout.trim();
    expect(token).toMatch(/^pft_[\w-]{43}$/);
    const call = (path: string) => place.fetch(path, { headers: { authorization: `Bearer ${token}` } });
    expect((await call("/api/v1/companies")).status).toBe(200);
    expect((await call("/api/v1/settings")).status).toBe(403);
    const [row] = await place.query<{ token_hash: Buffer; days: number }>(
      "select token_hash, round(extract(epoch from expires_at - now()) / 86400)::int as days from api_token",
    );
    expect(row?.token_hash.equals(hashToken(token))).toBe(true);
    expect(row?.days).toBe(2);
    const events = await place.query<{ actor_kind: string; after: unknown }>("select actor_kind, after from audit_event where event like 'api-token%'");
    expect(events.map((event) => event.actor_kind)).toEqual(["system"]);
    expect(JSON.stringify(events)).not.toContain(token);
  });

  test("is refused for nobody, for a closed agent, and beyond what the agent may", async () => {
    await place.query("insert into agent (agent_id, login, state) values (gen_random_uuid(), 'gone', 'closed'), (gen_random_uuid(), 'plain', 'active')");
    expect(await refused(["create-token", "--login", "nobody", "--scopes", "ticket:read"])).toContain("no agent with the login nobody");
    expect(await refused(["create-token", "--login", "gone", "--scopes", "ticket:read"])).toContain("is closed");
    await refused(["create-token", "--login", "plain", "--scopes", "setting:write"]);
  });
});

describe("explain, who, effective and what-if", () => {
  let app: TestApp;
  let environment: Record<string, string>;
  let contactId: string;
  let ticketId: string;
  beforeAll(async () => {
    app = await startTestApp();
    const { host, port, user } = app.kernel.databases.mainPool.options as { host: string; port: number; user: string };
    const { rows } = await app.kernel.databases.mainPool.query<{ name: string }>("select current_database() as name");
    environment = { DATABASE_URL: `postgres://${user}@localhost:${port}/${rows[0]?.name}?host=${encodeURIComponent(host)}`, PFORTE_DATA: folder };
    const companyId = await app.company({ name: "ACME" });
    contactId = await app.person(companyId, "manager", { login: "anna" });
    ticketId = await app.ticket({ queue_id: await app.queue(), company_id: companyId, number: "T-4711" });
  });
  afterAll(() => app.close());

  const both = async (args: string[], endpoint: typeof explainAccess | typeof whoCanRead | typeof effectiveAccessOf, query: Record<string, string>) => {
    const { code, stdout, stderr } = await runCli([...args, "--json"], environment);
    expect(code, stderr).toBe(0);
    return { typed: JSON.parse(stdout), asked: await app.call(await app.administrator(), endpoint, { query } as never) };
  };

  test("answer exactly what the API answers an administrator", async () => {
    const why = await both(["explain", "--contact", "ANNA", "--ticket", "t-4711", "--verb", "close"], explainAccess, {
      contact: contactId,
      ticket: ticketId,
      verb: "close",
    });
    expect(why.typed).toEqual(why.asked);
    const people = await both(["who", "--ticket", ticketId], whoCanRead, { ticket: ticketId });
    expect(people.typed).toEqual(people.asked);
    const all = await both(["effective", "--contact", contactId], effectiveAccessOf, { contact: contactId });
    expect(all.typed).toEqual(all.asked);
  });

  test("are readable for people", async () => {
    const why = await runCli(["explain", "--contact", "anna", "--ticket", "T-4711"], environment);
    expect(why.stdout).toMatch(/T-4711[\s\S]*Door\n {2}\+[\s\S]*Paths\n[\s\S]*Sees\n {4}agents by full name\n[\s\S]*May: read/);
    expect((await runCli(["who", "--ticket", "T-4711"], environment)).stdout).toMatch(
      /1 contact can read this ticket: 1 by company\.\n {2}Anna .*: company; may read/,
    );
    expect((await runCli(["effective", "--contact", "anna"], environment)).stdout).toMatch(/the door is open[\s\S]*ACME as .*: sees companyAndBelow/);
  });

  test("what-if says who would gain and lose by a call, and does not make it", async () => {
    const { agentId } = await app.administrator();
    const asking = (body: string) => ["what-if", "--login", `agent-${agentId}`, "--method", "patch", "--path", `/api/v1/contacts/${contactId}`, "--body", body];
    const answer = await runCli(asking('{"version":1,"state":"suspended"}'), environment);
    expect(answer.stdout, answer.stderr).toMatch(
      /^1 contact loses 1 ticket\n1 contact can write requests in fewer places\n\nMost of all\n {2}Anna .*, ACME: \+0 -1 \(-T-4711\)\n$/,
    );
    const asked = await runCli([...asking('{"version":1,"title":"Dr."}'), "--json"], environment);
    expect(JSON.parse(asked.stdout)).toMatchObject({ lose: { people: 0 }, people: [] });
    expect(await app.db.selectFrom("contact").select(["state", "version", "title"]).executeTakeFirst()).toEqual({ state: "active", version: 1, title: "" });
    expect((await runCli(asking('{"version":7,"state":"suspended"}'), environment)).code).toBe(1);
    expect((await runCli(asking("{"), environment)).code).toBe(2);
    const later = await runCli([...asking('{"version":1,"state":"suspended"}'), "--at", "2090-12-20T00:00:00+01:00"], environment);
    expect(later.stdout, later.stderr).toMatch(/^From 2090-12-19T23:00:00.000Z:\n1 contact loses 1 ticket\n/);
    for (const at of ["tomorrow", "2020-01-01T00:00:00Z"]) expect((await runCli([...asking("{}"), "--at", at], environment)).code).toBe(2);
  });

  test("say which name is not known", async () => {
    expect((await runCli(["explain", "--contact", "bob", "--ticket", "T-4711"], environment)).stderr).toContain("no contact with the login or id bob");
    expect((await runCli(["who", "--ticket", "T-1"], environment)).stderr).toContain("no ticket with the number or id T-1");
  });
});

test("import otrs shows what would come, then takes it over and writes the report", async () => {
  const source = join(folder, "export");
  await buildExport(source, {
    groups: ["users"],
    queues: { Support: "users" },
    companies: ["ACME"],
    people: [{ login: "berta", company: "ACME" }],
    companyRights: [["ACME", "users", "rw"]],
    tickets: [{ tn: "A1", queue: "Support", company: "ACME", person: "berta" }],
  });
  const report = join(folder, "report.json");
  const companies = () => place.query<{ count: number }>("select count(*) from company");
  expect((await done(["import", "otrs", "--from-csv", source, "--dry-run"])).stdout).toContain("Trial of a take-over");
  expect((await companies())[0]?.count).toBe(0);
  await done(["import", "otrs", "--from-csv", source, "--report", report]);
  expect((await companies())[0]?.count).toBe(1);
  expect(JSON.parse(await readFile(report, "utf8"))).toMatchObject({ finished: true, unexplained: 0 });
  expect(await refused(["import", "otrs", "--from-csv", join(folder, "nowhere")])).toContain("nowhere");
});

test("backup and restore work from the command line, and their refusals are one line", async () => {
  const file = join(folder, "cli.tar.gz");
  const { stdout } = await done(["backup", file]);
  expect(stdout).toMatch(/rows, .* files .*MB|kB/);
  expect(await refused(["backup", file])).toContain("--overwrite");
  expect(await refused(["restore", file])).toContain("There is data already");
  const empty = await makePlace({ migrated: false });
  const environment = { DATABASE_URL: empty.databaseUrl, PFORTE_DATA: empty.dataFolder };
  const trial = await runCli(["restore", file, "--dry-run"], environment);
  expect(trial.stdout).toContain("Nothing was changed");
  const restored = await runCli(["restore", file, "--json"], environment);
  expect(restored.code, restored.stderr).toBe(0);
  expect(JSON.parse(restored.stdout).rows).toBe(JSON.parse((await done(["backup", file, "--overwrite", "--json"])).stdout).rows);
  expect(await empty.query("select login from contact")).toEqual([{ login: "berta" }]);
  await empty.close();
});

describe("doctor", () => {
  type Finding = { healthy: boolean; checks: { name: string; state: string; finding: string; todo: string | null }[] };
  const stateOf = (found: Finding, name: string) => found.checks.find((check) => check.name === name)?.state;

  test("finds a whole installation healthy", async () => {
    const { code, stdout } = await run(["doctor", "--full", "--json"]);
    const found = JSON.parse(stdout) as Finding;
    // The tests' server runs without fsync, and that is said.
    expect(found.checks.filter((check) => check.state === "bad").map((check) => check.name)).toEqual(["durability"]);
    expect(code).toBe(1);
    for (const name of ["Node", "data folder", "database", "clock", "migrations", "administrators", "outbox", "files", "orphan files"])
      expect(stateOf(found, name), name).toBe("good");
  });

  test("finds what is gone, damaged, left over, late or closed", async () => {
    const bytes = Buffer.from("content");
    const { hash, size } = await place.files.put(bytes);
    await place.query("insert into stored_file (file_hash, size_bytes) values ($1, $2), ($3, 5)", [hash, size, Buffer.alloc(32, 1)]);
    const path = join(place.files.folder, hash.toString("hex").slice(0, 2), hash.toString("hex"));
    await writeFile(path, "CONTENT");
    await place.query(
      "insert into outbox_mail (mail_id, to_address, subject, body_text, kind, created_at) values (gen_random_uuid(), 'a@b', 's', 't', 'reset', now() - interval '1 hour')",
    );
    await place.query("update agent set is_administrator = false");
    const ended = await run(["doctor", "--full"]);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/BAD {3}files: of all 2, 1 are gone and 1 damaged/);
    expect(ended.stdout).toMatch(/hint {2}outbox: 1 waiting for more than 15 minutes/);
    expect(ended.stdout).toMatch(/BAD {3}administrators: nobody/);
    expect(ended.stderr).toMatch(/^pforte: \d things need attention\.\n$/);
  });

  test("says what is wrong when there is no database", async () => {
    const { code, stdout } = await runCli(["doctor", "--json"], { DATABASE_URL: "postgres://a:s3cret@127.0.0.1:1/x", PFORTE_DATA: folder });
    expect(code).toBe(1);
    expect(stateOf(JSON.parse(stdout) as Finding, "database")).toBe("bad");
    expect(stdout).not.toContain("s3cret");
  });
});
