import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { buildExport } from "#test/exports/build-export.ts";
import { type ImportDatabase, openImportDatabase } from "#test/exports/export-database.ts";
import type { ExportDescription } from "#test/exports/export-description.ts";
import { seenInDatabase } from "#test/exports/seen-in-database.ts";
import type { TakeOverReport } from "./report.ts";
import { type TakeOverOptions, takeOver } from "./take-over.ts";

let root: string;
let folder: string;
let here: ImportDatabase;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pforte-export-"));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, "one-"));
  here = await openImportDatabase();
});
afterEach(() => here.close());
afterAll(() => rm(root, { recursive: true, force: true }));

const sha256 = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";
const description: ExportDescription = {
  groups: ["users", "support", "sales"],
  queues: { Support: "support", Sales: "sales" },
  companies: ["ACME", "BETA"],
  people: [
    { login: "anna", company: "ACME", password: sha256 },
    { login: "bob", company: "BETA", password: "$apr1$bob$xxxxxxxxxxxxxxxxxxxxxx" },
  ],
  companyRights: [
    ["ACME", "support", "rw"],
    ["BETA", "support", "ro"],
  ],
  personRights: [["anna", "sales", "ro"]],
  further: [["bob", "ACME"]],
  services: ["IT"],
  personServices: [
    ["anna", "IT"],
    ["<DEFAULT>", "IT"],
  ],
  agents: [{ login: "root@localhost" }, { login: "kim", password: sha256 }],
  agentRights: [["kim", "support", "rw"]],
  dynamicFields: [{ name: "Serial", object: "Ticket", values: { 1: "SN-1" } }],
  tickets: [
    {
      tn: "A1",
      queue: "Support",
      company: "ACME",
      person: "anna",
      owner: "kim",
      articles: [{ body: "Hello", attachments: [{ name: "a.txt", type: "text/plain", content: Buffer.from("a") }] }],
    },
    {
      tn: "A2",
      queue: "Sales",
      company: "ACME",
      person: "anna",
      state: "closed successful",
      articles: [{ attachments: [{ name: "file-2", type: "text/html", content: Buffer.from("<b>b</b>"), disposition: "" }] }],
    },
    { tn: "B1", queue: "Support", company: "BETA", person: "anna" },
    { tn: "M1", queue: "Support", company: "BETA", state: "merged" },
  ],
  merges: [["A1", "M1"]],
};

async function run(changes: Partial<ExportDescription> = {}, options: Partial<TakeOverOptions> = {}): Promise<TakeOverReport> {
  await buildExport(folder, { ...description, ...changes });
  return takeOver({ folder, database: here.db, files: here.files, ...options });
}

const written = ({ tables }: TakeOverReport) =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, tally]) =>
      tally.created + tally.updated + tally.removed > 0 ? [[name, [tally.created, tally.updated, tally.removed]]] : [],
    ),
  );
const found = (report: TakeOverReport, code: string) =>
  report.findings.find((finding) => finding.code === code)?.examples.map(({ table, key }) => `${table} ${key}`);

const allTables = [
  "access_group",
  "agent",
  "agent_right",
  "article",
  "attachment",
  "audit_event",
  "company",
  "contact",
  "credential",
  "fact_history",
  "group_right",
].concat([
  "import_key",
  "membership",
  "own_field",
  "priority",
  "queue",
  "service",
  "service_assignment",
  "setting",
  "stored_file",
  "ticket",
  "ticket_search",
  "ticket_status",
]);

/** Every row with the transaction that wrote it last. */
async function everything(): Promise<string[]> {
  const rows = await Promise.all(
    allTables.map((table) =>
      sql<{ row: string }>`select ${table} || ' ' || xmin::text || ' ' || t::text as row from ${sql.table(table)} t order by 1`.execute(here.db),
    ),
  );
  return rows.flatMap((result) => result.rows.map(({ row }) => row));
}

/** What people see of everything, without ids and moments: equal end states are equal here. */
async function endState(): Promise<unknown> {
  const rowsOf = async (query: ReturnType<typeof sql>) => (await query.execute(here.db)).rows;
  return {
    seen: await seenInDatabase(here.db),
    tickets: await rowsOf(sql`
      select t.number, t.subject, t.created_at, t.own_fields, s.name as status, q.name as queue, c.number as company, p.login, m.number as merged_into, x.visible_text
      from ticket t join ticket_status s using (status_id) join queue q using (queue_id) left join company c using (company_id)
      left join contact p using (contact_id) left join ticket m on m.ticket_id = t.merged_into_id left join ticket_search x on x.ticket_id = t.ticket_id order by t.number`),
    articles: await rowsOf(
      sql`select number, a.subject, body_text, body_html, visible from article a join ticket using (ticket_id) order by number, body_text`,
    ),
    attachments: await rowsOf(sql`select name, size_bytes, file_hash from attachment order by name`),
    members: await rowsOf(sql`
      select p.login, c.number, m.is_primary, m.carries_group_rights, m.keeps_own_tickets, m.ends_at is null as goes_on
      from membership m join contact p using (contact_id) join company c using (company_id) order by 1, 2`),
    rights: await rowsOf(sql`
      select g.name, p.login, c.number, context, everybody, can_read, can_create, can_edit
      from group_right join access_group g using (group_id) left join contact p using (contact_id) left join company c using (company_id) order by 1, 2, 3, 4`),
    credentials: await rowsOf(
      sql`select coalesce(p.login, a.login) as login, scheme from credential left join contact p using (contact_id) left join agent a using (agent_id) order by 1`,
    ),
    keys: await rowsOf(sql`select table_name, row_key from import_key order by 1, 2`),
  };
}

