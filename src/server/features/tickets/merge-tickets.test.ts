import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mergeTickets, unmergeTicket } from "#contract/merge.ts";
import * as portal from "#contract/portal-ticket.ts";
import { createSubtask, listSubtasks } from "#contract/subtask.ts";
import { changeTicket, getTicket, listArticles, listParticipants, listTickets } from "#contract/ticket.ts";
import { changeTimeEntry, createTimeEntry, listTimeEntries } from "#contract/time-entry.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
const call = shaped(() => app);
const ids = { company: "", queue: "", anna: "", bernd: "" };
const as: Record<"anna" | "bernd" | "boss", Signed> = { anna: null, bernd: null, boss: null };

beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  ids.company = await app.company();
  ids.queue = await app.queue();
  ids.anna = await app.person(ids.company, "basic");
  ids.bernd = await app.person(ids.company, "basic");
  as.anna = await app.signIn({ contactId: ids.anna });
  as.bernd = await app.signIn({ contactId: ids.bernd });
  as.boss = await app.signIn({ contactId: await app.person(ids.company, "manager") });
});
afterAll(() => app.close());

const ticket = async (contactId: string | null, values: Partial<Parameters<TestApp["ticket"]>[0]> = {}) => {
  const id = await app.ticket({ queue_id: ids.queue, company_id: ids.company, contact_id: contactId, ...values });
  await app.article(id, { body_text: `said in ${id}` });
  return id;
};
const merge = (target: string, sources: string[], body: Record<string, unknown> = {}) =>
  call(administrator, mergeTickets, { params: { id: target }, body: { ticketIds: sources, ...body } });
const refused = (code: Parameters<TestApp["refused"]>[0], target: string, sources: string[], by: Signed = administrator) =>
  app.refused(code, by, mergeTickets, { params: { id: target }, body: { ticketIds: sources, confirmed: true } });
const unmerge = (id: string) => call(administrator, unmergeTicket, { params: { id } });
const said = async (who: Signed, id: string) =>
  (await app.call(who, portal.listPortalArticles, { params: { id } })).items.map(({ bodyText, origin }) => [bodyText.slice(8), origin?.id ?? null]);
const row = (id: string) => app.db.selectFrom("ticket").selectAll().where("ticket_id", "=", id).executeTakeFirstOrThrow();

describeGuards(() => app, [{ endpoint: mergeTickets, body: { ticketIds: ["00000000-0000-7000-8000-000000000001"] } }, { endpoint: unmergeTicket }]);

describe("tickets that are merged", () => {
  test("are shut and lead to the target, where what was written in them is read, with where it was", async () => {
    const [target, first, second] = [await ticket(ids.anna), await ticket(ids.anna), await ticket(ids.anna)];
    expect(await merge(target, [first, second])).toMatchObject({ id: target, statusType: "open" });
    expect(await app.refused("ticket.merged", as.anna, portal.getPortalTicket, { params: { id: first } })).toMatchObject({ mergedIntoId: target });
    expect(await said(as.anna, target)).toEqual([
      [target, null],
      [first, first],
      [second, second],
    ]);
    const shown = await call(administrator, listArticles, { params: { id: target } });
    expect(shown.total).toBe(3);
    expect(shown.items[1]?.origin).toMatchObject({ id: first, number: (await row(first)).number });
    const listed = await call(administrator, listTickets, { query: { contact: ids.anna } });
    expect(listed.items.map(({ id }) => id)).not.toContain(first);
  });

  test("bring their files along, to be fetched at the target's address by those who read them there, and by nobody else", async () => {
    const upload = await app.fetch(
      "/api/v1/portal/uploads?name=a.txt",
      { method: "POST", body: "content", headers: { "content-type": "text/plain" } },
      as.bernd,
    );
    const { id: uploadId } = (await upload.json()) as { id: string };
    const [target, source] = [await ticket(ids.anna), await ticket(ids.bernd)];
    const reply = await app.call(as.bernd, portal.replyInPortal, { params: { id: source }, body: { bodyText: "see the file", uploads: [uploadId] } });
    const file = `/api/v1/portal/tickets/${target}/attachments/${reply.attachments[0]?.id}`;
    await merge(target, [source], { confirmed: true });
    for (const who of [as.bernd, as.boss]) expect((await app.fetch(file, {}, who)).status).toBe(200);
    expect((await app.fetch(file, {}, as.anna)).status).toBe(404);
    expect((await app.fetch(file.replace(target, source), {}, as.bernd)).status).toBe(404);
  });

  test("of other requesters ask to be confirmed; their requesters become participants, and read what was there only then", async () => {
    const [target, source] = [await ticket(ids.anna), await ticket(ids.bernd)];
    await app.refused("merge.notConfirmed", administrator, mergeTickets, { params: { id: target }, body: { ticketIds: [source] } });
    await merge(target, [source], { confirmed: true });
    expect((await call(administrator, listParticipants, { params: { id: target } })).items).toMatchObject([{ contact: { id: ids.bernd }, level: "reply" }]);
    // Anna asked in the target and never read Bernd's ticket: she does not by the merge either.
    expect(await said(as.anna, target)).toEqual([[target, null]]);
    expect(await said(as.bernd, target)).toEqual([
      [target, null],
      [source, source],
    ]);
    await app.call(as.bernd, portal.replyInPortal, { params: { id: target }, body: { bodyText: "thank you" } });
  });

  test("leave their requester out if that is wanted, or if it is of another company: then its ticket is gone for it", async () => {
    const stranger = await app.person(await app.company(), "manager");
    const [target, source, foreign] = [await ticket(ids.anna), await ticket(ids.bernd), await app.ticket({ queue_id: ids.queue, contact_id: stranger })];
    await merge(target, [source], { confirmed: true, requesters: "none" });
    await merge(target, [foreign], { confirmed: true });
    expect((await call(administrator, listParticipants, { params: { id: target } })).items).toEqual([]);
    await app.refused("record.notFound", as.bernd, portal.getPortalTicket, { params: { id: source } });
    await app.refused("record.notFound", await app.signIn({ contactId: stranger }), portal.getPortalTicket, { params: { id: foreign } });
  });

  test("over several steps are still read, each by its own rule", async () => {
    const [last, middle, first] = [await ticket(ids.anna), await ticket(ids.anna), await ticket(ids.bernd)];
    await merge(middle, [first], { confirmed: true, requesters: "none" });
    await merge(last, [middle]);
    expect((await said(as.boss, last)).map(([, origin]) => origin)).toEqual([null, middle, first]);
    expect((await said(as.anna, last)).map(([, origin]) => origin)).toEqual([null, middle]);
  });

  test("are not searched for in the target by those who may not read them", async () => {
    const [target, source] = [await ticket(ids.anna), await ticket(ids.bernd)];
    await app.article(source, { body_text: "Zwetschgendatschi" });
    await merge(target, [source], { confirmed: true });
    expect((await app.call(as.anna, portal.listPortalTickets, { query: { q: "Zwetschgendatschi" } })).total).toBe(0);
  });
});

