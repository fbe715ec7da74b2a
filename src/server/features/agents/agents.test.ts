import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/session.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
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

let count = 0;
const create = (more: Record<string, unknown> = {}) =>
  call(administrator, contract.createAgent, {
    body: { login: `kim-${++count}`, email: `kim-${count}@example.com`, firstName: "Kim", lastName: "Nord", ...more },
  });
const change = (id: string, body: Record<string, unknown>, as = administrator) => call(as, contract.changeAgent, { params: { id }, body });
const read = (id: string) => call(administrator, contract.getAgent, { params: { id } });
const lastEvent = (id: string) =>
  app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", id).orderBy("audit_event_id", "desc").limit(1).executeTakeFirst();
const mailTo = (id: string) => app.db.selectFrom("outbox_mail").selectAll().where("agent_id", "=", id).execute();

describeGuards(
  () => app,
  [
    { endpoint: contract.listAgents },
    { endpoint: contract.getAgent },
    { endpoint: contract.createAgent, body: { login: "guarded", email: "guarded@example.com" } },
    { endpoint: contract.changeAgent, body: { version: 1, firstName: "Guarded" } },
    { endpoint: contract.changeAgentRights, body: { version: 1, changes: [{ groupId: randomUUIDv7(), rights: [] }] } },
  ],
);

describe("a new agent", () => {
  test("is invited by a link in the agent's language, and sets the password with it", async () => {
    const agent = await create({ language: "de", permissions: ["setting:read", "audit:read", "setting:read"] });
    expect(agent).toMatchObject({
      name: "Kim Nord",
      administrator: false,
      permissions: ["setting:read", "audit:read"],
      state: "active",
      rights: [],
      version: 1,
    });
    expect(await read(agent.id)).toEqual(agent);
    const [mail] = await mailTo(agent.id);
    expect(mail).toMatchObject({ to_address: agent.email, subject: "Ihr Zugang zu Pforte", state: "waiting", kind: "invitation" });
    expect(mail?.body_text).toContain(`Ihr Benutzername: ${agent.login}`);
    const token = /http:\/\/pforte\.test\/workspace\/set-password#([\w-]{43})\s/.exec(mail?.body_text ?? "")?.[1] ?? "";
    await app.call(null, contract.setAgentPassword, { body: { token, password: "correct horse battery" } });
    await app.call(null, contract.signInAgent, { body: { login: agent.login, password: "correct horse battery" } });
    expect(await app.refused("link.used", null, contract.setAgentPassword, { body: { token, password: "another horse battery" } })).toBeTruthy();
  });

  test("with a password can sign in at once and gets no mail", async () => {
    const agent = await create({ password: "correct horse battery" });
    expect(await mailTo(agent.id)).toEqual([]);
    await app.call(null, contract.signInAgent, { body: { login: agent.login, password: "correct horse battery" } });
  });

  test("does not get a password that is easily guessed", async () => {
    const body = { login: "lee-east", email: "lee@example.com", password: "lee-east" };
    const problem = await app.refused("password.unacceptable", administrator, contract.createAgent, { body });
    expect(problem.errors?.map((error) => [error.path, error.code])).toEqual([
      ["password", "password.tooShort"],
      ["password", "password.containsLogin"],
    ]);
  });

  test("has a login that no other agent has, in whatever case", async () => {
    const { login } = await create();
    await app.refused("agent.loginTaken", administrator, contract.createAgent, { body: { login: login.toUpperCase(), email: "x@example.com" } });
  });

  test("is in the log with its permissions and without its name", async () => {
    const agent = await create({ permissions: ["outbox:read"] });
    const event = await lastEvent(agent.id);
    expect(event).toMatchObject({
      event: "agent.created",
      actor_id: administrator.agentId,
      after: { administrator: false, permissions: ["outbox:read"], invited: true },
    });
    expect(JSON.stringify(event)).not.toContain("Nord");
  });
});

