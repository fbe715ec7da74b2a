/** Two agents at the same ticket: nothing that one of them did is lost by the other, and nobody overwrites what he has not seen. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addArticle, changeTicket, getTicket } from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
const as: { eva: Signed; tom: Signed } = { eva: null, tom: null };
const high = "00000000-0000-7000-8000-000000000104";
const low = "00000000-0000-7000-8000-000000000102";
const normal = "00000000-0000-7000-8000-000000000103";
let id: string;
const call = shaped(() => app);

beforeAll(async () => {
  app = await startTestApp();
  const agents = [await app.agent(), await app.agent()];
  for (const [at, { agentId }] of agents.entries())
    await app.db
      .updateTable("agent")
      .set({ is_administrator: true, ...(at === 0 ? { first_name: "Eva", last_name: "Ott" } : { first_name: "Tom", last_name: "Whitfield" }) })
      .where("agent_id", "=", agentId)
      .execute();
  as.eva = agents[0] ?? null;
  as.tom = agents[1] ?? null;
});
afterAll(() => app.close());
beforeEach(async () => {
  id = await app.ticket({ queue_id: await app.queue(), subject: "Printer" });
});

const change = (who: Signed, body: Record<string, unknown>) => call(who, changeTicket, { params: { id }, body });
const now = () => call(as.eva, getTicket, { params: { id } });

test("changes of different fields from the same version both count", async () => {
  await change(as.eva, { version: 1, priorityId: high });
  expect(await change(as.tom, { version: 1, was: { subject: "Printer" }, subject: "Printer on the 2nd floor" })).toMatchObject({
    priorityId: high,
    version: 3,
  });
  expect(await now()).toMatchObject({ priorityId: high, subject: "Printer on the 2nd floor" });
});

test("of the same field the second one is refused with the name of who was quicker, and nothing of it is written", async () => {
  await change(as.eva, { version: 1, priorityId: high });
  const body = { version: 1, was: { priorityId: normal, subject: "Printer" }, priorityId: low, subject: "Another subject" };
  const problem = await app.refused("ticket.changedMeanwhile", as.tom, changeTicket, { params: { id }, body });
  expect(problem).toMatchObject({ status: 409, words: { name: "Eva Ott" } });
  expect(await now()).toMatchObject({ priorityId: high, subject: "Printer", version: 2 });
  expect(await change(as.tom, { version: 2, was: { priorityId: high }, priorityId: low })).toMatchObject({ priorityId: low });
});

test("who wants what the other one did already is not held up, and a field of which it is not said how it was stands in the way", async () => {
  await change(as.eva, { version: 1, priorityId: high });
  expect(await change(as.tom, { version: 1, was: { priorityId: normal }, priorityId: high })).toMatchObject({ version: 2 });
  await app.refused("record.versionStale", as.tom, changeTicket, { params: { id }, body: { version: 1, subject: "No word of how it was" } });
  await change(as.eva, { version: 2, statusId: statusIdOf("pending") });
  await app.refused("ticket.changedMeanwhile", as.tom, changeTicket, {
    params: { id },
    body: { version: 2, was: { subject: "Printer", statusId: statusIdOf("open") }, subject: "Printer", statusId: statusIdOf("closed") },
  });
});

test("an answer that was begun before somebody else wrote is refused once, with that one's name; own articles do not count", async () => {
  const first = await app.article(id);
  const write = (who: Signed, bodyText: string, lastSeenArticleId?: string) =>
    app.ask(who, addArticle, { params: { id }, body: { bodyText, visible: true, ...(lastSeenArticleId ? { lastSeenArticleId } : {}) } });
  app.later(1000);
  const evas = await write(as.eva, "I am on it", first);
  expect(evas.status).toBe(201);
  app.later(1000);
  expect((await write(as.eva, "And done", first)).status).toBe(201);
  const refused = await write(as.tom, "Please turn it off and on", first);
  expect(refused.problem).toMatchObject({ code: "ticket.answeredMeanwhile", status: 409, words: { name: "Eva Ott" } });
  const { article_id: newest } = await app.db
    .selectFrom("article")
    .select("article_id")
    .where("ticket_id", "=", id)
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  expect((await write(as.tom, "Please turn it off and on", newest)).status).toBe(201);
  expect((await write(as.tom, "From a program that knows nothing of it")).status).toBe(201);
});

test("every field that a change may name may be named as it was", () => {
  const { was, version: _version, reason: _reason, comment: _comment, bookedTime: _treatment, ...fields } = changeTicket.body.shape;
  expect(Object.keys(was.unwrap().shape).sort()).toEqual(Object.keys(fields).sort());
});
