import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { changeContactSettings } from "#contract/administration.ts";
import * as contract from "#contract/ticket.ts";
import { jobs as outboxJobs } from "#server/features/outbox/jobs.ts";
import type { Job } from "#server/platform/kernel.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { jobs as ticketJobs } from "./jobs.ts";

let app: TestApp;
let server: SMTPServer;
let administrator: Signed;
let received: ParsedMail[] = [];
let enqueued: Job[] = [];
const made = { companyId: "", queueId: "" };

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, done) =>
      void simpleParser(stream).then((mail) => {
        received.push(mail);
        done();
      }),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  app = await startTestApp({ PFORTE_SMTP_URL: `smtp://127.0.0.1:${port}`, PFORTE_LOG: "silent" });
  app.kernel.enqueue = async (_db, job) => void enqueued.push(job);
  administrator = await app.administrator();
  made.companyId = await app.company();
  made.queueId = await app.queue();
});
afterAll(async () => {
  await app.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
beforeEach(async () => {
  received = [];
  enqueued = [];
  await app.db.deleteFrom("setting").execute();
});

const run = async ({ name, payload }: Job) => [...ticketJobs, ...outboxJobs].find((job) => job.name === name)?.handle(app.kernel, payload);
/** All that was enqueued, and what that enqueues. */
const work = async () => {
  for (let job = enqueued.shift(); job; job = enqueued.shift()) await run(job);
};
const request = async (contactId: string | null, values: object = {}) =>
  app.ticket({ queue_id: made.queueId, company_id: made.companyId, contact_id: contactId, subject: "Printer in room 4", ...values });
const setStatus = async (ids: string[], type: "done" | "open") => {
  await app.call(administrator, contract.changeTickets, { body: { ids, change: { statusId: statusIdOf(type) } } });
};

test("when a ticket is done its requester gets a mail, once, in its language, with the way to its judgement", async () => {
  const contactId = await app.person(made.companyId, "basic", { email: "berta@example.com", first_name: "Berta", last_name: "Groß", language: "de" });
  const ticketId = await request(contactId, { number: "2026-77" });
  await setStatus([ticketId], "done");
  const asked = enqueued.map((job) => ({ ...job }));
  await work();
  expect(received).toHaveLength(1);
  const [mail] = received;
  expect(mail?.to).toMatchObject({ text: "berta@example.com" });
  expect(mail?.subject).toBe("#2026-77 ist erledigt: Printer in room 4");
  expect(mail?.text).toContain("Guten Tag Berta Groß");
  expect(mail?.text).toContain(`http://pforte.test/tickets/${ticketId}/judgement`);
  // The job a second time, as after a crash; and a status of type done after another one is no news.
  for (const job of asked) await run(job);
  await work();
  expect(received).toHaveLength(1);
  await app.call(administrator, contract.addArticle, {
    params: { id: ticketId },
    body: { bodyText: "And again", visible: true, statusId: statusIdOf("done") },
  });
  expect(enqueued).toEqual([]);
});

test("done by an answer asks as well, many at once ask each requester, and what goes on meanwhile asks nobody", async () => {
  const [first, second] = [await app.person(made.companyId), await app.person(made.companyId)];
  const ids = [await request(first), await request(second), await request(null)];
  await app.call(administrator, contract.addArticle, {
    params: { id: ids[0] ?? "" },
    body: { bodyText: "Repaired", visible: true, statusId: statusIdOf("done") },
  });
  await work();
  expect(received).toHaveLength(1);
  await setStatus(ids, "open");
  await setStatus(ids, "done");
  await work();
  expect(received).toHaveLength(3);
  await setStatus(ids, "open");
  await setStatus(ids, "done");
  await setStatus(ids, "open");
  await work();
  expect(received).toHaveLength(3);
});

test("whoever may not read the ticket is told of it only where that is wanted, and then nothing but its number (ZEP-09)", async () => {
  const contactId = await app.person(made.companyId, "basic");
  const project = await app.project(made.companyId);
  await app.setting("access.projectPermissions", "required");
  const ticketId = await request(contactId, { number: "N-1" });
  await app.ticketProject(ticketId, project);
  await setStatus([ticketId], "done");
  await work();
  expect(received).toEqual([]);
  await app.setting("mail.ticketsWithoutRight", true, made.companyId);
  await setStatus([ticketId], "open");
  await setStatus([ticketId], "done");
  await work();
  expect(received).toHaveLength(1);
  // What is set for the contact itself is nearer.
  await app.call(administrator, changeContactSettings, { params: { id: contactId }, body: { values: { "mail.ticketsWithoutRight": false } } });
  await setStatus([ticketId], "open");
  await setStatus([ticketId], "done");
  await work();
  expect(received).toHaveLength(1);
  expect(received[0]?.subject).toBe("#N-1: something changed");
  expect(received[0]?.text).not.toMatch(/Printer|http/);
});

test("nobody is told who wants no mail, is not active, or has no address; who has no sign-in gets no link", async () => {
  const person = (values: object) => app.person(made.companyId, "basic", values);
  const nobody = [await person({ email: "" }), await person({ state: "suspended" })];
  for (const contactId of nobody) await setStatus([await request(contactId)], "done");
  await app.setting("mail.tickets", false, made.companyId);
  await setStatus([await request(await person({}))], "done");
  await work();
  expect(received).toEqual([]);
  await app.db.deleteFrom("setting").execute();
  await setStatus([await request(await person({ login: null }))], "done");
  await work();
  expect(received).toHaveLength(1);
  expect(received[0]?.text).toMatch(/Printer in room 4/);
  expect(received[0]?.text).not.toMatch(/http/);
});
