import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askWhatIf, type WhatIfView } from "#contract/access.ts";
import { changeContact } from "#contract/contact.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { AGENT_PERMISSIONS } from "#domain/agent-permissions.ts";
import { ROUTES } from "#server/main.ts";
import { createRehearsals } from "#server/platform/http/rehearse.ts";
import type { RehearsedCall } from "#server/platform/http/route.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
const ask = (change: RehearsedCall, more: { as?: Signed; cursor?: string } = {}): Promise<WhatIfView> =>
  call(more.as ?? administrator, askWhatIf, { body: { change, ...(more.cursor ? { cursor: more.cursor } : {}) } });
const refused = (code: ErrorCode, change: RehearsedCall, as: Signed = administrator) => app.refused(code, as, askWhatIf, { body: { change } });
const suspend = (contactId: string): RehearsedCall => ({ method: "PATCH", path: `/api/v1/contacts/${contactId}`, body: { version: 1, state: "suspended" } });

/** Every row of every table, as one value a table. */
async function everyRow(): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(app.db);
  const values: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ value: string }>`select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as value from ${sql.raw(name)} t`.execute(
      app.db,
    );
    values[name] = rows[0]?.value ?? "";
  }
  return values;
}

describe("what-if", () => {
  describeGuards(() => app, [{ endpoint: askWhatIf, body: { change: { method: "PATCH", path: "/api/v1/settings", body: { values: {} } } } }]);

  test("says who loses how many tickets, with some of them by name", async () => {
    const [company, queue] = [await app.company({ name: "Losing Ltd" }), await app.queue()];
    const contact = await app.person(company, "advanced", { first_name: "Lola", last_name: "Loser" });
    const tickets = [
      await app.ticket({ queue_id: queue, company_id: company }),
      await app.ticket({ queue_id: queue, company_id: company, contact_id: contact }),
    ];
    const answer = await ask(suspend(contact));
    expect(answer).toMatchObject({ looked: 1, concerned: 1, next: null, gain: { people: 0, tickets: 0 }, lose: { people: 1, tickets: 2, most: 2 } });
    const [person] = answer.people;
    expect(person).toMatchObject({ contact: { id: contact, name: "Lola Loser", companyName: "Losing Ltd" }, gained: 0, lost: 2 });
    expect(person?.tickets.lost.map(({ id }) => id).sort()).toEqual([...tickets].sort());
    expect(answer.create).toEqual({ gain: 0, lose: 1 });
  });

  test("says what may no longer be done with tickets that stay readable, and who may write requests in more places", async () => {
    const [company, queue] = [await app.company(), await app.queue()];
    const contact = await app.contact();
    await app.membership(contact, company, { role_id: ROLES.advanced, is_primary: true });
    await app.ticket({ queue_id: queue, company_id: company });
    const roleId = randomUUIDv7();
    await app.db
      .insertInto("portal_role")
      .values({ role_id: roleId, name: roleId, scope: "company", verbs: ["read", "reply"] })
      .execute();
    const answer = await ask({ method: "PUT", path: `/api/v1/contacts/${contact}/memberships`, body: { companyId: company, primary: true, roleId } });
    expect(answer).toMatchObject({ gain: { people: 0 }, lose: { people: 0 }, create: { gain: 0, lose: 1 } });
    expect(answer.verbs.map(({ verb, lose }) => [verb, lose.tickets])).toEqual(["change", "close", "judge", "share"].map((verb) => [verb, 1]));
  });

  test("knows of a switch that decides by the ticket's company, not by the reader", async () => {
    const [parent, queue] = [await app.company(), await app.queue()];
    const child = await app.company({ parent_id: parent });
    const reader = await app.person(parent, "advanced");
    await app.ticket({ queue_id: queue, company_id: child });
    const answer = await ask({ method: "PATCH", path: "/api/v1/settings", body: { values: { "access.parentSeesTickets": true } } });
    expect(answer.people.find(({ contact }) => contact.id === reader)).toMatchObject({ gained: 1, lost: 0 });
  });

  test("leaves nothing behind: no row of any table differs, and nobody is told", async () => {
    const [company, group] = [await app.company(), await app.group()];
    const contact = await app.person(company);
    await app.ticket({ queue_id: await app.queue(group), company_id: company, contact_id: contact });
    const rights = { version: 1, changes: [{ subject: { companyId: company, context: "own" }, rights: ["edit"] }] };
    const heard: unknown[] = [];
    const stop = app.kernel.databases.listen("pforte_change", app.kernel.log, { heard: (text) => heard.push(text), connected: () => {}, lost: () => {} });
    const before = await everyRow();
    await ask(suspend(contact));
    await ask({ method: "PATCH", path: `/api/v1/groups/${group}/rights`, body: rights });
    await ask({ method: "PATCH", path: `/api/v1/companies/${company}`, body: { version: 1, state: "closed" } });
    await ask({
      method: "POST",
      path: "/api/v1/contacts",
      body: {
        lastName: "New",
        email: "new@example.com",
        memberships: [{ companyId: company, roleId: ROLES.basic, primary: true }],
        signIn: { login: "new-one" },
      },
    });
    expect(await everyRow()).toEqual(before);
    await stop();
    expect(heard).toEqual([]);
  });

  test("is refused as the change itself would be", async () => {
    const contact = await app.person(await app.company());
    await refused("record.versionStale", { ...suspend(contact), body: { version: 7, state: "suspended" } });
    await refused("record.notFound", suspend(randomUUIDv7()));
    const problem = await refused("request.invalid", { ...suspend(contact), body: { version: 1, state: "asleep" } });
    expect(problem.errors?.map(({ path, code }) => `${path} ${code}`)).toEqual(["state notInList"]);
    const company = await app.company();
    await refused("company.ownParent", { method: "PATCH", path: `/api/v1/companies/${company}`, body: { version: 1, parentId: company } });
  });

  test("may be asked by whoever may make the change, and by nobody else", async () => {
    const contact = await app.person(await app.company());
    await refused("permission.missing", suspend(contact), await app.agent([]));
    await ask(suspend(contact), { as: await app.agent(["contact:write"]) });
  });

  test("names to an agent only tickets in queues that it may read, and counts all", async () => {
    const [company, open, shut] = [await app.company(), await app.group(), await app.group()];
    const agent = await app.agent(["contact:write"]);
    await app.agentRight(agent.agentId, open, { can_read: true });
    const contact = await app.person(company);
    const readable = await app.ticket({ queue_id: await app.queue(open), company_id: company });
    await app.ticket({ queue_id: await app.queue(shut), company_id: company });
    const { lose, people } = await ask(suspend(contact), { as: agent });
    expect(lose.tickets).toBe(2);
    expect(people[0]?.tickets.lost.map(({ id }) => id)).toEqual([readable]);
  });

  test("of a later instant takes what ends before it as ended and what begins until then as begun, before and after the change", async () => {
    const day = 86_400_000;
    const inDays = (days: number) => new Date(app.now().getTime() + days * day);
    await app.setting("access.restrictQueuesByGroup", true);
    const [company, ending, beginning] = [await app.company(), await app.group(), await app.group()];
    const contact = await app.person(company, "advanced");
    await app.right(ending, { company_id: company, context: "own", can_read: true, ends_at: inDays(10) });
    await app.right(beginning, { company_id: company, context: "own", can_read: true, starts_at: inDays(20) });
    for (const group of [ending, beginning, beginning]) await app.ticket({ queue_id: await app.queue(group), company_id: company });
    const lost = async (days?: number) => {
      const at = days === undefined ? {} : { at: inDays(days).toISOString() };
      return (await call(administrator, askWhatIf, { body: { change: suspend(contact), ...at } })).lose.tickets;
    };
    expect(await Promise.all([lost(), lost(9), lost(10), lost(20)])).toEqual([1, 1, 0, 2]);
    await app.db.deleteFrom("setting").where("setting_key", "=", "access.restrictQueuesByGroup").execute();
  });

  test("says when it makes another difference: what begins or ends later, is taken away before it began, or ends earlier than before", async () => {
    const [company, other, queue] = [await app.company(), await app.company(), await app.queue()];
    await app.ticket({ queue_id: queue, company_id: company });
    const today = app.now().getTime();
    const day = (days: number) => new Date(today + days * 86_400_000).toISOString();
    const person = async (period: { starts_at?: string; ends_at?: string }) => {
      const contact = await app.contact();
      await app.membership(contact, other, { role_id: ROLES.advanced, is_primary: true });
      await app.membership(contact, company, { role_id: ROLES.advanced, ...period });
      return `/api/v1/contacts/${contact}/memberships`;
    };
    const removing = await person({ starts_at: day(3) });
    const never: RehearsedCall = { method: "DELETE", path: `${removing}/${company}` };
    expect(await ask(never)).toMatchObject({ at: null, lose: { people: 0 }, later: day(3) });
    expect(await call(administrator, askWhatIf, { body: { change: never, at: day(3) } })).toMatchObject({ at: day(3), lose: { tickets: 1 }, later: null });

    const shorter: RehearsedCall = { method: "PUT", path: await person({ ends_at: day(9) }), body: { companyId: company, until: day(4) } };
    expect(await ask(shorter)).toMatchObject({ lose: { people: 0 }, later: day(4) });
    expect(await call(administrator, askWhatIf, { body: { change: shorter, at: day(4) } })).toMatchObject({ lose: { tickets: 1 }, later: day(9) });

    const lasting: RehearsedCall = { method: "DELETE", path: `${await person({})}/${company}` };
    expect(await ask(lasting)).toMatchObject({ at: null, lose: { tickets: 1 }, later: null });
  });

  test("is not asked of what was", async () => {
    const change = suspend(await app.person(await app.company()));
    const at = new Date(app.now().getTime() - 1).toISOString();
    const { errors } = await app.refused("request.invalid", administrator, askWhatIf, { body: { change, at } });
    expect(errors?.map(({ path, code }) => `${path} ${code}`)).toEqual(["at tooSmall"]);
    await app.refused("request.invalid", administrator, askWhatIf, { body: { change, at: "tomorrow" } });
  });

  test("is asked of calls that change access only", async () => {
    await refused("whatIf.otherCall", { method: "POST", path: "/api/v1/session", body: { login: "a", password: "b" } });
    await refused("whatIf.otherCall", { method: "POST", path: "/api/v1/portal/tickets", body: {} });
    await refused("whatIf.otherCall", { method: "POST", path: "/api/v1/access/what-if", body: {} });
    await refused("whatIf.otherCall", { method: "PATCH", path: "/api/v1/nowhere" });
    await refused("whatIf.otherCall", { method: "POST", path: "/api/v1/outbox/test", body: { to: "a@example.com" } });
  });

  test("nobody waits for it: what somebody else is changing is said to be busy", async () => {
    const contact = await app.person(await app.company());
    await app.db.transaction().execute(async (db) => {
      await sql`update contact set comment = 'x' where contact_id = ${contact}`.execute(db);
      await refused("whatIf.busy", suspend(contact));
    });
    expect(await call(administrator, changeContact, { params: { id: contact }, body: { version: 1, state: "suspended" } })).toMatchObject({
      state: "suspended",
    });
  });

  test("nobody waits because of it: what every command of a contact holds on to stays free", async () => {
    const caller = {
      kernel: app.kernel,
      principal: {
        kind: "agent" as const,
        agentId: (await app.administrator()).agentId,
        administrator: true,
        permissions: AGENT_PERMISSIONS,
        language: null,
        timeZone: null,
        sessionId: null,
      },
      ...{ now: app.now(), language: "en" as const, translate: translateTo("en"), network: "", client: "test", idempotency: null },
    };
    const call: RehearsedCall = { method: "PATCH", path: "/api/v1/settings", body: { values: { "portal.readOnly": true } } };
    await createRehearsals(ROUTES)(caller, call, async () => {
      await sql`select access_version from installation for share nowait`.execute(app.db);
    });
    const contact = await app.person(await app.company());
    await app.ticket({ queue_id: await app.queue(), contact_id: contact });
    expect((await ask(call)).able.lose).toBeGreaterThan(0);
  });

  test("looks at a thousand people at a time, each once", async () => {
    const [company, queue] = [await app.company(), await app.queue()];
    await sql`
      with made as (insert into contact (contact_id, last_name) select gen_random_uuid(), 'Many ' || n from generate_series(1, 1100) n returning contact_id)
      insert into membership (membership_id, contact_id, company_id, role_id) select gen_random_uuid(), contact_id, ${company}::uuid, ${ROLES.advanced}::uuid from made`.execute(
      app.db,
    );
    await app.ticket({ queue_id: queue, company_id: company });
    await app.ticket({ queue_id: queue, company_id: company });
    const change = { method: "PATCH", path: `/api/v1/companies/${company}`, body: { version: 1, portalEnabled: false } } as const;
    const first = await ask(change);
    expect(first).toMatchObject({ looked: 1000, concerned: 1100, lose: { people: 1000, tickets: 2000 } });
    expect(first.people).toHaveLength(10);
    const second = await ask(change, { cursor: first.next ?? "" });
    expect(second).toMatchObject({ looked: 100, concerned: null, next: null, lose: { people: 100, tickets: 200 } });
  });
});
