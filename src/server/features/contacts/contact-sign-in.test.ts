import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/contact.ts";
import { setPortalPassword } from "#contract/session.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
const good = "ein-wirklich-langes-Wort";
const person = async (values: Parameters<TestApp["contact"]>[0] = {}, company: Parameters<TestApp["company"]>[0] = {}) =>
  app.person(await app.company(company), "advanced", { login: null, ...values });
const read = (id: string) => call(administrator, contract.getContact, { params: { id } });
const give = (id: string, body: Record<string, unknown>) => call(administrator, contract.giveSignIn, { params: { id }, body });
const reset = (id: string, body: Record<string, unknown>) => call(administrator, contract.resetSignIn, { params: { id }, body });
const mailsTo = (contactId: string) => app.db.selectFrom("outbox_mail").selectAll().where("contact_id", "=", contactId).orderBy("mail_id").execute();
const linkIn = (mail: { body_text: string } | undefined) => /set-password#(\S+)/.exec(mail?.body_text ?? "")?.[1] ?? "";
const sessionsOf = (contactId: string) => app.db.selectFrom("session").selectAll().where("contact_id", "=", contactId).execute();
const lastAudit = async (contactId: string) =>
  (await app.db.selectFrom("audit_event").selectAll().where("contact_id", "=", contactId).orderBy("audit_event_id").execute()).at(-1);
const canSignIn = async (login: string, password: string) =>
  (await app.fetch("/api/v1/portal/session", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ login, password }) }))
    .status === 200;

