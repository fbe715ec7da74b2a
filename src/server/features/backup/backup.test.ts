import { createHash, randomBytes, randomUUIDv7 } from "node:crypto";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertMail } from "#server/features/outbox/queries.ts";
import { insertLink, setCredential } from "#server/features/sign-in/queries.ts";
import { deleteUnusedFile } from "#server/features/tickets/article-queries.ts";
import type { DatabaseAddress } from "#server/platform/db/connect.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { makePlace, type Place } from "#test/place.ts";
import { createBackup } from "./backup.ts";
import { connectForCopy, copyOut, listTables } from "./queries.ts";
import { restoreBackup } from "./restore.ts";
import { isInBackup } from "./tables.ts";

const PASSWORD = "a long enough one 1";

let app: TestApp;
let folder: string;
let address: DatabaseAddress;
const places: Place[] = [];

async function place(migrated = false): Promise<Place> {
  const made = await makePlace({ migrated });
  places.push(made);
  return made;
}

/** SHA-256 of each backed-up table of a database. */
async function hashesOf(database: DatabaseAddress): Promise<Record<string, string>> {
  const client = await connectForCopy(database);
  const hashes: Record<string, string> = {};
  for (const table of (await listTables(client)).filter(isInBackup)) {
    const digest = createHash("sha256");
    for await (const chunk of copyOut(client, table)) digest.update(chunk as Buffer);
    hashes[table.name] = digest.digest("hex");
  }
  await client.end();
  return hashes;
}

async function attach(ticketId: string, bytes: Buffer): Promise<Buffer> {
  const { hash, size } = await app.kernel.files.put(bytes);
  const articleId = await app.article(ticketId);
  await app.db.transaction().execute(async (db) => {
    await db
      .insertInto("stored_file")
      .values({ file_hash: hash, size_bytes: size })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .insertInto("attachment")
      .values({ attachment_id: randomUUIDv7(), article_id: articleId, ticket_id: ticketId, file_hash: hash, name: "a.bin", size_bytes: size })
      .execute();
  });
  return hash;
}

let contactId: string;
let queueId: string;
let companyId: string;
let oldCookie: string;

beforeAll(async () => {
  app = await startTestApp();
  address = { url: "" };
  const [row] = (await app.kernel.databases.mainPool.query<{ name: string }>("select current_database() as name")).rows;
  const { host, port, user } = app.kernel.databases.mainPool.options as { host: string; port: number; user: string };
  address = { host, port, user, database: row?.name ?? "" };
  folder = await mkdtemp(join(tmpdir(), "pforte-backup-"));
  // A subsidiary older than its parent, a ticket merged into a younger one: rows that point forward within their own table.
  companyId = await app.company();
  const parent = await app.company({ name: 'Müller \\ Söhne\t"GmbH"\nZeile 2' });
  await app.db.updateTable("company").set({ parent_id: parent }).where("company_id", "=", companyId).execute();
  contactId = await app.person(companyId, "manager", { login: "anna.backup" });
  queueId = await app.queue();
  await app.right((await app.db.selectFrom("queue").select("group_id").executeTakeFirstOrThrow()).group_id, { contact_id: contactId, can_edit: true });
  await app.setting("access.restrictQueuesByGroup", true);
  await setCredential(app.db, { contactId }, { scheme: "argon2id", hash: await hashPassword(PASSWORD) }, new Date());
  oldCookie = (await app.signIn({ contactId })).cookie;
  await insertLink(app.db, { contactId }, "reset", new Date());
  const merged = await app.ticket({ queue_id: queueId, company_id: companyId, contact_id: contactId, subject: "Drucker kaputt" });
  const into = await app.ticket({ queue_id: queueId, company_id: companyId, contact_id: contactId });
  await app.db.updateTable("ticket").set({ merged_into_id: into }).where("ticket_id", "=", merged).execute();
  await app.article(merged, { visible: false, body_text: "Nur intern" });
  await attach(merged, randomBytes(70_000));
  await attach(into, Buffer.alloc(0));
  // A change of something that keeps history, so that fact_history has a row.
  await app.db.updateTable("company").set({ portal_enabled: false }).where("company_id", "=", parent).execute();
  await app.db.updateTable("company").set({ portal_enabled: true }).where("company_id", "=", parent).execute();
  await app.administrator();
});

afterAll(async () => {
  await app.close();
  for (const made of places) await made.close();
  await rm(folder, { recursive: true, force: true });
});

