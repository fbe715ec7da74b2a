import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/membership-matrix.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
type Query = { q?: string; limit?: number; shown?: "all" | "assigned"; ids?: string[] };
const companiesOf = (id: string, query: Query = {}) => call(administrator, contract.listCompaniesToAssign, { params: { id }, query });
const contactsOf = (id: string, query: Query = {}) => call(administrator, contract.listContactsToAssign, { params: { id }, query });
const body = (changes: object[], more: object = {}) => ({ body: { changes, ...more } as never });
const save = (changes: object[], more: object = {}) => call(administrator, contract.saveMembershipMatrix, body(changes, more));
const memberOf = (contactId: string) =>
  app.db
    .selectFrom("membership")
    .select(["company_id", "role_id", "is_primary", "version"])
    .where("contact_id", "=", contactId)
    .orderBy("created_at")
    .execute();
const eventsOf = async (contactId: string) =>
  (await app.db.selectFrom("audit_event").selectAll().where("contact_id", "=", contactId).execute())
    .filter(({ event }) => event.startsWith("membership."))
    .map((event) => `${event.event} ${event.company_id} ${event.reason}`)
    .sort();

describe("rows", () => {
  test("of a contact are all companies, those that are assigned first, each part by name, or only those", async () => {
    const word = `Row${Math.random().toString(36).slice(2, 8)}`;
    const [beta, alpha, gamma] = [
      await app.company({ name: `${word} Beta` }),
      await app.company({ name: `${word} Älpha` }),
      await app.company({ name: `${word} Gamma` }),
    ];
    const id = await app.person(beta, "manager");
    await app.membership(id, gamma, { role_id: ROLES.basic });
    const { items, total } = await companiesOf(id, { q: word.toLowerCase() });
    expect(items.map((row) => [row.id, row.membership?.role.systemKey ?? null, row.membership?.primary ?? null])).toEqual([
      [beta, "manager", true],
      [gamma, "basic", false],
      [alpha, null, null],
    ]);
    expect(total).toBe(3);
    expect((await companiesOf(id, { shown: "assigned" })).items.map((row) => row.id)).toEqual([beta, gamma]);
    const { items: named, total: count } = await companiesOf(id, { ids: [alpha], shown: "assigned" });
    expect([named.map((row) => row.id), count]).toEqual([[alpha], 1]);
  });

  test("of a company are all contacts, those that are assigned first, page by page, found by name and address", async () => {
    const companyId = await app.company();
    const word = `Person${Math.random().toString(36).slice(2, 8)}`;
    const inside = [await app.person(companyId, "basic", { last_name: `${word} B` }), await app.person(companyId, "basic", { last_name: `${word} D` })];
    const outside = [await app.contact({ last_name: `${word} A` }), await app.contact({ last_name: `${word} C` })];
    const { items } = await contactsOf(companyId, { q: word });
    expect(items.map((row) => row.id)).toEqual([inside[0], inside[1], outside[0], outside[1]]);
    expect((await contactsOf(companyId, { shown: "assigned" })).items.map((row) => row.id)).toEqual(inside);
    const of = {
      ...contract.listContactsToAssign,
      path: contract.listContactsToAssign.path.replace("{id}", companyId),
    } as typeof contract.listContactsToAssign;
    const walked = (await walk(app.call, administrator, of, { q: word }, 1)) as { id: string }[];
    expect(walked.map((row) => row.id)).toEqual(items.map((row) => row.id));
  });

  test("a made-up cursor is refused", async () => {
    await app.refused("request.cursor", administrator, contract.listCompaniesToAssign, {
      params: { id: await app.person(await app.company()) },
      query: { cursor: "made-up" },
    });
  });
});