describe("hours and subtasks", () => {
  const day = "2026-03-02";
  const book = (id: string, minutes: number, more: Record<string, unknown> = {}) =>
    call(administrator, createTimeEntry, { params: { id }, body: { day, minutes, ...more } });
  const hours = async (id: string) => (await call(administrator, listTimeEntries, { params: { id } })).items;
  const byProject = async () => {
    const sums = new Map<string | null, number>();
    for (const { project_id, minutes } of await app.db.selectFrom("time_entry").select(["project_id", "minutes"]).execute())
      sums.set(project_id, (sums.get(project_id) ?? 0) + minutes);
    return sums;
  };

  test("go to the target exactly once and come back when the merge is undone; no sum of a project changes", async () => {
    const [project, other] = [await app.project(ids.company), await app.project(null)];
    const [target, source] = [await ticket(ids.anna), await ticket(ids.anna)];
    await app.ticketProject(target, project);
    await app.ticketProject(source, other);
    const own = await call(administrator, createSubtask, { params: { id: target }, body: { subject: "Here" } });
    const sub = await call(administrator, createSubtask, { params: { id: source }, body: { subject: "There" } });
    await book(target, 30);
    await book(source, 60);
    await book(source, 15, { subtaskId: sub.id });
    const sums = await byProject();
    await app.refused("merge.notConfirmed", administrator, mergeTickets, { params: { id: target }, body: { ticketIds: [source] } });
    const merged = await merge(target, [source], { confirmed: true });
    expect(merged.projects.map((one) => [one.project.id, one.primary])).toEqual([
      [project, true],
      [other, false],
    ]);
    expect((await hours(target)).map(({ minutes }) => minutes).sort()).toEqual([15, 30, 60]);
    expect(await hours(source)).toEqual([]);
    expect((await call(administrator, listSubtasks, { params: { id: target } })).items.map(({ id }) => id)).toEqual([own.id, sub.id]);
    expect(await byProject()).toEqual(sums);
    await refused("merge.gone", target, [source]);
    await unmerge(source);
    expect((await hours(source)).map(({ minutes }) => minutes).sort()).toEqual([15, 60]);
    expect((await hours(target)).map(({ minutes }) => minutes)).toEqual([30]);
    expect((await call(administrator, listSubtasks, { params: { id: source } })).items.map(({ id }) => id)).toEqual([sub.id]);
    expect((await call(administrator, getTicket, { params: { id: target } })).projects).toHaveLength(1);
    expect(await byProject()).toEqual(sums);
    await app.refused("merge.none", administrator, unmergeTicket, { params: { id: source } });
  });

  test("that contacts saw stay visible where the same people read the target, and become internal where others do", async () => {
    const [target, alike, other] = [await ticket(ids.anna), await ticket(ids.anna), await ticket(ids.bernd)];
    await book(alike, 10, { visible: true });
    await book(other, 20, { visible: true });
    await merge(target, [alike, other], { confirmed: true });
    expect((await hours(target)).map(({ minutes, visible }) => [minutes, visible]).sort()).toEqual([
      [10, true],
      [20, false],
    ]);
    await unmerge(other);
    expect(await hours(other)).toMatchObject([{ minutes: 20, visible: true }]);
  });

  test("on a project of another company keep the tickets apart", async () => {
    const foreign = await app.company();
    const source = await ticket(null, { company_id: foreign });
    await app.ticketProject(source, await app.project(foreign));
    await book(source, 30);
    await refused("merge.foreignTime", await ticket(ids.anna), [source]);
  });

  test("that were changed at the target come back as they are now", async () => {
    const [target, source] = [await ticket(ids.anna), await ticket(ids.anna)];
    const { id: entryId } = await book(source, 30);
    await merge(target, [source]);
    await call(administrator, changeTimeEntry, { params: { id: target, entryId }, body: { version: 2, minutes: 45 } });
    await unmerge(source);
    expect(await hours(source)).toMatchObject([{ id: entryId, minutes: 45 }]);
  });
});

