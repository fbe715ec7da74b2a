import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/administration.ts";
import { SETTING_KEYS, SETTINGS } from "#domain/settings/catalogue.ts";
import { type Language, translateTo } from "#server/platform/i18n/translate.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped } from "#test/guards.ts";
import { findSettingRows, installationLanguage, localeOfContact, resolveFor } from "./queries.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const set = (values: Record<string, unknown>, reason?: string) =>
  call(administrator, contract.changeSettings, { body: { values, ...(reason ? { reason } : {}) } });
const setFor = (id: string, values: Record<string, unknown>) => call(administrator, contract.changeCompanySettings, { params: { id }, body: { values } });
const one = <Item extends { key: string }>(list: { items: Item[] }, key: string) => list.items.find((setting) => setting.key === key);
const lastEvent = () => app.db.selectFrom("audit_event").selectAll().orderBy("audit_event_id", "desc").limit(1).executeTakeFirst();
const accessVersion = async () => (await app.db.selectFrom("installation").select("access_version").executeTakeFirstOrThrow()).access_version;

describeGuards(
  () => app,
  [
    { endpoint: contract.listSettings },
    { endpoint: contract.changeSettings, body: { values: {} } },
    { endpoint: contract.getFirstSteps },
    { endpoint: contract.listContactSettings },
    { endpoint: contract.changeContactSettings, body: { values: { "mail.tickets": false } } },
    { endpoint: contract.listCompanySettings },
    { endpoint: contract.changeCompanySettings, body: { values: { "tickets.shareOutside": true } } },
  ],
);

test.each(["de", "en"] as const)("every setting has a label and a meaning in %s", (language: Language) => {
  const translate = translateTo(language);
  for (const key of SETTING_KEYS) {
    for (const sentence of [`setting.${key}.label`, `setting.${key}.meaning`]) expect(translate(sentence)).not.toBe(sentence);
  }
});

describe("the installation's settings", () => {
  test("begin with their defaults, and are explained in the language of who asks", async () => {
    const { items } = await call(administrator, contract.listSettings, { headers: { "accept-language": "de" } });
    expect(items.map((setting) => setting.key)).toEqual(SETTING_KEYS);
    expect(items.every((setting) => setting.origin === "default" && setting.setBy === null && setting.since === null)).toBe(true);
    expect(one({ items }, "portal.readOnly")).toMatchObject({ type: "boolean", value: false, default: false, label: "Portal nur zum Lesen" });
  });

  test("are set and inherited again; who set it and since when is shown, and the log says from what to what", async () => {
    const changed = await set({ "attachments.largestMegabytes": 50, "installation.name": " Beispiel GmbH " }, "Bigger files");
    expect(one(changed, "attachments.largestMegabytes")).toMatchObject({
      value: 50,
      origin: "installation",
      setBy: { id: administrator.agentId, name: "Alex Agent" },
    });
    expect(one(changed, "installation.name")?.value).toBe("Beispiel GmbH");
    expect(await lastEvent()).toMatchObject({
      event: "setting.changed",
      before: { "attachments.largestMegabytes": null, "installation.name": null },
      after: { "attachments.largestMegabytes": 50, "installation.name": "Beispiel GmbH" },
      reason: "Bigger files",
    });
    const inherited = await set({ "attachments.largestMegabytes": null });
    expect(one(inherited, "attachments.largestMegabytes")).toMatchObject({ value: 25, origin: "default", setBy: null });
    expect(await lastEvent()).toMatchObject({ before: { "attachments.largestMegabytes": 50 }, after: { "attachments.largestMegabytes": null } });
    const former = await app.db.selectFrom("fact_history").selectAll().where("table_name", "=", "setting").execute();
    expect(former).toMatchObject([{ row: { setting_key: "attachments.largestMegabytes", value: 50 } }]);
  });

  test("that stay as they are leave no trace in the log", async () => {
    await set({ "signIn.sessionIdleMinutes": 60 });
    const before = await lastEvent();
    await set({});
    await set({ "signIn.sessionIdleMinutes": 60, "tickets.shareOutside": null });
    expect((await lastEvent())?.audit_event_id).toBe(before?.audit_event_id);
  });

  test("that decide who sees what raise the access version", async () => {
    const before = await accessVersion();
    await set({ "access.restrictQueuesByGroup": true });
    expect(await accessVersion()).toBeGreaterThan(before);
    await set({ "access.restrictQueuesByGroup": null });
  });

  test("that decide who sees what ask for the permission to change access too, others do not", async () => {
    const steward = await app.agent(["setting:read", "setting:write"]);
    await app.refused("permission.missing", steward, contract.changeSettings, { body: { values: { "portal.readOnly": true } } });
    await call(steward, contract.changeSettings, { body: { values: { "attachments.largestMegabytes": 30 } } });
    const both = await app.agent(["setting:read", "setting:write", "access:write"]);
    await call(both, contract.changeSettings, { body: { values: { "portal.readOnly": true } } });
    await set({ "portal.readOnly": null });
  });

  test.each([
    ["setting.unknown", { unheard: 1 }, "values.unheard", "unknownProperty"],
    ["setting.unknown", { toString: 1 }, "values.toString", "unknownProperty"],
    ["setting.wrongType", { "portal.readOnly": "yes" }, "values.portal.readOnly", "wrongType"],
    ["setting.wrongType", { "mail.from": "nobody" }, "values.mail.from", "wrongType"],
    ["setting.outOfRange", { "attachments.largestMegabytes": 0 }, "values.attachments.largestMegabytes", "tooSmall"],
    ["setting.outOfRange", { "attachments.largestMegabytes": 500 }, "values.attachments.largestMegabytes", "tooLarge"],
  ] as const)("%s: %j is refused, and nothing else of the request is set", async (code, values, path, field) => {
    const problem = await app.refused(code, administrator, contract.changeSettings, { body: { values: { "tickets.numberFormat": "X{n}", ...values } } });
    expect(problem.errors).toMatchObject([{ path, code: field }]);
    expect(one(await call(administrator, contract.listSettings), "tickets.numberFormat")).toMatchObject({ origin: "default" });
  });
});

