import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSettings } from "#contract/administration.ts";
import * as contract from "#contract/checkup.ts";
import { CHECK_IDS, CHECKS, type CheckId } from "#domain/access/checkup.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const set = (values: Record<string, unknown>) => call(administrator, changeSettings, { body: { values } });
const restricted = { "access.restrictQueuesByGroup": true };
const off = {
  "access.restrictQueuesByGroup": null,
  "access.otherCompanies": null,
  "access.companyTickets": null,
  "access.projectPermissions": null,
  "access.internalProjects": null,
};
beforeEach(() => set(off));

const day = 86_400_000;
const days = (count: number): Date => new Date(app.now().getTime() + count * day);
const all = (check: CheckId, as: Signed = administrator) => walk(call, as, contract.listFindings, { check }, 500);
/** The reasons that a check gives about a record. */
const reasons = async (check: CheckId, recordId: string): Promise<string[]> =>
  (await all(check)).filter((finding) => finding.record.id === recordId).map((finding) => finding.reason);
const finding = async (check: CheckId, recordId: string) => {
  const found = (await all(check)).find(({ record }) => record.id === recordId);
  if (!found) throw new Error(`${check} does not find it`);
  return found;
};

async function send({ method, path, body }: { method: string; path: string; body?: unknown }): Promise<number> {
  const init: RequestInit = { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }) };
  return (await app.fetch(path, init, administrator)).status;
}

/** Mends it, sees that it is gone, takes that back, and sees it again. */
async function mendAndUndo(check: CheckId, recordId: string): Promise<void> {
  const { fix, sentence } = await finding(check, recordId);
  expect(await send(fix?.call ?? { method: "GET", path: "" })).toBeLessThan(300);
  expect(await reasons(check, recordId)).toEqual([]);
  if (!fix?.undo) return;
  expect(await send(fix.undo)).toBeLessThan(300);
  expect((await all(check)).map((found) => found.sentence)).toContain(sentence);
}

describeGuards(() => app, [{ endpoint: contract.getCheckup }, { endpoint: contract.listFindings }]);