describe("giving a sign-in", () => {
  test("by link the contact is invited until the link is used, and then active", async () => {
    const id = await person({ email: "ida@example.com" });
    const invited = await give(id, { login: "ida", send: "link" });
    expect(invited).toMatchObject({ state: "invited", login: "ida", version: 2, signIn: { login: "ida", status: "invited" } });
    expect(Date.parse(invited.signIn.linkValidUntil ?? "") - app.now().getTime()).toBeGreaterThan(23 * 3_600_000);
    const [mail] = await mailsTo(id);
    expect(mail).toMatchObject({ to_address: "ida@example.com", kind: "invitation", state: "waiting" });
    await call(null, setPortalPassword, { body: { token: linkIn(mail), password: good } });
    expect(await read(id)).toMatchObject({ state: "active", signIn: { status: "passwordSet", linkValidUntil: null } });
    expect(await canSignIn("IDA", good)).toBe(true);
  });

  test("with a password the contact can sign in at once and no mail is sent", async () => {
    const id = await person();
    expect(await give(id, { login: "paul", password: good })).toMatchObject({ state: "active", signIn: { status: "passwordSet" } });
    expect(await mailsTo(id)).toEqual([]);
    expect(await canSignIn("paul", good)).toBe(true);
    expect(await lastAudit(id)).toMatchObject({ event: "contact.sign-in-given", actor_id: administrator.agentId, after: { by: "password" } });
    expect(JSON.stringify(await lastAudit(id))).not.toContain("argon2");
  });

  test("the invitation names user name, installation and link, in the language of contact, company, settings or installation", async () => {
    await app.setting("installation.name", "Helpdesk Nord");
    await app.setting("installation.language", "de");
    const cases = [
      { contact: { language: "en" }, company: { language: "de" }, subject: "Your access to Helpdesk Nord" },
      { contact: {}, company: { language: "en" }, subject: "Your access to Helpdesk Nord" },
      { contact: {}, company: {}, subject: "Ihr Zugang zu Helpdesk Nord" },
    ];
    for (const [at, { contact, company, subject }] of cases.entries()) {
      const id = await person({ ...contact, first_name: "Olga", last_name: `Nr. ${at}` }, company);
      await give(id, { login: `olga-${at}`, send: "link" });
      const [mail] = await mailsTo(id);
      expect(mail?.subject).toBe(subject);
      for (const part of [`olga-${at}`, `Olga Nr. ${at}`, `http://pforte.test/set-password#${linkIn(mail)}`]) expect(mail?.body_text).toContain(part);
      expect(mail?.body_text).not.toContain("{{");
    }
  });

  test("neither the token of a link nor anything like it is stored outside the mail", async () => {
    const id = await person();
    await give(id, { login: "token-test", send: "link" });
    const token = linkIn((await mailsTo(id))[0]);
    expect(token.length).toBeGreaterThan(30);
    const rows = [await app.db.selectFrom("link_token").selectAll().execute(), await app.db.selectFrom("audit_event").selectAll().execute()];
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("what cannot be is refused: a second sign-in, a taken login, no address for the link, a contact who is not active", async () => {
    const id = await person({ email: "" });
    const refused = (code: Parameters<TestApp["refused"]>[0], contactId: string, body: Record<string, unknown>) =>
      app.refused(code, administrator, contract.giveSignIn, { params: { id: contactId }, body });
    await refused("contact.noEmail", id, { login: "mailless", send: "link" });
    expect(await read(id)).toMatchObject({ login: null, state: "active" });
    await app.contact({ login: "Taken" });
    await refused("contact.loginTaken", id, { login: "tAKEN", password: good });
    for (const state of ["suspended", "closed"]) await refused("contact.notActive", await person({ state }), { login: "x1", password: good });
    await refused("contact.alreadySignsIn", await person({ login: "has-one" }), { login: "another", send: "link" });
  });

  test("a password that the policy does not take is refused with its reasons and nothing is stored", async () => {
    const id = await person({ first_name: "Waldemar" });
    const given = { params: { id }, body: { login: "waldi", password: "waldemar" } };
    const { errors } = await app.refused("password.unacceptable", administrator, contract.giveSignIn, given);
    expect(errors?.map(({ path, code }) => [path, code])).toEqual([
      ["password", "password.tooShort"],
      ["password", "password.containsLogin"],
    ]);
    expect(await read(id)).toMatchObject({ login: null, signIn: { status: "none" } });
  });

  test("a contact is created with a sign-in in one step: by link, with a password, or with the user name only", async () => {
    const companyId = await app.company();
    const create = (signIn: object, more: object = {}) => ({
      body: { lastName: "Step", email: "step@example.com", memberships: [{ companyId }], signIn, ...more },
    });
    const statuses = [];
    for (const signIn of [{ login: "s1", send: "link" }, { login: "s2", password: good }, { login: "s3" }]) {
      const { state, signIn: made } = await call(administrator, contract.createContact, create(signIn));
      statuses.push([state, made.status]);
    }
    expect(statuses).toEqual([
      ["invited", "invited"],
      ["active", "passwordSet"],
      ["active", "withoutPassword"],
    ]);
    await app.refused("contact.loginTaken", administrator, contract.createContact, create({ login: "S1" }));
    await app.refused("contact.noEmail", administrator, contract.createContact, create({ login: "s4", send: "link" }, { email: "" }));
    await app.refused("contact.notActive", administrator, contract.createContact, create({ login: "s4", send: "link" }, { state: "closed" }));
    await app.refused("request.invalid", administrator, contract.createContact, create({ login: "s4", send: "link", password: good }));
    const { errors } = await app.refused("password.unacceptable", administrator, contract.createContact, create({ login: "s4", password: "kurz" }));
    expect(errors?.[0]?.path).toBe("signIn.password");
  });
});

describe("changing a sign-in", () => {
  test("a reset by link ends sessions, sends a mail and leaves the password as it is until the link is used", async () => {
    const id = await person();
    await give(id, { login: "rosa", password: good });
    const session = await app.signIn({ contactId: id });
    expect(await reset(id, { send: "link" })).toMatchObject({ state: "active", signIn: { status: "passwordSet" } });
    expect((await app.fetch("/api/v1/portal/session", {}, session)).status).toBe(401);
    const [mail] = await mailsTo(id);
    expect(mail?.kind).toBe("reset");
    expect(await canSignIn("rosa", good)).toBe(true);
    await call(null, setPortalPassword, { body: { token: linkIn(mail), password: `${good}-neu` } });
    expect([await canSignIn("rosa", good), await canSignIn("rosa", `${good}-neu`)]).toEqual([false, true]);
  });

  test("an entered password holds at once, ends sessions and takes open links away; an invited contact becomes active", async () => {
    const id = await person();
    await give(id, { login: "nina", send: "link" });
    await app.signIn({ contactId: id });
    const token = linkIn((await mailsTo(id))[0]);
    expect(await reset(id, { password: good })).toMatchObject({ state: "active", signIn: { status: "passwordSet", linkValidUntil: null } });
    expect(await sessionsOf(id)).toEqual([]);
    expect(await canSignIn("nina", good)).toBe(true);
    await app.refused("link.invalid", null, setPortalPassword, { body: { token, password: `${good}2` } });
    expect(await lastAudit(id)).toMatchObject({ event: "contact.password-set", before: { state: "invited" }, after: { state: "active" } });
  });

  test("who was invited is invited again by a reset, and the first link stops working", async () => {
    const id = await person();
    await give(id, { login: "again", send: "link" });
    expect(await reset(id, { send: "link" })).toMatchObject({ state: "invited", signIn: { status: "invited" } });
    const mails = await mailsTo(id);
    expect(mails.map((mail) => mail.kind)).toEqual(["invitation", "invitation"]);
    await app.refused("link.invalid", null, setPortalPassword, { body: { token: linkIn(mails[0]), password: good } });
    await call(null, setPortalPassword, { body: { token: linkIn(mails[1]), password: good } });
  });

  test("a reset is refused without a sign-in, without an address, for who is not active and for a bad password", async () => {
    const refused = async (code: Parameters<TestApp["refused"]>[0], values: Parameters<typeof person>[0], body: Record<string, unknown>) =>
      app.refused(code, administrator, contract.resetSignIn, { params: { id: await person(values) }, body });
    await refused("contact.noSignIn", {}, { send: "link" });
    await refused("contact.noEmail", { login: "r1", email: "" }, { send: "link" });
    await refused("contact.notActive", { login: "r2", state: "suspended" }, { send: "link" });
    await refused("contact.notActive", { login: "r3", state: "closed" }, { password: good });
    await refused("password.unacceptable", { login: "r4" }, { password: "r4" });
  });

  test("a renamed login keeps password and rights and ends sessions; a taken one is refused", async () => {
    const id = await person();
    await give(id, { login: "before", password: good });
    await app.signIn({ contactId: id });
    const rename = (login: string) => call(administrator, contract.renameLogin, { params: { id }, body: { login } });
    expect(await rename("after")).toMatchObject({ login: "after", state: "active" });
    expect(await sessionsOf(id)).toEqual([]);
    expect([await canSignIn("before", good), await canSignIn("after", good)]).toEqual([false, true]);
    expect((await lastAudit(id))?.event).toBe("contact.login-renamed");
    const { version } = await rename("After");
    expect((await rename("After")).version).toBe(version);
    await app.contact({ login: "occupied" });
    await app.refused("contact.loginTaken", administrator, contract.renameLogin, { params: { id }, body: { login: "OCCUPIED" } });
    await app.refused("contact.noSignIn", administrator, contract.renameLogin, { params: { id: await person() }, body: { login: "none" } });
  });

  test("a withdrawn sign-in leaves no login, password, link or session; the contact stays", async () => {
    const id = await person();
    await give(id, { login: "gone", password: good });
    await reset(id, { send: "link" });
    await app.signIn({ contactId: id });
    const withdraw = { params: { id } };
    await call(administrator, contract.withdrawSignIn, withdraw);
    expect(await read(id)).toMatchObject({ state: "active", login: null, signIn: { status: "none", linkValidUntil: null } });
    for (const table of ["credential", "link_token", "session"] as const)
      expect(await app.db.selectFrom(table).select("contact_id").where("contact_id", "=", id).execute()).toEqual([]);
    expect((await lastAudit(id))?.event).toBe("contact.sign-in-withdrawn");
    await app.refused("contact.noSignIn", administrator, contract.withdrawSignIn, withdraw);
  });

  test("when an invitation is withdrawn the contact is active again, without a sign-in", async () => {
    const id = await person();
    await give(id, { login: "recalled", send: "link" });
    await call(administrator, contract.withdrawSignIn, { params: { id } });
    expect(await read(id)).toMatchObject({ state: "active", login: null });
  });
});

describe("sessions", () => {
  test("an agent sees where a contact is signed in, without tokens, and ends all of it", async () => {
    const id = await person({ login: "seen" });
    const { sessionId } = await app.signIn({ contactId: id });
    const { items } = await call(administrator, contract.listContactSessions, { params: { id } });
    expect(items).toMatchObject([{ id: sessionId, network: "192.0.2.1", client: "test" }]);
    await call(administrator, contract.endContactSessions, { params: { id } });
    expect(await sessionsOf(id)).toEqual([]);
    expect(await lastAudit(id)).toMatchObject({ event: "contact.sessions-ended", after: { ended: 1 } });
  });
});
