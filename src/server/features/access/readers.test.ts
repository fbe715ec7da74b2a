import { afterAll, beforeAll, expect, test } from "vitest";
import { listReaders, whoCanRead } from "#contract/access.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { shaped } from "#test/guards.ts";
import { searchCandidates } from "./candidate-queries.ts";
import { findTicketFacts } from "./ticket-facts-queries.ts";

let app: TestApp;
let anna: Signed = null;
const ids = { company: "", partner: "", group: "", queue: "", anna: "", boss: "", ticket: "" };
const call: TestApp["call"] = (...given) => shaped(() => app)(...given);
const readers = (as: Signed, query: { limit?: number; cursor?: string } = {}) => call(as, listReaders, { params: { id: ids.ticket }, query });

beforeAll(async () => {
  app = await startTestApp();
  for (const key of ["access.restrictQueuesByGroup", "access.otherCompanies"]) await app.setting(key, true);
  ids.company = await app.company();
  ids.partner = await app.company();
  ids.group = await app.group();
  ids.queue = await app.queue(ids.group);
  await app.right(ids.group, { company_id: ids.company, context: "own", can_edit: true });
  await app.right(ids.group, { company_id: ids.partner, context: "others", can_read: true });
  ids.anna = await app.person(ids.company, "basic", { first_name: "Anna", last_name: "Berger" });
  ids.boss = await app.person(ids.company, "advanced", { first_name: "Jan", last_name: "Roth" });
  await app.person(ids.company, "basic", { first_name: "Not", last_name: "Here" });
  await app.person(ids.partner, "advanced", { first_name: "Pat", last_name: "Stranger" });
  ids.ticket = await app.ticket({ queue_id: ids.queue, company_id: ids.company, contact_id: ids.anna });
  anna = await app.signIn({ contactId: ids.anna });
});
afterAll(() => app.close());

test("who can read my ticket: colleagues by name with the path, people of other companies as a number", async () => {
  expect(await readers(anna)).toEqual({
    items: [
      { id: ids.anna, name: "Anna Berger", path: "requester", withoutSignIn: true },
      { id: ids.boss, name: "Jan Roth", path: "company", withoutSignIn: true },
    ],
    next: null,
    total: 3,
    strangers: 1,
    unnamed: 0,
  });
});

test("they are the people whom the agents' who? names, none more and none less, page by page", async () => {
  const who = await app.call(await app.administrator(), whoCanRead, { query: { ticket: ids.ticket } });
  const first = await readers(anna, { limit: 1 });
  expect(first.total).toBe(who.items.length);
  const names: string[] = [];
  for (let page = first; ; page = await readers(anna, { limit: 1, cursor: page.next ?? "" })) {
    names.push(...page.items.map((one) => one.name));
    if (page.next === null) break;
  }
  expect(names).toEqual(["Anna Berger", "Jan Roth"]);
});

test("somebody of another company who was added is named to all, and counts the rest", async () => {
  const guest = await app.person(await app.company(), "basic", { first_name: "Gast", last_name: "Huber" });
  await app.participant(ids.ticket, { contact_id: guest, level: "read" });
  expect((await readers(anna)).items.map((one) => one.name)).toContain("Gast Huber");
  const asGuest = await readers(await app.signIn({ contactId: guest }));
  expect(asGuest.items.map((one) => one.name)).toEqual(["Anna Berger", "Gast Huber"]);
  expect(asGuest).toMatchObject({ total: 4, strangers: 2 });
});

test("whoever cannot read the ticket is not told who can", async () => {
  const colleague = await app.signIn({ contactId: await app.person(ids.company, "basic") });
  const stranger = await app.signIn({ contactId: await app.person(await app.company(), "manager") });
  for (const as of [colleague, stranger]) await app.refused("record.notFound", as, listReaders, { params: { id: ids.ticket } });
  await app.refused("session.required", null, listReaders, { params: { id: ids.ticket } });
  await app.refused("session.required", await app.administrator(), listReaders, { params: { id: ids.ticket } });
});

test("colleagues who see only their own tickets are not looked at one by one, however many they are", async () => {
  const company_id = await app.company();
  const requester = await app.person(company_id, "basic");
  const colleague = await app.person(company_id, "advanced");
  const standsIn = await app.contact();
  const forATime = { for_a_time_role_id: ROLES.advanced, for_a_time_ends_at: new Date(app.now().getTime() + 86_400_000) };
  await app.membership(standsIn, company_id, { role_id: ROLES.basic, ...forATime });
  for (let count = 0; count < 3; count++) await app.person(company_id, "basic");
  await app.right(ids.group, { company_id, context: "own", can_edit: true });
  const ticketId = await app.ticket({ queue_id: ids.queue, company_id, contact_id: requester });
  const facts = await findTicketFacts(app.db, ticketId, "everybody", app.now());
  if (!facts) throw new Error("the ticket is there");
  const candidates = await (await searchCandidates(app.db, facts))(100, undefined);
  const ofCompany = new Set(
    (await app.db.selectFrom("membership").select("contact_id").where("company_id", "=", company_id).execute()).map((row) => row.contact_id),
  );
  const found = candidates.map(({ contactId }) => contactId).filter((id) => ofCompany.has(id));
  expect(found.sort()).toEqual([requester, colleague, standsIn].sort());
});
