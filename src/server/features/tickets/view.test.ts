/** How much of a ticket a contact sees (access-model, "View"): names, priority, and where they were set. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askWhatIf, explainAccess, listReaders } from "#contract/access.ts";
import { changeCompanySettings, changeSettings } from "#contract/administration.ts";
import { listContactTickets } from "#contract/contact.ts";
import { followPortalTickets } from "#contract/live.ts";
import {
  changePortalTicket,
  createPortalTicket,
  getCreateOptions,
  getListOptions,
  getPortalTicket,
  listPortalArticles,
  listPortalParticipants,
  listPortalTickets,
  shareInPortal,
} from "#contract/portal-ticket.ts";
import { getTicket } from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { follow } from "#test/follow.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed = null;
const call: TestApp["call"] = (...given) => shaped(() => app)(...given);

beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());
beforeEach(() => app.db.deleteFrom("setting").execute());

/** Anna reads a ticket of her colleague Ben, on which the agent Eva Ott works. */
async function scene() {
  const { agentId } = await app.agent();
  await app.db.updateTable("agent").set({ first_name: "Eva", last_name: "Ott" }).where("agent_id", "=", agentId).execute();
  const companyId = await app.company();
  const queueId = await app.queue();
  const anna = await app.person(companyId, "manager", { first_name: "Anna", last_name: "Berger" });
  const ben = await app.person(companyId, "basic", { first_name: "Ben", last_name: "Roth", email: `ben.${companyId}@example.com` });
  const ticketId = await app.ticket({ queue_id: queueId, company_id: companyId, contact_id: ben, assignee_id: agentId });
  await app.article(ticketId, { author_kind: "contact", contact_id: ben });
  await app.article(ticketId, { author_kind: "agent", agent_id: agentId });
  await app.article(ticketId, { author_kind: "contact", contact_id: anna });
  const as = await app.signIn({ contactId: anna });
  const open = () => call(as, getPortalTicket, { params: { id: ticketId } });
  const listed = async () => (await call(as, listPortalTickets)).items.find((ticket) => ticket.id === ticketId);
  const authors = async () => (await call(as, listPortalArticles, { params: { id: ticketId } })).items.map((article) => article.author);
  const explained = async () => (await call(administrator, explainAccess, { query: { contact: anna, ticket: ticketId } })).view;
  return { agentId, companyId, queueId, anna, ben, ticketId, as, open, listed, authors, explained };
}
const setFor = (companyId: string, values: Record<string, unknown>) =>
  app.call(administrator, changeCompanySettings, { params: { id: companyId }, body: { values } });
const setForAll = (values: Record<string, unknown>) => app.call(administrator, changeSettings, { body: { values } });

describe("names of agents", () => {
  test.each([
    ["full", "Eva Ott"],
    ["firstName", "Eva"],
    ["team", "Service desk"],
    ["hidden", null],
  ])("appear %s, as the assignee, in a list and as an author", async (value, name) => {
    const { companyId, agentId, open, listed, authors } = await scene();
    await setForAll({ "view.teamName": "Service desk" });
    await setFor(companyId, { "view.agentNames": value });
    const id = value === "full" ? agentId : null;
    for (const ticket of [await open(), await listed()]) expect(ticket).toMatchObject({ assigneeId: id, assigneeName: name });
    expect((await authors())[1]).toEqual({ kind: "agent", id, name });
  });

  test("a team without a name of its own is called as the installation, and so is an agent without a first name", async () => {
    const { companyId, agentId, open } = await scene();
    await setForAll({ "installation.name": "Northgate IT" });
    await setFor(companyId, { "view.agentNames": "team" });
    expect((await open()).assigneeName).toBe("Northgate IT");
    await setFor(companyId, { "view.agentNames": "firstName" });
    await app.db.updateTable("agent").set({ first_name: "" }).where("agent_id", "=", agentId).execute();
    expect((await open()).assigneeName).toBe("Northgate IT");
  });

  test("are read in full by people of a company that is billed for the ticket's, however little they see otherwise", async () => {
    const { companyId, open, anna, as, ticketId } = await scene();
    await setForAll({ "view.agentNames": "hidden" });
    const billing = await app.company({ name: "Holding" });
    await app.db.updateTable("company").set({ billed_by_company_id: billing }).where("company_id", "=", companyId).execute();
    expect((await open()).assigneeName).toBeNull();
    await app.membership(anna, billing, {
      role_id: (await app.db.selectFrom("portal_role").select("role_id").where("name", "=", "Basic").executeTakeFirstOrThrow()).role_id,
    });
    expect((await call(as, getPortalTicket, { params: { id: ticketId } })).assigneeName).toBe("Eva Ott");
    const { view } = await call(administrator, explainAccess, { query: { contact: anna, ticket: ticketId } });
    expect(view?.agentNames).toMatchObject({ value: "full", reason: "agentNames.billed", origin: { kind: "company", name: "Holding" } });
  });

  test("stay whole for agents", async () => {
    const { companyId, ticketId } = await scene();
    await setFor(companyId, { "view.agentNames": "hidden", "view.colleagueNames": false, "view.priority": false });
    expect(await call(administrator, getTicket, { params: { id: ticketId } })).toMatchObject({
      assigneeName: "Eva Ott",
      contactName: "Ben Roth",
      priority: "normal",
    });
  });
});

