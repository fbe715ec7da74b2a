import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { changeCompany } from "#contract/company.ts";
import { changeContact, endContactSessions } from "#contract/contact.ts";
import { followPortalTickets, followTickets } from "#contract/live.ts";
import { getPortalTicket, listPortalArticles, listPortalTickets, replyInPortal } from "#contract/portal-ticket.ts";
import { changeOwnPassword, createApiToken, endOwnSession } from "#contract/session.ts";
import { addArticle, addParticipant, changeTicket, removeParticipant } from "#contract/ticket.ts";
import { setCredential } from "#server/features/sign-in/queries.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { type Following, follow } from "#test/follow.ts";
import { describeGuards } from "#test/guards.ts";
import { mostStreamsOfSession } from "./presence.ts";

let app: TestApp;
const open: Following[] = [];
const portal = async (as: Signed) => remember(await follow(app, as, followPortalTickets));
const workspace = async (as: Signed) => remember(await follow(app, as, followTickets));
const remember = (following: Following) => {
  open.push(following);
  return following;
};
/** Nobody who is not told within this time is told: the change was looked at long before. */
const silence = () => pause(1300);

beforeAll(async () => {
  app = await startTestApp();
});
afterEach(() => {
  for (const following of open.splice(0)) following.close();
});
afterAll(() => app.close());

describeGuards(() => app, [{ endpoint: followTickets }]);

