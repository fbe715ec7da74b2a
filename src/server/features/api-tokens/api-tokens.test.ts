import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/session.ts";
import { AGENT_PERMISSIONS } from "#domain/agent-permissions.ts";
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

const create = (more: Record<string, unknown> = {}, as: { cookie: string } | { bearer: string } = administrator) =>
  call(as, contract.createApiToken, { body: { name: "Reports", scopes: ["ticket:read" as const], ...more } });

describeGuards(
  () => app,
  [
    { endpoint: contract.listApiTokens },
    { endpoint: contract.createApiToken, body: { name: "Guarded", scopes: ["ticket:read"] } },
    { endpoint: contract.revokeApiToken },
  ],
);

describe("an API token", () => {
  test("is shown once, stored as a hash only, and acts as its agent within its scopes", async () => {
    const created = await create();
    expect(created).toMatchObject({
      name: "Reports",
      agent: { id: administrator.agentId, name: "Alex Agent" },
      scopes: ["ticket:read"],
      expiresAt: null,
      lastUsedAt: null,
    });
    expect(created.token).toMatch(/^pft_[\w-]{43}$/);
    const row = await app.db.selectFrom("api_token").selectAll().where("api_token_id", "=", created.id).executeTakeFirstOrThrow();
    expect(row.token_hash).toEqual(createHash("sha256").update(created.token).digest());
    const session = await call({ bearer: created.token }, contract.getAgentSession);
    expect(session).toMatchObject({ agentId: administrator.agentId, permissions: ["ticket:read"] });
    await app.refused("permission.missing", { bearer: created.token }, contract.listApiTokens);
    const events = await app.db.selectFrom("audit_event").selectAll().where("event", "=", "api-token.created").execute();
    expect(events).toMatchObject([{ subject_id: administrator.agentId, after: { tokenId: created.id, scopes: ["ticket:read"] } }]);
    expect(JSON.stringify(events)).not.toContain(created.token);
  });

  test("is nobody in the portal", async () => {
    await app.refused("session.required", { bearer: (await create()).token }, contract.getContactSession);
  });

  test("cannot do more than the agent who asks for it", async () => {
    const agent = await app.agent(["setting:read"]);
    await app.refused("token.scopeNotHeld", agent, contract.createApiToken, { body: { name: "x", scopes: ["setting:read", "setting:write"] } });
    expect((await create({ scopes: ["setting:read", "ticket:read"] }, agent)).scopes).toEqual(["ticket:read", "setting:read"]);
  });

  test("cannot make a token that does more than itself", async () => {
    const { token: bearer } = await create({ scopes: ["ticket:read", "contact:read"] });
    await app.refused("token.scopeNotHeld", { bearer }, contract.createApiToken, { body: { name: "x", scopes: ["contact:write"] } });
  });

  test("loses what its agent loses", async () => {
    const agent = await app.agent(["setting:read"]);
    const { token: bearer } = await create({ scopes: ["setting:read"] }, agent);
    await app.db.updateTable("agent").set({ permissions: [] }).where("agent_id", "=", agent.agentId).execute();
    expect((await call({ bearer }, contract.getAgentSession)).permissions).toEqual([]);
  });

  test("ends when it expires, and is not made with an end in the past", async () => {
    const problem = await app.refused("request.invalid", administrator, contract.createApiToken, {
      body: { name: "x", scopes: ["ticket:read"], expiresAt: new Date(app.now().getTime() - 1000).toISOString() },
    });
    expect(problem.errors).toMatchObject([{ path: "expiresAt", code: "tooSmall" }]);
    const { id, token: bearer } = await create({ expiresAt: new Date(app.now().getTime() + 60_000).toISOString() });
    await call({ bearer }, contract.getAgentSession);
    app.later(61_000);
    await app.refused("session.required", { bearer }, contract.getAgentSession);
    expect((await call(administrator, contract.listApiTokens)).items.map((token) => token.id)).not.toContain(id);
  });

  test("opens nothing from the next request on once it is revoked", async () => {
    const { id, token: bearer } = await create();
    await call(administrator, contract.revokeApiToken, { params: { id } });
    await app.refused("session.required", { bearer }, contract.getAgentSession);
    await app.refused("record.notFound", administrator, contract.revokeApiToken, { params: { id } });
    const event = await app.db.selectFrom("audit_event").selectAll().orderBy("audit_event_id", "desc").limit(1).executeTakeFirst();
    expect(event).toMatchObject({ event: "api-token.revoked", before: { tokenId: id } });
  });

  test("of somebody else is revoked only by who manages agents", async () => {
    const [owner, other, keeper] = [await app.agent(), await app.agent(), await app.agent(["agent:write"])];
    const [first, second] = [await create({}, owner), await create({}, owner)];
    await app.refused("record.notFound", other, contract.revokeApiToken, { params: { id: first.id } });
    await call(owner, contract.revokeApiToken, { params: { id: first.id } });
    await call(keeper, contract.revokeApiToken, { params: { id: second.id } });
  });

  test("is not kept for a repeated request: the second answer does not show it", async () => {
    const given = { body: { name: "Once", scopes: ["ticket:read" as const] }, headers: { "idempotency-key": "once" } };
    const first = await call(administrator, contract.createApiToken, given);
    const second = await call(administrator, contract.createApiToken, given);
    expect(second).toEqual({ ...first, token: "" });
    const kept = await app.db.selectFrom("idempotency_key").selectAll().execute();
    expect(JSON.stringify(kept.map((row) => row.response))).not.toContain("pft_");
    await call({ bearer: first.token }, contract.getAgentSession);
  });

  test("knows only scopes that exist, and needs one", async () => {
    for (const scopes of [[], ["everything"]]) await app.refused("request.invalid", administrator, contract.createApiToken, { body: { name: "x", scopes } });
  });
});

describe("the list of API tokens", () => {
  test("gives everybody's usable tokens, newest first, whatever the size of a page", async () => {
    const agent = await app.agent();
    const { id } = await create({ name: "Nightly export", scopes: ["ticket:read"] }, agent);
    const tokens = await walk(call, administrator, contract.listApiTokens, {}, 2);
    expect(tokens[0]).toMatchObject({ id, name: "Nightly export", agent: { id: agent.agentId } });
    expect(tokens.length).toBe((await call(administrator, contract.listApiTokens)).total);
    expect(tokens.map((token) => token.id)).toEqual(
      tokens
        .map((token) => token.id)
        .sort()
        .reverse(),
    );
    expect(tokens.every((token) => token.scopes.every((scope) => AGENT_PERMISSIONS.includes(scope)))).toBe(true);
    expect((await call(administrator, contract.listApiTokens, { query: { q: "nightly" } })).items).toHaveLength(1);
    await app.db.updateTable("agent").set({ state: "suspended" }).where("agent_id", "=", agent.agentId).execute();
    expect((await call(administrator, contract.listApiTokens, { query: { q: "nightly" } })).items).toEqual([]);
  });
});
