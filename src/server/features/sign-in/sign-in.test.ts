import { hash } from "@node-rs/bcrypt";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as session from "#contract/session.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { signInFloorMilliseconds } from "#server/platform/passwords/sign-in-floor.ts";
import { wrapForStorage } from "#server/platform/passwords/stored-password.ts";
import { type Answered, startTestApp, type TestApp } from "#test/app.ts";
import { mostFailures } from "./brake.ts";
import { findHighestBcryptCost, insertLink, setCredential } from "./queries.ts";

const password = "a good long password";
let app: TestApp;
let companyId = "";
let passwordHash = "";
let contactId = "";
let login = "";
let people = 0;

beforeAll(async () => {
  app = await startTestApp();
  companyId = await app.company();
  passwordHash = await hashPassword(password);
});
afterAll(() => app.close());
beforeEach(async () => {
  login = `Person-${++people}`;
  contactId = await app.person(companyId, "advanced", { login, email: `person-${people}@example.com` });
  await setCredential(app.db, { contactId }, { scheme: "argon2id", hash: passwordHash }, app.now());
  // Each test comes from a network of its own, so that they do not brake each other.
  await app.db.deleteFrom("sign_in_brake").execute();
});

const signIn = (body: { login: string; password: string }, headers: Record<string, string> = {}) => app.ask(null, session.signInContact, { body, headers });
const cookiesOf = (answer: Answered<unknown>): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

describe("signing in", () => {
  test("works by login in any case and by an address that only one contact has", async () => {
    for (const typed of [login, login.toUpperCase(), ` ${login} `, `PERSON-${people}@example.com`]) {
      const answer = await signIn({ login: typed, password });
      expect([typed, answer.status]).toEqual([typed, 200]);
      expect(answer.body.contactId).toBe(contactId);
    }
  });

  test("by an address that two contacts share is refused", async () => {
    await app.person(companyId, "basic", { email: `person-${people}@example.com` });
    expect((await signIn({ login: `person-${people}@example.com`, password })).problem.code).toBe("signIn.failed");
  });

  test("sets an HttpOnly cookie that is good for the portal only", async () => {
    const answer = await signIn({ login, password });
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^pforte_portal=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const as = { cookie: cookiesOf(answer) };
    expect((await app.call(as, session.getContactSession)).login).toBe(login);
    await app.refused("session.required", as, session.getAgentSession);
  });

  test("never answers earlier than the slowest stored hash takes, until that hash is replaced", async () => {
    // Made with cost 13: the floor doubles for everybody. Only "not earlier" is asked, so that a busy machine does not matter.
    await setCredential(app.db, { contactId }, { scheme: "bcrypt", hash: await hash(password, 13) }, app.now());
    expect(await findHighestBcryptCost(app.db)).toBe(13);
    const started = performance.now();
    expect((await signIn({ login: "nobody has this", password })).problem.code).toBe("signIn.failed");
    expect(performance.now() - started).toBeGreaterThanOrEqual(2 * signInFloorMilliseconds);
    expect((await signIn({ login, password })).status).toBe(200);
    expect(await findHighestBcryptCost(app.db)).toBeNull();
  });

  test("gives the same answer for a wrong password, an unknown login, a person without password, and one who may not enter", async () => {
    const suspended = await app.person(companyId, "basic", { login: `suspended-${people}`, state: "suspended" });
    await setCredential(app.db, { contactId: suspended }, { scheme: "argon2id", hash: passwordHash }, app.now());
    await app.person(companyId, "basic", { login: `none-${people}` });
    const outside = await app.contact({ login: `outside-${people}` });
    await setCredential(app.db, { contactId: outside }, { scheme: "argon2id", hash: passwordHash }, app.now());
    const answers = await Promise.all([
      signIn({ login, password: "wrong" }),
      signIn({ login: "nobody has this", password }),
      signIn({ login: `none-${people}`, password: "" }),
      signIn({ login: `suspended-${people}`, password }),
      signIn({ login: `outside-${people}`, password }),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.problem))).size).toBe(1);
    expect(answers[0]?.problem.code).toBe("signIn.failed");
    const outcomes = await app.db.selectFrom("sign_in_event").select("outcome").where("outcome", "<>", "signedIn").execute();
    expect(new Set(outcomes.map((row) => row.outcome))).toEqual(new Set(["wrongPassword", "unknownLogin", "notActive", "noCarryingMembership"]));
  });

  test("is refused while no company of the person is open for the portal", async () => {
    const closed = await app.company({ portal_enabled: false });
    const person = await app.person(closed, "manager", { login: `closed-${people}` });
    await setCredential(app.db, { contactId: person }, { scheme: "argon2id", hash: passwordHash }, app.now());
    expect((await signIn({ login: `closed-${people}`, password })).problem.code).toBe("signIn.failed");
  });

  test("replaces an imported hash by argon2id, and a stored *0 never lets anyone in", async () => {
    const wrapped = await wrapForStorage("5f4dcc3b5aa765d61d8327deb882cf99aa", login);
    expect(wrapped).toEqual({ reason: "unknown" });
    expect(await wrapForStorage("*0", login)).toEqual({ reason: "unusable" });
    await setCredential(app.db, { contactId }, { scheme: "crypt", hash: "*0" }, app.now());
    expect((await signIn({ login, password: "anything" })).problem.code).toBe("signIn.failed");
    const sha256 = await wrapForStorage("17c1b8cba6fed372f40eed959c46e265ef8ec2e984b6dca935f8e38aa42c025f", login);
    if (!("scheme" in sha256)) throw new Error("not wrapped");
    await setCredential(app.db, { contactId }, sha256, app.now());
    expect((await signIn({ login, password: "some_pass" })).status).toBe(200);
    const stored = await app.db.selectFrom("credential").selectAll().where("contact_id", "=", contactId).executeTakeFirstOrThrow();
    expect([stored.scheme, stored.hash.startsWith("$argon2id$")]).toEqual(["argon2id", true]);
  });

  test("ends the session that the browser had before", async () => {
    const first = await signIn({ login, password });
    const second = await signIn({ login, password }, { cookie: cookiesOf(first) });
    await app.refused("session.required", { cookie: cookiesOf(first) }, session.getContactSession);
    expect((await app.ask({ cookie: cookiesOf(second) }, session.getContactSession)).status).toBe(200);
  });
});

