import { randomUUIDv7 } from "node:crypto";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as contract from "#contract/administration.ts";
import { deleteUnusedLinks, insertLink } from "#server/features/sign-in/queries.ts";
import { startJobs } from "#server/platform/jobs/job-runner.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";
import { deliverMail } from "./deliver-mail.ts";
import { jobs } from "./jobs.ts";
import { insertMail, listDueMails } from "./queries.ts";

let app: TestApp;
let silent: TestApp;
let server: SMTPServer;
let received: { to: string[]; mail: ParsedMail; raw: string }[];
let refuses: ((address: string) => string | null) | null;

const minutes = 60_000;
const call = shaped(() => app);
const run = async (name: string, payload: Record<string, unknown> = {}) => jobs.find((job) => job.name === name)?.handle(app.kernel, payload);
const sweep = () => run("outbox.sweep-mails");
const write = (more: Partial<Parameters<typeof insertMail>[1]> = {}) =>
  insertMail(app.db, { to: "anna@example.com", subject: "Hello", bodyText: "Text", kind: "reset", now: app.now(), ...more });
const mailRow = (mailId: string) => app.db.selectFrom("outbox_mail").selectAll().where("mail_id", "=", mailId).executeTakeFirstOrThrow();

function startServer(port = 0): Promise<SMTPServer> {
  const started = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo(address, _session, done) {
      const reason = refuses?.(address.address);
      done(reason ? Object.assign(new Error(reason), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks);
        received.push({ to: session.envelope.rcptTo.map((recipient) => recipient.address), mail: await simpleParser(raw), raw: raw.toString() });
        done();
      });
    },
  });
  return new Promise((resolve) => started.listen(port, "127.0.0.1", () => resolve(started)));
}
const portOf = (started: SMTPServer) => (started.server.address() as AddressInfo).port;
const stop = (started: SMTPServer) => new Promise<void>((resolve) => started.close(() => resolve()));

beforeAll(async () => {
  server = await startServer();
  app = await startTestApp({ PFORTE_SMTP_URL: `smtp://127.0.0.1:${portOf(server)}`, PFORTE_LOG: "silent" });
  app.kernel.log.level = "silent";
  silent = await startTestApp();
});
afterAll(async () => {
  await Promise.all([app.close(), silent.close(), stop(server)]);
});
beforeEach(() => {
  received = [];
  refuses = null;
});
afterEach(() => app.db.deleteFrom("outbox_mail").execute());

describeGuards(
  () => silent,
  [{ endpoint: contract.listOutbox }, { endpoint: contract.sendTestMail, body: { to: "anna@example.com" } }, { endpoint: contract.resendMail }],
);

