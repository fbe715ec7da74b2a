/** Own fields: defined by administrators, filled in by agents, shown to contacts only where the definition says so. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/own-field.ts";
import { changePortalTicket, getPortalTicket, listPortalTickets } from "#contract/portal-ticket.ts";
import * as ticket from "#contract/ticket.ts";
import { exportTickets } from "#contract/ticket-export.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let admin: Signed;
let anna: Signed;
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
  anna = await app.signIn({ contactId: await app.person(companyId, "manager") });
  const agent = await app.agent();
  await app.agentRight(agent.agentId, groupId);
  eva = agent;
});
afterAll(() => app.close());

describeGuards(
  () => app,
  [
    { endpoint: contract.listOwnFields },
    { endpoint: contract.createOwnField, body: { name: "Guarded", type: "text" } },
    { endpoint: contract.changeOwnField, body: { version: 1, name: "Guarded" } },
    { endpoint: contract.orderOwnFields, body: { ids: [] } },
  ],
);

let count = 0;
/** With a name of its own, so that tests do not meet. */
const field = (type: contract.OwnFieldView["type"], more: object = {}) => {
  count += 1;
  return call(admin, contract.createOwnField, { body: { name: `Field ${count}`, type, ...more } });
};
const rooms = [
  { value: "r1", label: "Room 1" },
  { value: "r2", label: "Room 2" },
];
const newTicket = () => app.ticket({ queue_id: queueId, company_id: companyId });
const change = (id: string, version: number, ownFields: object, more: object = {}) =>
  call(eva, ticket.changeTicket, { params: { id }, body: { version, ownFields, ...more } });
const read = async (id: string) => (await call(eva, ticket.getTicket, { params: { id } })).ownFields;
const listed = async (...ownFields: object[]) => {
  const answer = await call(eva, ticket.listTickets, { query: { ownFields: JSON.stringify(ownFields) } });
  expect(answer.total).toBe(answer.items.length);
  return answer.items.map(({ id }) => id).sort();
};

describe("a definition", () => {
  test("gets its key from its name once; name, words, options and state change, each with an event", async () => {
    const made = await call(admin, contract.createOwnField, {
      body: { name: "Größe des Raums", labels: { en: "Size of room" }, type: "choice", options: rooms },
    });
    expect(made).toMatchObject({ key: "Grosse_des_Raums", label: "Size of room", shownToContacts: false, state: "active", version: 1, options: rooms });
    expect(await call(admin, contract.createOwnField, { body: { name: "Größe des Raums", type: "text" } })).toMatchObject({ key: "Grosse_des_Raums_2" });
    const body = { version: 1, name: "Raum", labels: {}, options: rooms.slice(1), state: "closed", reason: "moved" };
    const changed = await call(admin, contract.changeOwnField, { params: { id: made.id }, body });
    expect(changed).toMatchObject({ key: "Grosse_des_Raums", label: "Raum", state: "closed", version: 2 });
    await call(admin, contract.changeOwnField, { params: { id: made.id }, body: { version: 2, state: "closed" } });
    const events = await app.db
      .selectFrom("audit_event")
      .select(["event", "before", "after"])
      .where("subject_id", "=", made.id)
      .orderBy("audit_event_id")
      .execute();
    expect(events).toMatchObject([
      { event: "ownField.created", after: { key: "Grosse_des_Raums" } },
      { event: "ownField.changed", before: { name: "Größe des Raums", state: "active" }, after: { name: "Raum", state: "closed" } },
    ]);
    await app.refused("record.versionStale", admin, contract.changeOwnField, { params: { id: made.id }, body: { version: 1, name: "x" } });
    await app.refused("ownField.keyTaken", admin, contract.createOwnField, { body: { name: "x", key: "grosse_DES_raums", type: "text" } });
    await app.refused("permission.missing", eva, contract.createOwnField, { body: { name: "x", type: "text" } });
  });

  test("stands where it was put among all of them", async () => {
    const { id } = await field("text");
    const ids = (await call(eva, contract.listOwnFields)).items.map((one) => one.id);
    expect(ids.at(-1)).toBe(id);
    const wanted = [id, ...ids.slice(0, -1)];
    expect((await call(admin, contract.orderOwnFields, { body: { ids: wanted } })).items.map((one) => one.id)).toEqual(wanted);
    await app.refused("record.unknownReference", admin, contract.orderOwnFields, { body: { ids: ids.slice(1) } });
  });
});