describe("names of other contacts that do not show", () => {
  test("are missing as requester, author, participant and reader; one's own is there", async () => {
    const { companyId, anna, ben, as, ticketId, open, listed, authors } = await scene();
    await app.participant(ticketId, { contact_id: ben, added_by_kind: "contact" });
    await setFor(companyId, { "view.colleagueNames": false });
    for (const ticket of [await open(), await listed()]) expect(ticket).toMatchObject({ contactId: null, contactName: null });
    expect((await authors()).map(({ name }) => name)).toEqual([null, "Eva Ott", "Anna Berger"]);
    expect((await call(as, listPortalParticipants, { params: { id: ticketId } })).items[0]?.contact).toEqual({ id: null, name: null });
    const readers = await call(as, listReaders, { params: { id: ticketId } });
    expect(readers).toMatchObject({ items: [{ id: anna, name: "Anna Berger" }], total: 2, strangers: 0, unnamed: 1 });
  });

  test("are not said to whoever shares a ticket either", async () => {
    const { companyId, as, ticketId, ben } = await scene();
    await setFor(companyId, { "view.colleagueNames": false });
    const { email } = await app.db.selectFrom("contact").select("email").where("contact_id", "=", ben).executeTakeFirstOrThrow();
    expect((await call(as, shareInPortal, { params: { id: ticketId }, body: { email, level: "read" } })).contact).toEqual({ id: null, name: null });
  });
});

describe("a priority that does not show", () => {
  test("is missing in the ticket and in lists, and neither offered nor taken", async () => {
    const { companyId, queueId, as, ticketId, open, listed } = await scene();
    const { priorities } = await call(as, getCreateOptions);
    await setFor(companyId, { "view.priority": false });
    const ticket = await open();
    for (const one of [ticket, await listed()]) expect(one).toMatchObject({ priority: null, priorityLabel: null, priorityId: null });
    expect((await call(as, getCreateOptions)).priorities).toEqual([]);
    const priorityId = priorities[0]?.id ?? "";
    await app.refused("ticket.notPermitted", as, changePortalTicket, { params: { id: ticketId }, body: { priorityId, version: ticket.version } });
    await app.refused("record.unknownReference", as, createPortalTicket, { body: { subject: "New", bodyText: "New", queueId, priorityId } });
    await call(as, createPortalTicket, { body: { subject: "New", bodyText: "New", queueId } });
  });

  test("narrows no list: nothing is found by it, nothing counted, and it is no choice", async () => {
    const { as, anna } = await scene();
    const { priorities } = await call(as, getListOptions);
    const find = async () => {
      const answers = await Promise.all(priorities.map(({ id }) => call(as, listPortalTickets, { query: { priority: [id], count: "exact" } })));
      return answers.map(({ items, total }) => [items.length, total]);
    };
    expect((await find()).flat()).toContain(1);
    await setForAll({ "view.priority": false });
    expect(new Set((await find()).flat())).toEqual(new Set([0]));
    expect((await call(as, getListOptions)).priorities).toEqual([]);
    const looked = await call(administrator, listContactTickets, { params: { id: anna }, query: { priority: priorities.map(({ id }) => id) } });
    expect(looked).toMatchObject({ items: [], total: 0, hiddenFromYou: 0 });
  });

  test("narrows a list to the tickets whose priority shows, if some do", async () => {
    const { as, anna, companyId, ticketId, queueId } = await scene();
    const other = await app.company();
    await app.membership(anna, other);
    const shown = await app.ticket({ queue_id: queueId, company_id: other });
    // Reached by nobody's membership: the ticket's company says.
    const foreign = await app.company();
    const added = await app.ticket({ queue_id: queueId, company_id: foreign });
    await app.participant(added, { contact_id: anna });
    const { priorities } = await call(as, getListOptions);
    const found = async () => (await call(as, listPortalTickets, { query: { priority: priorities.map(({ id }) => id) } })).items.map(({ id }) => id).sort();
    expect(await found()).toEqual([ticketId, shown, added].sort());
    await setFor(companyId, { "view.priority": false });
    expect(await found()).toEqual([shown, added].sort());
    await setFor(foreign, { "view.priority": false });
    expect(await found()).toEqual([shown]);
    await setForAll({ "view.priority": false });
    await setFor(foreign, { "view.priority": null });
    await setFor(other, { "view.priority": true });
    expect(await found()).toEqual([shown]);
  });
});