describe("a change of a ticket", () => {
  /** Company, queue with a right, and everybody who could have to do with it, each with an open stream. */
  async function scene() {
    await app.db.deleteFrom("setting").execute();
    await app.setting("access.restrictQueuesByGroup", true);
    await app.setting("access.otherCompanies", true);
    const [company, partnerCompany, foreignCompany] = [await app.company(), await app.company(), await app.company()];
    const [group, otherGroup] = [await app.group(), await app.group()];
    for (const groupId of [group, otherGroup]) {
      for (const companyId of [company, partnerCompany, foreignCompany]) await app.right(groupId, { company_id: companyId, context: "own", can_edit: true });
    }
    await app.right(group, { company_id: partnerCompany, context: "others", can_read: true });
    const contactIds = {
      requester: await app.person(company, "basic"),
      colleague: await app.person(company, "advanced"),
      ownOnly: await app.person(company, "basic"),
      partner: await app.person(partnerCompany, "advanced"),
      foreign: await app.person(foreignCompany, "manager"),
    };
    const [reads, lacks] = [await app.agent(), await app.agent()];
    await app.agentRight(reads.agentId, group);
    await app.agentRight(lacks.agentId, otherGroup);
    const queueId = await app.queue(group);
    const ticketId = await app.ticket({ queue_id: queueId, company_id: company, contact_id: contactIds.requester });
    const streams = {
      requester: await portal(await app.signIn({ contactId: contactIds.requester })),
      colleague: await portal(await app.signIn({ contactId: contactIds.colleague })),
      ownOnly: await portal(await app.signIn({ contactId: contactIds.ownOnly })),
      partner: await portal(await app.signIn({ contactId: contactIds.partner })),
      foreign: await portal(await app.signIn({ contactId: contactIds.foreign })),
      agent: await workspace(reads),
      agentWithoutGroup: await workspace(lacks),
      administrator: await workspace(await app.administrator()),
    };
    const told = (): string[] =>
      Object.entries(streams)
        .filter(([, stream]) => stream.named().includes(ticketId))
        .map(([name]) => name)
        .sort();
    const others = () => Object.entries(streams).flatMap(([name, stream]) => stream.messages.filter((message) => message.kind !== "tickets").map(() => name));
    const forget = () => {
      for (const stream of Object.values(streams)) stream.forget();
    };
    return { company, foreignCompany, group, otherGroup, queueId, ticketId, contactIds, reads, streams, told, others, forget };
  }
  let the: Awaited<ReturnType<typeof scene>>;
  beforeAll(async () => {
    the = await scene();
    open.splice(0); // they stay for all tests of this block
  });
  afterAll(() => {
    for (const stream of Object.values(the.streams)) stream.close();
  });
  afterEach(() => the.forget());
  const version = async () => (await app.db.selectFrom("ticket").select("version").where("ticket_id", "=", the.ticketId).executeTakeFirstOrThrow()).version;
  const readers = ["administrator", "agent", "colleague", "partner", "requester"];

  test("an answer is told to whoever may read it, and to nobody else", async () => {
    await app.call(the.reads, addArticle, { params: { id: the.ticketId }, body: { bodyText: "An answer", visible: true } });
    await expect.poll(the.told, { timeout: 2000 }).toEqual(readers);
    await silence();
    expect(the.told()).toEqual(readers);
    expect(the.others()).toEqual([]);
  });

  test("an internal note tells contacts nothing at all, neither then nor when they ask", async () => {
    const requester = await app.signIn({ contactId: the.contactIds.requester });
    const answers = async () => [
      await app.call(requester, listPortalTickets),
      await app.call(requester, getPortalTicket, { params: { id: the.ticketId } }),
      await app.call(requester, listPortalArticles, { params: { id: the.ticketId } }),
    ];
    const before = await answers();
    await app.call(the.reads, addArticle, { params: { id: the.ticketId }, body: { bodyText: "A note", visible: false } });
    await expect.poll(the.told, { timeout: 2000 }).toEqual(["administrator", "agent"]);
    await silence();
    expect(the.told()).toEqual(["administrator", "agent"]);
    for (const name of ["requester", "colleague", "ownOnly", "partner", "foreign"] as const) expect([name, the.streams[name].messages]).toEqual([name, []]);
    expect(await answers()).toEqual(before);
  });

  test("an answer of the contact is told to the agents who may read it", async () => {
    await app.call(await app.signIn({ contactId: the.contactIds.requester }), replyInPortal, { params: { id: the.ticketId }, body: { bodyText: "Thank you" } });
    await expect.poll(the.told, { timeout: 2000 }).toEqual(readers);
  });

  test("moved out of somebody's sight it is told to them once more, and then never again", async () => {
    const queueId = await app.queue(the.otherGroup);
    const administrator = await app.administrator();
    await app.call(administrator, changeTicket, { params: { id: the.ticketId }, body: { version: await version(), queueId } });
    await expect.poll(the.told, { timeout: 2000 }).toEqual(["administrator", "agent", "agentWithoutGroup", "colleague", "partner", "requester"]);
    await silence();
    the.forget();
    await app.call(administrator, changeTicket, { params: { id: the.ticketId }, body: { version: await version(), subject: "Elsewhere" } });
    const now = ["administrator", "agentWithoutGroup", "colleague", "requester"];
    await expect.poll(the.told, { timeout: 2000 }).toEqual(now);
    await silence();
    expect(the.told()).toEqual(now);
    the.forget();
    await app.call(administrator, changeTicket, { params: { id: the.ticketId }, body: { version: await version(), queueId: the.queueId } });
    await expect.poll(the.told, { timeout: 2000 }).toContain("partner");
    await silence();
  });

  test("who is added as a participant is told, who is taken off as well, and nothing afterwards", async () => {
    const administrator = await app.administrator();
    const params = { id: the.ticketId };
    const { id: participantId } = await app.call(administrator, addParticipant, { params, body: { contactId: the.contactIds.foreign, level: "read" } });
    await expect.poll(the.told, { timeout: 2000 }).toContain("foreign");
    await silence();
    the.forget();
    await app.call(administrator, removeParticipant, { params: { ...params, participantId } });
    await expect.poll(the.told, { timeout: 2000 }).toContain("foreign");
    await silence();
    the.forget();
    await app.call(administrator, addArticle, { params, body: { bodyText: "Among us again", visible: true } });
    await expect.poll(the.told, { timeout: 2000 }).toEqual(readers);
    await silence();
    expect(the.streams.foreign.messages).toEqual([]);
  });

  test("many changes in a second are one message", async () => {
    await silence();
    the.forget();
    for (let at = 0; at < 20; at++) await app.article(the.ticketId);
    await silence();
    expect(the.streams.requester.messages.length).toBeGreaterThan(0);
    expect(the.streams.requester.messages.length).toBeLessThanOrEqual(3);
    expect(the.told()).toEqual(readers);
  });

  test("so many tickets at once that they are not named make everybody look", async () => {
    const rows = 150;
    await app.db.transaction().execute(async (tx) => {
      const [pattern] = await tx.selectFrom("ticket").selectAll().where("ticket_id", "=", the.ticketId).execute();
      if (!pattern) throw new Error("no ticket");
      const { state_class: _, ...values } = pattern;
      await tx
        .insertInto("ticket")
        .values(Array.from({ length: rows }, (__, at) => ({ ...values, own_fields: "{}", ticket_id: crypto.randomUUID(), number: `many-${at}` })))
        .execute();
    });
    await the.streams.requester.heard("look");
    await the.streams.foreign.heard("look");
    expect(the.told()).toEqual([]);
  });
});