describe("a value", () => {
  test("is changed alone, taken away, and told with what it was", async () => {
    const [serial, room] = [await field("text"), await field("choice", { options: rooms })];
    const id = await newTicket();
    await change(id, 1, { [serial.key]: "SN-1", [room.key]: "r1" });
    await change(id, 2, { [room.key]: "r2", [serial.key]: "SN-1" });
    await change(id, 3, { [serial.key]: null });
    expect(await read(id)).toEqual({ [room.key]: "r2" });
    expect((await change(id, 4, { [serial.key]: null })).version).toBe(4);
    const events = await app.db.selectFrom("audit_event").select(["before", "after"]).where("subject_id", "=", id).orderBy("audit_event_id").execute();
    expect(events).toEqual([
      { before: { ownFields: { [serial.key]: null, [room.key]: null } }, after: { ownFields: { [serial.key]: "SN-1", [room.key]: "r1" } } },
      { before: { ownFields: { [room.key]: "r1" } }, after: { ownFields: { [room.key]: "r2" } } },
      { before: { ownFields: { [serial.key]: "SN-1" } }, after: { ownFields: { [serial.key]: null } } },
    ]);
  });

  test("of one field is no obstacle to a change of another one that somebody made meanwhile", async () => {
    const [one, other] = [await field("text"), await field("number")];
    const id = await newTicket();
    await change(id, 1, { [one.key]: "hers" });
    expect((await change(id, 1, { [other.key]: 7 }, { was: { ownFields: { [other.key]: null } } })).ownFields).toEqual({ [one.key]: "hers", [other.key]: 7 });
    const late = { version: 1, ownFields: { [one.key]: "mine" }, was: { ownFields: { [one.key]: null } } };
    await app.refused("ticket.changedMeanwhile", eva, ticket.changeTicket, { params: { id }, body: late });
  });

  test("has to fit its field, and its field to be in use; what a ticket has may stay and go", async () => {
    const room = await field("choice", { options: rooms });
    const id = await newTicket();
    const refused = (ownFields: object) =>
      app.refused("record.unknownReference", eva, ticket.changeTicket, { params: { id }, body: { version: 1, ownFields } });
    await refused({ [room.key]: "r3" });
    await refused({ [room.key]: 1 });
    await refused({ unknown: "x" });
    await call(admin, contract.changeOwnField, { params: { id: room.id }, body: { version: 1, state: "closed" } });
    await refused({ [room.key]: "r1" });
  });

  test("is written with a new ticket, found by words, and by agents who may not change it refused", async () => {
    const serial = await field("text");
    const body = { subject: "With a value", bodyText: "x", queueId, ownFields: { [serial.key]: "Zwölfender", [`${serial.key}x`]: null } };
    const { id, ownFields } = await call(eva, ticket.createTicketAsAgent, { body });
    expect(ownFields).toEqual({ [serial.key]: "Zwölfender" });
    expect((await call(eva, ticket.listTickets, { query: { q: "zwolfender" } })).items.map((one) => one.id)).toEqual([id]);
    await app.refused("record.unknownReference", eva, ticket.createTicketAsAgent, { body: { ...body, ownFields: { [serial.key]: 4 } } });
  });
});

