/** Tags: several on a ticket, among agents only; renamed, merged and removed for all tickets at once. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getPortalTicket } from "#contract/portal-ticket.ts";
import * as contract from "#contract/tag.ts";
import * as ticket from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let admin: Signed;
let eva: Signed;
let queueId = "";
let companyId = "";
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  const groupId = await app.group();
  queueId = await app.queue(groupId);
  companyId = await app.company();
  const agent = await app.agent();
  await app.agentRight(agent.agentId, groupId);
  eva = agent;
});
afterAll(() => app.close());

const tag = (name: string, as: Signed = eva) => call(as, contract.createTag, { body: { name } });
const newTicket = () => app.ticket({ queue_id: queueId, company_id: companyId });
const change = (ticketId: string, version: number, tagIds: string[]) => call(eva, ticket.changeTicket, { params: { id: ticketId }, body: { version, tagIds } });
const namesOf = async (ticketId: string) => (await call(eva, ticket.getTicket, { params: { id: ticketId } })).tags.map(({ name }) => name);
const listed = async (query: Record<string, unknown>) => {
  const answer = await call(eva, ticket.listTickets, { query });
  expect(answer.total).toBe(answer.items.length);
  return answer.items.map(({ id }) => id);
};
const tagged = async (...names: string[]) => {
  const tags = await Promise.all(names.map((name) => tag(name)));
  const ticketId = await newTicket();
  await change(
    ticketId,
    1,
    tags.map(({ id }) => id),
  );
  return { ticketId, tags };
};

describeGuards(
  () => app,
  [
    { endpoint: contract.listTags },
    { endpoint: contract.createTag, body: { name: "Guarded" } },
    { endpoint: contract.changeTag, body: { version: 1, name: "Guarded" } },
    { endpoint: contract.mergeTag, body: { version: 1, intoId: "00000000-0000-7000-8000-0000000000ff" } },
    { endpoint: contract.removeTag },
  ],
);

describe("a tag", () => {
  test("is created by whoever writes it first, and given to whoever writes it again", async () => {
    const first = await tag(" VPN ");
    expect(first).toMatchObject({ name: "VPN", ticketCount: 0, removed: false, version: 1 });
    expect(await tag("vpn", admin)).toMatchObject({ id: first.id, name: "VPN" });
    const events = await app.db.selectFrom("audit_event").select(["event", "after"]).where("subject_id", "=", first.id).execute();
    expect(events).toEqual([{ event: "tag.created", after: { name: "VPN" } }]);
    for (const name of ["", "a,b", "x".repeat(61)]) await app.refused("request.invalid", eva, contract.createTag, { body: { name } });
  });

  test("stands on tickets beside others, narrows their list, and is kept in the log", async () => {
    const { ticketId, tags } = await tagged("network", "Outage");
    const { ticketId: other } = await tagged("outage");
    expect(await namesOf(ticketId)).toEqual(["network", "Outage"]);
    const [network = "", outage = ""] = tags.map(({ id }) => id);
    expect(await listed({ tag: [network] })).toEqual([ticketId]);
    expect((await listed({ tag: [outage] })).sort()).toEqual([ticketId, other].sort());
    expect((await listed({ tag: [network, outage], company: [companyId], sort: "created" })).sort()).toEqual([ticketId, other].sort());
    expect(await listed({ tag: [outage], state: "closed" })).toEqual([]);
    const events = await app.db.selectFrom("audit_event").select(["event", "before", "after"]).where("subject_id", "=", ticketId).execute();
    expect(events).toEqual([{ event: "ticket.changed", before: { tagIds: [] }, after: { tagIds: [network, outage].sort() } }]);
  });

  test("is added to many tickets and taken off, and that is put back", async () => {
    const { ticketId, tags } = await tagged("kept", "dropped");
    const other = await newTicket();
    const added = await tag("added");
    const [kept = "", dropped = ""] = tags.map(({ id }) => id);
    const wanted = { addTagIds: [added.id], removeTagIds: [dropped] };
    const { bulkId, results } = await call(eva, ticket.changeTickets, { body: { ids: [ticketId, other], change: wanted } });
    expect(results.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    expect([await namesOf(ticketId), await namesOf(other)]).toEqual([["added", "kept"], ["added"]]);
    const again = await call(eva, ticket.changeTickets, { body: { ids: [ticketId, other], change: wanted } });
    expect(again.results.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    const versions = results.map(({ id, version }) => ({ id, version: version ?? 0 }));
    await call(eva, ticket.undoTicketChanges, { body: { bulkId: bulkId ?? "", tickets: versions } });
    expect([await namesOf(ticketId), await namesOf(other)]).toEqual([["dropped", "kept"], []]);
    expect(await listed({ tag: [kept] })).toEqual([ticketId]);
  });

  test("is renamed for all its tickets, never to a name that another one has", async () => {
    const { ticketId, tags } = await tagged("prnter", "paper");
    const [{ id = "" } = {}] = tags;
    expect(await call(admin, contract.changeTag, { params: { id }, body: { version: 1, name: "printer" } })).toMatchObject({
      name: "printer",
      version: 2,
      ticketCount: 1,
    });
    expect(await namesOf(ticketId)).toEqual(["paper", "printer"]);
    await app.refused("tag.nameTaken", admin, contract.changeTag, { params: { id }, body: { version: 2, name: "PAPER" } });
    await app.refused("record.versionStale", admin, contract.changeTag, { params: { id }, body: { version: 1, name: "x" } });
  });

  test("is merged into another one: its tickets have that once, and it is gone", async () => {
    const { ticketId, tags } = await tagged("mobile", "phone");
    const { ticketId: other } = await tagged("mobile");
    const [mobile = "", phone = ""] = tags.map(({ id }) => id);
    expect(await call(admin, contract.mergeTag, { params: { id: mobile }, body: { version: 1, intoId: phone } })).toMatchObject({ id: phone, ticketCount: 2 });
    expect([await namesOf(ticketId), await namesOf(other)]).toEqual([["phone"], ["phone"]]);
    expect((await listed({ tag: [phone] })).sort()).toEqual([ticketId, other].sort());
    expect(await listed({ tag: [mobile] })).toEqual([]);
    await app.refused("record.notFound", admin, contract.mergeTag, { params: { id: mobile }, body: { version: 2, intoId: phone } });
    await app.refused("record.unknownReference", admin, contract.mergeTag, { params: { id: phone }, body: { version: 1, intoId: phone } });
  });

  test("that is removed goes from its tickets, keeps its name for the log, and does not come back with them", async () => {
    const { ticketId, tags } = await tagged("obsolete");
    const [{ id = "" } = {}] = tags;
    await call(admin, contract.removeTag, { params: { id } });
    expect(await namesOf(ticketId)).toEqual([]);
    const all = await walk(call, admin, contract.listTags, { state: "all" }, 2);
    expect(all.find((one) => one.id === id)).toMatchObject({ name: "obsolete", removed: true });
    expect((await call(eva, contract.listTags, { query: { q: "obsol" } })).items).toEqual([]);
    await app.refused("record.unknownReference", eva, ticket.changeTicket, { params: { id: ticketId }, body: { version: 2, tagIds: [id] } });
    expect((await tag("Obsolete")).id).not.toBe(id);
  });

  test("is found on tickets however many have it, page by page", async () => {
    const frequent = await tag("frequent");
    const ids = await Promise.all(Array.from({ length: 70 }, newTicket));
    await call(eva, ticket.changeTickets, { body: { ids, change: { addTagIds: [frequent.id] } } });
    const seen = await walk(call, eva, ticket.listTickets, { tag: [frequent.id] }, 20);
    expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });
});

test("a contact is told nothing of tags", async () => {
  const { ticketId } = await tagged("angry customer");
  const contactId = await app.person(companyId, "manager");
  const answer = await call(await app.signIn({ contactId }), getPortalTicket, { params: { id: ticketId } });
  expect(JSON.stringify(answer)).not.toMatch(/angry|tag/i);
});
