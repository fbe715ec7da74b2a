/** ATK-05: where names do not show, none of them stands in any answer to a contact, in any mail and in any live event. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { API } from "#contract/api.ts";
import { giveSignIn, resetSignIn } from "#contract/contact.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { followPortalTickets } from "#contract/live.ts";
import { requestPortalReset } from "#contract/session.ts";
import { addArticle } from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { follow } from "#test/follow.ts";

const HIDDEN = {
  agent: { first_name: "Xaverine", last_name: "Quendolin", login: "xq-login", email: "quendolin.mail@pforte.test" },
  colleague: { first_name: "Zoltania", last_name: "Wexelbaum", login: "zw-login", email: "wexelbaum.mail@example.com" },
} as const;
type Whose = keyof typeof HIDDEN;

let app: TestApp;
let reader: Signed = null;
let agent: Signed = null;
const made = { companyId: "", ticketId: "", otherTicketId: "", attachmentId: "", participantId: "", readerId: "", colleagueId: "", agentId: "", queueId: "" };

beforeAll(async () => {
  app = await startTestApp();
  made.companyId = await app.company();
  const groupId = await app.group();
  made.queueId = await app.queue(groupId);
  const signed = await app.agent(["ticket:read", "ticket:write", "contact:write", "contact:read"]);
  made.agentId = signed.agentId;
  agent = signed;
  await app.agentRight(made.agentId, groupId);
  await app.db.updateTable("agent").set(HIDDEN.agent).where("agent_id", "=", made.agentId).execute();
  made.readerId = await app.person(made.companyId, "manager", { first_name: "Rita", last_name: "Reader" });
  reader = await app.signIn({ contactId: made.readerId });
  made.colleagueId = await app.person(made.companyId, "manager", HIDDEN.colleague);
  const ticket = { queue_id: made.queueId, company_id: made.companyId, contact_id: made.colleagueId, assignee_id: made.agentId };
  made.ticketId = await app.ticket({ ...ticket, type: "done" });
  made.otherTicketId = await app.ticket({ ...ticket, contact_id: made.readerId, type: "pending" });
  const upload = await app.fetch("/api/v1/portal/uploads?name=a.txt", { method: "POST", body: "x", headers: { "content-type": "text/plain" } }, reader);
  const uploads = [((await upload.json()) as { id: string }).id];
  const answer = await json("POST", `/api/v1/portal/tickets/${made.ticketId}/articles`, { bodyText: "with a file", uploads });
  made.attachmentId = (JSON.parse(answer) as { attachments: { id: string }[] }).attachments[0]?.id ?? "";
  for (const ticketId of [made.ticketId, made.otherTicketId]) {
    await app.article(ticketId, { author_kind: "contact", contact_id: made.colleagueId });
    // As take-overs write them: a sender whom nobody here is.
    await app.article(ticketId, { author_kind: "contact", author_text: "Zoltania Wexelbaum <wexelbaum.mail@example.com>" });
    await app.article(ticketId, { author_kind: "system", author_text: "Xaverine Quendolin" });
    await app.article(ticketId, { author_kind: "agent", author_text: "Xaverine Quendolin <quendolin.mail@pforte.test>" });
    await app.article(ticketId, { author_kind: "agent", agent_id: made.agentId });
  }
  made.participantId = await app.participant(made.ticketId, { contact_id: made.colleagueId, added_by_kind: "contact" });
});
afterAll(() => app.close());

async function json(method: string, path: string, body?: unknown, as = reader): Promise<string> {
  const init: RequestInit = { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }) };
  const response = await app.fetch(path, init, as);
  if (response.status >= 400) throw new Error(`${method} ${path} gave ${response.status}: ${await response.text()}`);
  return response.text();
}

/** Every reading endpoint of the portal, whatever is added to it. */
const reading: [string, Endpoint][] = Object.entries(API).filter(
  ([, { policy, method, gives }]) => policy.realm === "contact" && method === "GET" && gives !== "events",
);
const queries: Readonly<Record<string, string>> = { exportPortalTickets: "?format=csv&state=all" };
const pathOf = (name: string, endpoint: Endpoint, ticketId: string): string => {
  const ids: Record<string, string> = { id: ticketId, attachmentId: made.attachmentId, participantId: made.participantId };
  return endpoint.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => ids[key] ?? ticketId) + (queries[name] ?? "");
};