describe("whose setting holds", () => {
  test("the most open of the companies whose memberships lead", async () => {
    const { companyId, anna, open, explained } = await scene();
    const parent = await app.company({ name: "Birchwood Retail" });
    await app.db.updateTable("company").set({ parent_id: parent }).where("company_id", "=", companyId).execute();
    await setFor(companyId, { "view.agentNames": "hidden", "view.colleagueNames": true });
    await setFor(parent, { "view.agentNames": "firstName", "view.colleagueNames": false });
    expect((await open()).view).toMatchObject({ agentNames: "hidden", colleagueNames: true, priority: true });
    await app.membership(anna, parent, { role_id: "00000000-0000-7000-8000-000000000003" });
    expect((await open()).view).toMatchObject({ agentNames: "firstName", colleagueNames: true, priority: true });
    const view = await explained();
    expect(view?.agentNames).toMatchObject({ sentence: "agents by first name", origin: { kind: "companySetting", name: "Birchwood Retail" } });
    expect(view?.agentNames.origin.link).toBe(`/workspace/companies/${parent}/settings#view.agentNames`);
    expect(view?.agentNames.origin.setBy?.name).toBe("Alex Agent");
    expect(view?.priority.origin).toMatchObject({ kind: "setting", link: "/workspace/settings#view.priority", setBy: null });
  });

  test("that of the ticket's company where no membership leads", async () => {
    const { queueId, anna, as } = await scene();
    const foreign = await app.company();
    const ticketId = await app.ticket({ queue_id: queueId, company_id: foreign });
    await app.participant(ticketId, { contact_id: anna });
    await setFor(foreign, { "view.priority": false });
    expect((await call(as, getPortalTicket, { params: { id: ticketId } })).view.priority).toBe(false);
  });

  test("is explained only to whoever can read the ticket", async () => {
    const { ticketId } = await scene();
    const stranger = await app.person(await app.company());
    expect((await call(administrator, explainAccess, { query: { contact: stranger, ticket: ticketId } })).view).toBeNull();
  });
});

describe("a change of these settings", () => {
  test("shows in the next answer, of lists and tickets that are told again and of facts that are remembered", async () => {
    const { companyId, open, listed } = await scene();
    const names = async () => [(await open()).assigneeName, (await listed())?.assigneeName];
    const told = async (expected: string | null) => {
      for (let time = 0; time < 3; time++) expect(await names()).toEqual([expected, expected]);
    };
    await told("Eva Ott");
    await setForAll({ "view.agentNames": "team", "view.teamName": "Service desk" });
    await told("Service desk");
    await setForAll({ "view.teamName": "Help desk" });
    await told("Help desk");
    await setFor(companyId, { "view.agentNames": "firstName" });
    await told("Eva");
    await setFor(companyId, { "view.agentNames": "hidden" });
    await told(null);
    await setFor(companyId, { "view.agentNames": null });
    await told("Help desk");
  });

  test("shows where the settings of a company count in which nobody is a member", async () => {
    const { queueId, anna, as } = await scene();
    const foreign = await app.company();
    const ticketId = await app.ticket({ queue_id: queueId, company_id: foreign });
    await app.participant(ticketId, { contact_id: anna });
    const shows = async () => [
      (await call(as, getPortalTicket, { params: { id: ticketId } })).priority,
      (await call(as, listPortalTickets)).items.find(({ id }) => id === ticketId)?.priority,
    ];
    expect([await shows(), await shows()]).toEqual(Array(2).fill(["normal", "normal"]));
    await setFor(foreign, { "view.priority": false });
    expect([await shows(), await shows()]).toEqual(Array(2).fill([null, null]));
  });

  test("is told to open pages, so that they ask again", async () => {
    const { as, companyId } = await scene();
    const page = await follow(app, as, followPortalTickets);
    await setFor(companyId, { "view.agentNames": "hidden" });
    expect(await page.heard("look")).toEqual({ kind: "look" });
    page.close();
  });

  test("gives nobody a ticket and takes none, and what-if says so", async () => {
    const { companyId } = await scene();
    for (const [path, values] of [
      ["/api/v1/settings", { "view.agentNames": "hidden", "view.priority": false }],
      [`/api/v1/companies/${companyId}/settings`, { "view.colleagueNames": false }],
    ] as const) {
      const answer = await call(administrator, askWhatIf, { body: { change: { method: "PATCH", path, body: { values } } } });
      expect(answer).toMatchObject({ gain: { people: 0 }, lose: { people: 0 }, able: { gain: 0, lose: 0 }, people: [], next: null });
      if (path === "/api/v1/settings") expect(answer.looked).toBe(0);
    }
  });

  test("asks for the permission to change access", async () => {
    const agent = await app.agent(["setting:write"]);
    await app.refused("permission.missing", agent, changeSettings, { body: { values: { "view.agentNames": "hidden" } } });
  });
});