describe("the portal is told", () => {
  const sessionOf = async (id: string) => app.call(await app.signIn({ contactId: id }), session.getContactSession);

  test("whether a contact sees subsidiaries: with a role that reaches below, where there are some", async () => {
    const parent = await app.company();
    const [manager, advanced] = [await app.person(parent, "manager"), await app.person(parent, "advanced")];
    expect((await sessionOf(manager)).seesSubsidiaries).toBe(false);
    await app.company({ parent_id: parent });
    expect((await sessionOf(manager)).seesSubsidiaries).toBe(true);
    expect((await sessionOf(advanced)).seesSubsidiaries).toBe(false);
  });

  test("that somebody may create nothing where no queue is open to them", async () => {
    expect((await sessionOf(contactId)).mayCreate).toBe(true);
    await app.setting("access.restrictQueuesByGroup", true);
    expect((await sessionOf(contactId)).mayCreate).toBe(false);
    await app.db.deleteFrom("setting").where("setting_key", "=", "access.restrictQueuesByGroup").execute();
  });

  test("which language and time zone hold while a contact has chosen none, and who set them", async () => {
    const own = await app.call(await app.signIn({ contactId }), session.getProfile);
    expect(own).toMatchObject({ language: null, inherited: { language: { from: "installation" }, timeZone: { from: "installation" } } });
    const british = await app.person(await app.company({ language: "en", time_zone: "Europe/London" }), "basic");
    expect((await app.call(await app.signIn({ contactId: british }), session.getProfile)).inherited).toEqual({
      language: { value: "en", from: "company" },
      timeZone: { value: "Europe/London", from: "company" },
    });
  });
});

