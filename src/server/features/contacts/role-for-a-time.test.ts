import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askWhatIf, effectiveAccessOf, explainAccess, whoCanRead } from "#contract/access.ts";
import * as contract from "#contract/contact.ts";
import { deleteRole, getRole } from "#contract/master-data.ts";
import { listCompaniesToAssign, saveMembershipMatrix } from "#contract/membership-matrix.ts";
import { listPortalTickets } from "#contract/portal-ticket.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
});
// The clock goes on by days: each test signs in anew.
beforeEach(async () => {
  const { agentId } = await app.administrator();
  administrator = { ...(await app.signIn({ agentId })), agentId };
});
afterAll(() => app.close());

const hour = 3_600_000;
const day = 24 * hour;
const inDays = (days: number): string => new Date(app.now().getTime() + days * day).toISOString();
const call = shaped(() => app);
const set = (id: string, body: Record<string, unknown>) => call(administrator, contract.setMembership, { params: { id }, body });
const auditOf = (contactId: string) => app.db.selectFrom("audit_event").selectAll().where("contact_id", "=", contactId).orderBy("audit_event_id").execute();
async function newRole(scope = "company"): Promise<string> {
  const roleId = randomUUIDv7();
  await app.db
    .insertInto("portal_role")
    .values({ role_id: roleId, name: roleId, scope, verbs: ["read"] })
    .execute();
  return roleId;
}

/** A Basic contact of a company in which somebody else has a ticket. */
async function standIn() {
  const companyId = await app.company();
  const contactId = await app.person(companyId, "basic");
  const ticketId = await app.ticket({ queue_id: await app.queue(), company_id: companyId, contact_id: await app.person(companyId) });
  const sees = async () => (await app.call(await app.signIn({ contactId }), listPortalTickets)).items.map((ticket) => ticket.id);
  const why = () => call(administrator, explainAccess, { query: { contact: contactId, ticket: ticketId } });
  return { companyId, contactId, ticketId, sees, why };
}

describe("a role for a time", () => {
  test("holds from the first request after its beginning until its end, without any write and in facts that are remembered", async () => {
    const { companyId, contactId, ticketId, sees } = await standIn();
    await set(contactId, { companyId, roleForATime: { roleId: ROLES.manager, from: inDays(2), until: inDays(5) } });
    expect([await sees(), await sees()]).toEqual([[], []]);
    app.later(2 * day);
    expect([await sees(), await sees()]).toEqual([[ticketId], [ticketId]]);
    app.later(3 * day - hour);
    expect(await sees()).toEqual([ticketId]);
    app.later(hour);
    expect(await sees()).toEqual([]);
  });

  test("takes away what the lasting role gives, where it gives less", async () => {
    const { companyId, contactId, ticketId, sees } = await standIn();
    await set(contactId, { companyId, roleId: ROLES.advanced });
    expect(await sees()).toEqual([ticketId]);
    await set(contactId, { companyId, roleForATime: { roleId: ROLES.basic, until: inDays(1) } });
    expect(await sees()).toEqual([]);
    app.later(day);
    expect(await sees()).toEqual([ticketId]);
  });

  test("is shown with its dates and whether it holds; taken away it is gone", async () => {
    const { companyId, contactId } = await standIn();
    const until = inDays(3);
    const role = { id: ROLES.manager, name: "Manager", systemKey: "manager" };
    const body = { companyId, roleForATime: { roleId: ROLES.manager, until } };
    expect(await set(contactId, body)).toMatchObject({ role: { systemKey: "basic" }, roleForATime: { role, from: null, until, holds: true }, version: 2 });
    expect(await set(contactId, body)).toMatchObject({ version: 2 });
    expect(await set(contactId, { companyId, seesSince: inDays(-9) })).toMatchObject({ roleForATime: { until, holds: true } });
    const rows = await call(administrator, listCompaniesToAssign, { params: { id: contactId }, query: { shown: "assigned" } });
    expect(rows.items).toMatchObject([{ membership: { role: { systemKey: "basic" }, roleForATime: { role, holds: true } } }]);
    expect(await set(contactId, { companyId, roleForATime: null })).toMatchObject({ roleForATime: null });
    expect((await auditOf(contactId)).map(({ event, before, after }) => ({ event, before, after }))).toMatchObject([
      { event: "membership.changed", before: { roleForATime: null }, after: { roleForATime: { roleId: ROLES.manager, from: null, until } } },
      { after: { seesSince: expect.anything() } },
      { before: { roleForATime: { roleId: ROLES.manager } }, after: { roleForATime: null } },
    ]);
  });

  test("can be given with a new contact, and in the matrix, where a change of the role leaves it", async () => {
    const companyId = await app.company();
    const roleForATime = { roleId: ROLES.manager, from: inDays(1), until: inDays(2) };
    const { id } = await call(administrator, contract.createContact, { body: { lastName: "New", email: "", memberships: [{ companyId, roleForATime }] } });
    const change = (membership: Record<string, unknown>, version: number) =>
      call(administrator, saveMembershipMatrix, { body: { changes: [{ contactId: id, companyId, version, membership }] } });
    await change({ roleId: ROLES.advanced }, 1);
    const stored = async () => (await call(administrator, contract.listMemberships, { params: { id } })).items;
    expect(await stored()).toMatchObject([{ role: { systemKey: "advanced" }, roleForATime: { role: { systemKey: "manager" }, holds: false } }]);
    await change({ roleForATime: null }, 2);
    expect(await stored()).toMatchObject([{ roleForATime: null }]);
  });

  test("falls away when the lasting role becomes the same", async () => {
    const { companyId, contactId } = await standIn();
    await set(contactId, { companyId, roleForATime: { roleId: ROLES.manager, until: inDays(1) } });
    expect(await set(contactId, { companyId, roleId: ROLES.manager })).toMatchObject({ role: { systemKey: "manager" }, roleForATime: null });
  });

  test("stays behind when the contact moves to another company", async () => {
    const { companyId, contactId } = await standIn();
    const { version } = await set(contactId, { companyId, roleForATime: { roleId: ROLES.manager, until: inDays(1) } });
    const body = { fromCompanyId: companyId, toCompanyId: await app.company(), version };
    expect((await call(administrator, contract.moveContact, { params: { id: contactId }, body })).memberships).toMatchObject([
      { role: { systemKey: "basic" }, roleForATime: null },
    ]);
  });
});