describe("a mail", () => {
  test("arrives once, with umlauts right in subject, text and sender, and is marked as sent", async () => {
    await app.setting("mail.from", "Müller & Söhne <support@example.com>");
    const mailId = await write({ subject: "Grüße aus Köln – 100 €", bodyText: "Zeile eins: äöüß\n\n.\nZeile zwei: 日本語" });
    await run("outbox.send-mail", { mailId });
    await run("outbox.send-mail", { mailId });
    await sweep();
    expect(received).toHaveLength(1);
    const [{ to, mail } = { to: [], mail: undefined }] = received;
    expect(to).toEqual(["anna@example.com"]);
    expect(mail).toMatchObject({ subject: "Grüße aus Köln – 100 €", from: { value: [{ address: "support@example.com", name: "Müller & Söhne" }] } });
    expect(mail?.text).toBe("Zeile eins: äöüß\n\n.\nZeile zwei: 日本語\n");
    expect(mail?.messageId).toBe(`<${mailId}@pforte.test>`);
    expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
    const row = await mailRow(mailId);
    expect(row).toMatchObject({ state: "sent", attempts: 1, last_error: "" });
    expect(row.sent_at).toBeInstanceOf(Date);
  });

  test("is sent once even while two workers want to send it at the same time", async () => {
    const mailIds = await Promise.all(Array.from({ length: 5 }, () => write()));
    await Promise.all([...mailIds.map((mailId) => run("outbox.send-mail", { mailId })), sweep(), sweep()]);
    await sweep();
    expect(received).toHaveLength(5);
    expect(new Set(received.map(({ mail }) => mail.messageId)).size).toBe(5);
  });

  test("nobody enqueued is sent by the sweep", async () => {
    await write();
    await sweep();
    expect(received).toHaveLength(1);
  });

  test("that is refused is failed with the server's reason, and sent again later, with growing pauses", async () => {
    refuses = () => "5.1.1 No such mailbox";
    const mailId = await write();
    await run("outbox.send-mail", { mailId });
    expect(await mailRow(mailId)).toMatchObject({ state: "failed", attempts: 1, last_error: expect.stringContaining("5.1.1 No such mailbox"), sent_at: null });
    await sweep();
    expect((await mailRow(mailId)).attempts).toBe(1);
    app.later(2 * minutes + 1000);
    await sweep();
    await sweep();
    expect((await mailRow(mailId)).attempts).toBe(2);
    refuses = null;
    app.later(2 * minutes);
    await sweep();
    expect(await mailRow(mailId)).toMatchObject({ state: "sent", attempts: 3, last_error: "" });
    expect(received).toHaveLength(1);
  });

  test("that is refused again and again is given up", async () => {
    refuses = () => "No";
    const mailId = await write();
    for (let hour = 0; hour < 30; hour++) {
      await sweep();
      app.later(60 * minutes);
    }
    const { state, attempts } = await mailRow(mailId);
    expect(state).toBe("failed");
    expect(attempts).toBeLessThanOrEqual(10);
    expect(await listDueMails(app.db, app.now(), 10)).toEqual([]);
  });

  test("to a refused address does not keep others from arriving", async () => {
    refuses = (address) => (address === "wrong@example.com" ? "No such mailbox" : null);
    await write({ to: "wrong@example.com" });
    await write({ to: "right@example.com" });
    await sweep();
    expect(received.map(({ to }) => to)).toEqual([["right@example.com"]]);
  });

  test("waits however long the server cannot be reached, and one try per sweep asks for it", async () => {
    const port = portOf(server);
    await stop(server);
    const mailIds = [await write(), await write()];
    for (let times = 0; times < 12; times++) {
      await sweep();
      app.later(120 * minutes);
    }
    const rows = await Promise.all(mailIds.map(mailRow));
    expect(rows.map((row) => row.state)).toEqual(["waiting", "waiting"]);
    expect(rows.map((row) => row.attempts)).toEqual([6, 6]);
    expect(rows[0]?.last_error).toContain("ECONNREFUSED");
    server = await startServer(port);
    await sweep();
    expect(received).toHaveLength(2);
  });

  test("cannot carry a second header or recipient, whatever was written into subject, address or sender", async () => {
    await app.db
      .updateTable("setting")
      .set({ value: JSON.stringify("X <support@example.com>\r\nBcc: spy@example.com") })
      .where("setting_key", "=", "mail.from")
      .execute();
    await write({ subject: "Hello\r\nBcc: spy@example.com\n\nBody", bodyText: "Text\r\n.\r\nRCPT TO:<spy@example.com>" });
    await write({ to: "anna@example.com\r\nBcc: spy@example.com" });
    await write({ to: "anna@example.com, spy@example.com" });
    await write({ to: "anna@example.com>,<spy@example.com" });
    await sweep();
    await app.db.deleteFrom("setting").execute();
    for (const { to, mail } of received) {
      expect(to).not.toContain("spy@example.com");
      expect(to).toHaveLength(1);
      expect(mail.headers.has("bcc")).toBe(false);
      expect(mail.cc).toBeUndefined();
    }
    expect(received.map(({ mail }) => mail.subject)).toContain("Hello Bcc: spy@example.com Body");
  });

  test("whose transaction is rolled back is never sent", async () => {
    await app.db
      .transaction()
      .execute(async (db) => {
        await insertMail(db, { to: "anna@example.com", subject: "x", bodyText: "x", kind: "reset", now: app.now() });
        throw new Error("rolled back");
      })
      .catch(() => {});
    await sweep();
    expect(received).toEqual([]);
  });

  test("that is sent stays sent when the job comes again, and an unknown one is no trouble", async () => {
    const mailId = await write();
    await run("outbox.send-mail", { mailId });
    expect(await deliverMail(app.kernel, mailId, null)).toBe("notNow");
    expect(await deliverMail(app.kernel, randomUUIDv7(), null)).toBe("notNow");
  });
});