describe("a merge is refused", () => {
  test("of a ticket into itself, of merged and removed ones, of one in a status that lets nothing change", async () => {
    const [target, source] = [await ticket(ids.anna), await ticket(ids.anna)];
    await refused("merge.itself", target, [target]);
    for (const type of ["merged", "removed"] as const) {
      const gone = await ticket(ids.anna, { type });
      expect((await refused("merge.gone", target, [source, gone])).words).toEqual({ number: (await row(gone)).number });
      await refused("merge.gone", gone, [source]);
    }
    await app.db.updateTable("ticket_status").set({ locks: true }).where("status_id", "=", statusIdOf("closed")).execute();
    await refused("merge.locked", target, [await ticket(ids.anna, { type: "closed" })]);
    await app.db.updateTable("ticket_status").set({ locks: false }).where("status_id", "=", statusIdOf("closed")).execute();
    expect((await row(source)).status_type).toBe("open");
  });

  test("where open subtasks would come to a finished ticket", async () => {
    const source = await ticket(ids.anna);
    await call(administrator, createSubtask, { params: { id: source }, body: { subject: "Still to do" } });
    const problem = await refused("merge.openSubtasks", await ticket(ids.anna, { type: "done" }), [source]);
    expect(problem.title).toContain("Still to do");
  });

  test("by an agent who may not change all of them; one that may not be read is not there", async () => {
    const agent = await app.agent(["ticket:read", "ticket:write"]);
    const [edits, reads] = [await app.group(), await app.group()];
    await app.agentRight(agent.agentId, edits);
    await app.agentRight(agent.agentId, reads, { can_read: true });
    const target = await app.ticket({ queue_id: await app.queue(edits) });
    await refused("ticket.notPermitted", target, [await app.ticket({ queue_id: await app.queue(reads) })], agent);
    await refused("record.notFound", target, [await ticket(ids.anna)], agent);
  });
});

describe("undoing a merge", () => {
  test("gives the ticket its status back and takes off the participant that it added", async () => {
    const [target, source] = [await ticket(ids.anna), await ticket(ids.bernd, { type: "pending" })];
    const before = await said(as.anna, target);
    await merge(target, [source], { confirmed: true });
    expect(await unmerge(source)).toMatchObject({ id: source, statusType: "pending", mergedIntoId: null });
    expect(await said(as.anna, target)).toEqual(before);
    await app.refused("record.notFound", as.bernd, portal.getPortalTicket, { params: { id: target } });
    expect(await said(as.bernd, source)).toEqual([[source, null]]);
    const events = await app.db.selectFrom("audit_event").select("event").where("subject_id", "=", source).orderBy("audit_event_id").execute();
    expect(events.map(({ event }) => event)).toEqual(["ticket.merged", "ticket.unmerged"]);
  });

  test("is possible for seven days, and not while the target itself is merged", async () => {
    const [last, target, source] = [await ticket(ids.anna), await ticket(ids.anna), await ticket(ids.anna)];
    await merge(target, [source]);
    await merge(last, [target]);
    await app.refused("merge.targetGone", administrator, unmergeTicket, { params: { id: source } });
    await unmerge(target);
    app.later(8 * 86_400_000);
    administrator = await app.agent().then(async ({ agentId, cookie }) => {
      await app.db.updateTable("agent").set({ is_administrator: true }).where("agent_id", "=", agentId).execute();
      return { agentId, cookie };
    });
    await app.refused("merge.tooLate", administrator, unmergeTicket, { params: { id: source } });
  });

  test("of what an import merged is not offered", async () => {
    const source = await ticket(ids.anna, { type: "merged", merged_into_id: await ticket(ids.anna) });
    await app.refused("merge.none", administrator, unmergeTicket, { params: { id: source } });
  });
});

test("a merged ticket is read by agents as before, and its status is no choice", async () => {
  const [target, source] = [await ticket(ids.anna), await ticket(ids.anna)];
  await merge(target, [source]);
  expect(await call(administrator, getTicket, { params: { id: source } })).toMatchObject({ statusType: "merged", mergedIntoId: target, can: ["read"] });
  await call(administrator, changeTicket, { params: { id: target }, body: { version: 2, subject: "Both" } });
});
