/** What agents are told of booked time in their list, and by what they find it; contacts are told nothing of it there. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { listPortalTickets } from "#contract/portal-ticket.ts";
import { listTickets } from "#contract/ticket.ts";
import { exportPortalTickets, exportTickets } from "#contract/ticket-export.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let admin: Awaited<ReturnType<TestApp["administrator"]>>;
let anna: Signed;
let queue_id = "";
const made = { company_id: "", contact_id: "", groupId: "" };
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  made.groupId = await app.group();
  queue_id = await app.queue(made.groupId);
  made.company_id = await app.company();
  made.contact_id = await app.person(made.company_id, "manager");
  anna = await app.signIn({ contactId: made.contact_id });
});
afterAll(() => app.close());

const ticket = (values: object = {}) => app.ticket({ queue_id, company_id: made.company_id, contact_id: made.contact_id, ...values });
const listed = async (as: Signed, query: Record<string, unknown>) => (await call(as, listTickets, { query })).items;
const idsOf = async (as: Signed, query: Record<string, unknown>) => (await listed(as, query)).map(({ id }) => id);
const csv = async (as: Signed, path: string, language: string) =>
  (await (await app.fetch(path, { headers: { "accept-language": language } }, as)).text()).trim().split("\r\n");

test("each row has the sum of its booked time, found by what is not billed yet, with a total that is right", async () => {
  const [billed, unbilled, both, none] = [await ticket(), await ticket(), await ticket({ type: "closed" }), await ticket()];
  await app.timeEntry(billed, admin.agentId, { minutes: 20, billed: true });
  await app.timeEntry(unbilled, admin.agentId, { minutes: 45 });
  await app.timeEntry(both, admin.agentId, { minutes: 60, billed: true });
  for (let at = 0; at < 3; at++) await app.timeEntry(both, admin.agentId, { minutes: 10 });
  const free = await app.timeEntry(none, admin.agentId, { minutes: 5 });
  await app.db.updateTable("time_entry").set({ billable: false }).where("time_entry_id", "=", free).execute();

  const minutes = new Map((await listed(admin, { state: "all" })).map(({ id, workedMinutes }) => [id, workedMinutes]));
  expect([billed, unbilled, both, none].map((id) => minutes.get(id))).toEqual([20, 45, 90, 5]);
  expect((await idsOf(admin, { state: "all", time: "unbilled" })).sort()).toEqual([both, unbilled].sort());
  expect(await idsOf(admin, { state: "open", time: "unbilled" })).toEqual([unbilled]);
  const page = await call(admin, listTickets, { query: { state: "all", time: "unbilled", limit: 1, sort: "created" } });
  expect([page.items.map(({ id }) => id), page.total, page.next === null]).toEqual([[unbilled], 2, false]);
  await app.db.updateTable("time_entry").set({ billed: true }).where("ticket_id", "=", both).execute();
  expect(await idsOf(admin, { state: "all", time: "unbilled" })).toEqual([unbilled]);
});

test("files have it as a number of hours, in the language's way; contacts' files and lists never do", async () => {
  const id = await ticket({ subject: "Ninety" });
  await app.timeEntry(id, admin.agentId, { minutes: 90, visible: false });
  expect(await csv(admin, `${exportTickets.path}?format=csv&columns=subject,worked&id=${id}`, "de")).toEqual(["Betreff;Gearbeitet (Stunden)", "Ninety;1,5"]);
  expect(await csv(admin, `${exportTickets.path}?format=csv&columns=subject,worked&id=${id}`, "en")).toEqual(["Subject,Worked (hours)", "Ninety,1.5"]);
  expect((await app.fetch(`${exportPortalTickets.path}?format=csv&columns=worked`, {}, anna)).status).toBe(400);
  expect((await app.fetch(`${listPortalTickets.path}?time=unbilled`, {}, anna)).status).toBe(400);
  const [row] = (await call(anna, listPortalTickets, { query: { id } })).items;
  expect(row?.id).toBe(id);
  expect(JSON.stringify(row)).not.toMatch(/worked|minutes/i);
});

test("named tickets are given as far as the rest of the filter and the reader's rights let them through", async () => {
  const [open, closed] = [await ticket(), await ticket({ type: "closed" })];
  const foreign = await app.ticket({ queue_id: await app.queue(), company_id: await app.company(), subject: "Foreign" });
  const agent = await app.agent();
  await app.agentRight(agent.agentId, made.groupId);
  const id = [open, closed, foreign].join();
  expect(await idsOf(admin, { id })).toEqual(expect.arrayContaining([open, foreign]));
  expect((await idsOf(agent, { id, state: "all" })).sort()).toEqual([open, closed].sort());
  expect(await idsOf(agent, { id, state: "open" })).toEqual([open]);
  expect((await call(agent, listTickets, { query: { id, state: "open" } })).total).toBe(1);
  for (const view of ["all", "mine"] as const) {
    const answer = await call(anna, listPortalTickets, { query: { id, view, state: "open" } });
    expect([answer.items.map((one) => one.id), answer.total]).toEqual([[open], 1]);
  }
  expect((await call(anna, listPortalTickets, { query: { id: foreign } })).total).toBe(0);
});
