/** Every endpoint asked by everybody who must not have it: nobody, the other realm, an agent without the permission, a contact of another company. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API } from "#contract/api.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { EVERY_AGENT } from "#domain/agent-permissions.ts";
import { ROUTES } from "#server/main.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";

const endpoints = Object.entries(API);
const ofRealm = (realm: Endpoint["policy"]["realm"]) => endpoints.filter(([, endpoint]) => endpoint.policy.realm === realm);

let app: TestApp;
/** A ticket of company A with everything on it, and people who have nothing to do with it. */
const made = { ticketId: "", articleId: "", attachmentId: "", participantId: "", companyId: "", contactId: "", queueId: "" };
const people: Record<"member" | "stranger" | "powerless" | "agent" | "powerlessAgent", Signed> = {
  member: null,
  stranger: null,
  powerless: null,
  agent: null,
  powerlessAgent: null,
};

beforeAll(async () => {
  app = await startTestApp();
  await app.setting("access.restrictQueuesByGroup", true);
  made.companyId = await app.company();
  const group = await app.group();
  await app.right(group, { company_id: made.companyId, context: "own", can_edit: true });
  made.queueId = await app.queue(group);
  made.contactId = await app.person(made.companyId, "manager");
  people.member = await app.signIn({ contactId: made.contactId });
  const otherCompany = await app.company();
  await app.right(group, { company_id: otherCompany, context: "own", can_edit: true });
  people.stranger = await app.signIn({ contactId: await app.person(otherCompany, "manager") });
  people.powerless = await app.signIn({ contactId: await app.person(made.companyId, "basic") });
  people.agent = await app.administrator();
  people.powerlessAgent = await app.agent();
  made.ticketId = await app.ticket({ queue_id: made.queueId, company_id: made.companyId, contact_id: made.contactId });
  made.articleId = await app.article(made.ticketId, { visible: true });
  made.participantId = await app.participant(made.ticketId, { contact_id: made.contactId, added_by_kind: "contact" });
  const upload = await app.fetch(
    "/api/v1/portal/uploads?name=a.txt",
    { method: "POST", body: "content", headers: { "content-type": "text/plain" } },
    people.member,
  );
  const { id: uploadId } = (await upload.json()) as { id: string };
  const reply = await app.fetch(
    `/api/v1/portal/tickets/${made.ticketId}/articles`,
    { method: "POST", body: JSON.stringify({ bodyText: "with a file", uploads: [uploadId] }), headers: { "content-type": "application/json" } },
    people.member,
  );
  made.attachmentId = ((await reply.json()) as { attachments: { id: string }[] }).attachments[0]?.id ?? "";
});
afterAll(() => app.close());

/** Bodies that would be accepted from somebody who may. */
const bodies: Record<string, unknown> = {
  changePortalTicket: { version: 1, state: "closed" },
  replyInPortal: { bodyText: "hello" },
  judgeTicket: { verdict: "accepted" },
  shareInPortal: { email: "somebody@example.com", level: "read" },
  changeTicket: { version: 1, subject: "changed" },
  sayWriting: { visible: true },
  addArticle: { bodyText: "hello", visible: true },
  createSubtask: { subject: "a part" },
  changeSubtask: { version: 1, subject: "a part" },
  orderSubtasks: { subtaskIds: ["00000000-0000-7000-8000-000000000001"] },
  restoreSubtask: undefined,
  mergeTickets: { ticketIds: ["00000000-0000-7000-8000-000000000001"] },
  unmergeTicket: undefined,
  linkTicket: { side: "relates", ticketId: "00000000-0000-7000-8000-000000000001" },
  createTimeEntry: { day: "2026-03-02", minutes: 30 },
  changeTimeEntry: { version: 1, minutes: 30 },
  restoreTimeEntry: undefined,
  addParticipant: { companyId: "00000000-0000-7000-8000-000000000001", level: "read" },
};

/** Queries without which nothing is asked. */
const queries: Record<string, string> = { deleteTimeEntry: "?version=1" };

