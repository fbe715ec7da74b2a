import { expect, test } from "vitest";
import type { ExportDescription } from "#test/exports/export-description.ts";
import { planDescription } from "#test/exports/plan-description.ts";

/** Two companies, a group each, a queue each. */
const base: ExportDescription = {
  groups: ["users", "support", "sales"],
  queues: { Users: "users", Support: "support", Sales: "sales" },
  companies: ["ACME", "BETA"],
  people: [
    { login: "anna", company: "ACME" },
    { login: "bob", company: "BETA" },
  ],
  companyRights: [
    ["ACME", "support", "rw"],
    ["BETA", "support", "ro"],
  ],
  tickets: [
    { tn: "A1", queue: "Support", company: "ACME", person: "anna" },
    { tn: "B1", queue: "Support", company: "BETA", person: "bob" },
  ],
};

const counts = ({ findings }: ReturnType<typeof planDescription>) => Object.fromEntries(findings.map(({ code, count }) => [code, count]));

test("a plain export: everybody sees what they saw", () => {
  const planned = planDescription(base);
  expect(planned.now).toEqual(["anna sees A1", "bob sees B1"]);
  expect(planned.before).toEqual(planned.now);
  expect(planned.visibility.differences).toEqual([]);
});

test("an excluded primary leaves own tickets only, unless the person is assigned to the company as well", () => {
  const excluding: ExportDescription = {
    ...base,
    sources: [{ key: "CustomerUser", table: "customer_user", excludePrimary: true }],
    personRights: [["anna", "support", "ro"]],
    tickets: [...(base.tickets ?? []), { tn: "A2", queue: "Support", company: "ACME", person: "carl" }],
  };
  const planned = planDescription(excluding);
  expect(planned.now).toEqual(["anna sees A1"]);
  expect(planned.plan.memberships.find(({ companyKey }) => companyKey === "acme")).toMatchObject({ role: "basic", carriesGroupRights: false });
  expect(planned.visibility.differences).toEqual([]);
  const assigned = planDescription({ ...excluding, further: [["anna", "ACME"]] });
  expect(assigned.now).toEqual(["anna sees A1", "anna sees A2"]);
  expect(assigned.plan.memberships.find(({ companyKey }) => companyKey === "acme")).toMatchObject({ role: "advanced", carriesGroupRights: true });
  expect(assigned.visibility.differences).toEqual([]);
});

test("always-groups become rights of everybody; unknown and closed ones are told", () => {
  const planned = planDescription({
    ...base,
    groups: ["users", "support", { name: "sales", valid: 2 }],
    settings: { CustomerGroupAlwaysGroups: ["users", "nowhere"], CustomerGroupCompanyAlwaysGroups: ["sales", "support"] },
    people: [...(base.people ?? []), { login: "eva", company: "" }],
    tickets: [
      { tn: "U1", queue: "Users", company: "ACME", person: "anna" },
      { tn: "U2", queue: "Users", person: "eva" },
      { tn: "S1", queue: "Support", person: "eva" },
      { tn: "S2", queue: "Sales", company: "ACME", person: "anna" },
    ],
  });
  const everybody = planned.plan.rights.flatMap(({ subject, groupKey, edit }) =>
    subject.kind === "everybody" ? [`${subject.everybody} ${groupKey} ${edit}`] : [],
  );
  expect(everybody).toEqual(["contact 1 true", "company 2 true"]);
  expect(counts(planned)).toMatchObject({ alwaysGroupUnknown: 2, personWithoutCompany: 1 });
  expect(planned.now).toEqual(["anna sees U1", "eva sees U2"]);
  expect(planned.visibility.differences).toEqual([]);
});

test("a login that two sources have is the first one's; the other person comes without sign-in and sees nothing", () => {
  const planned = planDescription({
    ...base,
    sources: [
      { key: "CustomerUser10", table: "last_user", foreign: true },
      { key: "CustomerUser", table: "customer_user" },
      { key: "CustomerUser2", table: "second_user", foreign: true },
    ],
    people: [
      { login: "ANNA", company: "BETA", source: "last_user" },
      { login: "anna", company: "ACME", source: "customer_user" },
      { login: "Anna", company: "BETA", source: "second_user" },
    ],
  });
  expect(planned.plan.contacts.map(({ key, login }) => [key, login])).toEqual([
    ["customer_user:1001", "anna"],
    ["second_user:Anna", null],
    ["last_user:ANNA", null],
  ]);
  expect(counts(planned)).toMatchObject({ loginTaken: 2 });
  expect(planned.now).toEqual(["anna sees A1"]);
  expect(new Set(planned.differences)).toEqual(new Set(["login-case: Anna, A1", "login-case: ANNA, A1"]));
});

