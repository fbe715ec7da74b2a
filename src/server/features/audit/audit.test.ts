import { randomUUIDv7 } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/administration.ts";
import { changeGroup, createGroup, createRole, deleteRole } from "#contract/master-data.ts";
import { changeTicket } from "#contract/ticket.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const list = (query: Record<string, string | number>) => call(administrator, contract.listAudit, { query });
const record = (values: Record<string, unknown>) =>
  app.db
    .insertInto("audit_event")
    .values({
      audit_event_id: randomUUIDv7(),
      at: app.now(),
      actor_kind: "system",
      event: "group.changed",
      subject_kind: "group",
      correlation_id: randomUUIDv7(),
      ...values,
    })
    .execute();

describeGuards(() => app, [{ endpoint: contract.listAudit }, { endpoint: contract.listTicketHistory }, { endpoint: contract.listSignInLog }]);

/** Every event that the server's sources name. */
function eventsInSources(): string[] {
  const folder = resolve(import.meta.dirname, "../..");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const texts = files.map((name) => readFileSync(join(folder, name), "utf8")).filter((text) => /\baudit\b/i.test(text));
  const named = texts.flatMap((text) => [...text.matchAll(/\b\w*event(?:\(|:| =)\s*([^,;}]+)/gi)].map((match) => match[1] ?? ""));
  return [...new Set(named.flatMap((expression) => [...expression.matchAll(/"([a-z-]+\.[a-z-]+)"/g)].map((match) => match[1] ?? "")))].sort();
}