function request(name: string, endpoint: Endpoint): { path: string; init: RequestInit } {
  const ids: Record<string, string> = { id: made.ticketId, attachmentId: made.attachmentId, participantId: made.participantId, companyId: made.companyId };
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => ids[key] ?? made.ticketId);
  const body = endpoint.method === "GET" || endpoint.method === "DELETE" ? undefined : JSON.stringify(name in bodies ? bodies[name] : {});
  return {
    path: `${path}${queries[name] ?? ""}`,
    init: { method: endpoint.method, ...(body ? { body, headers: { "content-type": "application/json" } } : {}) },
  };
}

async function status(name: string, endpoint: Endpoint, as: Signed): Promise<number> {
  const { path, init } = request(name, endpoint);
  return (await app.fetch(path, init, as)).status;
}

test("every endpoint of the contract has exactly one route, and every route an endpoint", () => {
  const routed = ROUTES.map((route) => `${route.endpoint.method} ${route.endpoint.path}`);
  const declared = endpoints.map(([, endpoint]) => `${endpoint.method} ${endpoint.path}`);
  expect([...routed].sort()).toEqual([...declared].sort());
  expect(new Set(routed).size).toBe(routed.length);
});

describe("nobody", () => {
  test.each([...ofRealm("agent"), ...ofRealm("contact")])("gets 401 from %s", async (name, endpoint) => {
    expect(await status(name, endpoint, null)).toBe(401);
  });
});

describe("realms never mix", () => {
  test.each(ofRealm("agent"))("a contact is nobody at %s", async (name, endpoint) => {
    expect(await status(name, endpoint, people.member)).toBe(401);
  });
  test.each(ofRealm("contact"))("an administrator is nobody at %s", async (name, endpoint) => {
    expect(await status(name, endpoint, people.agent)).toBe(401);
  });
});

describe("an agent without the permission", () => {
  const guarded = ofRealm("agent").filter(
    ([, { policy }]) => policy.realm === "agent" && policy.permission !== "signedIn" && !EVERY_AGENT.includes(policy.permission),
  );
  test.each(guarded)("gets 403 from %s", async (name, endpoint) => {
    expect(await status(name, endpoint, people.powerlessAgent)).toBe(403);
  });
});

const onOneTicket = (realm: "agent" | "contact") => ofRealm(realm).filter(([, endpoint]) => /\/tickets\/\{id\}/.test(endpoint.path));

describe("a foreign ticket is not there", () => {
  test.each(onOneTicket("contact"))("for a contact of another company: %s", async (name, endpoint) => {
    expect(await status(name, endpoint, people.stranger)).toBe(404);
  });
  test.each(onOneTicket("contact"))("for a colleague who sees own tickets only: %s", async (name, endpoint) => {
    expect(await status(name, endpoint, people.powerless)).toBe(404);
  });
  test.each(onOneTicket("agent"))("for an agent without a right on its group: %s", async (name, endpoint) => {
    expect(await status(name, endpoint, people.powerlessAgent)).toBe(404);
  });
  test("the answer is the same as for a ticket that does not exist", async () => {
    const foreign = await app.fetch(`/api/v1/portal/tickets/${made.ticketId}`, {}, people.stranger);
    const missing = await app.fetch("/api/v1/portal/tickets/00000000-0000-7000-8000-00000000dead", {}, people.stranger);
    expect(await foreign.text()).toBe(await missing.text());
  });
  test("no list, count or search shows it", async () => {
    for (const query of ["", "?view=companies", "?view=mine", "?view=shared", "?count=exact", "?q=Ticket", `?company=${made.companyId}`]) {
      const list = (await (await app.fetch(`/api/v1/portal/tickets${query}`, {}, people.stranger)).json()) as { items: unknown[]; total: number };
      expect([query, list.items, list.total]).toEqual([query, [], 0]);
    }
  });
  test("its own contact sees it", async () => {
    expect(await status("getPortalTicket", API["getPortalTicket"] as Endpoint, people.member)).toBe(200);
  });
});