describe("people", () => {
  test("with a sign-in and no membership that carries are found, with what shuts it", async () => {
    const open = await app.company();
    const cases: [reason: string | null, contactId: string][] = [
      [null, await app.person(open)],
      [null, await app.person(open, "basic", { login: null })],
      [null, await app.person(await app.company({ state: "closed" }), "basic", { state: "closed" })],
      ["companyNotActive", await app.person(await app.company({ state: "suspended" }))],
      ["portalOff", await app.person(await app.company({ portal_enabled: false }))],
      ["none", await app.contact()],
    ];
    const over = await app.contact();
    await app.membership(over, open, { is_primary: true, ends_at: days(-1) });
    const coming = await app.contact();
    await app.membership(coming, open, { is_primary: true, starts_at: days(3) });
    const second = await app.person(await app.company({ state: "closed" }));
    await app.membership(second, open);
    for (const [reason, contactId] of [...cases, ["ended", over] as const, [null, coming] as const, [null, second] as const]) {
      expect(await reasons("signInWithoutMembership", contactId)).toEqual(reason === null ? [] : [reason]);
    }
    expect((await finding("signInWithoutMembership", over)).sentence).toMatch(/^Anna Contact \d+ has a sign-in, but the membership in Company \d+ ended on /);
    await mendAndUndo("signInWithoutMembership", over);
  });

  test("whom no group lets in are found while queues are restricted, until a right reaches them", async () => {
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    const excluded = await app.contact();
    await app.membership(excluded, companyId, { is_primary: true, carries_group_rights: false });
    expect(await reasons("signInWithoutGroup", contactId)).toEqual([]);
    await set(restricted);
    expect(await reasons("signInWithoutGroup", contactId)).toEqual(["none"]);
    const group = await app.group();
    const right = { company_id: companyId, context: "own", can_read: true };
    const rightId = await app.right(group, right);
    expect(await reasons("signInWithoutGroup", contactId)).toEqual(["none"]); // no queue in it
    await app.queue(group);
    expect(await reasons("signInWithoutGroup", contactId)).toEqual([]);
    expect(await reasons("signInWithoutGroup", excluded)).toEqual(["none"]);
    await app.db.updateTable("access_group").set({ state: "closed" }).where("group_id", "=", group).execute();
    expect(await reasons("signInWithoutGroup", contactId)).toEqual(["none"]);
    await app.db.updateTable("access_group").set({ state: "active" }).where("group_id", "=", group).execute();
    await app.db
      .updateTable("group_right")
      .set({ ends_at: days(-1) })
      .where("group_right_id", "=", rightId)
      .execute();
    expect(await reasons("signInWithoutGroup", contactId)).toEqual(["none"]);
    const everybody = await app.right(group, { everybody: "contact", can_create: true });
    expect(await reasons("signInWithoutGroup", excluded)).toEqual([]);
    await app.db.updateTable("group_right").set({ everybody: "company" }).where("group_right_id", "=", everybody).execute();
    expect([await reasons("signInWithoutGroup", contactId), await reasons("signInWithoutGroup", excluded)]).toEqual([[], ["none"]]);
    await app.db.deleteFrom("group_right").where("group_right_id", "=", everybody).execute();
  });

  test("whose invitation has expired are found and invited again", async () => {
    const companyId = await app.company();
    const invited = await app.person(companyId, "basic", { state: "invited" });
    const mailless = await app.person(companyId, "basic", { state: "invited", email: "" });
    expect(await reasons("invitationExpired", invited)).toEqual(["expired"]);
    expect(await finding("invitationExpired", mailless)).toMatchObject({ reason: "noEmail", fix: null, place: { kind: "signIn" } });
    expect(await reasons("invitationExpired", await app.person(companyId))).toEqual([]);
    await mendAndUndo("invitationExpired", invited);
  });

  test("with an ended membership beside another are found; the only one, and one that keeps tickets in sight, are not", async () => {
    const [one, other] = [await app.company(), await app.company()];
    const contactId = await app.person(one);
    const forATime = { for_a_time_role_id: ROLES.manager, for_a_time_starts_at: days(-9), for_a_time_ends_at: days(-3) };
    await app.membership(contactId, other, { ends_at: days(-2), sees_since: days(-90), ...forATime });
    const only = await app.contact();
    await app.membership(only, one, { is_primary: true, ends_at: days(-2) });
    const keeping = await app.person(one);
    await app.membership(keeping, other, { ends_at: days(-2), keeps_own_tickets: true });
    expect([await reasons("membershipEnded", contactId), await reasons("membershipEnded", only), await reasons("membershipEnded", keeping)]).toEqual([
      ["ended"],
      [],
      [],
    ]);
    const before = await app.db.selectFrom("membership").selectAll().where("contact_id", "=", contactId).where("company_id", "=", other).executeTakeFirst();
    await mendAndUndo("membershipEnded", contactId);
    const after = await app.db.selectFrom("membership").selectAll().where("contact_id", "=", contactId).where("company_id", "=", other).executeTakeFirst();
    expect(after).toMatchObject({ role_id: before?.role_id, ends_at: before?.ends_at, sees_since: before?.sees_since, is_primary: false, ...forATime });
  });
});