describe("many tickets", () => {
  test("get a value at once or lose it, a second time nothing changes, and it is put back", async () => {
    const room = await field("choice", { options: rooms });
    const [one, two] = [await newTicket(), await newTicket()];
    await change(one, 1, { [room.key]: "r1" });
    const bulk = (value: string | null) => call(eva, ticket.changeTickets, { body: { ids: [one, two], change: { ownFields: { [room.key]: value } } } });
    const { bulkId, results } = await bulk("r2");
    expect([await read(one), await read(two)]).toEqual([{ [room.key]: "r2" }, { [room.key]: "r2" }]);
    expect((await bulk("r2")).results.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    expect((await bulk("r9")).results.map(({ code }) => code)).toEqual(["record.unknownReference", "record.unknownReference"]);
    const tickets = results.map(({ id, version }) => ({ id, version: version ?? 0 }));
    await call(eva, ticket.undoTicketChanges, { body: { bulkId: bulkId ?? "", tickets } });
    expect([await read(one), await read(two)]).toEqual([{ [room.key]: "r1" }, {}]);
  });
});

describe("a list", () => {
  test("is narrowed by values, beginnings and days, alone and together, page by page", async () => {
    const [room, on, serial, day] = [await field("choices", { options: rooms }), await field("boolean"), await field("text"), await field("date")];
    const [one, two, three] = [await newTicket(), await newTicket(), await newTicket()];
    await change(one, 1, { [room.key]: ["r1", "r2"], [on.key]: true, [serial.key]: "Übung 1", [day.key]: "2026-03-01" });
    await change(two, 1, { [room.key]: ["r2"], [on.key]: false, [serial.key]: "ubung 2", [day.key]: "2026-03-31" });
    await change(three, 1, { [day.key]: "2026-04-01" });
    const sorted = (...ids: string[]) => ids.sort();
    expect(await listed({ key: room.key, is: ["r1"] })).toEqual([one]);
    expect(await listed({ key: room.key, is: ["r1", "r2"] })).toEqual(sorted(one, two));
    expect(await listed({ key: on.key, is: ["false"] })).toEqual([two]);
    expect(await listed({ key: serial.key, is: ["UBUNG 1"] })).toEqual([one]);
    expect(await listed({ key: serial.key, begins: "übung" })).toEqual(sorted(one, two));
    expect(await listed({ key: serial.key, begins: "bung" })).toEqual([]);
    expect(await listed({ key: day.key, from: "2026-03-01", to: "2026-03-31" })).toEqual(sorted(one, two));
    expect(await listed({ key: day.key, from: "2026-03-02" })).toEqual(sorted(two, three));
    expect(await listed({ key: day.key, to: "2026-03-01" })).toEqual([one]);
    expect(await listed({ key: room.key, is: ["r2"] }, { key: on.key, is: ["true"] })).toEqual([one]);
    expect(await listed({ key: "no such field", is: ["r2"] })).toEqual([]);
    const query = { ownFields: JSON.stringify([{ key: day.key, from: "2026-01-01" }]) };
    expect((await walk(call, eva, ticket.listTickets, query, 1)).map(({ id }) => id).sort()).toEqual(sorted(one, two, three));
    await change(two, 2, { [room.key]: null });
    expect(await listed({ key: room.key, is: ["r2"] })).toEqual([one]);
    await app.refused("request.invalid", eva, ticket.listTickets, { query: { ownFields: "[]" } });
  });

  test("as a file has the fields as columns, in the words of their options", async () => {
    const [room, on] = [await field("choice", { options: rooms, labels: { en: "Where" } }), await field("boolean")];
    const id = await newTicket();
    await change(id, 1, { [room.key]: "r2", [on.key]: true });
    const query = `format=csv&id=${id}&columns=own:${room.key},own:${on.key},own:none`;
    const answer = await app.fetch(`${exportTickets.path}?${query}`, { headers: { "accept-language": "en" } }, eva);
    expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer())).toBe(`\uFEFFWhere,${on.name},none\r\nRoom 2,Yes,\r\n`);
  });
});

describe("contacts", () => {
  const told = async (id: string) => [
    await call(anna, getPortalTicket, { params: { id } }),
    ...(await call(anna, listPortalTickets)).items.filter((one) => one.id === id),
  ];

  test("see what the definition shows them, in their words, and nothing of any other field", async () => {
    const [shown, hidden] = [await field("choice", { options: rooms, labels: { en: "Where" }, shownToContacts: true }), await field("text")];
    const id = await newTicket();
    await change(id, 1, { [shown.key]: "r1", [hidden.key]: "insolvent" });
    for (const one of await told(id)) {
      expect(one.shownFields).toEqual([{ key: shown.key, label: "Where", type: "choice", values: ["Room 1"] }]);
      expect(JSON.stringify(one)).not.toMatch(new RegExp(`insolvent|${hidden.key}|${hidden.name}`));
    }
    // Taken back, it is gone with the next request.
    await call(admin, contract.changeOwnField, { params: { id: shown.id }, body: { version: 1, shownToContacts: false } });
    for (const one of await told(id)) expect(one.shownFields).toEqual([]);
    await call(admin, contract.changeOwnField, { params: { id: hidden.id }, body: { version: 1, shownToContacts: true } });
    for (const one of await told(id)) expect(one.shownFields.map(({ key }) => key)).toEqual([hidden.key]);
    await call(admin, contract.changeOwnField, { params: { id: hidden.id }, body: { version: 2, state: "closed" } });
    for (const one of await told(id)) expect(one.shownFields).toEqual([]);
  });

  test("change none, and find no ticket by one", async () => {
    const hidden = await field("text");
    const id = await newTicket();
    await change(id, 1, { [hidden.key]: "Kellerassel" });
    expect((await call(anna, listPortalTickets, { query: { q: "kellerassel" } })).items).toEqual([]);
    await app.refused("request.invalid", anna, changePortalTicket, { params: { id }, body: { version: 2, ownFields: { [hidden.key]: "x" } } });
    const query: Record<string, unknown> = { ownFields: JSON.stringify([{ key: hidden.key, is: ["Kellerassel"] }]) };
    await app.refused("request.invalid", anna, listPortalTickets, { query });
  });
});