describe("a contact's settings", () => {
  test("are those that may be set there; what is set for it is nearer than its company's", async () => {
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    const params = { id: contactId };
    await setFor(companyId, { "mail.tickets": false });
    const inherited = await call(administrator, contract.listContactSettings, { params });
    expect(inherited.items.map((setting) => setting.key)).toEqual(
      SETTING_KEYS.filter((key) => (SETTINGS[key].levels as readonly string[]).includes("contact")),
    );
    expect(one(inherited, "mail.tickets")).toMatchObject({ value: false, origin: "company" });
    const change = (values: Record<string, unknown>) => call(administrator, contract.changeContactSettings, { params, body: { values } });
    expect(one(await change({ "mail.tickets": true }), "mail.tickets")).toMatchObject({ value: true, origin: "contact", setBy: { id: administrator.agentId } });
    expect(await lastEvent()).toMatchObject({
      event: "setting.contact-changed",
      contact_id: contactId,
      subject_id: contactId,
      after: { "mail.tickets": true },
    });
    expect(one(await change({ "mail.tickets": null }), "mail.tickets")).toMatchObject({ value: false, origin: "company" });
    await app.refused("setting.levelNotAllowed", administrator, contract.changeContactSettings, { params, body: { values: { "tickets.shareOutside": true } } });
  });
});