test("a second run writes nothing at all", async () => {
  await run();
  const before = await everything();
  const again = await run();
  expect(written(again)).toEqual({});
  expect(await everything()).toEqual(before);
});

test("a trial writes nothing and says what would be written", async () => {
  const before = await everything();
  const trial = await run({}, { dryRun: true });
  expect(await everything()).toEqual(before);
  expect(here.stored.size).toBe(0);
  const real = await run();
  expect(written(trial)).toEqual(written(real));
  expect(trial.visibility).toEqual(real.visibility);
  expect(await here.db.selectFrom("import_run").select("import_run_id").execute()).toHaveLength(1);
});

test("what changed at the source comes over, and only that", async () => {
  await run();
  const again = await run({
    companies: [{ id: "ACME", name: "Acme Limited" }, "BETA"],
    tickets: description.tickets?.map((ticket) => (ticket.tn === "A2" ? { ...ticket, state: "open", title: "Opened again" } : ticket)) ?? [],
    personRights: [["anna", "sales", "rw"]],
  });
  expect(written(again)).toEqual({ company: [0, 1, 0], ticket: [0, 1, 0], group_right: [0, 1, 0] });
  const ticket = await here.db.selectFrom("ticket").select(["subject", "status_type", "version"]).where("number", "=", "A2").executeTakeFirst();
  expect(ticket).toEqual({ subject: "Opened again", status_type: "open", version: 2 });
  const { rows } = await sql<{
    found: boolean;
  }>`select visible_text @@ to_tsquery('simple', 'opened') as found from ticket_search join ticket using (ticket_id) where number = 'A2'`.execute(here.db);
  expect(rows[0]?.found).toBe(true);
});

test("rights and relations that were taken back at the source are taken back here; records stay and are listed", async () => {
  await run();
  const again = await run({ personRights: [], further: [], people: description.people?.slice(0, 1) ?? [] });
  expect(written(again)).toEqual({ group_right: [0, 0, 1], membership: [0, 0, 2] });
  expect(found(again, "goneAtSource")).toEqual(["contact customer_user:2"]);
  expect(await seenInDatabase(here.db)).toEqual(["anna sees A1", "anna sees B1"]);
});

test("a table that is missing this time takes no rights back", async () => {
  await run();
  const again = await run({ files: { "group_customer_user.csv": null } });
  expect(written(again)).toEqual({});
  expect(found(again, "goneAtSource")).toEqual(["group_right contact:customer_user:1|3"]);
});

test("what somebody edited here is kept and listed", async () => {
  await run();
  await here.db.updateTable("company").set({ name: "Ours", version: 2 }).where("number", "=", "ACME").execute();
  await here.db.updateTable("group_right").set({ can_read: true, can_create: true }).where("contact_id", "is not", null).execute();
  await sql`update membership set role_id = '00000000-0000-7000-8000-000000000001', version = membership.version + 1 from contact where contact.contact_id = membership.contact_id and login = 'bob'`.execute(
    here.db,
  );
  const again = await run({ companies: [{ id: "ACME", name: "Theirs" }, "BETA"], personRights: [["anna", "sales", "rw"]], further: [] });
  expect(written(again)).toEqual({});
  expect(found(again, "editedHere")?.sort()).toEqual(["company acme", "group_right contact:customer_user:1|3", "membership customer_user:2|acme"]);
  expect((await here.db.selectFrom("company").select("name").where("number", "=", "ACME").executeTakeFirst())?.name).toBe("Ours");
});

test("a right that was deleted here is not brought back", async () => {
  await run();
  await here.db.deleteFrom("group_right").where("contact_id", "is not", null).execute();
  expect(written(await run())).toEqual({});
  const again = await run({ personRights: [["anna", "sales", "rw"]] });
  expect(written(again)).toEqual({});
  expect(found(again, "removedHere")).toEqual(["group_right contact:customer_user:1|3"]);
});

test("a person who moved to another company at the source moves here", async () => {
  await run();
  await run({
    people: [{ login: "anna", company: "BETA", password: sha256 }, ...(description.people?.slice(1) ?? [])],
    further: [
      ["bob", "ACME"],
      ["anna", "ACME"],
    ],
  });
  const { rows } = await sql<{ number: string; is_primary: boolean }>`
    select number, is_primary from membership join contact using (contact_id) join company using (company_id) where login = 'anna' order by number`.execute(
    here.db,
  );
  expect(rows).toEqual([
    { number: "ACME", is_primary: false },
    { number: "BETA", is_primary: true },
  ]);
});