describe("saving", () => {
  test("gives, changes and takes away in one go, with an event for each, and says the new versions", async () => {
    const [home, kept, gone, added] = [await app.company(), await app.company(), await app.company(), await app.company()];
    const contactId = await app.person(home);
    await app.membership(contactId, kept, { keeps_own_tickets: true });
    await app.membership(contactId, gone);
    const answer = await save(
      [
        { contactId, companyId: home, version: 1, membership: { roleId: ROLES.advanced } },
        { contactId, companyId: kept, version: 1, membership: { roleId: ROLES.manager } },
        { contactId, companyId: gone, version: 1, membership: null },
        { contactId: contactId.toUpperCase(), companyId: added.toUpperCase(), version: null, membership: { roleId: ROLES.basic } },
      ],
      { reason: "new tasks" },
    );
    expect(answer.changed).toBe(3);
    expect(answer.memberships.map((one) => [one.companyId, one.version])).toEqual([
      [home, 1],
      [kept, 2],
      [gone, null],
      [added, 1],
    ]);
    expect(await eventsOf(contactId)).toEqual(
      [`membership.added ${added} new tasks`, `membership.changed ${kept} new tasks`, `membership.removed ${gone} new tasks`].sort(),
    );
    const { items } = await companiesOf(contactId, { ids: [kept] });
    expect(items[0]?.membership).toMatchObject({ role: { systemKey: "manager" }, keepsOwnTickets: true, version: 2 });
  });

  test("assigns several contacts to a company; whoever has no company yet gets it as the primary one", async () => {
    const companyId = await app.company();
    const [guest, nobody] = [await app.person(await app.company()), await app.contact()];
    await save([guest, nobody].map((contactId) => ({ contactId, companyId, version: null, membership: {} })));
    expect((await memberOf(guest)).map((row) => [row.role_id, row.is_primary])).toEqual([
      [ROLES.advanced, true],
      [ROLES.basic, false],
    ]);
    expect(await memberOf(nobody)).toMatchObject([{ is_primary: true }]);
  });

  test("makes exactly one of several first companies the primary one", async () => {
    const contactId = await app.contact();
    const companyIds = [await app.company(), await app.company()];
    await save(companyIds.map((companyId) => ({ contactId, companyId, version: null, membership: {} })));
    expect((await memberOf(contactId)).filter((row) => row.is_primary)).toMatchObject([{ company_id: companyIds[0] }]);
  });

  test("takes nothing away from anybody when one of them is somebody's primary company", async () => {
    const [companyId, home] = [await app.company(), await app.company()];
    const [guest, own] = [await app.person(home), await app.person(companyId)];
    await app.membership(guest, companyId);
    const changes = [guest, own].map((contactId) => ({ contactId, companyId, version: 1, membership: null }));
    await app.refused("membership.isPrimary", administrator, contract.saveMembershipMatrix, body(changes));
    expect(await memberOf(guest)).toHaveLength(2);
    expect(await eventsOf(guest)).toEqual([]);
  });

  test("writes nothing when one was changed, added or removed since it was read, is named twice, or does not exist", async () => {
    const [home, other] = [await app.company(), await app.company()];
    const contactId = await app.person(home);
    const good = { contactId, companyId: other, version: null, membership: {} };
    for (const stale of [
      { contactId, companyId: home, version: 7, membership: { roleId: ROLES.basic } },
      { contactId, companyId: home, version: null, membership: { roleId: ROLES.basic } },
      { contactId, companyId: await app.company(), version: 1, membership: null },
    ])
      await app.refused("record.versionStale", administrator, contract.saveMembershipMatrix, body([good, stale]));
    await app.refused("request.invalid", administrator, contract.saveMembershipMatrix, body([good, good]));
    for (const unknown of [
      { companyId: randomUUIDv7() },
      { contactId: randomUUIDv7() },
      { companyId: await app.company(), membership: { roleId: randomUUIDv7() } },
    ])
      await app.refused("record.unknownReference", administrator, contract.saveMembershipMatrix, body([good, { ...good, ...unknown }]));
    expect(await memberOf(contactId)).toHaveLength(1);
  });

  test("can be taken back with everything that the membership had", async () => {
    const [home, gone] = [await app.company(), await app.company()];
    const contactId = await app.person(home);
    const seesSince = "2026-01-01T00:00:00.000Z";
    await app.membership(contactId, gone, { role_id: ROLES.manager, carries_group_rights: false, sees_since: seesSince });
    await save([{ contactId, companyId: gone, version: 1, membership: null }]);
    await save([{ contactId, companyId: gone, version: null, membership: { roleId: ROLES.manager, carriesGroupRights: false, seesSince } }]);
    const { items } = await companiesOf(contactId, { ids: [gone] });
    expect(items[0]?.membership).toMatchObject({ role: { systemKey: "manager" }, carriesGroupRights: false, seesSince });
  });
});

const unknown = "00000000-0000-7000-8000-0000000000aa";
describeGuards(
  () => app,
  [
    { endpoint: contract.listCompaniesToAssign },
    { endpoint: contract.listContactsToAssign },
    { endpoint: contract.saveMembershipMatrix, body: { changes: [{ contactId: unknown, companyId: unknown, version: null, membership: null }] } },
  ],
);