const backUp = (name: string) => createBackup({ database: address, files: app.kernel.files, path: join(folder, name) });
const restoreInto = (target: Place, path: string) => restoreBackup({ database: target.address, files: target.files, path });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe("a backup", () => {
  test("of an installation that is being written to is one state of it, and comes back exactly so elsewhere", async () => {
    for (let batch = 0; batch < 20; batch++) {
      const rows = Array.from({ length: 500 }, (_, at) => ({
        company_id: randomUUIDv7(),
        number: `B${batch}-${at}`,
        name: "Bulk",
        comment: randomBytes(500).toString("hex"),
      }));
      await app.db.insertInto("company").values(rows).execute();
    }
    let writing = true;
    const written = { before: 0, all: 0 };
    const writers = [1, 2, 3].map(async () => {
      const ticketId = await app.ticket({ queue_id: queueId, company_id: companyId });
      while (writing) {
        // A company, the event that tells of it, and a file: all or none of them may be in the backup.
        const file = await app.kernel.files.put(randomBytes(2000));
        await app.db.transaction().execute(async (db) => {
          const id = randomUUIDv7();
          await db
            .insertInto("audit_event")
            .values({ audit_event_id: randomUUIDv7(), actor_kind: "system", event: "test.pair", subject_kind: "company", subject_id: id, correlation_id: id })
            .execute();
          await db.insertInto("stored_file").values({ file_hash: file.hash, size_bytes: file.size }).execute();
          await db.insertInto("company").values({ company_id: id, number: id, name: "Pair" }).execute();
        });
        written.all++;
        if (written.all % 10 === 0) await app.article(ticketId);
      }
    });
    await sleep(100);
    written.before = written.all;
    const summary = await backUp("under-load.tar.gz");
    writing = false;
    await Promise.all(writers);
    await app.kernel.databases.mainPool.query("delete from company where name = 'Bulk'");
    expect(written.all).toBeGreaterThan(written.before);

    const target = await place();
    const restored = await restoreInto(target, join(folder, "under-load.tar.gz"));
    expect(restored).toMatchObject({ rows: summary.rows, files: summary.files, fileBytes: summary.fileBytes, missingFiles: [] });
    const [pairs] = await target.query<{ companies: number; events: number; torn: number }>(`
      select (select count(*) from company where name = 'Pair') as companies, (select count(*) from audit_event where event = 'test.pair') as events,
        (select count(*) from audit_event e full join company c on c.company_id = e.subject_id where (e.event = 'test.pair') and c.company_id is null) as torn`);
    expect(pairs?.companies).toBe(pairs?.events);
    expect(pairs?.torn).toBe(0);
    expect(pairs?.companies).toBeGreaterThanOrEqual(written.before);
    expect(pairs?.companies).toBeLessThanOrEqual(written.all);
    for (const { file_hash } of await target.query<{ file_hash: Buffer }>("select file_hash from stored_file")) {
      const digest = createHash("sha256");
      for await (const chunk of target.files.read(file_hash)) digest.update(chunk);
      expect(digest.digest().equals(file_hash)).toBe(true);
    }
  });

  test("of an installation at rest and its restored copy have equal hashes of every table and file", async () => {
    const first = await backUp("at-rest.tar.gz");
    const target = await place();
    await restoreInto(target, join(folder, "at-rest.tar.gz"));
    expect(await hashesOf(target.address)).toEqual(await hashesOf(address));
    const second = await createBackup({ database: target.address, files: target.files, path: join(folder, "copy.tar.gz") });
    expect({ ...second, path: "", bytes: 0 }).toEqual({ ...first, path: "", bytes: 0 });
    expect(await codeOf(restoreInto(await place(true), join(folder, "copy.tar.gz")))).toBe("done");
  });

  test("lets a contact sign in where it was restored, but brings no session and no link back to life", async () => {
    const target = await place();
    await restoreInto(target, join(folder, "at-rest.tar.gz"));
    const signIn = await target.fetch("/api/v1/portal/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: "anna.backup", password: PASSWORD }),
    });
    expect(signIn.status).toBe(200);
    expect((await target.fetch("/api/v1/portal/session", { headers: { cookie: oldCookie } })).status).toBe(401);
    expect(await target.query("select * from link_token")).toEqual([]);
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const list = (await (await target.fetch("/api/v1/portal/tickets?q=drucker", { headers: { cookie } })).json()) as { items: { subject: string }[] };
    expect(list.items.map((ticket) => ticket.subject)).toEqual(["Drucker kaputt"]);
  });

  test("sends no mail where it was restored", async () => {
    const mailId = await insertMail(app.db, { to: "anna@example.com", subject: "Reset", bodyText: "#link", kind: "reset", now: new Date() });
    await backUp("mail.tar.gz");
    const target = await place();
    expect(await restoreInto(target, join(folder, "mail.tar.gz"))).toMatchObject({ mailsKept: 1 });
    expect(await target.query("select state from outbox_mail")).toEqual([{ state: "kept" }]);
    await app.db.deleteFrom("outbox_mail").where("mail_id", "=", mailId).execute();
  });

  test("leaves triggers on and full text complete where it was restored", async () => {
    const target = await place();
    await restoreInto(target, join(folder, "at-rest.tar.gz"));
    expect(await target.query("select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'")).toEqual([]);
    const search = "select ticket_id, company_id, contact_id, visible_text::text, internal_text::text from ticket_search order by ticket_id";
    const { rows } = await app.kernel.databases.mainPool.query(search);
    expect(await target.query(search)).toEqual(rows);
    const [before] = await target.query<{ count: number }>("select count(*) from fact_history");
    await target.query("update company set portal_enabled = not portal_enabled where company_id = $1", [companyId]);
    const [after] = await target.query<{ count: number }>("select count(*) from fact_history");
    expect(after?.count).toBe((before?.count ?? 0) + 1);
  });

  test("does not replace a file unless it is told to", async () => {
    const path = join(folder, "taken.tar.gz");
    await writeFile(path, "mine");
    expect(await codeOf(backUp("taken.tar.gz"))).toBe("backup.exists");
    await createBackup({ database: address, files: app.kernel.files, path, overwrite: true });
    expect((await stat(path)).size).toBeGreaterThan(1000);
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  test("that is interrupted or cannot be written leaves nothing under its name", async () => {
    const before = await readdir(folder);
    const controller = new AbortController();
    const say = () => controller.abort();
    expect(await codeOf(createBackup({ database: address, files: app.kernel.files, path: join(folder, "cut.tar.gz"), say, signal: controller.signal }))).toBe(
      "backup.interrupted",
    );
    expect(await codeOf(createBackup({ database: address, files: app.kernel.files, path: join(folder, "no", "such", "b.tar.gz") }))).toBe("backup.notWritable");
    expect(await readdir(folder)).toEqual(before);
  });

  test("of a database that Pforte never opened is refused", async () => {
    const empty = await place();
    expect(await codeOf(createBackup({ database: empty.address, files: empty.files, path: join(folder, "empty.tar.gz") }))).toBe("backup.noDatabase");
  });

  test("says which file is gone or damaged, and is made without it on request", async () => {
    const source = await place();
    await restoreInto(source, join(folder, "at-rest.tar.gz"));
    const [file] = await source.query<{ file_hash: Buffer }>("select file_hash from stored_file where size_bytes = 70000");
    const hash = file?.file_hash ?? Buffer.alloc(0);
    const path = join(source.files.folder, hash.toString("hex").slice(0, 2), hash.toString("hex"));
    const make = (allowMissingFiles: boolean) =>
      createBackup({ database: source.address, files: source.files, path: join(folder, "holes.tar.gz"), allowMissingFiles });
    await writeFile(path, "something else");
    expect(await codeOf(make(false))).toBe("backup.fileDamaged");
    await rm(path);
    expect(await codeOf(make(false))).toBe("backup.fileMissing");
    expect((await make(true)).missingFiles).toEqual([hash.toString("hex")]);
    expect((await restoreInto(await place(), join(folder, "holes.tar.gz"))).missingFiles).toEqual([hash.toString("hex")]);
  });

  test("keeps the sweep from taking a file away until it is made", async () => {
    const { hash, size } = await app.kernel.files.put(randomBytes(100));
    await app.db
      .insertInto("stored_file")
      .values({ file_hash: hash, size_bytes: size, created_at: new Date(0) })
      .execute();
    let sweptMeanwhile: boolean | undefined;
    const say = async () => {
      sweptMeanwhile ??= await deleteUnusedFile(app.db, hash, new Date());
    };
    await createBackup({ database: address, files: app.kernel.files, path: join(folder, "sweep.tar.gz"), say });
    expect(sweptMeanwhile).toBe(false);
    expect(await deleteUnusedFile(app.db, hash, new Date())).toBe(true);
  });
});
