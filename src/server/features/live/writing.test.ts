/** Who is writing in a ticket: known to agents who write in it too, and to nobody else. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { sayWriting, stopWriting, WRITING_SECONDS } from "#contract/live.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let eva: Awaited<ReturnType<TestApp["agent"]>>;
let tom: Awaited<ReturnType<TestApp["agent"]>>;
let groupId = "";
let ticketId = "";
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  groupId = await app.group();
  ticketId = await app.ticket({ queue_id: await app.queue(groupId) });
  [eva, tom] = [await app.agent(), await app.agent()];
  for (const { agentId } of [eva, tom]) await app.agentRight(agentId, groupId);
  await app.db.updateTable("agent").set({ first_name: "Eva", last_name: "Ott" }).where("agent_id", "=", eva.agentId).execute();
});
afterAll(() => app.close());

describeGuards(() => app, [{ endpoint: sayWriting, body: { visible: true } }, { endpoint: stopWriting }]);

const says = async (as: Signed, visible = true) => (await call(as, sayWriting, { params: { id: ticketId }, body: { visible } })).others;
const evas = (visible: boolean) => [{ id: eva.agentId, name: "Eva Ott", visible }];

test("who writes is told who else does and what, never of himself, until the other one stops or says nothing for half a minute", async () => {
  expect(await says(eva)).toEqual([]);
  expect(await says(eva)).toEqual([]);
  expect(await says(tom)).toEqual(evas(true));
  await says(eva, false);
  expect(await says(tom)).toEqual(evas(false));
  await call(eva, stopWriting, { params: { id: ticketId } });
  expect(await says(tom)).toEqual([]);
  await says(eva);
  app.later(WRITING_SECONDS * 1000 + 1);
  expect(await says(tom)).toEqual([]);
  expect((await app.db.selectFrom("ticket_writer").select("agent_id").execute()).map((row) => row.agent_id)).toEqual([tom.agentId]);
});

test("an agent who may not read the ticket learns nothing, one who only reads it may not say so; the log stays empty", async () => {
  const body = { visible: true };
  await says(eva);
  await app.refused("record.notFound", await app.agent(), sayWriting, { params: { id: ticketId }, body });
  const reader = await app.agent();
  await app.agentRight(reader.agentId, groupId, { can_read: true, can_edit: false });
  await app.refused("ticket.notPermitted", reader, sayWriting, { params: { id: ticketId }, body });
  const { version } = await app.db.selectFrom("ticket").select("version").where("ticket_id", "=", ticketId).executeTakeFirstOrThrow();
  expect(version).toBe(1);
  expect(await app.db.selectFrom("audit_event").select("event").where("subject_id", "=", ticketId).execute()).toEqual([]);
});