describe("the background worker", () => {
  test("sends a mail once its transaction is committed, and knows the sweep", async () => {
    const runner = startJobs(app.kernel.databases, app.kernel.log);
    await runner.work(app.kernel, jobs);
    try {
      const mailId = await app.db.transaction().execute(async (db) => {
        const written = await insertMail(db, { to: "anna@example.com", subject: "By worker", bodyText: "x", kind: "reset", now: app.now() });
        await runner.enqueue(db, { name: "outbox.send-mail", payload: { mailId: written } });
        return written;
      });
      await expect.poll(async () => (await mailRow(mailId)).state, { timeout: 20_000, interval: 200 }).toBe("sent");
      expect(received.map(({ mail }) => mail.subject)).toEqual(["By worker"]);
    } finally {
      await runner.stop();
    }
  });
});

describe("without an SMTP server", () => {
  test("a mail is kept, and an administrator reads it with its link", async () => {
    const administrator = await silent.administrator();
    const contactId = await silent.contact();
    const link = `http://pforte.test/set-password#${"k".repeat(43)}`;
    const mailId = await insertMail(silent.db, {
      to: "a@example.com",
      subject: "Link",
      bodyText: `Here: ${link}`,
      kind: "invitation",
      contactId,
      now: silent.now(),
    });
    for (const job of jobs) await job.handle(silent.kernel, { mailId });
    const { items } = await silent.call(administrator, contract.listOutbox);
    expect(items).toMatchObject([{ id: mailId, state: "kept", attempts: 0, bodyText: `Here: ${link}`, kind: "invitation", sentAt: null }]);
  });

  test("links to set a password are hidden from who may not set that password", async () => {
    const agentId = (await silent.agent()).agentId;
    await silent.db.deleteFrom("outbox_mail").execute();
    const now = silent.now();
    const contactId = await silent.contact();
    const text = `https://x/set-password#${"s".repeat(43)}\nEnd`;
    await insertMail(silent.db, { to: "a@example.com", subject: "agent", bodyText: text, kind: "reset", agentId, now });
    await insertMail(silent.db, { to: "a@example.com", subject: "contact", bodyText: text, kind: "reset", contactId, now });
    const bodies = async (as: { cookie: string }) =>
      Object.fromEntries((await silent.call(as, contract.listOutbox)).items.map((mail) => [mail.subject, mail.bodyText]));
    const hidden = "https://x/set-password#…\nEnd";
    expect(await bodies(await silent.agent(["outbox:read"]))).toEqual({ agent: hidden, contact: hidden });
    expect(await bodies(await silent.agent(["outbox:read", "contact:write", "agent:write"]))).toEqual({ agent: hidden, contact: text });
    expect(await bodies(await silent.administrator())).toEqual({ agent: text, contact: text });
  });

  test("a test mail is kept too", async () => {
    const kept = await silent.call(await silent.administrator(), contract.sendTestMail, { body: { to: "me@example.com" } });
    expect(kept).toMatchObject({ state: "kept", to: "me@example.com", subject: "Test e-mail of Pforte" });
  });
});