test("a password that changed at the source changes here, one that was set here stays", async () => {
  await run();
  const scheme = (login: string) =>
    here.db
      .selectFrom("credential")
      .innerJoin("contact", "contact.contact_id", "credential.contact_id")
      .select("hash")
      .where("login", "=", login)
      .executeTakeFirst();
  const before = await scheme("bob");
  const own = await hashPassword("chosen here by anna");
  await sql`update credential set scheme = 'argon2id', hash = ${own} from contact where contact.contact_id = credential.contact_id and login = 'anna'`.execute(
    here.db,
  );
  const people = (description.people ?? []).map((person) => ({ ...person, password: "e38ad214943daad1d64c102faec29de4afe9da3d" }));
  expect(written(await run({ people }))).toEqual({ "credential:contact": [0, 1, 0] });
  expect(await scheme("bob")).not.toEqual(before);
  expect(await scheme("anna")).toEqual({ hash: own });
  const gone = await run({ people: people.map((person) => ({ ...person, password: "" })) });
  expect(written(gone)).toEqual({ "credential:contact": [0, 0, 1] });
  expect(gone.mustReset).toEqual([
    { login: "bob", reason: "none" },
    { login: "root@localhost", reason: "none" },
  ]);
});

test("an import that is stopped anywhere and started again ends as one run does", async () => {
  await run();
  const whole = await endState();
  for (const stopAt of ["group", "contact", "membership", "ticket", "article", "attachment", "search", "credential:contact"]) {
    await here.close();
    here = await openImportDatabase();
    const controller = new AbortController();
    const onProgress = ({ step, done }: { step: string; done: number }) => {
      if (step === stopAt && (done > 0 || stopAt === "search")) controller.abort();
    };
    await run({}, { signal: controller.signal, onProgress });
    expect(await run()).toMatchObject({ finished: true, unexplained: 0 });
    expect(await endState(), `stopped at ${stopAt}`).toEqual(whole);
  }
}, 120_000);

test("two imports at once: the second is refused", async () => {
  let second: Promise<unknown> | undefined;
  await run(
    {},
    {
      onProgress: () => {
        second ??= takeOver({ folder, database: here.db, files: here.files }).catch((error: unknown) => error);
      },
    },
  );
  expect(await second).toMatchObject({ code: "takeOver.alreadyRunning" });
});

test("what was here before is left alone and used; a ticket's number that is taken gets another", async () => {
  const acme = "00000000-0000-7000-8000-00000000aaaa";
  const anna = "00000000-0000-7000-8000-00000000bbbb";
  await here.db.insertInto("company").values({ company_id: acme, number: "acme", name: "Ours" }).execute();
  await here.db.insertInto("contact").values({ contact_id: anna, login: "Anna", last_name: "Ours" }).execute();
  await here.db
    .insertInto("membership")
    .values({ membership_id: anna, contact_id: anna, company_id: acme, role_id: "00000000-0000-7000-8000-000000000001", is_primary: true })
    .execute();
  await sql`insert into access_group (group_id, name) values (${anna}::uuid, 'x'); `.execute(here.db);
  await sql`insert into queue (queue_id, name, group_id) values (${anna}::uuid, 'x', ${anna}::uuid)`.execute(here.db);
  await sql`insert into ticket (ticket_id, number, subject, status_id, status_type, priority_id, queue_id)
    values (${anna}::uuid, 'a1', '', '00000000-0000-7000-8000-000000000202', 'open', '00000000-0000-7000-8000-000000000103', ${anna}::uuid)`.execute(here.db);
  const first = await run();
  expect(found(first, "existsHere")).toEqual(["company acme", "contact customer_user:1", "membership customer_user:1|acme"]);
  expect(found(first, "duplicateNumber")).toEqual(["ticket A1"]);
  expect(await here.db.selectFrom("contact").select(["last_name", "version"]).where("contact_id", "=", anna).executeTakeFirst()).toEqual({
    last_name: "Ours",
    version: 1,
  });
  expect(await here.db.selectFrom("credential").select("contact_id").where("contact_id", "=", anna).execute()).toEqual([]);
  expect((await here.db.selectFrom("ticket").select("company_id").where("number", "=", "A1-otrs").executeTakeFirst())?.company_id).toBe(acme);
  const before = await everything();
  expect(written(await run({ companies: [{ id: "ACME", name: "Theirs" }, "BETA"] }))).toEqual({});
  expect(await everything()).toEqual(before);
});

test("a switch that somebody set here stays, and the comparison asks with it", async () => {
  await sql`insert into setting (setting_id, setting_key, value) values (gen_random_uuid(), 'access.restrictQueuesByGroup', 'false')`.execute(here.db);
  const report = await run({ tickets: [{ tn: "S1", queue: "Sales", company: "BETA", person: "bob" }] });
  expect(found(report, "settingLeftAlone")).toEqual(["setting access.restrictQueuesByGroup"]);
  expect(report.unexplained).toBe(1);
  expect(await seenInDatabase(here.db)).toEqual(["bob sees S1"]);
});