describe("changing an agent", () => {
  test("writes the differences, and logs of the person only that name and address changed", async () => {
    const { id } = await create();
    expect(await change(id, { version: 1, lastName: "Süd", email: "sued@example.com", timeZone: "Europe/Vienna", permissions: ["outbox:read"] })).toMatchObject(
      {
        name: "Kim Süd",
        email: "sued@example.com",
        timeZone: "Europe/Vienna",
        version: 2,
      },
    );
    expect(await lastEvent(id)).toMatchObject({
      event: "agent.changed",
      before: { timeZone: null, permissions: [], changed: ["email", "lastName"] },
      after: { timeZone: "Europe/Vienna", permissions: ["outbox:read"], changed: ["email", "lastName"] },
    });
    expect(await change(id, { version: 2, lastName: "Süd" })).toMatchObject({ version: 2 });
    await app.refused("record.versionStale", administrator, contract.changeAgent, { params: { id }, body: { version: 1, lastName: "West" } });
  });

  test("makes an invitation to the former address useless", async () => {
    const { id } = await create();
    const [mail] = await mailTo(id);
    const token = /#([\w-]{43})/.exec(mail?.body_text ?? "")?.[1] ?? "";
    await change(id, { version: 1, email: "right@example.com" });
    await app.refused("link.invalid", null, contract.setAgentPassword, { body: { token, password: "correct horse battery" } });
  });

  test.each(["suspended", "closed"] as const)("to %s ends sessions and makes API tokens useless with the next request", async (state) => {
    const { id } = await create();
    const session = await app.signIn({ agentId: id });
    const { token: bearer } = await call(session, contract.createApiToken, { body: { name: "x", scopes: ["ticket:read"] } });
    await call({ bearer }, contract.getAgentSession);
    await change(id, { version: 1, state });
    await app.refused("session.required", session, contract.getAgentSession);
    await app.refused("session.required", { bearer }, contract.getAgentSession);
    expect(await app.db.selectFrom("session").select("session_id").where("agent_id", "=", id).execute()).toEqual([]);
  });
});

