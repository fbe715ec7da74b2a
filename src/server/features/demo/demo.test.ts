import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explainAccess } from "#contract/access.ts";
import { listAudit } from "#contract/administration.ts";
import { getCheckup, listFindings } from "#contract/checkup.ts";
import { listPortalTickets } from "#contract/portal-ticket.ts";
import { signInAgent, signInContact } from "#contract/session.ts";
import { listTickets } from "#contract/ticket.ts";
import { checkPassword } from "#server/platform/passwords/policy.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { readConversations } from "./conversation.ts";
import { makeFile } from "./files.ts";
import { type Demo, type DemoOptions, seedDemo } from "./seed-demo.ts";

let app: TestApp;
let demo: Demo;
const now = new Date();
const options = (of: TestApp): DemoOptions => ({ now, language: "de", files: of.kernel.files, publicUrl: "http://pforte.test" });

beforeAll(async () => {
  app = await startTestApp();
  demo = await seedDemo(app.db, options(app));
}, 120_000);
afterAll(() => app.close());

const number = async (query: string): Promise<number> => Number((await sql<{ n: number }>`${sql.raw(query)}`.execute(app.db)).rows[0]?.n);
const contactNamed = async (name: string): Promise<string> =>
  (await sql<{ id: string }>`select contact_id as id from contact where first_name || ' ' || last_name = ${name}`.execute(app.db)).rows[0]?.id ?? "";
const asContact = async (name: string): Promise<Signed> => app.signIn({ contactId: await contactNamed(name) });

test("has companies in families, people in every state, and tickets in every status", async () => {
  expect(demo).toMatchObject({ filled: true });
  expect(await number("select count(*) as n from company")).toBeGreaterThanOrEqual(12);
  expect(
    await number("select count(distinct parent_id) as n from company where parent_id not in (select company_id from company where parent_id is not null)"),
  ).toBe(3);
  expect(await number("select count(*) as n from contact")).toBeGreaterThanOrEqual(75);
  expect(demo.tickets).toBeGreaterThanOrEqual(300);
  const states = await sql<{ state: string }>`select distinct state from contact`.execute(app.db);
  expect(states.rows.map((row) => row.state).sort()).toEqual(["active", "closed", "invited", "suspended"]);
  const statuses = await sql<{ type: string; n: number }>`select status_type as type, count(*) as n from ticket group by 1`.execute(app.db);
  const counts = Object.fromEntries(statuses.rows.map((row) => [row.type, row.n]));
  for (const type of ["new", "open", "pending", "done", "closed"]) expect(counts[type], type).toBeGreaterThanOrEqual(8);
  for (const type of ["removed", "merged"]) expect(counts[type], type).toBeGreaterThanOrEqual(2);
  for (const condition of ["assignee_id is null", "confidential", "changed_at > now() - interval '15 minutes'"]) {
    expect(await number(`select count(*) as n from ticket where ${condition}`), condition).toBeGreaterThan(1);
  }
});

test("lies in the past, and every text is filled in", async () => {
  for (const [table, column] of [
    ["ticket", "changed_at"],
    ["ticket", "created_at"],
    ["article", "created_at"],
    ["audit_event", "at"],
    ["sign_in_event", "at"],
    ["membership", "valid_from"],
    ["group_right", "valid_from"],
  ] as const) {
    expect(await number(`select count(*) as n from ${table} where ${column} > '${now.toISOString()}'`), `${table}.${column}`).toBe(0);
  }
  expect(await number("select count(*) as n from article where body_text ~ '[{}]' or subject ~ '[{}]' or trim(body_text) = ''")).toBe(0);
  expect(
    await number("select count(*) as n from article a join ticket t using (ticket_id) where a.created_at < t.created_at or a.created_at > t.changed_at"),
  ).toBe(0);
});

test("signs in the three that it names, and their passwords are such that the product would take them", async () => {
  for (const { realm, login, password, name } of demo.signIns) {
    const answer = await app.call(null, realm === "workspace" ? signInAgent : signInContact, { body: { login, password } });
    expect(answer.login).toBe(login);
    expect(checkPassword(password, { login, names: name.split(" ") })).toEqual([]);
  }
});

describe("lists", () => {
  test("of agents hold something for each of them", async () => {
    const agents = await sql<{ agent_id: string; login: string }>`select agent_id, login from agent where state = 'active'`.execute(app.db);
    for (const agent of agents.rows) {
      const list = await app.call(await app.signIn({ agentId: agent.agent_id }), listTickets, { query: { limit: 5 } });
      expect(list.total, agent.login).toBeGreaterThan(10);
    }
  });

  test("of the people who are tried hold something in every view", async () => {
    for (const name of ["Claudia Wiemann", "Anna Berger", "Helen Ashworth", "Oliver Grant"]) {
      const as = await asContact(name);
      for (const view of ["all", "mine", "companies"] as const) {
        const list = await app.call(as, listPortalTickets, { query: { view } });
        expect(list.total, `${name} ${view}`).toBeGreaterThan(2);
      }
      const going = await app.call(as, listPortalTickets, { query: { view: "mine", state: "open" } });
      expect(going.total, `${name} open`).toBeGreaterThanOrEqual(2);
    }
  });

  test("hold every ticket that a person who can sign in has written", async () => {
    const writers = await sql<{ contact_id: string; name: string; n: number }>`
      select c.contact_id, c.last_name as name, count(*) as n from ticket t join contact c using (contact_id)
      join company f on f.company_id = t.company_id and f.state = 'active' and f.portal_enabled
      where c.state = 'active' and c.login is not null and t.status_type not in ('removed', 'merged') group by 1, 2`.execute(app.db);
    expect(writers.rows.length).toBeGreaterThan(30);
    for (const writer of writers.rows) {
      const list = await app.call(await app.signIn({ contactId: writer.contact_id }), listPortalTickets, { query: { view: "mine" } });
      expect(list.total, writer.name).toBe(writer.n);
    }
  });
});