describe("a right that is taken away", () => {
  test("makes its people look at once, and the ticket is not there any more", async () => {
    await app.db.deleteFrom("setting").execute();
    await app.setting("access.restrictQueuesByGroup", true);
    const company = await app.company();
    const group = await app.group();
    const right = await app.right(group, { company_id: company, context: "own", can_edit: true });
    const contactId = await app.person(company);
    const ticketId = await app.ticket({ queue_id: await app.queue(group), company_id: company, contact_id: contactId });
    const me = await app.signIn({ contactId });
    const stream = await portal(me);
    await app.call(me, getPortalTicket, { params: { id: ticketId } });
    await app.db.deleteFrom("group_right").where("group_right_id", "=", right).execute();
    await stream.heard("look");
    await app.refused("record.notFound", me, getPortalTicket, { params: { id: ticketId } });
    stream.forget();
    await app.article(ticketId);
    await silence();
    expect(stream.named()).toEqual([]);
  });

  test("or given, or a role, queue or setting that is changed: everybody whom it can concern looks", async () => {
    const company = await app.company();
    const stream = await portal(await app.signIn({ contactId: await app.person(company) }));
    const [agent, group] = [await app.agent(), await app.group()];
    const agents = await workspace(agent);
    await app.agentRight(agent.agentId, group);
    await agents.heard("look");
    const queue = await app.queue(group);
    const changes: (() => Promise<unknown>)[] = [
      () => app.db.updateTable("portal_role").set({ confidential: false }).where("system_key", "=", "advanced").execute(),
      () => app.db.updateTable("queue").set({ confidential: true }).where("queue_id", "=", queue).execute(),
      () => app.setting("tickets.hideBefore", "2020-01-01"),
      () => app.db.updateTable("access_group").set({ state: "closed" }).where("group_id", "=", group).execute(),
    ];
    for (const change of changes) {
      await silence();
      stream.forget();
      await change();
      await stream.heard("look");
    }
    await app.db.deleteFrom("setting").execute();
  });

  test("by its date ends by itself", async () => {
    const company = await app.company();
    const contactId = await app.contact();
    await app.membership(contactId, company, { is_primary: true });
    await app.membership(contactId, await app.company(), { ends_at: new Date(app.now().getTime() + 1500) });
    const stream = await portal(await app.signIn({ contactId }));
    await pause(1500);
    await stream.heard("look");
  });
});

