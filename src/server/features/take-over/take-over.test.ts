import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { verifyStored } from "#server/platform/passwords/stored-password.ts";
import { buildExport } from "#test/exports/build-export.ts";
import { type ImportDatabase, openImportDatabase } from "#test/exports/export-database.ts";
import type { ExportDescription } from "#test/exports/export-description.ts";
import { hasRealExport, realExportFolder } from "#test/exports/real-export.ts";
import { seenInDatabase } from "#test/exports/seen-in-database.ts";
import type { TakeOverReport } from "./report.ts";
import { reportText } from "./report-text.ts";
import { takeOver } from "./take-over.ts";

let folder: string;
let here: ImportDatabase;
const opened: ImportDatabase[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pforte-export-"));
});
afterEach(() => Promise.all(opened.splice(0).map((database) => database.close())));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A fresh database and a fresh folder for one test. */
async function imported(description: ExportDescription, options: Partial<Parameters<typeof takeOver>[0]> = {}) {
  const path = await mkdtemp(join(folder, "one-"));
  await buildExport(path, description);
  here = await openImportDatabase();
  opened.push(here);
  const report = await takeOver({ folder: path, database: here.db, files: here.files, ...options });
  return { report, path };
}

const listedNow = (report: TakeOverReport): string[] =>
  report.visibility.contacts.flatMap(({ contact, ticketsNow }) => (ticketsNow ?? []).map((number) => `${contact} sees ${number}`)).sort();

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from ${sql.table(table)}`.execute(here.db);
  return rows[0]?.count ?? 0;
}

const small: ExportDescription = {
  groups: ["users", "support"],
  queues: { Support: "support" },
  companies: ["ACME"],
  people: [{ login: "anna", company: "ACME" }],
  companyRights: [["ACME", "support", "rw"]],
  tickets: [{ tn: "A1", queue: "Support", company: "ACME", person: "anna" }],
};

test("the real export comes over completely, and the database lists exactly what the report says", async () => {
  if (!hasRealExport()) return;
  here = await openImportDatabase();
  opened.push(here);
  const report = await takeOver({ folder: realExportFolder, database: here.db, files: here.files });
  expect(report).toMatchObject({ finished: true, unexplained: 0 });
  const tables = ["company", "contact", "membership", "group_right", "access_group", "queue", "service", "service_assignment", "agent", "agent_right"];
  const counts = await Promise.all([...tables, "ticket", "article", "attachment", "credential", "ticket_search", "outbox_mail"].map(count));
  expect(counts).toEqual([15, 70, 95, 92, 11, 22, 14, 31, 6, 23, 601, 1405, 143, 69, 601, 0]);
  const bodies = await sql<{ count: number }>`select count(*)::integer as count from article where body_html is not null`.execute(here.db);
  expect(bodies.rows[0]?.count).toBe(124);
  expect(await count("stored_file")).toBe(here.stored.size);
  expect(report.mustReset).toHaveLength(7);
  expect(report.mustReset).toContainEqual({ login: "root@localhost", reason: "default" });
  expect(await seenInDatabase(here.db)).toEqual(listedNow(report));
  expect(reportText(report, translateTo("en"))).toContain("Every difference is explained.");
  expect(reportText(report, translateTo("de"))).toContain("Jeder Unterschied ist erklärt.");
});

test("wide articles of OTRS 5 come with their visibility, groups under their other names as well", async () => {
  const articles = ["email-external", "note-internal", "note-external", "email-notification-int", "phone"].map((type) => ({ type, subject: type }));
  await imported({
    ...small,
    layout: "otrs5",
    companyRights: [],
    personRights: [["anna", "support", "ro"]],
    tickets: [{ queue: "Support", company: "ACME", articles }],
  });
  const rows = await here.db.selectFrom("article").select(["subject", "visible", "channel"]).orderBy("subject").execute();
  expect(rows.map((row) => `${row.subject} ${row.visible} ${row.channel}`)).toEqual([
    "email-external true email",
    "email-notification-int false email",
    "note-external true workspace",
    "note-internal false workspace",
    "phone true phone",
  ]);
  for (const layout of ["znuny", "otrs6"] as const) {
    const { report } = await imported({ ...small, layout });
    expect(listedNow(report)).toEqual(["anna sees A1"]);
    expect(await seenInDatabase(here.db)).toEqual(["anna sees A1"]);
  }
});

test("an export put together from two is taken over: of rows with one id the first, and the others are told", async () => {
  const { report } = await imported({
    ...small,
    tickets: [{ tn: "A1", queue: "Support", company: "ACME", person: "anna", articles: [{ attachments: [] }] }],
    files: {
      "groups_table.csv": "id,name,valid_id\n1,users,1\n2,support,1\n2,other,1\n",
      "article.csv": "id,ticket_id,article_sender_type_id,communication_channel_id,is_visible_for_customer\n1,1,3,1,1\n1,1,3,1,0\n2,1,3,1,1\n",
      "article_data_mime_attachment.csv": "id,article_id,filename,content\n1,1,a.txt,YWJj\n1,1,b.txt,YWJj\n",
    },
  });
  expect(report).toMatchObject({ finished: true, unexplained: 0 });
  const { examples = [] } = report.findings.find(({ code }) => code === "duplicateId") ?? {};
  expect(examples.map(({ table, key }) => `${table} ${key}`).sort()).toEqual(["article 1", "attachment 1", "groups_table 2"]);
  expect(listedNow(report)).toEqual(["anna sees A1"]);
  expect(await seenInDatabase(here.db)).toEqual(["anna sees A1"]);
  expect(await Promise.all(["access_group", "article", "attachment"].map(count))).toEqual([2, 2, 1]);
});

test("what MySQL writes for no value is no value, also in streamed tables", async () => {
  await imported({
    ...small,
    tickets: [{ tn: "A1", queue: "Support", articles: [{}] }],
    files: {
      "queue.csv": 'id,name,group_id,comments,valid_id\n1,"Support",2,"",1\n',
      "ticket.csv": "id,tn,queue_id,ticket_state_id,service_id,customer_id,customer_user_id\n1,A1,1,4,NULL,NULL,NULL\n",
      "customer_user.csv":
        '"id","login","email","customer_id","first_name","last_name","pw","phone","valid_id"\n1,"anna","a@b","ACME","Anna","A",NULL,NULL,1\n',
      "article_data_mime.csv": '"id","article_id","a_from","a_subject","a_body","a_cc"\n1,1,NULL,"s","b",NULL\n',
    },
  });
  expect(await here.db.selectFrom("contact").select(["first_name", "phone"]).execute()).toEqual([{ first_name: "Anna", phone: "" }]);
  expect(await here.db.selectFrom("ticket").select(["company_text", "contact_text"]).execute()).toEqual([{ company_text: "", contact_text: "" }]);
  expect(await here.db.selectFrom("article").select(["author_text", "cc_text"]).execute()).toEqual([{ author_text: "", cc_text: "" }]);
});

test("attachments are stored by content; the HTML body goes to its article, a repeated plain text nowhere", async () => {
  const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]);
  const attachments = [
    { name: "file-1", type: "text/plain; charset=utf-8", content: Buffer.from("Hallo\n  Welt\n"), disposition: "inline" },
    { name: "file-2", type: 'text/html; charset="iso-8859-1"', content: Buffer.from("<p>Gr\xfc\xdfe</p>", "latin1"), disposition: "inline" },
    { name: "offer.pdf", type: "application/pdf", content: pdf },
    { name: "again.pdf", type: "application/pdf", content: pdf },
    { name: "logo.png", type: "image/png", content: Buffer.from("Test"), contentId: "<logo@here>", disposition: "inline", raw: true },
  ];
  await imported({ ...small, tickets: [{ queue: "Support", articles: [{ body: "Hallo Welt", attachments }] }] });
  const rows = await here.db.selectFrom("attachment").select(["name", "size_bytes", "content_id", "inline"]).orderBy("name").execute();
  expect(rows).toEqual([
    { name: "again.pdf", size_bytes: 6, content_id: "", inline: false },
    { name: "logo.png", size_bytes: 4, content_id: "logo@here", inline: true },
    { name: "offer.pdf", size_bytes: 6, content_id: "", inline: false },
  ]);
  expect([...here.stored.values()].map((bytes) => bytes.length).sort()).toEqual([4, 6]);
  expect((await here.db.selectFrom("article").select(["body_text", "body_html"]).execute())[0]).toEqual({ body_text: "Hallo Welt", body_html: "<p>Grüße</p>" });
});

test("passwords work as before, and a stored *0 opens nothing", async () => {
  const people = [
    { login: "anna", company: "ACME", password: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8" },
    { login: "bob", company: "ACME", password: "*0" },
    { login: "eva", company: "ACME" },
    { login: "kim", company: "ACME", password: "letmein-please" },
  ];
  const { report } = await imported({ ...small, people });
  expect(report.mustReset).toEqual([
    { login: "bob", reason: "unusable" },
    { login: "eva", reason: "none" },
    { login: "kim", reason: "unknown" },
  ]);
  const credentials = await here.db
    .selectFrom("credential")
    .innerJoin("contact", "contact.contact_id", "credential.contact_id")
    .select(["login", "scheme", "hash"])
    .execute();
  expect(credentials.map(({ login, scheme }) => [login, scheme])).toEqual([["anna", "argon2id+sha256"]]);
  const [stored] = credentials;
  expect(stored && (await verifyStored("password", stored)).ok).toBe(true);
  expect(stored && (await verifyStored("wrong", stored)).ok).toBe(false);
});

test("plain passwords count only where the old settings say so and the administrator agrees", async () => {
  const description: ExportDescription = {
    ...small,
    people: [{ login: "kim", company: "ACME", password: "letmein-please" }],
    authSources: [
      { config_key: "Customer::AuthModule", module: "X::DB", table: "customer_user", login_column: "login", password_column: "pw", crypt_type: "plain" },
    ],
  };
  const { report } = await imported(description);
  expect(report.mustReset).toEqual([{ login: "kim", reason: "unknown" }]);
  await imported(description, { plainPasswords: true });
  const [credential] = await here.db.selectFrom("credential").select(["scheme", "hash"]).execute();
  expect(credential && (await verifyStored("letmein-please", credential)).ok).toBe(true);
});

test("times of another zone become instants, summer time included; ids of tickets sort by age", async () => {
  const tickets = [
    { tn: "S", queue: "Support", created: "2026-07-01 12:00:00" },
    { tn: "W", queue: "Support", created: "2026-01-01 12:00:00" },
    { tn: "N", queue: "Support", created: "0000-00-00 00:00:00", changed: "2026-03-01 00:30:00" },
  ];
  const { report } = await imported({ ...small, tickets }, { sourceTimeZone: "Europe/Berlin" });
  const rows = await here.db.selectFrom("ticket").select(["number", "created_at"]).orderBy("ticket_id").execute();
  expect(rows.map((row) => `${row.number} ${row.created_at.toISOString()}`)).toEqual([
    "W 2026-01-01T11:00:00.000Z",
    "N 2026-02-28T23:30:00.000Z",
    "S 2026-07-01T10:00:00.000Z",
  ]);
  expect(report.findings.map(({ code }) => code)).toContain("badTime");
});

test("an export that cannot be read is refused before anything is written", async () => {
  const attempt = (files: Record<string, string | null>) =>
    imported({ ...small, files }).then(
      () => null,
      (error: { code?: string; file?: string; line?: number }) => [error.code, error.file, error.line],
    );
  expect(await attempt({ "customer_user.csv": 'id,login\n1,"anna\n' })).toEqual(["takeOver.malformedCsv", "customer_user.csv", 2]);
  expect(await attempt({ "article_data_mime.csv": "id,article_id,a_body\n1,1\n" })).toEqual(["takeOver.malformedCsv", "article_data_mime.csv", 2]);
  expect(await count("import_run")).toBe(0);
  expect(await attempt({ "ticket.csv": null })).toEqual(["takeOver.missingTable", "ticket.csv", undefined]);
  expect(await attempt({ "groups_table.csv": null })).toEqual(["takeOver.missingTable", "groups_table.csv, permission_groups.csv, groups.csv", undefined]);
  expect(await attempt({ "settings.json": "{" })).toEqual(["takeOver.badSettings", "settings.json", undefined]);
  expect(await attempt({ "settings.json": null })).toEqual(["takeOver.badSettings", "settings.json", undefined]);
  expect(await attempt({ "settings.json": '{"customer_user_sources":[{"table":"../../secret"}]}' })).toEqual([
    "takeOver.badSettings",
    "settings.json",
    undefined,
  ]);
  expect(await attempt({ "ticket.csv": "id,tn,queue_id,ticket_state_id,customer_id\n" })).toEqual(["takeOver.malformedCsv", "ticket.csv", 1]);
});
