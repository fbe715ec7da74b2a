import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/session.ts";
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

describeGuards(() => app, [{ endpoint: contract.listSessions }, { endpoint: contract.endSession }]);

describe("sessions", () => {
  test("of both realms are listed newest first, with the person and which one is mine", async () => {
    const contactId = await app.person(await app.company(), "basic", { first_name: "Berta", last_name: "Beispiel" });
    const { sessionId } = await app.signIn({ contactId });
    const sessions = await walk(call, administrator, contract.listSessions, {}, 1);
    expect(sessions[0]).toMatchObject({
      id: sessionId,
      realm: "portal",
      person: { id: contactId, name: "Berta Beispiel" },
      network: "192.0.2.1",
      current: false,
    });
    const mine = sessions.filter((session) => session.current);
    expect(mine).toMatchObject([{ realm: "workspace", person: { id: administrator.agentId, name: "Alex Agent" } }]);
    expect(sessions.length).toBe((await call(administrator, contract.listSessions)).total);
    expect((await call(administrator, contract.listSessions, { query: { q: "beispiel" } })).items).toMatchObject([{ id: sessionId }]);
  });

  test("that are over or idle for too long are not listed", async () => {
    const contactId = await app.person(await app.company());
    const { sessionId } = await app.signIn({ contactId });
    const isListed = async () =>
      (await call(administrator, contract.listSessions, { query: { limit: 500 } })).items.some((session) => session.id === sessionId);
    expect(await isListed()).toBe(true);
    await app.db
      .updateTable("session")
      .set({ last_seen_at: new Date(app.now().getTime() - 721 * 60_000) })
      .where("session_id", "=", sessionId)
      .execute();
    expect(await isListed()).toBe(false);
    await app.db.updateTable("session").set({ last_seen_at: app.now(), expires_at: app.now() }).where("session_id", "=", sessionId).execute();
    expect(await isListed()).toBe(false);
  });

  test("end at once when an administrator ends them, and the log names the person", async () => {
    const contactId = await app.person(await app.company());
    const session = await app.signIn({ contactId });
    await app.call(session, contract.getContactSession);
    await call(administrator, contract.endSession, { params: { id: session.sessionId } });
    await app.refused("session.required", session, contract.getContactSession);
    await app.refused("record.notFound", administrator, contract.endSession, { params: { id: session.sessionId } });
    const events = await app.db.selectFrom("audit_event").selectAll().where("contact_id", "=", contactId).execute();
    expect(events).toMatchObject([{ event: "session.ended", subject_kind: "contact", subject_id: contactId }]);
  });
});
