import { describe, expect, test } from "vitest";
import { effectiveAccess, steadyUntil } from "./effective-access.ts";
import type { ContactFacts, Instant, MembershipFact, RoleForATime } from "./facts.ts";
import { nothingSet } from "./view.ts";

const role = (name: string) => ({ roleId: name, name, scope: "own" as const, verbs: [], confidential: false, createForSubsidiaries: false, desk: false });
const company = {
  companyId: "acme",
  name: "Acme",
  state: "active" as const,
  portalEnabled: true,
  parentId: null,
  familyTickets: "no" as const,
  seesChild: false,
  billedForOthers: false,
  view: nothingSet,
};
const membership = (roleForATime: RoleForATime | null, until: Instant | null = null): MembershipFact => ({
  membershipId: "one",
  company,
  lastingRole: role("Basic"),
  roleForATime,
  primary: true,
  carriesGroupRights: true,
  keepsOwnTickets: false,
  seesSince: null,
  from: null,
  until,
  setBy: null,
  since: null,
});
const facts = (one: MembershipFact): ContactFacts => ({
  contact: { contactId: "anna", name: "Anna", state: "active", since: null },
  memberships: [one],
  rights: [],
  grants: [],
  switches: {
    restrictQueuesByGroup: false,
    otherCompanies: false,
    companyTickets: true,
    portalReadOnly: false,
    projectPermissions: "off",
    internalProjects: false,
    categoriesConfidential: false,
    hideTicketsBefore: null,
    companiesHideTickets: false,
  },
  view: { installation: nothingSet, companiesSetPriority: false, teamName: "", ownFields: [] },
});
const manager = (from: Instant | null, until: Instant): RoleForATime => ({ role: role("Manager"), from, until });
const roleAt = (one: MembershipFact, now: Instant) => effectiveAccess(facts(one), now).memberships[0]?.role.name;

describe("a role for a time", () => {
  test.each([
    ["before its beginning", 99, "Basic"],
    ["at its beginning", 100, "Manager"],
    ["within", 150, "Manager"],
    ["at its last instant", 199, "Manager"],
    ["at its end", 200, "Basic"],
    ["after its end", 201, "Basic"],
  ])("%s", (_, now, expected) => {
    expect(roleAt(membership(manager(100, 200)), now)).toBe(expected);
  });

  test.each([
    ["long before its end", 0, "Manager"],
    ["at its end", 200, "Basic"],
  ])("without a beginning, %s", (_, now, expected) => {
    expect(roleAt(membership(manager(null, 200)), now)).toBe(expected);
  });

  test("does not let a membership that has ended go on", () => {
    expect(effectiveAccess(facts(membership(manager(100, 200), 150)), 160).memberships[0]).toMatchObject({ role: { name: "Manager" }, obstacle: "ended" });
  });

  test.each([
    [0, 100],
    [99, 100],
    [100, 200],
    [199, 200],
    [200, Number.POSITIVE_INFINITY],
  ])("access stays as it is from %d until %d", (now, until) => {
    expect(steadyUntil(facts(membership(manager(100, 200))), now)).toBe(until);
  });
});