describe("a company's settings", () => {
  test("are those that may be set there, with the value that holds and where it comes from", async () => {
    const companyId = await app.company();
    await set({ "tickets.shareOutside": true });
    const inherited = await call(administrator, contract.listCompanySettings, { params: { id: companyId } });
    expect(inherited.items.map((setting) => setting.key)).toEqual(SETTING_KEYS.filter((key) => SETTINGS[key].levels.includes("company")));
    expect(one(inherited, "tickets.shareOutside")).toMatchObject({ value: true, origin: "installation", setBy: { id: administrator.agentId } });
    const own = await setFor(companyId, { "tickets.shareOutside": false });
    expect(one(own, "tickets.shareOutside")).toMatchObject({ value: false, origin: "company" });
    expect(await lastEvent()).toMatchObject({
      event: "setting.company-changed",
      company_id: companyId,
      before: { "tickets.shareOutside": null },
      after: { "tickets.shareOutside": false },
    });
    const other = await call(administrator, contract.listCompanySettings, { params: { id: await app.company() } });
    expect(one(other, "tickets.shareOutside")).toMatchObject({ value: true });
    expect(one(await setFor(companyId, { "tickets.shareOutside": null }), "tickets.shareOutside")).toMatchObject({ value: true, origin: "installation" });
    await set({ "tickets.shareOutside": null });
  });

  test("cannot hold what is set for the whole installation", async () => {
    const id = await app.company();
    await app.refused("setting.levelNotAllowed", administrator, contract.changeCompanySettings, {
      params: { id },
      body: { values: { "portal.readOnly": true } },
    });
  });

  test("show the later of two *hide tickets before*, which is the one that counts", async () => {
    const id = await app.company();
    await set({ "tickets.hideBefore": "2025-01-01T00:00:00+01:00" });
    expect(one(await setFor(id, { "tickets.hideBefore": "2024-01-01T00:00:00Z" }), "tickets.hideBefore")).toMatchObject({
      value: "2024-12-31T23:00:00.000Z",
      origin: "installation",
    });
    expect(one(await setFor(id, { "tickets.hideBefore": "2026-01-01T00:00:00Z" }), "tickets.hideBefore")).toMatchObject({ origin: "company" });
    await set({ "tickets.hideBefore": null });
  });

  test("need the permission to change access, because they decide who sees what", async () => {
    const id = await app.company();
    const clerk = await app.agent(["company:write"]);
    await app.refused("permission.missing", clerk, contract.changeCompanySettings, { params: { id }, body: { values: { "tickets.shareOutside": true } } });
  });
});

describe("what holds", () => {
  test("is the nearest of company and installation, else the default", async () => {
    const companyId = await app.company();
    expect(await resolveFor(app.db, "tickets.shareOutside", { companyId })).toBe(false);
    await app.setting("tickets.shareOutside", true);
    expect(await resolveFor(app.db, "tickets.shareOutside", { companyId })).toBe(true);
    await app.setting("tickets.shareOutside", false, companyId);
    expect(await resolveFor(app.db, "tickets.shareOutside", { companyId })).toBe(false);
    expect(await resolveFor(app.db, "tickets.shareOutside")).toBe(true);
    expect(await findSettingRows(app.db, { companyId }, ["tickets.shareOutside"])).toHaveLength(2);
  });

  test("of language and time zone is the contact's own, its primary company's, the installation's (ZEP-02)", async () => {
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    expect(await localeOfContact(app.db, contactId)).toMatchObject({ language: "en" });
    await app.db.updateTable("company").set({ language: "de", time_zone: "Europe/Vienna" }).where("company_id", "=", companyId).execute();
    expect(await localeOfContact(app.db, contactId)).toEqual({ language: "de", timeZone: "Europe/Vienna" });
    await app.db.updateTable("contact").set({ language: "en" }).where("contact_id", "=", contactId).execute();
    expect(await localeOfContact(app.db, contactId)).toEqual({ language: "en", timeZone: "Europe/Vienna" });
  });

  test("the installation's language is known even while the database is not reachable", async () => {
    expect(await installationLanguage(app.db)).toBe("en");
    const unreachable = app.db.withSchema("nowhere");
    expect(await installationLanguage(unreachable)).toBe("en");
  });
});

describe("first steps", () => {
  test("are told by what is there, and offered until all are done or somebody puts them away", async () => {
    const steps = () => call(administrator, contract.getFirstSteps);
    expect(await steps()).toMatchObject({ shown: true, queue: false, mail: false, mailServer: false });
    await app.queue();
    await app.person(await app.company());
    expect(await steps()).toMatchObject({ shown: true, queue: true, customer: true, mail: false });
    await set({ "installation.firstSteps": false });
    expect((await steps()).shown).toBe(false);
    await set({ "installation.firstSteps": null });
    await app.agent();
    await call(administrator, contract.sendTestMail, { body: { to: "me@example.com" } });
    expect(await steps()).toEqual({ shown: false, mail: true, queue: true, customer: true, colleague: true, mailServer: false });
  });
});
