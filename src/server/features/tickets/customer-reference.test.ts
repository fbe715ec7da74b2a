/** The customer's own number of a ticket; and own fields, by which agents find tickets and contacts never do. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPortalTicket, getPortalTicket, listPortalTickets } from "#contract/portal-ticket.ts";
import * as contract from "#contract/ticket.ts";
import { refreshSearch } from "#server/features/tickets/write-queries.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let admin: Signed;
let anna: Signed;
let queueId = "";
let companyId = "";
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  queueId = await app.queue();
  companyId = await app.company();
  anna = await app.signIn({ contactId: await app.person(companyId, "manager") });
});
afterAll(() => app.close());

const foundBy = async (as: Signed, query: Record<string, unknown>) => {
  const answer = as === admin ? await call(as, contract.listTickets, { query }) : await call(as, listPortalTickets, { query });
  return answer.items.map(({ id }) => id);
};

test("a contact writes its own number with the request, an agent corrects it, and both find the ticket by it", async () => {
  const body = { subject: "Paper", bodyText: "None left", queueId, customerReference: " PO-4711 " };
  const { id, customerReference } = await call(anna, createPortalTicket, { body });
  expect(customerReference).toBe("PO-4711");
  for (const as of [admin, anna]) {
    expect(await foundBy(as, { q: "PO-4711" })).toEqual([id]);
    expect(await foundBy(as, { customerReference: "po-47" })).toEqual([id]);
    expect(await foundBy(as, { customerReference: "4711" })).toEqual([]);
  }
  await call(admin, contract.changeTicket, { params: { id }, body: { version: 1, customerReference: "INC_100%" } });
  for (const as of [admin, anna]) {
    expect(await foundBy(as, { q: "PO-4711" })).toEqual([]);
    expect(await foundBy(as, { q: "INC_100%" })).toEqual([id]);
    expect(await foundBy(as, { customerReference: "inc_1" })).toEqual([id]);
    expect(await foundBy(as, { customerReference: "inc%" })).toEqual([]);
  }
  expect((await call(anna, getPortalTicket, { params: { id } })).customerReference).toBe("INC_100%");
  const events = await app.db
    .selectFrom("audit_event")
    .select(["before", "after"])
    .where("subject_id", "=", id)
    .where("event", "=", "ticket.changed")
    .execute();
  expect(events).toEqual([{ before: { customerReference: "PO-4711" }, after: { customerReference: "INC_100%" } }]);
});

test("by values of own fields agents find a ticket, and contacts neither find it nor are told them", async () => {
  const id = await app.ticket({
    queue_id: queueId,
    company_id: companyId,
    own_fields: JSON.stringify({ "dynamic:Verdict": "insolvent", "dynamic:Codes": ["K17"] }),
  });
  await refreshSearch(app.db, [id]);
  expect([await foundBy(admin, { q: "insolvent" }), await foundBy(admin, { q: "k17" })]).toEqual([[id], [id]]);
  expect([await foundBy(anna, { q: "insolvent" }), await foundBy(anna, { q: "k17" })]).toEqual([[], []]);
  expect(JSON.stringify(await call(anna, getPortalTicket, { params: { id } }))).not.toMatch(/insolvent|K17/);
});
