/** A right that is taken away while a command runs: without the access locks the command writes after it is gone, with them never (decision 0009). */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeRights } from "#contract/access.ts";
import { changeSettings } from "#contract/administration.ts";
import { changeContact, removeMembership, setMembership } from "#contract/contact.ts";
import { changeGroup, changeRole } from "#contract/master-data.ts";
import { replyInPortal } from "#contract/portal-ticket.ts";
import { type Answered, type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";

let app: TestApp;
let administrator: Signed;
let loadFacts: TestApp["kernel"]["loadFacts"];
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  loadFacts = app.kernel.loadFacts;
  await app.setting("access.restrictQueuesByGroup", true);
});
afterAll(() => app.close());

type Scene = { groupId: string; companyId: string; contactId: string; roleId: string; ticketId: string; as: Signed };

/** Somebody who sees a colleague's ticket by an own role, in a queue by a right of the company. */
async function scene(): Promise<Scene> {
  const groupId = await app.group();
  const companyId = await app.company();
  await app.right(groupId, { company_id: companyId, context: "own", can_edit: true });
  const roleId = randomUUIDv7();
  await app.db
    .insertInto("portal_role")
    .values({ role_id: roleId, name: `Role ${roleId}`, scope: "company", verbs: ["read", "reply"] })
    .execute();
  const contactId = await app.contact();
  await app.membership(contactId, companyId, { role_id: roleId, is_primary: true });
  await app.membership(contactId, await app.company());
  const ticketId = await app.ticket({ queue_id: await app.queue(groupId), company_id: companyId });
  return { groupId, companyId, contactId, roleId, ticketId, as: await app.signIn({ contactId }) };
}

/** Each way to take access away: of the company, the contact, the installation. */
const revocations: Record<string, (scene: Scene) => Promise<Answered<unknown>>> = {
  "a right of the company": ({ groupId, companyId }) =>
    app.ask(administrator, changeRights, {
      params: { id: groupId },
      body: { version: 1, changes: [{ subject: { companyId, context: "own" }, rights: [] }] },
    }),
  "a membership": ({ contactId, companyId }) => app.ask(administrator, removeMembership, { params: { id: contactId, companyId } }),
  "a wider role": ({ contactId, companyId }) =>
    app.ask(administrator, setMembership, { params: { id: contactId }, body: { companyId, primary: true, roleId: ROLES.basic } }),
  "the contact's standing": ({ contactId }) => app.ask(administrator, changeContact, { params: { id: contactId }, body: { version: 1, state: "suspended" } }),
  "a verb of the role": ({ roleId }) => app.ask(administrator, changeRole, { params: { id: roleId }, body: { version: 1, verbs: ["read"] } }),
  "the group": ({ groupId }) => app.ask(administrator, changeGroup, { params: { id: groupId }, body: { version: 1, state: "closed" } }),
};

/** Stops the next command of a contact when it has read what it may; `locked`: whether it locks what it read. */
function holdAfterFacts(locked: boolean): { reached: Promise<void>; release: () => void } {
  const [reached, waiting] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  app.kernel.loadFacts = async (db, principal, now, lock) => {
    if (principal.kind !== "contact" || !lock) return loadFacts(db, principal, now, lock);
    app.kernel.loadFacts = loadFacts;
    const facts = await loadFacts(db, principal, now, locked);
    reached.resolve();
    await waiting.promise;
    return facts;
  };
  return { reached: reached.promise, release: waiting.resolve };
}

/** Resolves when a statement waits for somebody else's lock; gives up when told. */
async function somebodyWaits(until = new AbortController().signal): Promise<void> {
  while (!until.aborted) {
    const { rows } = await sql<{ blocked: boolean }>`
      select exists (select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0) as blocked`.execute(app.db);
    if (rows[0]?.blocked) return;
  }
}

const answer = ({ as, ticketId }: Scene) => app.ask(as, replyInPortal, { params: { id: ticketId }, body: { bodyText: "Secret" } });

/** A command that has read its facts, and a revocation at that moment: which of the two comes to its end first? */
async function round(revoke: (scene: Scene) => Promise<Answered<unknown>>, locked: boolean) {
  const at = await scene();
  const held = holdAfterFacts(locked);
  const writing = answer(at);
  await held.reached;
  const revoking = revoke(at);
  const over = new AbortController();
  const first = await Promise.race([revoking.then(() => "revoked"), somebodyWaits(over.signal).then(() => "waits")]);
  over.abort();
  held.release();
  const [written, revoked] = await Promise.all([writing, revoking]);
  expect(revoked.status, JSON.stringify(revoked.problem)).toBeLessThan(300);
  return { leaked: first === "revoked" && written.status === 201, written: written.status, after: (await answer(at)).status };
}

describe.each(Object.entries(revocations))("when %s is taken away while a command runs", (_what, revoke) => {
  test("without the locks the command writes what nobody may write any more", async () => {
    expect(await round(revoke, false)).toMatchObject({ leaked: true, written: 201 });
  });

  test("with them the revocation waits for the command, and the next command is refused", async () => {
    const { leaked, written, after } = await round(revoke, true);
    expect({ leaked, written }).toEqual({ leaked: false, written: 201 });
    expect(after).toBeGreaterThan(400);
  });
});

test("a switch of the installation waits in the same way", async () => {
  const shut = () => app.ask(administrator, changeSettings, { body: { values: { "access.companyTickets": false } } as never });
  const open = () => app.call(administrator, changeSettings, { body: { values: { "access.companyTickets": null } } as never });
  expect(await round(shut, false)).toMatchObject({ leaked: true });
  await open();
  expect(await round(shut, true)).toMatchObject({ leaked: false, written: 201 });
  await open();
});

test("a command that comes while access is being taken away waits for it and is refused", async () => {
  const at = await scene();
  const [taken, waiting] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const revoking = app.db.transaction().execute(async (db) => {
    await db.deleteFrom("group_right").where("group_id", "=", at.groupId).execute();
    taken.resolve();
    await waiting.promise;
  });
  await taken.promise;
  const writing = answer(at);
  await somebodyWaits();
  waiting.resolve();
  await revoking;
  expect((await writing).status).toBe(404);
});
