import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as portal from "#contract/portal-ticket.ts";
import * as contract from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
let requester: Signed;
let colleague: Signed;
let partner: Signed;
const made = { companyId: "", requesterId: "", ticketId: "" };
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  made.companyId = await app.company();
  made.requesterId = await app.person(made.companyId, "basic");
  requester = await app.signIn({ contactId: made.requesterId });
  colleague = await app.signIn({ contactId: await app.person(made.companyId, "advanced") });
  const partnerId = await app.person(await app.company(), "advanced");
  partner = await app.signIn({ contactId: partnerId });
  made.ticketId = await app.ticket({ queue_id: await app.queue(), company_id: made.companyId, contact_id: made.requesterId });
  await call(administrator, contract.addParticipant, { params: { id: made.ticketId }, body: { contactId: partnerId, level: "reply" } });
});
afterAll(() => app.close());
beforeEach(() => finish());

const params = () => ({ id: made.ticketId });
const finish = async () => {
  const { version } = await call(administrator, contract.getTicket, { params: params() });
  await call(administrator, contract.changeTicket, { params: params(), body: { version, statusId: statusIdOf("done") } });
};
const judge = (as: Signed, body: { verdict: "accepted" | "rejected"; comment?: string; uploads?: string[] }) =>
  call(as, portal.judgeTicket, { params: params(), body });
const messages = async (as: Signed = requester) =>
  (await call(as, portal.listPortalArticles, { params: params(), query: {} })).items.map(({ author, bodyText }) => [author.kind, bodyText]);
const lastEvent = () => app.db.selectFrom("audit_event").selectAll().orderBy("audit_event_id", "desc").limit(1).executeTakeFirstOrThrow();

test("accepted closes the ticket, and nothing need be written", async () => {
  const before = await messages();
  expect(await judge(requester, { verdict: "accepted" })).toMatchObject({ statusType: "closed", can: expect.not.arrayContaining(["judge"]) });
  expect(await messages()).toEqual(before);
  expect(await lastEvent()).toMatchObject({ event: "ticket.accepted", actor_kind: "contact", actor_id: made.requesterId, company_id: made.companyId });
});

test("rejected hands it back with what is missing, until it is done again and accepted", async () => {
  expect(await judge(colleague, { verdict: "rejected", comment: "The tray still squeaks" })).toMatchObject({ statusType: "open" });
  expect((await messages()).at(-1)).toEqual(["contact", "The tray still squeaks"]);
  expect(await lastEvent()).toMatchObject({ event: "ticket.rejected", after: { articleId: expect.any(String) } });
  const found = await call(administrator, contract.listTickets, { query: { q: "squeaks" } });
  expect(found.items.map((ticket) => ticket.id)).toEqual([made.ticketId]);
  await finish();
  expect(await judge(colleague, { verdict: "accepted", comment: "Quiet now, thank you" })).toMatchObject({ statusType: "closed" });
  expect((await messages()).at(-1)).toEqual(["contact", "Quiet now, thank you"]);
});

test("is refused without a comment, before the ticket is done, to whoever may only answer, and to whoever does not see it", async () => {
  const before = await messages();
  for (const body of [{ verdict: "rejected" as const }, { verdict: "rejected" as const, comment: " \n" }])
    expect((await app.refused("ticket.emptyMessage", requester, portal.judgeTicket, { params: params(), body })).errors?.[0]?.path).toBe("comment");
  await app.refused("attachment.unknownUpload", requester, portal.judgeTicket, {
    params: params(),
    body: { verdict: "rejected", comment: "See the picture", uploads: ["00000000-0000-7000-8000-00000000dead"] },
  });
  await app.refused("ticket.notPermitted", partner, portal.judgeTicket, { params: params(), body: { verdict: "accepted" } });
  const stranger = await app.signIn({ contactId: await app.person(await app.company(), "manager") });
  await app.refused("record.notFound", stranger, portal.judgeTicket, { params: params(), body: { verdict: "accepted" } });
  expect(await messages()).toEqual(before);
  await judge(requester, { verdict: "accepted" });
  await app.refused("ticket.notFinished", requester, portal.judgeTicket, { params: params(), body: { verdict: "accepted" } });
});

test("judges what was looked at: a ticket that changed in between is looked at again", async () => {
  const { version } = await call(requester, portal.getPortalTicket, { params: params() });
  await app.refused("record.versionStale", requester, portal.judgeTicket, { params: params(), body: { verdict: "accepted", version: version - 1 } });
  expect(await call(requester, portal.judgeTicket, { params: params(), body: { verdict: "accepted", version } })).toMatchObject({ statusType: "closed" });
});

test("whoever may not answer accepts without a word, and says what is missing where it rejects", async () => {
  const role = "00000000-0000-7000-8000-0000000000f0";
  await app.db
    .insertInto("portal_role")
    .values({ role_id: role, name: "Judge", scope: "company", verbs: ["read", "judge"] })
    .execute();
  const contactId = await app.person(made.companyId, "basic");
  await app.db.updateTable("membership").set({ role_id: role }).where("contact_id", "=", contactId).execute();
  const judgeOnly = await app.signIn({ contactId });
  await app.refused("ticket.notPermitted", judgeOnly, portal.judgeTicket, { params: params(), body: { verdict: "accepted", comment: "And by the way" } });
  expect(await judge(judgeOnly, { verdict: "rejected", comment: "Still loud" })).toMatchObject({ statusType: "open" });
  await finish();
  expect(await judge(judgeOnly, { verdict: "accepted" })).toMatchObject({ statusType: "closed" });
});

test("while the portal is read-only nobody judges", async () => {
  await app.setting("portal.readOnly", true);
  await app.refused("ticket.notPermitted", requester, portal.judgeTicket, { params: params(), body: { verdict: "accepted" } });
  await app.db.deleteFrom("setting").where("setting_key", "=", "portal.readOnly").execute();
});
