/** Worked hours in the portal: as much as the view says, and nothing of what is internal (ATK-06, ATK-22). */
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { explainAccess } from "#contract/access.ts";
import { changeCompanySettings, changeSettings } from "#contract/administration.ts";
import { changeGrant } from "#contract/grant.ts";
import { getPortalTicket, listPortalTickets } from "#contract/portal-ticket.ts";
import { listPortalTimeEntries } from "#contract/time-entry.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let admin: { cookie: string; agentId: string };
const call = shaped(() => app);
const desk = "00000000-0000-7000-8000-000000000004";
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
});
afterAll(() => app.close());
beforeEach(() => app.db.deleteFrom("setting").execute());

/** Visible: 30 minutes that are billed and 20 that are not; internal: 100 that are billed and 200 that are not. */
async function scene() {
  const companyId = await app.company();
  const ticketId = await app.ticket({ queue_id: await app.queue(), company_id: companyId });
  const entry = async (minutes: number, values: { billed: boolean; visible: boolean }) => {
    const id = await app.timeEntry(ticketId, admin.agentId, { minutes, ...values });
    await sql`update time_entry set comment = ${values.visible ? `shown ${minutes}` : `SECRET ${minutes}`} where time_entry_id = ${id}::uuid`.execute(app.db);
  };
  await entry(30, { billed: true, visible: true });
  await entry(20, { billed: false, visible: true });
  await entry(100, { billed: true, visible: false });
  await entry(200, { billed: false, visible: false });
  const contactId = await app.person(companyId, "manager");
  const deskUser = await app.contact();
  await app.membership(deskUser, companyId, { role_id: desk, is_primary: true });
  return { companyId, ticketId, contactId, other: await app.signIn({ contactId }), deskUser, asDesk: await app.signIn({ contactId: deskUser }) };
}
const read = (as: Signed, id: string, query = {}) => call(as, listPortalTimeEntries, { params: { id }, query });
const shown = async (as: Signed, id: string) => {
  const { hours, minutes, total, items } = await read(as, id);
  return { hours, minutes, total, comments: items.map(({ comment }) => comment).sort() };
};
const nothing = { hours: "none", minutes: null, total: 0, comments: [] };
const setFor = (id: string, hours: string) => app.call(admin, changeCompanySettings, { params: { id }, body: { values: { "view.hours": hours } } });

describe("a desk user", () => {
  test.each([
    ["none", nothing],
    ["billed", { hours: "billed", minutes: 30, total: 1, comments: ["shown 30"] }],
    ["worked", { hours: "worked", minutes: 50, total: 2, comments: ["shown 20", "shown 30"] }],
  ])("sees %s as its company says, of what is visible alone", async (hours, expected) => {
    const { companyId, ticketId, asDesk } = await scene();
    expect(await shown(asDesk, ticketId)).toEqual(nothing);
    await setFor(companyId, hours);
    expect(await shown(asDesk, ticketId)).toEqual(expected);
    expect((await call(asDesk, getPortalTicket, { params: { id: ticketId } })).view.hours).toBe(hours);
  });

  test("sees what the installation says where the company says nothing, page by page", async () => {
    const { ticketId, asDesk } = await scene();
    await app.call(admin, changeSettings, { body: { values: { "view.hours": "worked" } } });
    const first = await read(asDesk, ticketId, { limit: 1 });
    const second = await read(asDesk, ticketId, { limit: 1, cursor: first.next ?? "" });
    expect([first.items.length, second.items.length, second.next, first.minutes, second.minutes]).toEqual([1, 1, null, 50, 50]);
  });

  test("reads who worked as it reads agents' names elsewhere", async () => {
    const { companyId, ticketId, asDesk } = await scene();
    await app.call(admin, changeCompanySettings, { params: { id: companyId }, body: { values: { "view.hours": "worked", "view.agentNames": "hidden" } } });
    expect((await read(asDesk, ticketId)).items.map(({ agentName }) => agentName)).toEqual([null, null]);
  });

  test("can ask why", async () => {
    const { companyId, ticketId, deskUser, contactId } = await scene();
    await setFor(companyId, "billed");
    const asked = async (contact: string) => (await call(admin, explainAccess, { query: { contact, ticket: ticketId } })).view?.hours;
    expect(await asked(deskUser)).toMatchObject({ value: "billed", reason: "hours.billed", origin: { kind: "companySetting" } });
    expect(await asked(contactId)).toMatchObject({ value: "none", reason: "hours.none" });
  });
});