describe("a role for a time is refused", () => {
  const refusedWith = async (code: Parameters<TestApp["refused"]>[0], body: Record<string, unknown>) => {
    const { companyId, contactId } = await standIn();
    return app.refused(code, administrator, contract.setMembership, { params: { id: contactId }, body: { companyId, ...body } });
  };

  test("if it is the lasting role", async () => {
    await refusedWith("membership.sameRole", { roleForATime: { roleId: ROLES.basic.toUpperCase(), until: inDays(1) } });
    await refusedWith("membership.sameRole", { roleId: ROLES.manager, roleForATime: { roleId: ROLES.manager, until: inDays(1) } });
  });

  test("if it does not end after its beginning, or has no end at all", async () => {
    const instant = inDays(2);
    await refusedWith("membership.roleEndBeforeStart", { roleForATime: { roleId: ROLES.manager, from: instant, until: instant } });
    for (const roleForATime of [
      { roleId: ROLES.manager },
      { roleId: ROLES.manager, from: inDays(1), until: null },
      { until: inDays(1) },
      { roleId: ROLES.manager, until: "6 January" },
      { roleId: ROLES.manager, until: inDays(1), verbs: ["read"] },
    ])
      await refusedWith("request.invalid", { roleForATime });
  });

  test("if there is no such role", async () => {
    await refusedWith("record.unknownReference", { roleForATime: { roleId: randomUUIDv7(), until: inDays(1) } });
  });
});

describe("the role that somebody has for a time", () => {
  test("is in use until the end and is then deleted without a trace in the membership", async () => {
    const { companyId, contactId } = await standIn();
    const roleId = await newRole();
    await set(contactId, { companyId, roleForATime: { roleId, from: inDays(1 / 24), until: inDays(2 / 24) } });
    expect(await call(administrator, getRole, { params: { id: roleId } })).toMatchObject({ membershipCount: 1 });
    await app.refused("role.inUse", administrator, deleteRole, { params: { id: roleId } });
    app.later(2 * hour);
    expect(await call(administrator, getRole, { params: { id: roleId } })).toMatchObject({ membershipCount: 0 });
    await call(administrator, deleteRole, { params: { id: roleId } });
    expect((await call(administrator, contract.listMemberships, { params: { id: contactId } })).items).toMatchObject([{ roleForATime: null, version: 3 }]);
  });
});