describe("companies", () => {
  test("in which nobody can sign in are found while they are enabled for the portal", async () => {
    const empty = await app.company();
    const silent = await app.company();
    await app.person(silent, "basic", { login: null });
    const shut = await app.company({ portal_enabled: false });
    const used = await app.company();
    await app.person(used);
    for (const [companyId, expected] of [
      [empty, ["nobody"]],
      [silent, ["noSignIn"]],
      [shut, []],
      [used, []],
    ] as const)
      expect(await reasons("companyWithoutSignIn", companyId)).toEqual(expected);
    await app.person(empty);
    expect(await reasons("companyWithoutSignIn", empty)).toEqual([]);
  });

  test("that share tickets with a family they do not have are found, and set back", async () => {
    const parent = await app.company();
    const [child, alone, quiet] = [await app.company({ parent_id: parent }), await app.company(), await app.company()];
    for (const companyId of [child, alone]) {
      await app.setting("access.familyTickets", "allContacts", companyId);
      await app.setting("access.parentSeesTickets", true, companyId);
    }
    await app.setting("access.familyTickets", "no", quiet);
    await app.setting("access.parentSeesTickets", false, quiet);
    expect([await reasons("familyMissing", child), await reasons("familyMissing", quiet)]).toEqual([[], []]);
    expect((await reasons("familyMissing", alone)).sort()).toEqual(["familyTickets", "parentSeesTickets"]);
    for (const { fix } of (await all("familyMissing")).filter(({ record }) => record.id === alone)) {
      expect(await send(fix?.call ?? { method: "", path: "" })).toBe(200);
      expect(await reasons("familyMissing", alone)).toHaveLength(1);
      expect(await send(fix?.undo ?? { method: "", path: "" })).toBe(200);
      expect(await reasons("familyMissing", alone)).toHaveLength(2);
    }
  });

  test("that are billed by one that is not active are found", async () => {
    const payer = await app.company();
    const companyId = await app.company({ billed_by_company_id: payer });
    expect(await reasons("billedByInactive", companyId)).toEqual([]);
    await app.db.updateTable("company").set({ state: "closed" }).where("company_id", "=", payer).execute();
    expect(await reasons("billedByInactive", companyId)).toEqual(["notActive"]);
  });
});