test("nobody else sees any hour, whatever the company shows to its desk users", async () => {
  const { companyId, ticketId, other } = await scene();
  await setFor(companyId, "worked");
  expect(await shown(other, ticketId)).toEqual(nothing);
});

test("people of a company that is billed see what is billed", async () => {
  const { companyId, ticketId, contactId } = await scene();
  const payer = await app.company();
  await app.db.updateTable("company").set({ billed_by_company_id: payer }).where("company_id", "=", companyId).execute();
  const as = await app.signIn({ contactId: await app.person(payer, "manager") });
  expect(await shown(as, ticketId)).toEqual({ hours: "billed", minutes: 30, total: 1, comments: ["shown 30"] });
  await app.membership(contactId, payer);
  expect((await read(await app.signIn({ contactId }), ticketId)).hours).toBe("billed");
});

test("others see hours where a grant says so: on the tickets that it covers, while it carries", async () => {
  const { companyId, ticketId, contactId, other, deskUser, asDesk } = await scene();
  const projectId = await app.project(companyId);
  await app.ticketProject(ticketId, projectId);
  await app.grant(contactId, await app.project(companyId), { hours: "worked" });
  expect(await shown(other, ticketId)).toEqual(nothing);
  const grantId = await app.grant(contactId, projectId, { hours: "billed" });
  expect(await shown(other, ticketId)).toEqual({ hours: "billed", minutes: 30, total: 1, comments: ["shown 30"] });
  const changed = await call(admin, changeGrant, { params: { id: contactId, grantId }, body: { version: 1, hours: "worked" } });
  expect(changed.hours).toBe("worked");
  expect((await shown(other, ticketId)).minutes).toBe(50);
  const why = async () => (await call(admin, explainAccess, { query: { contact: contactId, ticket: ticketId } })).view?.hours;
  expect(await why()).toMatchObject({ value: "worked", reason: "hours.granted.worked", origin: { kind: "grant", id: grantId } });
  await call(admin, changeGrant, { params: { id: contactId, grantId }, body: { version: 2, until: "2026-01-01T00:00:00.000Z" } });
  expect(await shown(other, ticketId)).toEqual(nothing);
  // A desk user sees the more of both.
  await setFor(companyId, "billed");
  await app.grant(deskUser, projectId, { hours: "worked" });
  expect((await shown(asDesk, ticketId)).minutes).toBe(50);
});

test("nothing internal, and no hour that does not show, leaves through any answer about the ticket", async () => {
  const { companyId, ticketId, asDesk, other } = await scene();
  await setFor(companyId, "worked");
  const answers = await Promise.all(
    [asDesk, other].flatMap((as) => [
      call(as, getPortalTicket, { params: { id: ticketId } }),
      call(as, listPortalTickets),
      call(as, listPortalTickets, { query: { q: "SECRET" } }),
      read(as, ticketId),
    ]),
  );
  expect(JSON.stringify(answers)).not.toContain("SECRET");
  expect(JSON.stringify(answers)).not.toMatch(/"minutes":(100|200),/);
  const found = await call(other, listPortalTickets, { query: { q: "shown" } });
  expect(found.items).toEqual([]);
});

test("a ticket that one may not read has no time either", async () => {
  const { ticketId } = await scene();
  const stranger = await app.signIn({ contactId: await app.person(await app.company(), "manager") });
  await app.refused("record.notFound", stranger, listPortalTimeEntries, { params: { id: ticketId } });
});
