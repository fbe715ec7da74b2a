import { afterAll, beforeAll, expect, test } from "vitest";
import * as portal from "#contract/portal-ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let anna: Signed = null;
const ids = { company: "", queue: "", anna: "", bernd: "" };
const call: TestApp["call"] = (...given) => shaped(() => app)(...given);

beforeAll(async () => {
  app = await startTestApp();
  ids.company = await app.company();
  ids.queue = await app.queue();
  ids.anna = await app.person(ids.company, "manager");
  ids.bernd = await app.person(ids.company, "basic");
  anna = await app.signIn({ contactId: ids.anna });
});
afterAll(() => app.close());

const ticket = (type: "new" | "open" | "pending" | "done" | "closed", contactId = ids.anna) =>
  app.ticket({ queue_id: ids.queue, company_id: ids.company, contact_id: contactId, type });
const waiting = async () => (await call(anna, portal.listWaitingTickets)).items;

test("what waits for me: mine that are finished, and mine that pause after the provider wrote last", async () => {
  const done = await ticket("done");
  const answered = await ticket("pending");
  await app.article(answered, { author_kind: "contact", contact_id: ids.anna, created_at: new Date(Date.now() - 60_000) });
  await app.article(answered, { author_kind: "agent" });
  await app.article(await ticket("open"), { author_kind: "agent" });
  await app.article(await ticket("closed"), { author_kind: "agent" });
  await app.article(await ticket("pending", ids.bernd), { author_kind: "agent" });
  await ticket("done", ids.bernd);
  const items = await waiting();
  expect(new Map(items.map((one) => [one.id, one.nextStep]))).toEqual(
    new Map([
      [answered, "youAnswer"],
      [done, "youJudge"],
    ]),
  );
  expect((await call(anna, portal.getPortalTicket, { params: { id: answered } })).nextStep).toBe("youAnswer");
});

test("an internal note is no answer, and my own message ends the waiting", async () => {
  const noted = await ticket("pending");
  await app.article(noted, { author_kind: "contact", contact_id: ids.anna });
  await app.article(noted, { author_kind: "agent", visible: false, created_at: new Date(Date.now() + 60_000) });
  expect((await waiting()).map((one) => one.id)).not.toContain(noted);
  expect((await call(anna, portal.getPortalTicket, { params: { id: noted } })).nextStep).toBe("weWait");
});

test("a portal that is read-only asks for no answer and no judgement", async () => {
  await ticket("done");
  const asked = await ticket("pending");
  await app.article(asked, { author_kind: "agent" });
  expect((await waiting()).map((one) => one.id)).toContain(asked);
  await app.setting("portal.readOnly", true);
  expect(await waiting()).toEqual([]);
});