describe("rights", () => {
  test("that are over are found and taken away; taking that back gives the same right again", async () => {
    const companyId = await app.company();
    const group = await app.group();
    await app.queue(group);
    await app.right(group, { company_id: companyId, context: "own", can_read: true, can_create: true, starts_at: days(-9), ends_at: days(-2) });
    await app.right(group, { company_id: companyId, context: "others", can_edit: true, ends_at: days(2) });
    expect(await reasons("rightEnded", companyId)).toEqual(["ended"]);
    const right = () =>
      app.db
        .selectFrom("group_right")
        .select(["can_read", "can_create", "can_edit", "starts_at", "ends_at"])
        .where("company_id", "=", companyId)
        .where("context", "=", "own")
        .executeTakeFirst();
    const before = await right();
    const { fix } = await finding("rightEnded", companyId);
    await mendAndUndo("rightEnded", companyId);
    expect(await right()).toEqual(before);
    expect(await send(fix?.undo ?? { method: "", path: "" })).toBe(409); // somebody has changed the group's rights since
  });

  test("on groups that are not active, or have no active queue, are found", async () => {
    const contactId = await app.person(await app.company());
    const [shut, empty, old, good] = [await app.group({ state: "closed" }), await app.group(), await app.group(), await app.group()];
    await app.queue(shut);
    await app.queue(old, { state: "closed" });
    await app.queue(good);
    for (const group of [shut, empty, old, good]) await app.right(group, { contact_id: contactId, can_edit: true });
    expect(await reasons("rightGroupNotActive", contactId)).toEqual(["notActive"]);
    expect((await reasons("rightWithoutQueue", contactId)).sort()).toEqual(["none", "notActive"]);
    const fixes = (await all("rightWithoutQueue")).filter(({ record }) => record.id === contactId).map(({ reason, fix }) => [reason, fix?.kind ?? null]);
    expect(Object.fromEntries(fixes)).toEqual({ none: "removeRight", notActive: null });
    await mendAndUndo("rightGroupNotActive", contactId);
    await app.db.updateTable("queue").set({ state: "active" }).where("group_id", "=", old).execute();
    expect(await reasons("rightWithoutQueue", contactId)).toEqual(["none"]);
  });

  test("that let write and not read are found by all rights together, and let read as well", async () => {
    await set(restricted);
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    const group = await app.group();
    await app.queue(group);
    await app.right(group, { company_id: companyId, context: "own", can_create: true });
    expect(await finding("createWithoutRead", companyId)).toMatchObject({ reason: "several", fix: { kind: "alsoRead" } });
    const own = await app.right(group, { contact_id: contactId, can_read: true });
    expect(await reasons("createWithoutRead", companyId)).toEqual([]);
    const colleague = await app.person(companyId);
    expect(await reasons("createWithoutRead", companyId)).toEqual(["several"]);
    await app.db.updateTable("contact").set({ state: "closed" }).where("contact_id", "=", colleague).execute();
    expect(await reasons("createWithoutRead", companyId)).toEqual([]);
    await app.db.updateTable("group_right").set({ can_read: false, can_create: true }).where("group_right_id", "=", own).execute();
    expect(await reasons("createWithoutRead", contactId)).toEqual(["one"]);
    await mendAndUndo("createWithoutRead", contactId);
    const everybody = await app.right(group, { everybody: "company", can_read: true });
    expect([await reasons("createWithoutRead", companyId), await reasons("createWithoutRead", contactId)]).toEqual([[], []]);
    await app.db.updateTable("group_right").set({ can_read: false, can_create: true }).where("group_right_id", "=", everybody).execute();
    const found = (await all("createWithoutRead")).find(({ record }) => record.kind === "everybody");
    expect(found).toMatchObject({ record: { id: null, name: "Every company", link: "/workspace/access/everybody" }, place: { kind: "everybody" } });
    await app.db.deleteFrom("group_right").where("group_right_id", "=", everybody).execute();
    await set(off);
    expect(await all("createWithoutRead")).toEqual([]);
  });

  test("on tickets of other companies are found while that is off, or no other company can read there", async () => {
    const [partner, customer] = [await app.company(), await app.company()];
    const group = await app.group();
    await app.queue(group);
    await app.right(group, { company_id: partner, context: "others", can_read: true });
    await app.right(group, { company_id: partner, context: "own", can_read: true });
    expect(await finding("partnerRight", partner)).toMatchObject({ reason: "switchOff", place: { link: "/workspace/settings#access.otherCompanies" } });
    await set({ ...restricted, "access.otherCompanies": true });
    expect(await finding("partnerRight", partner)).toMatchObject({ reason: "nobody", place: { kind: "group" } });
    const right = await app.right(group, { company_id: customer, context: "own", can_create: true });
    expect(await reasons("partnerRight", partner)).toEqual(["nobody"]);
    await mendAndUndo("partnerRight", partner);
    await app.db.updateTable("group_right").set({ can_read: true }).where("group_right_id", "=", right).execute();
    expect(await reasons("partnerRight", partner)).toEqual([]);
  });

  test("leave no queue unreached: one that nobody reaches while queues are restricted is found", async () => {
    const companyId = await app.company();
    const group = await app.group();
    const queueId = await app.queue(group);
    const closed = await app.queue(group, { state: "closed" });
    expect(await reasons("queueUnreached", queueId)).toEqual([]);
    await set(restricted);
    expect([await reasons("queueUnreached", queueId), await reasons("queueUnreached", closed)]).toEqual([["noRight"], []]);
    await app.right(group, { company_id: companyId, context: "own", can_read: true });
    expect(await reasons("queueUnreached", queueId)).toEqual(["nobody"]);
    await app.person(companyId);
    expect(await reasons("queueUnreached", queueId)).toEqual([]);
    await app.db.updateTable("access_group").set({ state: "suspended" }).where("group_id", "=", group).execute();
    expect(await reasons("queueUnreached", queueId)).toEqual(["groupNotActive"]);
  });
});

