import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askWhatIf, explainAccess } from "#contract/access.ts";
import { moveContact } from "#contract/contact.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
const move = (id: string, body: object) => call(administrator, moveContact, { params: { id }, body: body as never });
const reads = async (contact: string, ticket: string) => (await call(administrator, explainAccess, { query: { contact, ticket } })).allowed;

async function somebody() {
  const [from, to, queue] = [await app.company(), await app.company(), await app.queue()];
  const contact = await app.person(from, "manager");
  const own = await app.ticket({ queue_id: queue, company_id: from, contact_id: contact });
  const others = await app.ticket({ queue_id: queue, company_id: from });
  const there = await app.ticket({ queue_id: queue, company_id: to });
  return { from, to, contact, own, others, there };
}

describeGuards(() => app, [{ endpoint: moveContact, body: { fromCompanyId: randomUUIDv7(), toCompanyId: randomUUIDv7(), version: 1 } }]);

test("a contact that moves has the role it had, as primary, and sees nothing of the old company any more", async () => {
  const { from, to, contact, own, others, there } = await somebody();
  const { memberships } = await move(contact, { fromCompanyId: from, toCompanyId: to, version: 1, reason: "new job" });
  expect(memberships.map(({ company, primary, role }) => [company.id, primary, role.systemKey])).toEqual([[to, true, "manager"]]);
  expect([await reads(contact, own), await reads(contact, others), await reads(contact, there)]).toEqual([false, false, true]);
  const events = await app.db.selectFrom("audit_event").select(["event", "company_id", "reason"]).where("contact_id", "=", contact).execute();
  expect(events.map(({ event, company_id, reason }) => `${event} ${company_id} ${reason}`).sort()).toEqual(
    [`membership.added ${to} new job`, `membership.removed ${from} new job`].sort(),
  );
});

test("it keeps sight of its own tickets there if that is said", async () => {
  const { from, to, contact, own, others } = await somebody();
  const { memberships } = await move(contact, { fromCompanyId: from, toCompanyId: to, keepsOwnTickets: true, version: 1 });
  expect(memberships.map(({ company, primary, obstacle }) => [company.id, primary, obstacle])).toEqual([
    [to, true, null],
    [from, false, "ended"],
  ]);
  expect([await reads(contact, own), await reads(contact, others)]).toEqual([true, false]);
});

test("what-if says what a move takes and gives", async () => {
  const { from, to, contact } = await somebody();
  const change = { method: "POST", path: `/api/v1/contacts/${contact}/move`, body: { fromCompanyId: from, toCompanyId: to, version: 1 } } as const;
  const asked = await call(administrator, askWhatIf, { body: { change } });
  expect([asked.lose.tickets, asked.gain.tickets]).toEqual([2, 1]);
  const keeping = await call(administrator, askWhatIf, { body: { change: { ...change, body: { ...change.body, keepsOwnTickets: true } } } });
  expect([keeping.lose.tickets, keeping.gain.tickets]).toEqual([1, 1]);
});

test("it is refused to the same company, from one that it is not of, and against an old version", async () => {
  const { from, to, contact } = await somebody();
  await app.refused("request.invalid", administrator, moveContact, { params: { id: contact }, body: { fromCompanyId: from, toCompanyId: from, version: 1 } });
  await app.refused("record.notFound", administrator, moveContact, { params: { id: contact }, body: { fromCompanyId: to, toCompanyId: from, version: 1 } });
  await app.refused("record.versionStale", administrator, moveContact, { params: { id: contact }, body: { fromCompanyId: from, toCompanyId: to, version: 9 } });
});