test("rights and relations in another case had no effect: told, and applied only when asked", () => {
  const description: ExportDescription = {
    ...base,
    personRights: [["ANNA", "sales", "rw"]],
    companyRights: [...(base.companyRights ?? []), ["acme", "sales", "rw"]],
    further: [
      ["ANNA", "BETA"],
      ["anna", "beta"],
    ],
    tickets: [...(base.tickets ?? []), { tn: "A3", queue: "Sales", company: "ACME", person: "bob" }],
  };
  const planned = planDescription(description);
  expect(planned.plan.rights).toHaveLength(2);
  expect(planned.plan.memberships.filter(({ contactKey }) => contactKey === "customer_user:1")).toHaveLength(1);
  expect(counts(planned)).toMatchObject({ caseVariant: 3 });
  expect(planned.differences).toEqual(["company-id-case: anna, B1"]);
  const applied = planDescription(description, { applyCaseVariants: true });
  expect(applied.now).toContain("anna sees A3");
  expect(applied.now).toContain("anna sees B1");
  expect(applied.byCode.UNEXPLAINED).toBeUndefined();
  expect(applied.differences).toEqual(["login-case: anna, A3"]);
});

test("a primary in another case gives the company's tickets, but not the company's groups", () => {
  const planned = planDescription({
    ...base,
    people: [{ login: "anna", company: "acme" }],
    personRights: [["anna", "sales", "ro"]],
    tickets: [...(base.tickets ?? []), { tn: "A4", queue: "Sales", company: "ACME", person: "carl" }],
  });
  expect(planned.plan.memberships[0]).toMatchObject({ companyKey: "acme", role: "advanced", carriesGroupRights: false, primary: true });
  expect(planned.now).toEqual(["anna sees A4"]);
  expect(planned.visibility.differences.filter(({ code }) => code !== "list-open-split")).toEqual([]);
});

test("an own ticket under a login in another case belongs to the person", () => {
  const planned = planDescription({ ...base, tickets: [{ tn: "X1", queue: "Support", person: "ANNA" }] });
  expect(planned.plan.tickets[0]).toMatchObject({ contactKey: "customer_user:1", contactText: "" });
  expect(planned.differences).toEqual(["login-case: anna, X1"]);
  expect(planned.now).toEqual(["anna sees X1"]);
});

test("own tickets in a company one does not belong to stay visible by an ended membership, where they were listed", () => {
  const tickets = [
    { tn: "B2", queue: "Support", company: "BETA", person: "anna" },
    { tn: "B3", queue: "Sales", company: "BETA", person: "anna" },
  ];
  const planned = planDescription({ ...base, tickets });
  expect(planned.plan.memberships.filter(({ keepsOwnTickets }) => keepsOwnTickets)).toEqual([
    expect.objectContaining({ companyKey: "beta", role: "basic", carriesGroupRights: false, primary: false }),
  ]);
  expect(planned.now).toEqual(["anna sees B2", "bob sees B2"]);
  expect(planned.visibility.differences).toEqual([]);
  expect(planDescription({ ...base, tickets: tickets.slice(1) }).plan.memberships.filter(({ keepsOwnTickets }) => keepsOwnTickets)).toEqual([]);
});

test("rights on others' tickets lead to them as in the old list, and to nothing where somebody has no group at all", () => {
  const partner: ExportDescription = {
    ...base,
    companyRights: [
      ["BETA", "sales", "ro"],
      ["ACME", "sales", "ro", "other"],
      ["ACME", "support", "create"],
    ],
  };
  const tickets = [{ tn: "B4", queue: "Sales", company: "BETA", person: "bob" }];
  const without = planDescription({ ...partner, tickets });
  expect(without.now).toEqual(["bob sees B4"]);
  expect(counts(without)).toMatchObject({ partnerWithoutOwnRight: 1 });
  expect(without.plan.rights).toContainEqual(
    expect.objectContaining({ subject: { kind: "contact", contactKey: "customer_user:1" }, groupKey: "2", create: true }),
  );
  const withGroup = planDescription({ ...partner, tickets, personRights: [["anna", "users", "ro"]] });
  expect(withGroup.now).toEqual(["anna sees B4", "bob sees B4"]);
  expect([...without.visibility.differences, ...withGroup.differences]).toEqual([]);
});

