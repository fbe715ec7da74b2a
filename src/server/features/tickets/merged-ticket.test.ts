import { afterAll, beforeAll, expect, test } from "vitest";
import * as portal from "#contract/portal-ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";

let app: TestApp;
let anna: Signed = null;
let bernd: Signed = null;
let stranger: Signed = null;
const ids = { company: "", queue: "", anna: "", bernd: "" };

beforeAll(async () => {
  app = await startTestApp();
  ids.company = await app.company();
  ids.queue = await app.queue();
  ids.anna = await app.person(ids.company, "basic");
  ids.bernd = await app.person(ids.company, "basic");
  anna = await app.signIn({ contactId: ids.anna });
  bernd = await app.signIn({ contactId: ids.bernd });
  stranger = await app.signIn({ contactId: await app.person(await app.company(), "manager") });
});
afterAll(() => app.close());

const ticket = (contactId: string, values: Partial<Parameters<TestApp["ticket"]>[0]> = {}) =>
  app.ticket({ queue_id: ids.queue, company_id: ids.company, contact_id: contactId, ...values });
const mergedInto = (target: string, contactId = ids.anna) => ticket(contactId, { type: "merged", merged_into_id: target });

test("a merged ticket leads to where it went, also over several merges, if that can be read", async () => {
  const target = await ticket(ids.anna);
  const merged = await mergedInto(target);
  const mergedTwice = await mergedInto(merged);
  for (const id of [merged, mergedTwice]) {
    const problem = await app.refused("ticket.merged", anna, portal.getPortalTicket, { params: { id } });
    expect(problem).toMatchObject({ status: 404, mergedIntoId: target });
  }
});

test("whoever may not read the target gets the answer that a ticket gets which does not exist", async () => {
  const merged = await mergedInto(await ticket(ids.anna));
  const unknown = await app.refused("record.notFound", stranger, portal.getPortalTicket, { params: { id: ids.company } });
  for (const who of [bernd, stranger]) {
    expect(await app.refused("record.notFound", who, portal.getPortalTicket, { params: { id: merged } })).toEqual(unknown);
  }
});

test("my own ticket that went into one that I may not read, or that was removed, is not there", async () => {
  const foreign = await mergedInto(await ticket(ids.bernd));
  const removed = await mergedInto(await ticket(ids.anna, { type: "removed" }));
  for (const id of [foreign, removed]) {
    const problem = await app.refused("record.notFound", anna, portal.getPortalTicket, { params: { id } });
    expect(problem).not.toHaveProperty("mergedIntoId");
  }
});

test("a circle of merges ends", async () => {
  const first = await ticket(ids.anna, { type: "merged" });
  const second = await mergedInto(first);
  await app.db.updateTable("ticket").set({ merged_into_id: second }).where("ticket_id", "=", first).execute();
  await app.refused("record.notFound", anna, portal.getPortalTicket, { params: { id: first } });
});

test("what hangs on a merged ticket stays shut: messages, participants, an answer", async () => {
  const merged = await mergedInto(await ticket(ids.anna));
  await app.refused("record.notFound", anna, portal.listPortalArticles, { params: { id: merged } });
  await app.refused("record.notFound", anna, portal.listPortalParticipants, { params: { id: merged } });
  await app.refused("record.notFound", anna, portal.replyInPortal, { params: { id: merged }, body: { bodyText: "hello" } });
});