describe("grants", () => {
  const granted = async (values: Parameters<TestApp["grant"]>[2] = {}, role: "basic" | "advanced" = "basic") => {
    const companyId = await app.company();
    const contactId = await app.person(companyId, role);
    const projectId = await app.project(companyId);
    await app.grant(contactId, projectId, values);
    return { companyId, contactId, projectId };
  };

  test("that give nothing are found with the reason, and taken away", async () => {
    const gate = await granted();
    expect(await reasons("grantWithoutEffect", gate.contactId)).toEqual(["permissionsOff"]);
    const whole = await granted({ scope: "wholeProject" });
    expect(await reasons("grantWithoutEffect", whole.contactId)).toEqual([]);
    await set({ "access.projectPermissions": "required" });
    expect(await reasons("grantWithoutEffect", gate.contactId)).toEqual([]);
    const over = await granted({ ends_at: days(-1) });
    const coming = await granted({ starts_at: days(1) });
    const shut = await granted();
    await app.db.updateTable("company").set({ portal_enabled: false }).where("company_id", "=", shut.companyId).execute();
    const internal = await app.person(await app.company());
    await app.grant(internal, await app.project(null), { scope: "wholeProject" });
    expect(await Promise.all([over, coming, shut].map(({ contactId }) => reasons("grantWithoutEffect", contactId)))).toEqual([["ended"], [], ["membership"]]);
    expect(await finding("grantWithoutEffect", internal)).toMatchObject({ reason: "internalOff", fix: { kind: "removeGrant", undo: null } });
    await set({ "access.internalProjects": true });
    expect(await reasons("grantWithoutEffect", internal)).toEqual([]);
    await mendAndUndo("grantWithoutEffect", over.contactId);
    expect(await reasons("grantWithoutEffect", over.contactId)).toEqual(["ended"]);
  });

  test("on a frozen list can be given back only while the list would be the same", async () => {
    const { contactId, projectId } = await granted({ ends_at: days(-1), tasks: "existing" });
    expect((await finding("grantWithoutEffect", contactId)).fix?.undo).not.toBeNull();
    await app.task(projectId);
    expect((await finding("grantWithoutEffect", contactId)).fix?.undo).toBeNull();
  });

  test("with nothing behind the gate are found, until there is a ticket or a wider way", async () => {
    await set({ "access.projectPermissions": "required" });
    const { contactId, companyId, projectId } = await granted();
    expect(await reasons("grantWithoutTickets", contactId)).toEqual(["never"]);
    expect(await reasons("grantWithoutTickets", (await granted({}, "advanced")).contactId)).toEqual([]);
    expect(await reasons("grantWithoutTickets", (await granted({ scope: "withoutContact" })).contactId)).toEqual([]);
    const ticketId = await app.ticket({ queue_id: await app.queue(), company_id: companyId, contact_id: contactId });
    expect(await reasons("grantWithoutTickets", contactId)).toEqual(["never"]);
    await app.ticketProject(ticketId, projectId);
    expect(await reasons("grantWithoutTickets", contactId)).toEqual([]);
  });
});