test("without group support everybody sees all of the own company, but nothing of a group that is not valid", () => {
  const off = { ...base, settings: { CustomerGroupSupport: 0 } };
  const plain = planDescription(off);
  expect(plain.plan.settings).toContainEqual({ key: "access.restrictQueuesByGroup", value: false });
  expect(plain.visibility.differences).toEqual([]);
  const closed = planDescription({
    ...off,
    groups: ["users", { name: "support", valid: 2 }, "sales"],
    tickets: [...(base.tickets ?? []), { tn: "A5", queue: "Sales", company: "ACME" }],
  });
  expect(closed.plan.settings).toContainEqual({ key: "access.restrictQueuesByGroup", value: true });
  expect(counts(closed)).toMatchObject({ closedGroup: 1 });
  expect(closed.now).toEqual(["anna sees A5"]);
  expect(closed.visibility.differences).toEqual([]);
});

test("access to company tickets that is switched off stays off", () => {
  const planned = planDescription({
    ...base,
    settings: { "Ticket::Frontend::CustomerDisableCompanyTicketAccess": 1 },
    tickets: [...(base.tickets ?? []), { tn: "A6", queue: "Support", company: "ACME", person: "carl" }],
  });
  expect(planned.plan.settings).toContainEqual({ key: "access.companyTickets", value: false });
  expect(planned.now).toEqual(["anna sees A1", "bob sees B1"]);
  expect(planned.visibility.differences).toEqual([]);
});

test("closed people, closed companies and gone tickets have their codes", () => {
  const planned = planDescription({
    ...base,
    companies: ["ACME", { id: "BETA", valid: 2 }],
    people: [...(base.people ?? []), { login: "old", company: "ACME", valid: 3 }],
    tickets: [...(base.tickets ?? []), { tn: "A7", queue: "Support", company: "ACME", state: "merged" }],
  });
  expect(planned.plan.contacts.at(-1)).toMatchObject({ state: "suspended" });
  expect(planned.differences.sort()).toEqual([
    "company-not-active: bob, B1",
    "person-not-active: old, A1",
    "person-not-active: old, A7",
    "removed-or-merged: anna, A7",
  ]);
});

test("oddities of permission rows are told and change nothing", () => {
  const planned = planDescription({
    ...base,
    personRights: [
      ["anna", "support", "ro"],
      ["anna", "support", "ro"],
      ["anna", "support", "rw"],
      ["anna", "sales", "rw", 0],
      ["anna", "sales", "move_into"],
      ["anna", "99", "ro"],
      ["nobody", "support", "ro"],
    ],
    companyRights: [...(base.companyRights ?? []), ["NOWHERE", "support", "ro"], ["ACME", "sales", "rw", "Ticket::Something"]],
  });
  expect(counts(planned)).toEqual({ duplicateRow: 1, rightBesideEdit: 1, valueZero: 1, unknownRight: 1, unknownId: 1, orphan: 2, unknownContext: 1 });
  expect(planned.plan.rights.find(({ subject }) => subject.kind === "contact")).toMatchObject({ groupKey: "2", read: true, edit: true });
  expect(planned.visibility.differences).toEqual([]);
});

test("a company id without a record becomes a company where persons have it, and stays text on a ticket alone", () => {
  const planned = planDescription({
    ...base,
    people: [...(base.people ?? []), { login: "gast", company: "GHOST" }],
    further: [
      ["bob", "GHOST-2"],
      ["nobody", "GHOST-3"],
    ],
    tickets: [
      { tn: "G1", queue: "Support", company: "ghost", person: "stranger@example.com" },
      { tn: "G2", queue: "Support", company: "ELSEWHERE", person: "anna" },
    ],
  });
  expect(
    planned.plan.companies
      .records()
      .filter(({ origin }) => origin === "madeByImport")
      .map(({ number }) => number),
  ).toEqual(["GHOST-2", "GHOST"]);
  expect(planned.plan.tickets).toMatchObject([
    { companyKey: "ghost", companyText: "", contactKey: null, contactText: "stranger@example.com" },
    { companyKey: null, companyText: "ELSEWHERE", contactKey: "customer_user:1", contactText: "" },
  ]);
  expect(planned.now).toEqual(["anna sees G2"]);
});

test("partners who were listed tickets of an unrecorded company still see them", () => {
  const planned = planDescription({
    ...base,
    companyRights: [...(base.companyRights ?? []), ["LOST", "sales", "ro"], ["ACME", "sales", "ro", "other"]],
    tickets: [{ tn: "L1", queue: "Sales", company: "LOST" }],
  });
  expect(planned.now).toEqual(["anna sees L1"]);
  expect(planned.differences).toEqual([]);
});