describe("a mail that was left over", () => {
  const resend = async (mailId: string) => call(await app.administrator(), contract.resendMail, { params: { id: mailId } });
  const refused = async (code: "mail.alreadySent" | "mail.onItsWay" | "mail.linkNotValid" | "mail.noServer" | "mail.notSent", mailId: string, at = app) =>
    at.refused(code, await at.administrator(), contract.resendMail, { params: { id: mailId } });
  const givenUp = async (more: Parameters<typeof write>[0] = {}) => {
    const mailId = await write(more);
    await app.db.updateTable("outbox_mail").set({ state: "failed", attempts: 10, last_error: "No" }).where("mail_id", "=", mailId).execute();
    return mailId;
  };

  test("because it was given up is sent again with the same Message-ID, once, and that is in the log", async () => {
    const mailId = await givenUp();
    expect(await resend(mailId)).toEqual({ state: "sent" });
    expect(received.map(({ mail }) => mail.messageId)).toEqual([`<${mailId}@pforte.test>`]);
    expect(await mailRow(mailId)).toMatchObject({ state: "sent", attempts: 11, last_error: "" });
    const event = await app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", mailId).executeTakeFirst();
    expect(event).toMatchObject({ event: "outbox.mail-resent", actor_kind: "agent", before: { state: "failed" } });
    await refused("mail.alreadySent", mailId);
    expect(received).toHaveLength(1);
  });

  test("because there was no server is sent when there is one; without one it says so and stays", async () => {
    const mailId = await write();
    await app.db.updateTable("outbox_mail").set({ state: "kept" }).where("mail_id", "=", mailId).execute();
    const [listed] = (await call(await app.administrator(), contract.listOutbox)).items;
    expect(listed?.can).toEqual(["resend"]);
    expect(await resend(mailId)).toEqual({ state: "sent" });
    await silent.db.deleteFrom("outbox_mail").execute();
    const keptId = await insertMail(silent.db, { to: "a@example.com", subject: "x", bodyText: "x", kind: "reset", now: silent.now() });
    await silent.db.updateTable("outbox_mail").set({ state: "kept" }).execute();
    await refused("mail.noServer", keptId, silent);
    expect((await silent.call(await silent.administrator(), contract.listOutbox)).items).toMatchObject([{ state: "kept", can: [] }]);
    await silent.db.deleteFrom("outbox_mail").execute();
  });

  test("and is refused again says so, and is not tried by itself", async () => {
    refuses = () => "Still no";
    const mailId = await givenUp();
    await refused("mail.notSent", mailId);
    expect(await mailRow(mailId)).toMatchObject({ state: "failed", attempts: 11, last_error: expect.stringContaining("Still no") });
    refuses = null;
    await sweep();
    expect(received).toEqual([]);
  });

  test("waits again when the server does not answer, and leaves once it does", async () => {
    const port = portOf(server);
    const mailId = await givenUp();
    await stop(server);
    expect(await resend(mailId)).toEqual({ state: "waiting" });
    await refused("mail.onItsWay", mailId);
    server = await startServer(port);
    await sweep();
    expect((await mailRow(mailId)).state).toBe("sent");
  });

  test("is not sent while somebody else is sending it", async () => {
    const mailId = await givenUp();
    await app.db.transaction().execute(async (db) => {
      await db.selectFrom("outbox_mail").select("mail_id").where("mail_id", "=", mailId).forUpdate().execute();
      await refused("mail.onItsWay", mailId);
    });
    expect(received).toEqual([]);
  });

  test("is not sent with a link that leads nowhere any more", async () => {
    const contactId = await app.contact();
    const { token } = await insertLink(app.db, { contactId }, "invitation", app.now());
    const text = { bodyText: `https://x/set-password#${token}`, kind: "invitation", contactId };
    const mailIds = [await givenUp(text), await givenUp(text)] as const;
    expect(await resend(mailIds[0])).toEqual({ state: "sent" });
    await deleteUnusedLinks(app.db, { contactId });
    await refused("mail.linkNotValid", mailIds[1]);
    const { token: late } = await insertLink(app.db, { contactId }, "invitation", new Date(app.now().getTime() - 25 * 60 * minutes));
    const lateId = await givenUp({ ...text, bodyText: `https://x/set-password#${late}` });
    await refused("mail.linkNotValid", lateId);
  });

  test("is offered only to whom may send, and its text is not in the answer", async () => {
    const mailId = await givenUp();
    const reader = await app.agent(["outbox:read"]);
    expect((await call(reader, contract.listOutbox)).items).toMatchObject([{ can: [] }]);
    await app.refused("permission.missing", reader, contract.resendMail, { params: { id: mailId } });
    expect(await call(await app.agent(["setting:write"]), contract.resendMail, { params: { id: mailId } })).toEqual({ state: "sent" });
  });
});