describe("sessions", () => {
  test("end at once when the contact is suspended, and when its only company is", async () => {
    const as = await app.signIn({ contactId });
    await app.db.updateTable("contact").set({ state: "suspended" }).where("contact_id", "=", contactId).execute();
    await app.refused("session.required", as, session.getContactSession);
    await app.db.updateTable("contact").set({ state: "active" }).where("contact_id", "=", contactId).execute();
    await app.db.updateTable("membership").set({ ends_at: app.now() }).where("contact_id", "=", contactId).execute();
    await app.refused("session.required", as, session.getContactSession);
  });

  test("are listed, and one can be ended from another", async () => {
    const here = await app.signIn({ contactId });
    const there = await app.signIn({ contactId });
    const { items } = await app.call(here, session.listOwnSessions);
    expect(items.map((item) => [item.id, item.current])).toEqual(
      expect.arrayContaining([
        [here.sessionId, true],
        [there.sessionId, false],
      ]),
    );
    await app.call(here, session.endOwnSession, { params: { id: there.sessionId } });
    await app.refused("session.required", there, session.getContactSession);
    const stranger = await app.signIn({ contactId: await app.person(companyId) });
    await app.refused("record.notFound", stranger, session.endOwnSession, { params: { id: here.sessionId } });
  });

  test("end all at once everywhere else, for this person only", async () => {
    const contactId = await app.person(await app.company());
    const [here, there, elsewhere] = [await app.signIn({ contactId }), await app.signIn({ contactId }), await app.signIn({ contactId })];
    const stranger = await app.signIn({ contactId: await app.person(await app.company()) });
    await app.call(here, session.endOtherSessions);
    expect((await app.call(here, session.listOwnSessions)).items.map((one) => one.id)).toEqual([here.sessionId]);
    for (const ended of [there, elsewhere]) await app.refused("session.required", ended, session.getContactSession);
    await app.call(stranger, session.getContactSession);
  });

  test("end by signing out", async () => {
    const as = await app.signIn({ contactId });
    await app.call(as, session.signOutContact);
    await app.refused("session.required", as, session.getContactSession);
  });

  test("end when they were not used for as long as the setting says", async () => {
    const as = await app.signIn({ contactId });
    app.later(721 * 60_000);
    await app.refused("session.required", as, session.getContactSession);
    app.later(-721 * 60_000);
  });

  test("other ones end when the password is changed, and the current password is asked", async () => {
    const here = await app.signIn({ contactId });
    const there = await app.signIn({ contactId });
    await app.refused("password.wrongCurrent", here, session.changeOwnPassword, { body: { current: "wrong", password: "another good password" } });
    const short = await app.refused("password.unacceptable", here, session.changeOwnPassword, { body: { current: password, password: "short" } });
    expect(short.errors?.map((error) => error.code)).toEqual(["password.tooShort"]);
    await app.call(here, session.changeOwnPassword, { body: { current: password, password: "another good password" } });
    expect((await app.ask(here, session.getContactSession)).status).toBe(200);
    await app.refused("session.required", there, session.getContactSession);
  });
});