test("two tickets with one number both come, the second under a number of its own", () => {
  const planned = planDescription({
    ...base,
    tickets: [
      { tn: "A1", queue: "Support" },
      { tn: "a1", queue: "Support" },
      { tn: "", queue: "77" },
    ],
  });
  expect(planned.plan.tickets.map(({ number }) => number)).toEqual(["A1", "a1-2", "otrs-3"]);
  expect(counts(planned)).toMatchObject({ duplicateNumber: 1, unknownId: 1 });
});

test("merged tickets know their target, by the link or by the history", () => {
  const merging: ExportDescription = {
    ...base,
    tickets: ["M1", "M2", "M3"].map((tn) => ({ tn, queue: "Support", state: tn === "M1" ? "open" : "merged" })),
    merges: [["M1", "M2"]],
  };
  const historyRows = [{ ticket_id: "3", name: "Merged Ticket (M3/3) to (M2/2)" }];
  expect(planDescription(merging, { historyRows }).plan.tickets.map(({ mergedIntoKey }) => mergedIntoKey)).toEqual([null, "1", "2"]);
});

test("dynamic fields and added columns are kept as own fields, passwords never", () => {
  const { plan } = planDescription({
    ...base,
    people: [{ login: "anna", company: "ACME", password: "5e884898da28047151d0e56f8dc62927", more: { room: "4.12", old_password: "secret" } }],
    companies: [{ id: "ACME", more: { sector: "metal" } }, "BETA"],
    dynamicFields: [
      { name: "CostCentre", object: "CustomerUser", values: { anna: "915" } },
      { name: "Serial", object: "Ticket", values: { 1: "SN-1" } },
    ],
  });
  expect(plan.contacts[0]?.ownFields).toEqual({ "dynamic:CostCentre": "915", "otrs:room": "4.12" });
  expect(plan.companies.records()[0]?.ownFields).toEqual({ "otrs:sector": "metal" });
  expect(plan.tickets[0]?.ownFields).toEqual({ "dynamic:Serial": "SN-1" });
  expect(plan.ownFields.records().map(({ subject, name }) => `${subject} ${name}`)).toEqual([
    "contact dynamic:CostCentre",
    "ticket dynamic:Serial",
    "company otrs:sector",
    "contact otrs:room",
  ]);
});

test("agents keep their groups; finer rights become edit and are told", () => {
  const planned = planDescription({
    ...base,
    groups: ["users", "support", "sales", "admin"],
    agents: [{ login: "root@localhost" }, { login: "kim" }, { login: "lee", valid: 2 }],
    agentRights: [
      ["root@localhost", "admin", "rw"],
      ["kim", "support", "ro"],
      ["kim", "sales", "note"],
      ["lee", "users", "rw", 0],
    ],
    tickets: [
      { queue: "Support", owner: "root@localhost" },
      { queue: "Support", owner: "kim" },
    ],
  });
  expect(planned.plan.agents.map(({ login, administrator, state }) => [login, administrator, state])).toEqual([
    ["root@localhost", true, "active"],
    ["kim", false, "active"],
    ["lee", false, "closed"],
  ]);
  expect(planned.plan.agentRights).toMatchObject([
    { agentKey: "1", edit: true },
    { agentKey: "2", read: true },
    { agentKey: "2", edit: true },
  ]);
  expect(counts(planned)).toMatchObject({ agentRightAsEdit: 1, valueZero: 1 });
  expect(planned.plan.tickets.map(({ assigneeKey }) => assigneeKey)).toEqual([null, "2"]);
});

test("preferences of the exact login count; secrets are not taken over", () => {
  const planned = planDescription({
    ...base,
    preferences: [
      ["anna", "UserLanguage", "de_AT"],
      ["anna", "UserTimeZone", "Europe/Vienna"],
      ["anna", "UserLastLogin", "1760000000"],
      ["anna", "UserToken", "x"],
      ["ANNA", "UserLanguage", "en"],
      ["bob", "UserLanguage", "fr"],
      ["bob", "UserGoogleAuthenticatorSecretKey", "ABCDEFGHIJKLMNOP"],
    ],
  });
  expect(planned.plan.contacts).toMatchObject([
    { language: "de", timeZone: "Europe/Vienna", lastSignInAt: 1_760_000_000_000, ownFields: {} },
    { language: null, timeZone: null, lastSignInAt: null, ownFields: { "otrs:UserLanguage": "fr" } },
  ]);
  expect(counts(planned)).toMatchObject({ preferenceNotKept: 1, caseVariant: 1, languageUnknown: 1, secondFactorNotKept: 1 });
});