describe("administrators", () => {
  test("cannot remove the last active one, themselves included", async () => {
    const { agentId: id } = administrator;
    const { version } = await read(id);
    for (const body of [{ administrator: false }, { state: "suspended" }, { state: "closed" }]) {
      await app.refused("agent.lastAdministrator", administrator, contract.changeAgent, { params: { id }, body: { version, ...body } });
    }
    const second = await create({ administrator: true });
    expect(await change(second.id, { version: 1, administrator: false })).toMatchObject({ administrator: false });
  });

  test("two of them cannot remove each other at the same time", async () => {
    const second = await create({ administrator: true });
    const secondSession = await app.signIn({ agentId: second.id });
    const { version } = await read(administrator.agentId);
    const answers = await Promise.all([
      app.ask(administrator, contract.changeAgent, { params: { id: second.id }, body: { version: 1, administrator: false } }),
      app.ask(secondSession, contract.changeAgent, { params: { id: administrator.agentId }, body: { version, administrator: false } }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).not.toEqual([200, 200]);
    const left = await app.db.selectFrom("agent").select("agent_id").where("is_administrator", "=", true).where("state", "=", "active").execute();
    expect(left.length).toBeGreaterThan(0);
    await app.db.updateTable("agent").set({ is_administrator: true }).where("agent_id", "=", administrator.agentId).execute();
    await app.db.updateTable("agent").set({ is_administrator: false }).where("agent_id", "=", second.id).execute();
  });

  test("are made and changed by administrators only", async () => {
    const keeper = await app.agent(["agent:read", "agent:write"]);
    await app.refused("permission.missing", keeper, contract.createAgent, { body: { login: "mighty", email: "m@example.com", administrator: true } });
    const own = await read(keeper.agentId);
    await app.refused("permission.missing", keeper, contract.changeAgent, { params: { id: own.id }, body: { version: own.version, administrator: true } });
    const { version } = await read(administrator.agentId);
    const takeover = { params: { id: administrator.agentId }, body: { version, email: "thief@example.com" } };
    await app.refused("permission.missing", keeper, contract.changeAgent, takeover);
  });
});

describe("who manages agents without being administrator", () => {
  const keeperPermissions: AgentPermission[] = ["agent:read", "agent:write", "outbox:read"];

  test("gives no permission that they do not have", async () => {
    const keeper = await app.agent(keeperPermissions);
    const body = (permissions: AgentPermission[]) => ({ login: `given-${++count}`, email: "given@example.com", permissions });
    await app.refused("permission.missing", keeper, contract.createAgent, { body: body(["setting:write"]) });
    const { id } = await call(keeper, contract.createAgent, { body: body(["outbox:read"]) });
    await app.refused("permission.missing", keeper, contract.changeAgent, {
      params: { id },
      body: { version: 1, permissions: ["outbox:read", "setting:write"] },
    });
  });

  test("changes nobody who may do more, so that no address is exchanged for a reset link", async () => {
    const keeper = await app.agent(keeperPermissions);
    const { id } = await create({ permissions: ["setting:write"] });
    await app.refused("permission.missing", keeper, contract.changeAgent, { params: { id }, body: { version: 1, email: "thief@example.com" } });
    await app.refused("permission.missing", keeper, contract.changeAgentRights, {
      params: { id },
      body: { version: 1, changes: [{ groupId: await app.group(), rights: [] }] },
    });
  });

  test("gives rights on groups only as far as they have them, and may take away any", async () => {
    const keeper = await app.agent(keeperPermissions);
    const [mine, foreign] = [await app.group(), await app.group()];
    await app.agentRight(keeper.agentId, mine, { can_read: true });
    const { id } = await create();
    const rights = (changes: unknown[], version: number) => app.ask(keeper, contract.changeAgentRights, { params: { id }, body: { version, changes } });
    expect((await rights([{ groupId: mine, rights: ["edit"] }], 1)).problem.code).toBe("permission.missing");
    expect((await rights([{ groupId: foreign, rights: ["read"] }], 1)).problem.code).toBe("permission.missing");
    expect((await rights([{ groupId: mine, rights: ["read"] }], 1)).status).toBe(200);
    await app.agentRight(id, foreign, { can_edit: true });
    expect((await rights([{ groupId: foreign, rights: [] }], 2)).status).toBe(200);
  });
});

describe("an agent's rights on groups", () => {
  const set = (id: string, version: number, changes: unknown[], reason?: string) =>
    call(administrator, contract.changeAgentRights, { params: { id }, body: { version, changes, ...(reason ? { reason } : {}) } });

  test("are set and taken away by differences, with version, history and log", async () => {
    const { id } = await create();
    const [first, second] = [await app.group({ name: "Alpha" }), await app.group({ name: "Beta" })];
    const given = await set(id, 1, [
      { groupId: first, rights: ["read", "create"] },
      { groupId: second, rights: ["edit"] },
    ]);
    expect(given).toMatchObject({
      version: 2,
      rights: [
        { group: { id: first, name: "Alpha" }, rights: ["read", "create"] },
        { group: { id: second, name: "Beta" }, rights: ["edit"] },
      ],
    });
    const changed = await set(
      id,
      2,
      [
        { groupId: first, rights: [] },
        { groupId: second, rights: ["edit"] },
      ],
      "Moved on",
    );
    expect(changed).toMatchObject({ version: 3, rights: [{ group: { id: second } }] });
    expect(await lastEvent(id)).toMatchObject({
      event: "agent.rights-changed",
      before: { rights: [{ groupId: first, read: true, create: true, edit: false }] },
      after: { rights: [{ groupId: first, read: false, create: false, edit: false }] },
      reason: "Moved on",
    });
    const former = await app.db.selectFrom("fact_history").select("row").where("table_name", "=", "agent_right").execute();
    expect(former).toContainEqual({ row: expect.objectContaining({ agent_id: id, group_id: first, can_read: true, can_create: true }) });
    expect(await set(id, 3, [{ groupId: second, rights: ["edit"] }])).toMatchObject({ version: 3 });
    await app.refused("record.versionStale", administrator, contract.changeAgentRights, {
      params: { id },
      body: { version: 1, changes: [{ groupId: first, rights: [] }] },
    });
  });

  test("are given on groups that exist", async () => {
    const { id } = await create();
    const body = { version: 1, changes: [{ groupId: randomUUIDv7(), rights: ["read" as const] }] };
    await app.refused("record.unknownReference", administrator, contract.changeAgentRights, { params: { id }, body });
  });
});

describe("the list of agents", () => {
  test("gives everybody once, by last name, whatever the size of a page", async () => {
    for (const lastName of ["Zander", "Äpfel", "aber"]) await create({ lastName, firstName: "Listed" });
    const listed = await walk(call, administrator, contract.listAgents, { q: "listed" }, 1);
    expect(listed.map((agent) => agent.lastName)).toEqual(["aber", "Äpfel", "Zander"]);
    const all = await walk(call, administrator, contract.listAgents, {}, 4);
    expect(new Set(all.map((agent) => agent.id)).size).toBe((await call(administrator, contract.listAgents, { query: { count: "exact" } })).total);
  });

  test("finds by name, login and address, and by state", async () => {
    const agent = await create({ firstName: "Ünal", lastName: "Finder" });
    for (const q of ["unal find", agent.login, agent.email]) {
      expect((await call(administrator, contract.listAgents, { query: { q } })).items.map((one) => one.id)).toContain(agent.id);
    }
    expect(await call(administrator, contract.listAgents, { query: { q: "unal find", state: "closed" } })).toMatchObject({ items: [], total: 0 });
  });
});