describe("the brake", () => {
  test("stops guessing at an account from a network, says how long, and ends by itself", async () => {
    for (let at = 0; at < mostFailures.pair; at++) expect((await signIn({ login, password: "wrong" })).problem.code).toBe("signIn.failed");
    const refused = await signIn({ login, password });
    expect([refused.status, refused.problem.code]).toEqual([429, "signIn.tooManyTries"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    app.later(16 * 60_000);
    expect((await signIn({ login, password })).status).toBe(200);
    app.later(-16 * 60_000);
  }, 30_000);

  test("cannot be passed by many guesses at once", async () => {
    const answers = await Promise.all(Array.from({ length: mostFailures.pair * 2 }, () => signIn({ login, password: "wrong" })));
    expect(answers.filter((answer) => answer.status === 401).length).toBeLessThanOrEqual(mostFailures.pair);
  }, 30_000);

  test("treats logins that do not exist the same", async () => {
    const answers = await Promise.all(Array.from({ length: mostFailures.pair + 1 }, () => signIn({ login: "no such login", password: "wrong" })));
    expect(
      answers
        .map((answer) => answer.status)
        .sort()
        .at(-1),
    ).toBe(429);
  }, 30_000);

  test("lets the owner in from a browser it knows, however many strangers guess", async () => {
    const known = cookiesOf(await signIn({ login, password }));
    const accountKeys = await app.db.selectFrom("known_device").select("account_key").execute();
    for (const { account_key } of accountKeys) {
      await app.db
        .insertInto("sign_in_brake")
        .values({ brake_key: `account ${account_key}`, failures: 5000, since: app.now() })
        .onConflict((conflict) => conflict.column("brake_key").doUpdateSet({ failures: 5000 }))
        .execute();
    }
    expect((await signIn({ login, password })).status).toBe(429);
    expect((await signIn({ login, password }, { cookie: known })).status).toBe(200);
  });
});

describe("links", () => {
  test("let the owner in from a new browser even while strangers have filled the account's count", async () => {
    for (let at = 0; at < mostFailures.pair + 1; at++) await signIn({ login, password: "wrong" });
    const { token } = await insertLink(app.db, { contactId }, "reset", app.now());
    const set = await app.ask(null, session.setPortalPassword, { body: { token, password: "a brand new password" } });
    expect((await signIn({ login, password: "a brand new password" })).status).toBe(429);
    expect((await signIn({ login, password: "a brand new password" }, { cookie: cookiesOf(set) })).status).toBe(200);
  }, 30_000);

  test("set a password once, activate an invited contact, and end its sessions", async () => {
    await app.db.updateTable("contact").set({ state: "invited" }).where("contact_id", "=", contactId).execute();
    const { token } = await insertLink(app.db, { contactId }, "invitation", app.now());
    expect(await app.call(null, session.readPortalLink, { body: { token } })).toMatchObject({ purpose: "invitation", login });
    await app.refused("password.unacceptable", null, session.setPortalPassword, { body: { token, password: `my-${login}-1` } });
    await app.call(null, session.setPortalPassword, { body: { token, password: "a brand new password" } });
    await app.refused("link.used", null, session.setPortalPassword, { body: { token, password: "a brand new password" } });
    expect((await signIn({ login, password: "a brand new password" })).status).toBe(200);
  });

  test("speak the language of the contact's company, as the mail did that brought them", async () => {
    const german = await app.person(await app.company({ language: "de" }), "basic");
    const { token } = await insertLink(app.db, { contactId: german }, "invitation", app.now());
    expect((await app.call(null, session.readPortalLink, { body: { token } })).language).toBe("de");
  });

  test("work 24 hours, only the newest, and only in their realm", async () => {
    const old = await insertLink(app.db, { contactId }, "reset", app.now());
    const fresh = await insertLink(app.db, { contactId }, "reset", app.now());
    await app.refused("link.invalid", null, session.readPortalLink, { body: { token: old.token } });
    await app.refused("link.invalid", null, session.readAgentLink, { body: { token: fresh.token } });
    await app.refused("link.invalid", null, session.readPortalLink, { body: { token: "made-up" } });
    app.later(24 * 3_600_000 + 1000);
    await app.refused("link.expired", null, session.setPortalPassword, { body: { token: fresh.token, password: "a brand new password" } });
    app.later(-24 * 3_600_000 - 1000);
  });

  test("are hashed at rest, and two uses at once set one password", async () => {
    const { token } = await insertLink(app.db, { contactId }, "reset", app.now());
    const rows = await app.db.selectFrom("link_token").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    const answers = await Promise.all(
      ["first good password", "second good password"].map((chosen) => app.ask(null, session.setPortalPassword, { body: { token, password: chosen } })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 422]);
  });

  test("are mailed on request with the same answer for everybody, and never point to the host of the request", async () => {
    for (const typed of [login, "nobody has this"]) {
      const answer = await app.ask(null, session.requestPortalReset, { body: { login: typed }, headers: { host: "evil.example" } });
      expect([answer.status, answer.body]).toEqual([202, undefined]);
    }
    const mails = await app.db.selectFrom("outbox_mail").selectAll().where("kind", "=", "reset").where("contact_id", "=", contactId).execute();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body_text).toContain("http://pforte.test/set-password#");
    expect(mails[0]?.body_text).toContain(login);
  });
});

describe("the first administrator", () => {
  test("is made by the one-time link, once", async () => {
    const fresh = await startTestApp();
    try {
      expect((await fresh.call(null, session.getInstallation)).needsSetUp).toBe(true);
      const { token } = await insertLink(fresh.db, null, "firstAdministrator", fresh.now());
      const body = {
        token,
        login: "eva",
        email: "eva@example.com",
        firstName: "Eva",
        lastName: "Ott",
        password,
        language: "de" as const,
        installationName: "Ott IT",
      };
      const made = await fresh.ask(null, session.setUp, { body });
      expect([made.status, made.body.administrator, made.body.installationName, made.body.language]).toEqual([200, true, "Ott IT", "de"]);
      expect((await fresh.call({ cookie: cookiesOf(made) }, session.getAgentSession)).login).toBe("eva");
      await fresh.refused("link.used", null, session.setUp, { body: { ...body, login: "eve" } });
      expect((await fresh.call(null, session.getInstallation)).needsSetUp).toBe(false);
    } finally {
      await fresh.close();
    }
  });
});

describe("requests", () => {
  test("from another site are refused, whatever cookie they carry", async () => {
    const as = await app.signIn({ contactId });
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { origin: "https://evil.example" }, { origin: "null" }]) {
      await app.refused("request.crossSite", as, session.signOutContact, { headers });
    }
    expect((await app.ask(as, session.getContactSession, { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(200);
  });

  test("with a wrong content type, broken JSON, unknown properties or too much are refused with their code", async () => {
    const post = async (body: string, type: string) =>
      ((await (await app.fetch("/api/v1/portal/session", { method: "POST", body, headers: { "content-type": type } })).json()) as { code: string }).code;
    expect(await post("login=a", "application/x-www-form-urlencoded")).toBe("request.contentType");
    expect(await post("{", "application/json")).toBe("request.malformed");
    expect(await post(JSON.stringify({ login: "a", password: "b".repeat(3_000_000) }), "application/json")).toBe("request.tooLarge");
    const unknown = await app.refused("request.invalid", null, session.signInContact, { body: { login, password, admin: true } });
    expect(unknown.errors).toEqual([{ path: "admin", code: "unknownProperty", message: "This property does not exist here." }]);
  });

  test("to an address that does not exist get a problem, and answers carry the security headers", async () => {
    const answer = await app.fetch("/api/v1/nothing");
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-content-type-options")]).toEqual([
      404,
      "application/problem+json",
      "nosniff",
    ]);
  });
});