test("leaves something lying about for the check-up, and nobody who is tried is part of it", async () => {
  const { cookie } = await app.administrator();
  const { checks } = await app.call({ cookie }, getCheckup);
  const found = checks.filter((check) => check.count > 0).map((check) => check.id);
  for (const check of ["signInWithoutMembership", "membershipEnded", "queueUnreached", "createWithoutRead", "rightEnded", "roleUnused", "serviceUnoffered"]) {
    expect(found).toContain(check);
  }
  const { items } = await app.call({ cookie }, listFindings, { query: { check: "signInWithoutMembership", limit: 500 } });
  expect(items.filter(({ record }) => ["Claudia Wiemann", "Anna Berger", "Helen Ashworth", "Oliver Grant"].includes(record.name))).toEqual([]);
});

test("tells in the log who did what, each event with its sentence", async () => {
  const { cookie } = await app.administrator();
  let cursor: string | undefined;
  const events = new Set<string>();
  do {
    const page = await app.call({ cookie }, listAudit, { query: { limit: 500, ...(cursor === undefined ? {} : { cursor }) } });
    for (const event of page.items) {
      events.add(event.event);
      expect(event.sentence, event.event).not.toMatch(/audit\.|\{\{/);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  for (const event of ["company.created", "membership.added", "right.given", "right.changed", "ticket.noted", "setting.changed"])
    expect(events).toContain(event);
  expect(await number("select count(*) as n from fact_history where valid_from >= valid_to")).toBe(0);
});

test("why? names an agent and a day for the rights and memberships that lead", async () => {
  const { cookie } = await app.administrator();
  const contact = await contactNamed("Anna Berger");
  const ticket = await sql<{ id: string }>`
    select ticket_id as id from ticket t join queue q using (queue_id) join access_group g using (group_id) join company c using (company_id)
    where g.name = 'Arbeitsplatz' and c.name = 'Falkenried Antriebe GmbH' limit 1`.execute(app.db);
  const why = await app.call({ cookie }, explainAccess, { query: { contact, ticket: ticket.rows[0]?.id ?? "" } });
  expect(why.allowed).toBe(true);
  const origins = [...why.gates, ...why.paths].map((one) => one.origin).filter((origin) => origin.kind === "groupRight" || origin.kind === "membership");
  expect(origins.length).toBeGreaterThan(1);
  for (const origin of origins) expect([origin.setBy?.name, origin.since]).toEqual([expect.stringMatching(/Eva Ott|Sabine Rothe/), expect.any(String)]);
});

test("sends nothing: invitations are kept, with links that work, and no mail waits", async () => {
  expect(await number("select count(*) as n from outbox_mail where state <> 'kept'")).toBe(0);
  expect(await number("select count(*) as n from outbox_mail")).toBeGreaterThan(2);
  const tables = await number("select count(*) as n from information_schema.tables where table_schema = 'pgboss' and table_name = 'job'");
  if (tables > 0) expect(await number("select count(*) as n from pgboss.job")).toBe(0);
});

test("a second time leaves the demo as people left it, and names the sign-ins again", async () => {
  await app.db.updateTable("company").set({ name: "Renamed" }).where("number", "=", "10010").execute();
  const again = await seedDemo(app.db, options(app));
  expect(again).toEqual({ filled: false, tickets: 0, signIns: demo.signIns });
  expect(await number("select count(*) as n from company where name = 'Renamed'")).toBe(1);
});

test("refuses a database that holds anything else, and changes nothing", async () => {
  const other = await startTestApp();
  try {
    await other.company();
    await expect(seedDemo(other.db, options(other))).rejects.toMatchObject({ code: "demo.databaseFilled" });
    expect(await other.db.selectFrom("company").select("company_id").execute()).toHaveLength(1);
    expect(await other.db.selectFrom("agent").select("agent_id").execute()).toEqual([]);
  } finally {
    await other.close();
  }
});

test("is the same for the same start", async () => {
  const other = await startTestApp();
  try {
    await seedDemo(other.db, options(other));
    const told = (of: TestApp) => of.db.selectFrom("ticket").select(["ticket_id", "number", "subject", "changed_at"]).orderBy("number").execute();
    expect(await told(other)).toEqual(await told(app));
  } finally {
    await other.close();
  }
});

test("conversations speak the language of their file, and files are what their names say", async () => {
  const conversations = await readConversations();
  for (const { subject, parts, language } of conversations) {
    expect(parts.length, subject).toBeGreaterThan(0);
    const text = parts.map((part) => part.text).join(" ");
    const german = (text.match(/\b(und|nicht|ist|Sie|wir|das)\b/g) ?? []).length;
    const english = (text.match(/\b(and|not|is|you|we|the)\b/g) ?? []).length;
    expect(language === "de" ? german > english : english > german, subject).toBe(true);
    expect(text, subject).not.toContain("!".repeat(2));
  }
  expect(new Set(conversations.map((one) => one.subject)).size).toBe(conversations.length);
  expect(makeFile("picture", "a.png").subarray(1, 4).toString()).toBe("PNG");
  expect(makeFile("pdf", "a.pdf").subarray(0, 5).toString()).toBe("%PDF-");
});