describe("who can read a ticket", () => {
  test("knows of those who see the companies below for a time, and of nobody whose time has not come", async () => {
    const holding = await app.company();
    const companyId = await app.company({ parent_id: holding });
    const [now, later] = [await app.person(holding, "basic"), await app.person(holding, "basic")];
    await set(now, { companyId: holding, roleForATime: { roleId: ROLES.manager, until: inDays(1) } });
    await set(later, { companyId: holding, roleForATime: { roleId: ROLES.manager, from: inDays(1), until: inDays(2) } });
    const ticket = await app.ticket({ queue_id: await app.queue(), company_id: companyId });
    expect(await call(administrator, whoCanRead, { query: { ticket } })).toMatchObject({ items: [{ contact: { id: now }, paths: ["company"] }], total: 1 });
  });

  test("knows of somebody once who sees them by the lasting role and by one for a time", async () => {
    const holding = await app.company();
    const companyId = await app.company({ parent_id: holding });
    const roleId = await newRole("companyAndBelow");
    const contactId = await app.person(holding, "manager");
    await set(contactId, { companyId: holding, roleForATime: { roleId, until: inDays(1) } });
    const ticket = await app.ticket({ queue_id: await app.queue(), company_id: companyId });
    expect(await call(administrator, whoCanRead, { query: { ticket } })).toMatchObject({ items: [{ contact: { id: contactId } }], total: 1 });
  });
});

describe("why, what-if and everything a contact can reach", () => {
  test("name the role that holds and until when, in the time zone of the company", async () => {
    const { companyId, contactId, why } = await standIn();
    await app.db.updateTable("company").set({ time_zone: "America/New_York", name: "Hudson" }).where("company_id", "=", companyId).execute();
    const roleForATime = { roleId: ROLES.manager, from: "2090-12-20T05:00:00.000Z", until: "2091-01-07T05:00:00.000Z" };
    await set(contactId, { companyId, roleForATime });
    const path = async () => (await why()).paths.find(({ id }) => id === "company");
    expect(await path()).toMatchObject({ leads: false, sentence: "Role Basic (from 20 Dec 2090: Manager) in Hudson sees own tickets only" });
    await set(contactId, { companyId, roleForATime: { ...roleForATime, from: null } });
    expect(await path()).toMatchObject({ leads: true, sentence: "Role Manager (until 6 Jan 2091, then Basic) in Hudson" });
    const [company] = (await call(administrator, effectiveAccessOf, { query: { contact: contactId } })).companies;
    expect(company).toMatchObject({ role: { name: "Manager" }, lastingRole: { name: "Basic" }, sees: "companyAndBelow" });
    expect(company?.roleForATime).toEqual({ role: { id: ROLES.manager, name: "Manager" }, from: null, until: roleForATime.until, holds: true });
    await set(contactId, { companyId, roleForATime: { ...roleForATime, from: null, until: "2020-01-01T05:00:00.000Z" } });
    expect(await path()).toMatchObject({ sentence: "Role Basic (was Manager until 31 Dec 2019) in Hudson sees own tickets only" });
  });

  test("say before saving who gains what now, and at a later instant what is still to come", async () => {
    const { companyId, contactId, ticketId } = await standIn();
    const whatIf = (roleForATime: Record<string, unknown>, at?: string) =>
      call(administrator, askWhatIf, {
        body: { change: { method: "PUT", path: `/api/v1/contacts/${contactId}/memberships`, body: { companyId, roleForATime } }, ...(at ? { at } : {}) },
      });
    const gains = { gain: { people: 1, tickets: 1, most: 1 }, people: [{ tickets: { gained: [{ id: ticketId }] } }] };
    const nobody = { gain: { people: 0 }, lose: { people: 0 }, people: [] };
    expect(await whatIf({ roleId: ROLES.manager, until: inDays(1) })).toMatchObject({ at: null, ...gains });
    const [from, until] = [inDays(30), inDays(40)];
    const nextMonth = { roleId: ROLES.manager, from, until };
    expect(await whatIf(nextMonth)).toMatchObject({ at: null, ...nobody });
    expect(await whatIf(nextMonth, from)).toMatchObject({ at: from, ...gains });
    expect(await whatIf(nextMonth, new Date(Date.parse(from) - 1).toISOString())).toMatchObject(nobody);
    expect(await whatIf(nextMonth, until)).toMatchObject({ at: until, ...nobody });
  });

  test("a changed role concerns those who have it for a time", async () => {
    const { companyId, contactId } = await standIn();
    const roleId = await newRole();
    await set(contactId, { companyId, roleForATime: { roleId, until: inDays(1) } });
    const change = { method: "PATCH", path: `/api/v1/roles/${roleId}`, body: { version: 1, scope: "own" } };
    expect(await call(administrator, askWhatIf, { body: { change } })).toMatchObject({ lose: { people: 1, tickets: 1 } });
  });
});