describe("the rest", () => {
  test("own roles that nobody has are found and deleted; taking that back makes the same role", async () => {
    const roleId = "00000000-0000-7000-8000-00000000aaaa";
    const role = { role_id: roleId, name: "Lonely", scope: "company", verbs: ["read"], confidential: true };
    await app.db.insertInto("portal_role").values(role).execute();
    expect(await reasons("roleUnused", roleId)).toEqual(["nobody"]);
    expect(await reasons("roleUnused", ROLES.basic)).toEqual([]);
    await mendAndUndo("roleUnused", roleId);
    expect((await all("roleUnused")).map(({ record }) => record.name)).toEqual(["Lonely"]);
    const again = (await all("roleUnused"))[0]?.record.id ?? "";
    const membershipId = await app.membership(await app.contact(), await app.company(), { role_id: again, is_primary: true });
    expect(await all("roleUnused")).toEqual([]);
    const forATime = { role_id: ROLES.basic, for_a_time_role_id: again, for_a_time_ends_at: days(1) };
    await app.db.updateTable("membership").set(forATime).where("membership_id", "=", membershipId).execute();
    expect(await all("roleUnused")).toEqual([]);
    await app.db
      .updateTable("membership")
      .set({ for_a_time_ends_at: days(-1) })
      .where("membership_id", "=", membershipId)
      .execute();
    await mendAndUndo("roleUnused", again);
  });

  test("services that nobody can choose are found, but not those that hold others together", async () => {
    const service = async (name: string) => {
      const service_id = crypto.randomUUID();
      await app.db.insertInto("service").values({ service_id, name }).execute();
      return service_id;
    };
    const [parent, child] = [await service("Alpha"), await service("Alpha::Beta")];
    expect([await reasons("serviceUnoffered", parent), await reasons("serviceUnoffered", child)]).toEqual([[], ["nobody"]]);
    const company_id = await app.company({ state: "closed" });
    await app.db.insertInto("service_assignment").values({ service_assignment_id: crypto.randomUUID(), service_id: child, company_id }).execute();
    expect(await reasons("serviceUnoffered", child)).toEqual(["nobody"]);
    await app.db.updateTable("company").set({ state: "active" }).where("company_id", "=", company_id).execute();
    expect(await reasons("serviceUnoffered", child)).toEqual([]);
  });
});

describe("the check-up", () => {
  test("counts each check as its findings are listed", async () => {
    await set({ ...restricted, "access.projectPermissions": "required" });
    const { checks } = await call(administrator, contract.getCheckup);
    expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS);
    for (const { id, count, area } of checks) {
      expect([id, count, area]).toEqual([id, (await all(id)).length, CHECKS[id].area]);
    }
    expect(checks.filter(({ count }) => count > 0).length).toBeGreaterThan(10);
  });

  test("counts up to a thousand, and pages through all of them by name", async () => {
    const names = Array.from({ length: 1203 }, (_, at) => ({ company_id: crypto.randomUUID(), number: `many-${at}`, name: `Many ${at % 40}` }));
    await app.db.insertInto("company").values(names).execute();
    const { checks } = await call(administrator, contract.getCheckup);
    expect(checks.find(({ id }) => id === "companyWithoutSignIn")).toMatchObject({ count: 1000, countIsLowerBound: true });
    const page = await call(administrator, contract.listFindings, { query: { check: "companyWithoutSignIn", limit: 1 } });
    const walked = await walk(call, administrator, contract.listFindings, { check: "companyWithoutSignIn" }, 100);
    expect([walked.length, new Set(walked.map(({ id }) => id)).size]).toEqual([page.total, page.total]);
    await app.refused("request.cursor", administrator, contract.listFindings, { query: { check: "roleUnused", cursor: page.next ?? "" } });
  });

  test("offers whoever may only read the findings, but no call that mends them", async () => {
    const reader = await app.agent();
    const found = await all("roleUnused", reader);
    const withFix = await Promise.all(CHECK_IDS.map(async (check) => (await all(check, reader)).filter(({ fix }) => fix !== null)));
    expect(withFix.flat()).toEqual([]);
    expect(found).toEqual((await all("roleUnused")).map((one) => ({ ...one, fix: null })));
  });

  test("says every reason in words", async () => {
    const { translateTo } = await import("#server/platform/i18n/translate.ts");
    for (const language of ["de", "en"] as const) {
      const translate = translateTo(language);
      for (const check of CHECK_IDS) {
        for (const reason of CHECKS[check].reasons) {
          const sentence = translate(`checkup.${check}.${reason}`, { name: "A", other: "B", day: "C", count: 2 });
          expect(sentence).not.toMatch(/^checkup\.|\{\{/);
        }
      }
    }
  });
});