/** Everything that is said to the contact: each endpoint once for each ticket, and what it writes. */
async function everythingSaid(): Promise<{ where: string; text: string }[]> {
  const said: { where: string; text: string }[] = [];
  const ask = async (method: string, path: string, body?: unknown) => said.push({ where: `${method} ${path}`, text: await json(method, path, body) });
  for (const [name, endpoint] of reading) {
    const ids = endpoint.path.includes("{attachmentId}")
      ? [made.ticketId]
      : endpoint.path.includes("{")
        ? [made.ticketId, made.otherTicketId]
        : [made.ticketId];
    for (const id of ids) await ask(endpoint.method, pathOf(name, endpoint, id));
    if (name === "listPortalTickets") for (const view of ["mine", "companies", "shared", "billed"]) await ask("GET", `${endpoint.path}?view=${view}`);
    if (name === "listPortalTickets") for (const word of ["Ticket", "Text"]) await ask("GET", `${endpoint.path}?q=${word}`);
  }
  await ask("POST", "/api/v1/portal/tickets", { subject: "New", bodyText: "New", queueId: made.queueId });
  await ask("POST", `/api/v1/portal/tickets/${made.otherTicketId}/articles`, { bodyText: "An answer" });
  await ask("POST", `/api/v1/portal/tickets/${made.otherTicketId}/participants`, { email: HIDDEN.colleague.email, level: "read" });
  const { version } = JSON.parse(await json("GET", `/api/v1/portal/tickets/${made.otherTicketId}`)) as { version: number };
  await ask("PATCH", `/api/v1/portal/tickets/${made.otherTicketId}`, { state: "closed", version });
  await app.db.deleteFrom("participant").where("ticket_id", "=", made.otherTicketId).execute();
  return said;
}

/** The mails that the agent's deeds and the contact's own bring about. */
async function mailsToContacts(): Promise<{ where: string; text: string }[]> {
  const contactId = await app.person(made.companyId, "basic", { first_name: "Nora", last_name: "New", login: null });
  const login = `nora-${contactId}`;
  await app.call(agent, giveSignIn, { params: { id: contactId }, body: { login, send: "link" } });
  await app.call(agent, resetSignIn, { params: { id: contactId }, body: { send: "link" } });
  await app.ask(null, requestPortalReset, { body: { login } });
  const mails = await app.db.selectFrom("outbox_mail").select(["kind", "subject", "body_text"]).where("contact_id", "=", contactId).execute();
  return mails.map((mail) => ({ where: `mail ${mail.kind}`, text: `${mail.subject} ${mail.body_text}` }));
}

async function events(): Promise<{ where: string; text: string }[]> {
  const following = await follow(app, reader, followPortalTickets);
  await app.call(agent, addArticle, { params: { id: made.ticketId }, body: { bodyText: "We are at it", visible: true } });
  await following.heard("tickets");
  following.close();
  return following.messages.map((message) => ({ where: "live", text: JSON.stringify(message) }));
}

const findsOf = (said: readonly { where: string; text: string }[], words: readonly string[]): string[] =>
  said.flatMap(({ where, text }) => words.filter((word) => text.toLowerCase().includes(word.toLowerCase())).map((word) => `${word} in ${where}`));

const everyWord = (whose: Whose): string[] => [...Object.values(HIDDEN[whose]), whose === "agent" ? made.agentId : made.colleagueId];

beforeEach(async () => {
  await app.db.deleteFrom("setting").execute();
});

describe("names of agents", () => {
  test("appear while nothing is set: what is looked for would be found", async () => {
    const finds = findsOf(await everythingSaid(), everyWord("agent"));
    for (const place of ["/articles", "/api/v1/portal/tickets?view=companies", `/api/v1/portal/tickets/${made.ticketId}`, "/waiting-tickets"])
      expect(finds.some((find) => find.startsWith("Quendolin") && find.includes(place))).toBe(true);
  });

  test.each(["hidden", "team"])("appear nowhere where they are %s", async (value) => {
    await app.setting("view.agentNames", value);
    const said = [...(await everythingSaid()), ...(await mailsToContacts()), ...(await events())];
    expect(said.filter(({ where }) => where.startsWith("mail")).length).toBeGreaterThan(1);
    expect(findsOf(said, everyWord("agent"))).toEqual([]);
  });

  test("appear as nothing but the first name where that is enough", async () => {
    await app.setting("view.agentNames", "firstName");
    const { first_name, ...rest } = HIDDEN.agent;
    const said = [...(await everythingSaid()), ...(await events())];
    expect(findsOf(said, [...Object.values(rest), made.agentId])).toEqual([]);
    expect(findsOf(said, [first_name]).length).toBeGreaterThan(0);
  });
});

describe("names of other contacts", () => {
  test("appear while nothing is set", async () => {
    const finds = findsOf(await everythingSaid(), everyWord("colleague"));
    for (const place of ["/articles", "/participants", "/readers", "/api/v1/portal/tickets?view=companies"])
      expect(finds.some((find) => find.startsWith("Wexelbaum") && find.includes(place))).toBe(true);
  });

  test("appear nowhere where they are hidden, and everybody still reads his own", async () => {
    await app.setting("view.colleagueNames", false, made.companyId);
    const said = [...(await everythingSaid()), ...(await mailsToContacts()), ...(await events())];
    expect(findsOf(said, everyWord("colleague"))).toEqual([]);
    expect(findsOf(said, ["Rita Reader"]).length).toBeGreaterThan(0);
  });
});