describe("a test mail", () => {
  test("is sent at once in the language of who asks, and is in the log", async () => {
    const sent = await call(await app.administrator(), contract.sendTestMail, { body: { to: "me@example.com" }, headers: { "accept-language": "de" } });
    expect(sent).toMatchObject({ state: "sent", kind: "test", attempts: 1 });
    expect(received.map(({ to, mail }) => [to, mail.subject])).toEqual([[["me@example.com"], "Test-E-Mail von Pforte"]]);
    const event = await app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", sent.id).executeTakeFirst();
    expect(event).toMatchObject({ event: "outbox.test-mail-written" });
  });

  test("that is refused says so at once, can be read with its reason, and is not sent later", async () => {
    refuses = () => "5.7.1 Relaying denied";
    await app.refused("mail.notSent", await app.administrator(), contract.sendTestMail, { body: { to: "me@example.com" } });
    const { items } = await call(await app.administrator(), contract.listOutbox);
    expect(items).toMatchObject([{ state: "failed", lastError: expect.stringContaining("5.7.1 Relaying denied") }]);
    refuses = null;
    app.later(10 * minutes);
    await sweep();
    expect(received).toEqual([]);
  });

  test("needs an address", async () => {
    for (const to of ["nobody", "a@b@c", "a b@example.com", ""]) {
      expect((await app.ask(await app.administrator(), contract.sendTestMail, { body: { to } })).status).toBe(400);
    }
  });
});

describe("the outbox", () => {
  test("shows the mails of one state, and counts them", async () => {
    for (const [subject, state] of [
      ["a", "sent"],
      ["b", "failed"],
      ["c", "failed"],
    ] as const) {
      const mailId = await write({ subject });
      await app.db.updateTable("outbox_mail").set({ state }).where("mail_id", "=", mailId).execute();
    }
    const administrator = await app.administrator();
    const mails = await walk(call, administrator, contract.listOutbox, { state: "failed" }, 1);
    expect(mails.map((mail) => mail.subject).sort()).toEqual(["b", "c"]);
    expect(await call(administrator, contract.listOutbox, { query: { state: "failed" } })).toMatchObject({ total: 2 });
    expect(await call(administrator, contract.listOutbox, { query: { state: "kept" } })).toMatchObject({ total: 0, items: [] });
  });

  test("lists every mail once, newest first, even those written in the same instant", async () => {
    const now = app.now();
    for (const subject of ["a", "b", "c", "d", "e"]) await write({ subject, now });
    await write({ subject: "older", now: new Date(now.getTime() - 1000) });
    const administrator = await app.administrator();
    const mails = await walk(call, administrator, contract.listOutbox, {}, 2);
    expect(mails.map((mail) => mail.subject).sort()).toEqual(["a", "b", "c", "d", "e", "older"]);
    expect(mails.at(-1)?.subject).toBe("older");
    expect(await call(administrator, contract.listOutbox, { query: { limit: 1 } })).toMatchObject({ total: 6 });
    const forged = Buffer.from(JSON.stringify(["newest", "yesterday", randomUUIDv7()])).toString("base64url");
    await app.refused("request.cursor", administrator, contract.listOutbox, { query: { cursor: forged } });
  });
});