describe("the stream ends within two seconds", () => {
  const someone = async (values = {}) => {
    const company = await app.company();
    const contactId = await app.person(company, "advanced", values);
    const session = await app.signIn({ contactId });
    return { company, contactId, ...session, stream: await portal(session) };
  };
  const over = async (stream: Following) => {
    await stream.heard("ended");
    await stream.ended;
  };

  test("when the contact is suspended", async () => {
    const { contactId, stream } = await someone();
    const { version } = await app.db.selectFrom("contact").select("version").where("contact_id", "=", contactId).executeTakeFirstOrThrow();
    await app.call(await app.administrator(), changeContact, { params: { id: contactId }, body: { version, state: "suspended" } });
    await over(stream);
  });
  test("when the company is closed, or loses the portal", async () => {
    for (const change of [{ state: "closed" as const }, { portalEnabled: false }]) {
      const { company, stream } = await someone();
      const { version } = await app.db.selectFrom("company").select("version").where("company_id", "=", company).executeTakeFirstOrThrow();
      await app.call(await app.administrator(), changeCompany, { params: { id: company }, body: { version, ...change } });
      await over(stream);
    }
  });
  test("when it is suspended by hand in the database, and its sessions are left alone", async () => {
    const { contactId, stream } = await someone();
    await app.db.updateTable("contact").set({ state: "suspended" }).where("contact_id", "=", contactId).execute();
    await over(stream);
  });
  test("when the session is ended elsewhere, and only that one", async () => {
    const { contactId, sessionId, stream } = await someone();
    const other = await app.signIn({ contactId });
    const stays = await portal(other);
    await app.call(other, endOwnSession, { params: { id: sessionId } });
    await over(stream);
    await app.call(await app.administrator(), endContactSessions, { params: { id: contactId } });
    await over(stays);
  });
  test("when the password is changed elsewhere; the session that changed it stays", async () => {
    const { contactId, stream, ...session } = await someone();
    const elsewhere = await portal(await app.signIn({ contactId }));
    await setCredential(app.db, { contactId }, { scheme: "argon2id", hash: await hashPassword("a good long password") }, app.now());
    await app.call(session, changeOwnPassword, { body: { current: "a good long password", password: "another long password" } });
    await over(elsewhere);
    expect(stream.messages.filter((message) => message.kind === "ended")).toEqual([]);
  });
  test("when the session has run out", async () => {
    const { sessionId, cookie } = await someone();
    await app.db
      .updateTable("session")
      .set({ expires_at: new Date(app.now().getTime() + 1000) })
      .where("session_id", "=", sessionId)
      .execute();
    open.splice(0)[0]?.close();
    const stream = await portal({ cookie });
    await pause(1000);
    await over(stream);
  });
  test("when nobody used the session for too long", async () => {
    const { sessionId, stream } = await someone();
    await app.db
      .updateTable("session")
      .set({ last_seen_at: new Date(app.now().getTime() - 30 * 60_000) })
      .where("session_id", "=", sessionId)
      .execute();
    await app.setting("signIn.sessionIdleMinutes", 15);
    await over(stream);
    await app.db.deleteFrom("setting").execute();
  });
  test("when an agent is suspended", async () => {
    const agent = await app.agent();
    const stream = await workspace(agent);
    await app.db.updateTable("agent").set({ state: "suspended" }).where("agent_id", "=", agent.agentId).execute();
    await over(stream);
  });
});

describe("a stream", () => {
  test("is told to look again after the connection to the database was lost, and misses nothing", async () => {
    const queue_id = await app.queue();
    const company = await app.company();
    const contactId = await app.person(company);
    const ticketId = await app.ticket({ queue_id, company_id: company, contact_id: contactId });
    const stream = await portal(await app.signIn({ contactId }));
    const cut = () =>
      app.kernel.databases.mainPool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pforte listening' and datname = current_database()",
      );
    await cut();
    await app.article(ticketId);
    await stream.heard("deaf");
    await stream.heard("look");
    await silence();
    stream.forget();
    await app.article(ticketId);
    await stream.heard("tickets");
    expect(stream.named()).toEqual([ticketId]);
  });

  test("is one of a few of its session: the oldest makes room", async () => {
    const session = await app.signIn({ contactId: await app.person(await app.company()) });
    const first = await portal(session);
    for (let at = 0; at < mostStreamsOfSession; at++) await portal(session);
    await first.ended;
    expect(first.messages.filter((message) => message.kind === "ended")).toEqual([]);
  });

  test("is refused to an API token, which has no screen", async () => {
    const { token } = await app.call(await app.administrator(), createApiToken, { body: { name: "Reports", scopes: ["ticket:read"] } });
    await app.refused("session.required", { bearer: token }, followTickets);
  });

  test("may not be kept, gathered or packed on its way", async () => {
    const leaving = new AbortController();
    const response = await app.fetch("/api/v1/events", { signal: leaving.signal }, await app.administrator());
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    await response.body?.cancel();
  });
});