describe.each(["de", "en"] as const)("in %s", (language) => {
  test.each(eventsInSources())("%s has its sentence", (event) => {
    const values = { actor: "ACTOR", subject: "SUBJECT", company: "COMPANY", contact: "CONTACT", holder: "HOLDER", task: "TASK", settings: "SETTINGS" };
    const sentence = translateTo(language)(`audit.${event}`, values);
    expect(sentence).not.toBe(`audit.${event}`);
    expect(sentence).toMatch(/ACTOR|SUBJECT/);
    expect(sentence).not.toMatch(/\{\{/);
  });
});

test("the sources name events at all", () => {
  expect(eventsInSources()).toEqual(expect.arrayContaining(["group.created", "setting.company-changed", "agent.rights-changed"]));
});

describe("the log", () => {
  test("tells who did what in a sentence of the asking person's language, with before and after", async () => {
    const group = await app.call(administrator, createGroup, { body: { name: "Logistics" } });
    await app.call(administrator, changeGroup, { params: { id: group.id }, body: { version: 1, name: "Transport", reason: "Renamed" } });
    const page = await call(administrator, contract.listAudit, { query: { event: "group.changed" }, headers: { "accept-language": "de" } });
    expect(page).toMatchObject({
      total: 1,
      items: [
        {
          actor: { kind: "agent", id: administrator.agentId, name: "Alex Agent" },
          event: "group.changed",
          sentence: "Alex Agent hat die Gruppe Transport geändert.",
          subject: { kind: "group", id: group.id },
          before: { name: "Logistics" },
          after: { name: "Transport" },
          reason: "Renamed",
        },
      ],
    });
  });

  test("calls a person without a row unknown, and the system the system", async () => {
    const gone = randomUUIDv7();
    await record({ actor_kind: "contact", actor_id: gone, event: "session.ended", subject_kind: "contact", subject_id: gone, contact_id: gone });
    expect((await list({ contact: gone })).items).toMatchObject([
      { actor: { id: gone, name: "Unknown person" }, sentence: "Unknown person ended a session of (unknown)." },
    ]);
    const companyId = await app.company({ name: "Acme" });
    await record({ event: "setting.company-changed", subject_kind: "company", subject_id: companyId, company_id: companyId });
    expect((await list({ company: companyId })).items).toMatchObject([
      { actor: { kind: "system", id: null }, sentence: "The system changed settings of the company Acme: (unknown)." },
    ]);
  });

  test("says which settings were changed, as the screens call them", async () => {
    const companyId = await app.company({ name: "Acme" });
    const after = JSON.stringify({ "tickets.hideBefore": null, "one.ofLongAgo": 1 });
    await record({ event: "setting.company-changed", subject_kind: "company", subject_id: companyId, company_id: companyId, after });
    expect((await list({ company: companyId })).items).toMatchObject([
      { sentence: "The system changed settings of the company Acme: one.ofLongAgo, Hide tickets before." },
    ]);
  });

  test("names the contact, the company and who holds a right", async () => {
    const [companyId, contactId, groupId] = [
      await app.company({ name: "Acme" }),
      await app.contact({ first_name: "Berta", last_name: "Beispiel" }),
      await app.group({ name: "Sales" }),
    ];
    const membership = { event: "membership.added", subject_kind: "membership", subject_id: randomUUIDv7(), company_id: companyId, contact_id: contactId };
    const right = { event: "right.given", subject_id: groupId };
    await record(membership);
    await record({ ...right, contact_id: contactId });
    expect((await list({ contact: contactId })).items.map((event) => event.sentence).sort()).toEqual([
      "The system added Berta Beispiel to the company Acme.",
      "The system gave Berta Beispiel a right on the group Sales.",
    ]);
    await record(right);
    expect((await list({ event: "right.given" })).items.map((event) => event.sentence)).toContain("The system gave everybody a right on the group Sales.");
  });

  test("calls a deleted record by the name that the event remembers", async () => {
    const role = await app.call(administrator, createRole, { body: { name: "Short-lived", scope: "own", verbs: [] } });
    await app.call(administrator, deleteRole, { params: { id: role.id } });
    expect((await list({ event: "role.deleted" })).items).toMatchObject([{ sentence: "Alex Agent deleted the role Short-lived." }]);
  });

  test("takes names for text: one that looks like a placeholder or a key is shown as it is", async () => {
    const companyId = await app.company({ name: "{{actor}} $t(audit.actor.system)" });
    await record({ event: "setting.company-changed", subject_kind: "company", subject_id: companyId, company_id: companyId });
    const [event] = (await list({ company: companyId })).items;
    expect(event?.sentence).toContain("$t(audit.actor.system)");
  });

  test("can be limited to a company, a contact, an event and an actor", async () => {
    const [companyId, contactId, actorId] = [await app.company(), await app.contact(), await app.contact()];
    await record({ company_id: companyId, contact_id: contactId, actor_kind: "contact", actor_id: actorId, event: "contact.changed", subject_id: contactId });
    for (const query of [{ company: companyId }, { contact: contactId }, { actor: actorId }, { company: companyId, event: "contact.changed" }]) {
      expect(await list(query)).toMatchObject({ total: 1, items: [{ event: "contact.changed" }] });
    }
    expect(await list({ company: companyId, event: "company.changed" })).toMatchObject({ total: 0, items: [] });
    await app.refused("request.invalid", administrator, contract.listAudit, { query: { company: "Acme" } });
  });

  test("gives every event once, newest first, even those of the same instant and of different microseconds", async () => {
    const companyId = await app.company();
    const at = app.now();
    for (let times = 0; times < 5; times++) await record({ company_id: companyId, at });
    for (const micro of ["100", "200", "300"]) await record({ company_id: companyId, at: `2020-01-01T00:00:00.000${micro}Z` });
    const events = await walk(call, administrator, contract.listAudit, { company: companyId }, 2);
    expect(new Set(events.map((event) => event.id)).size).toBe(8);
    expect(events.map((event) => event.at)).toEqual(
      events
        .map((event) => event.at)
        .sort()
        .reverse(),
    );
  });

  test("says beyond ten thousand that there are more, and counts them all only when asked", async () => {
    const companyId = await app.company();
    const rows = Array.from({ length: 5001 }, () => ({
      audit_event_id: randomUUIDv7(),
      actor_kind: "system",
      event: "group.changed",
      subject_kind: "group",
      correlation_id: companyId,
      company_id: companyId,
    }));
    for (let times = 0; times < 2; times++)
      await app.db
        .insertInto("audit_event")
        .values(rows.map((row) => ({ ...row, audit_event_id: randomUUIDv7() })))
        .execute();
    expect(await list({ company: companyId, limit: 1 })).toMatchObject({ total: 10_000, totalIsLowerBound: true });
    const exact = await list({ company: companyId, limit: 1, count: "exact" });
    expect(exact.total).toBe(10_002);
    expect(exact.totalIsLowerBound).toBeUndefined();
  });
});

describe("what was changed on a ticket", () => {
  test("is told to every agent who reads it, and to nobody else", async () => {
    const [mine, other] = [await app.group(), await app.group()];
    const reader = await app.agent();
    await app.agentRight(reader.agentId, mine, { can_read: true });
    const [seen, hidden] = [await app.ticket({ queue_id: await app.queue(mine) }), await app.ticket({ queue_id: await app.queue(other) })];
    for (const id of [seen, hidden])
      await call(administrator, changeTicket, { params: { id }, body: { version: 1, subject: "Renamed", reason: "A typing error" } });
    const history = await call(reader, contract.listTicketHistory, { params: { id: seen }, query: {} });
    expect(history).toMatchObject({
      total: 1,
      items: [{ event: "ticket.changed", after: { subject: "Renamed" }, reason: "A typing error", actor: { kind: "agent" } }],
    });
    await app.refused("record.notFound", reader, contract.listTicketHistory, { params: { id: hidden }, query: {} });
    await app.refused("permission.missing", reader, contract.listAudit, { query: {} });
  });
});

describe("the log of sign-ins", () => {
  test("tells who signed in or failed to, newest first, and of unknown logins only that it happened", async () => {
    const contactId = await app.person(await app.company(), "basic", { first_name: "Berta", last_name: "Beispiel" });
    const tries = [
      { contact_id: contactId, realm: "portal", outcome: "signedIn" },
      { agent_id: administrator.agentId, realm: "workspace", outcome: "signedIn" },
      { realm: "portal", outcome: "unknown" },
    ];
    const first = app.now().getTime();
    for (const [later, one] of tries.entries())
      await app.db
        .insertInto("sign_in_event")
        .values({ sign_in_event_id: randomUUIDv7(), at: new Date(first + later), network: "192.0.2.7", client: "Firefox", ...one })
        .execute();
    const events = await walk(call, administrator, contract.listSignInLog, {}, 1);
    expect(events.slice(0, 3)).toMatchObject([
      { realm: "portal", person: null, outcome: "unknown", network: "192.0.2.7", client: "Firefox" },
      { realm: "workspace", person: { id: administrator.agentId, name: "Alex Agent" } },
      { realm: "portal", person: { id: contactId, name: "Berta Beispiel" } },
    ]);
    expect(await call(administrator, contract.listSignInLog, { query: { contact: contactId } })).toMatchObject({ total: 1, items: [{ outcome: "signedIn" }] });
  });
});
