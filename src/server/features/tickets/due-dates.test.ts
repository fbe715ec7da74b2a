/** Until when the provider wants to be done (ATK-09): set, listed, told to contacts only where a company shows it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeCompanySettings } from "#contract/administration.ts";
import { listContactTickets } from "#contract/contact.ts";
import { getPortalTicket, listPortalTickets } from "#contract/portal-ticket.ts";
import * as contract from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let admin: Signed;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
});
afterAll(() => app.close());
beforeEach(() => app.db.deleteFrom("setting").execute());

const began = Date.now();
const inHours = (hours: number) => new Date(began + hours * 3_600_000);

/** A ticket long due, one due in an hour, one in three days, one closed and long due, one without a date. */
async function scene() {
  const [companyId, queueId] = [await app.company(), await app.queue()];
  const ticket = (due: number | null, type: "open" | "closed" = "open") =>
    app.ticket({ queue_id: queueId, company_id: companyId, type, due_at: due === null ? null : inHours(due) });
  const [late, soon, later, over, never] = [await ticket(-30), await ticket(1), await ticket(72), await ticket(-30, "closed"), await ticket(null)];
  const ids = { late, soon, later, over, never };
  const nameOf = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  const listed = async (query: Record<string, unknown>, as: Signed = admin) => {
    const answer = await call(as, contract.listTickets, { query: { company: [companyId], ...query } });
    expect(answer.total).toBe(answer.items.length);
    return answer.items.map(({ id }) => nameOf.get(id));
  };
  return { companyId, queueId, ...ids, listed };
}

describe("a due date", () => {
  test("narrows a list to open tickets that are overdue, due today, or within a week", async () => {
    const { listed } = await scene();
    expect(await listed({ due: "overdue" })).toEqual(["late"]);
    expect((await listed({ due: "week" })).sort()).toEqual(["later", "soon"]);
    expect(await listed({ due: "overdue", state: "closed" })).toEqual([]);
  });

  test("means today as the agent's clock says it", async () => {
    const { companyId, queueId } = await scene();
    const at = (hour: number) => new Date(Date.UTC(app.now().getUTCFullYear(), app.now().getUTCMonth(), app.now().getUTCDate(), hour));
    await app.db.updateTable("ticket").set({ due_at: null }).execute();
    const ticketId = await app.ticket({ queue_id: queueId, company_id: companyId, due_at: at(12) });
    await app.db.updateTable("agent").set({ time_zone: "UTC" }).execute();
    expect((await call(admin, contract.listTickets, { query: { due: "today" } })).items.map(({ id }) => id)).toEqual([ticketId]);
  });

  test("orders a list, what is due first, tickets without a date last, page by page", async () => {
    const { companyId, listed } = await scene();
    expect(await listed({ sort: "due", state: "open" })).toEqual(["late", "soon", "later", "never"]);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { company: [companyId], sort: "due" as const, limit: 2, ...(cursor ? { cursor } : {}) };
      const answer = await call(admin, contract.listTickets, { query });
      seen.push(...answer.items.map(({ id }) => id));
      cursor = answer.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  test("is set, kept in the log, set for many and put back", async () => {
    const { late, never } = await scene();
    const dueAt = "2027-03-01T16:00:00.000Z";
    const set = await call(admin, contract.changeTicket, { params: { id: never }, body: { version: 1, dueAt: "2027-03-01T17:00:00+01:00" } });
    expect([set.dueAt, set.version]).toEqual([dueAt, 2]);
    const again = await call(admin, contract.changeTicket, { params: { id: never }, body: { version: 2, dueAt } });
    expect(again.version).toBe(2);
    const events = await app.db.selectFrom("audit_event").select(["before", "after"]).where("subject_id", "=", never).execute();
    expect(events).toEqual([{ before: { dueAt: null }, after: { dueAt } }]);
    const { bulkId, results } = await call(admin, contract.changeTickets, { body: { ids: [late, never], change: { dueAt } } });
    expect(results.map(({ outcome }) => outcome)).toEqual(["done", "unchanged"]);
    await call(admin, contract.undoTicketChanges, { body: { bulkId: bulkId ?? "", tickets: [{ id: late, version: 2 }] } });
    expect((await call(admin, contract.getTicket, { params: { id: late } })).dueAt).toBe(inHours(-30).toISOString());
  });
});

describe("to a contact", () => {
  test("a due date is told only where a company shows it, and it narrows no list", async () => {
    const { companyId, soon } = await scene();
    const contactId = await app.person(companyId, "manager");
    const as = await app.signIn({ contactId });
    const seen = async () => [
      (await call(as, getPortalTicket, { params: { id: soon } })).dueAt,
      (await call(as, listPortalTickets)).items.find(({ id }) => id === soon)?.dueAt,
      (await call(admin, listContactTickets, { params: { id: contactId } })).items.find(({ id }) => id === soon)?.dueAt,
    ];
    expect(await seen()).toEqual([null, null, null]);
    await app.call(admin, changeCompanySettings, { params: { id: companyId }, body: { values: { "view.dueDate": true } } });
    const shown = inHours(1).toISOString();
    expect(await seen()).toEqual([shown, shown, shown]);
    for (const query of [{ due: "overdue" }, { sort: "due" }]) await app.refused("request.invalid", as, listPortalTickets, { query: query as never });
  });
});
