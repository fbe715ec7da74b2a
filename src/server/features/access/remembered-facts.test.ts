import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getPortalTicket, listPortalTickets } from "#contract/portal-ticket.ts";
import { getContactSession } from "#contract/session.ts";
import { readConsistently, type Tx } from "#server/platform/db/connect.ts";
import type { ContactPrincipal } from "#server/platform/kernel.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await app.setting("access.restrictQueuesByGroup", true);
});
afterAll(() => app.close());

const day = 86_400_000;

/** A contact who sees one ticket of a colleague, and was asked twice, so that its facts are remembered. */
async function reader(dates: { starts_at?: Date; ends_at?: Date } = {}) {
  const companyId = await app.company();
  const contactId = await app.contact();
  const membershipId = await app.membership(contactId, companyId, { is_primary: true, ...dates });
  const groupId = await app.group();
  const queueId = await app.queue(groupId);
  const rightId = await app.right(groupId, { company_id: companyId, context: "own", can_read: true });
  const ticketId = await app.ticket({ queue_id: queueId, company_id: companyId, contact_id: await app.person(companyId) });
  const session = await app.signIn({ contactId });
  const seen = async () => (await app.call(session, listPortalTickets)).items.map((ticket) => ticket.id);
  const opens = async () => (await app.ask(session, getPortalTicket, { params: { id: ticketId } })).status === 200;
  await seen();
  expect(await seen()).toEqual(dates.starts_at ? [] : [ticketId]);
  return { companyId, contactId, membershipId, groupId, queueId, rightId, ticketId, session, seen, opens };
}
type Reader = Awaited<ReturnType<typeof reader>>;

describe("facts that are remembered", () => {
  const losses: [string, (one: Reader) => Promise<unknown>][] = [
    ["the right is taken away", ({ rightId }) => app.db.deleteFrom("group_right").where("group_right_id", "=", rightId).execute()],
    [
      "the right ends",
      ({ rightId }) =>
        app.db
          .updateTable("group_right")
          .set({ ends_at: new Date(0) })
          .where("group_right_id", "=", rightId)
          .execute(),
    ],
    ["the group is closed", ({ groupId }) => app.db.updateTable("access_group").set({ state: "closed" }).where("group_id", "=", groupId).execute()],
    [
      "the role sees own tickets only",
      ({ membershipId }) => app.db.updateTable("membership").set({ role_id: ROLES.basic }).where("membership_id", "=", membershipId).execute(),
    ],
    [
      "the portal is off for the company",
      ({ companyId }) => app.db.updateTable("company").set({ portal_enabled: false }).where("company_id", "=", companyId).execute(),
    ],
    [
      "tickets so old are hidden",
      async ({ companyId }) => {
        await app.setting("tickets.hideBefore", new Date(app.now().getTime() + day).toISOString(), companyId);
      },
    ],
  ];
  for (const [what, lose] of losses) {
    test(`count no more with the next request once ${what}`, async () => {
      const one = await reader();
      await lose(one);
      const { status, body } = await app.ask(one.session, listPortalTickets);
      expect(status === 200 ? body.items : []).toEqual([]);
      expect(await one.opens()).toBe(false);
    });
  }

  test("follow a membership's end without any write", async () => {
    const one = await reader({ ends_at: new Date(app.now().getTime() + day) });
    app.later(2 * day);
    const { status } = await app.ask(await app.signIn({ contactId: one.contactId }), listPortalTickets);
    expect(status).toBe(401);
    expect(await one.opens()).toBe(false);
  });

  test("follow a membership's beginning without any write", async () => {
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    const later = await app.company();
    await app.membership(contactId, later, { starts_at: new Date(app.now().getTime() + day) });
    const group = await app.group();
    await app.right(group, { everybody: "contact", can_read: true });
    const ticketId = await app.ticket({ queue_id: await app.queue(group), company_id: later });
    const seen = async () => (await app.call(await app.signIn({ contactId }), listPortalTickets)).items.map((ticket) => ticket.id);
    await seen();
    expect(await seen()).toEqual([]);
    app.later(2 * day);
    expect(await seen()).toEqual([ticketId]);
  });

  test("know at once of the first ticket that somebody was added to", async () => {
    const one = await reader();
    const ticketId = await app.ticket({ queue_id: await app.queue(), company_id: await app.company() });
    await app.participant(ticketId, { contact_id: one.contactId });
    expect((await one.seen()).sort()).toEqual([one.ticketId, ticketId].sort());
    const others = await app.ticket({ queue_id: await app.queue(), company_id: await app.company() });
    await app.participant(others, { company_id: one.companyId });
    expect((await one.seen()).sort()).toEqual([one.ticketId, ticketId, others].sort());
  });

  test("bring a company's new name with them", async () => {
    const one = await reader();
    await app.call(one.session, getContactSession);
    await app.db.updateTable("company").set({ name: "Renamed AG" }).where("company_id", "=", one.companyId).execute();
    expect((await app.call(one.session, getContactSession)).companies.map((company) => company.name)).toEqual(["Renamed AG"]);
  });

  test("are never those of a change that was undone", async () => {
    const one = await reader();
    const { sessionId } = one.session;
    const principal: ContactPrincipal = { kind: "contact", contactId: one.contactId, language: null, timeZone: null, sessionId };
    const undone = new Error("undone");
    const attempt = app.db.transaction().execute(async (db) => {
      await db.deleteFrom("group_right").where("group_right_id", "=", one.rightId).execute();
      await app.kernel.loadFacts(db, principal, app.now(), false);
      throw undone;
    });
    await expect(attempt).rejects.toBe(undone);
    // Another change now raises the same versions to the same numbers.
    await app.db.updateTable("group_right").set({ can_create: true }).where("group_right_id", "=", one.rightId).execute();
    expect(await one.seen()).toEqual([one.ticketId]);
  });

  test("hold only as long as their versions do, whoever asks in which snapshot", async () => {
    const one = await reader();
    const { sessionId } = one.session;
    const principal: ContactPrincipal = { kind: "contact", contactId: one.contactId, language: null, timeZone: null, sessionId };
    const holds = (snapshot: Tx) => app.kernel.recallFacts(snapshot, principal, app.now())?.hold;
    await readConsistently(app.db, async (before) => {
      expect(await holds(before)).toBe(true);
      await sql`delete from group_right where group_right_id = ${one.rightId}::uuid`.execute(app.db);
      expect(await holds(before)).toBe(true);
      expect(await readConsistently(app.db, async (after) => holds(after))).toBe(false);
    });
  });
});
