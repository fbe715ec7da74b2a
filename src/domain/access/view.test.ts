import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AGENT_NAMES, WORKED_HOURS } from "#domain/settings/catalogue.ts";
import { type Access, effectiveAccess } from "./effective-access.ts";
import { explainView } from "./explain-view.ts";
import type { ContactFacts, MembershipFact, TicketFacts, ViewSettings } from "./facts.ts";
import { shownAgent, shownContact } from "./shown-names.ts";
import { nothingSet, opennessOf, opennessOfHours, prioritySight, seesPriorityOfNew, type View, viewOf } from "./view.ts";

type Home = { id: string; view?: Partial<ViewSettings>; scope?: "own" | "companyAndBelow"; until?: number; createForSubsidiaries?: boolean; desk?: boolean };
type Given = { installation?: Partial<ViewSettings>; homes: readonly Home[] };

const now = 1000;
const settings = (own: Partial<ViewSettings> = {}): ViewSettings => ({ ...nothingSet, ...own });

function membership({ id, view, scope = "companyAndBelow", until, createForSubsidiaries = false, desk = false }: Home, at: number): MembershipFact {
  return {
    membershipId: `in ${id}`,
    company: {
      companyId: id,
      name: id,
      state: "active",
      portalEnabled: true,
      parentId: null,
      familyTickets: "no",
      seesChild: false,
      billedForOthers: true,
      view: settings(view),
    },
    lastingRole: { roleId: scope, name: scope, scope, verbs: ["read", "create"], confidential: false, createForSubsidiaries, desk },
    roleForATime: null,
    primary: at === 0,
    carriesGroupRights: true,
    keepsOwnTickets: true,
    seesSince: null,
    from: null,
    until: until ?? null,
    setBy: null,
    since: null,
  };
}

function accessOf({ installation, homes }: Given): Access {
  const facts: ContactFacts = {
    contact: { contactId: "anna", name: "Anna", state: "active", since: null },
    memberships: homes.map(membership),
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
    view: { installation: settings(installation), companiesSetPriority: homes.some(({ view }) => view?.priority != null), teamName: "Team", ownFields: [] },
  };
  return effectiveAccess(facts, now);
}

type On = { company?: string | null; view?: Partial<ViewSettings>; below?: readonly string[]; billedBy?: string; contactId?: string; added?: boolean };
function ticketOf({ company = "acme", view, below = [], billedBy, contactId = "ben", added = false }: On = {}): TicketFacts {
  return {
    ticketId: "ticket",
    contactId,
    company:
      company === null
        ? null
        : {
            companyId: company,
            name: company,
            state: "active",
            portalEnabled: true,
            parentId: null,
            parentSees: false,
            billedById: billedBy ?? null,
            ancestors: below,
            hideTicketsBefore: null,
            readsGroup: false,
            view: settings(view),
          },
    queue: { queueId: "queue", name: "queue", confidential: false, group: { groupId: "group", name: "group", active: true } },
    confidential: false,
    confidentialCategory: null,
    projects: [],
    statusType: "open",
    createdAt: 0,
    mergedIntoId: null,
    participations: added ? [{ participantId: "p", contactId: "anna", companyId: null, level: "read", addedByAgent: true, addedBy: null, since: null }] : [],
  };
}

const open: View = { agentNames: "full", colleagueNames: true, priority: true, dueDate: false, hours: "none" };
const shut: ViewSettings = { agentNames: "hidden", colleagueNames: false, priority: false, dueDate: false, hours: "none" };

describe("how much of a ticket is shown", () => {
  test.each<[string, Given, On, View]>([
    ["everything but the due date while nothing is set", { homes: [{ id: "acme" }] }, {}, open],
    ["what the installation says", { installation: shut, homes: [{ id: "acme" }] }, {}, shut as View],
    [
      "what the company says, before the installation",
      { installation: shut, homes: [{ id: "acme", view: { priority: true } }] },
      {},
      { ...(shut as View), priority: true },
    ],
    ["the reader's company, not the ticket's, where a membership leads", { homes: [{ id: "above" }] }, { below: ["above"], view: shut }, open],
    [
      "the most open of several, each part by itself",
      {
        homes: [
          { id: "acme", view: { agentNames: "team", priority: false } },
          { id: "above", view: { agentNames: "hidden", colleagueNames: false } },
        ],
      },
      { below: ["above"] },
      { agentNames: "team", colleagueNames: true, priority: true, dueDate: false, hours: "none" },
    ],
    ["of a membership only where it leads", { homes: [{ id: "acme", view: shut }, { id: "elsewhere" }] }, { view: shut }, shut as View],
    [
      "the due date where one of several companies shows it",
      { homes: [{ id: "acme", view: { dueDate: true } }, { id: "above" }] },
      { below: ["above"] },
      { ...open, dueDate: true },
    ],
    ["the hours that the company shows, to a desk user", { homes: [{ id: "acme", desk: true, view: { hours: "worked" } }] }, {}, { ...open, hours: "worked" }],
    ["no hours to others, whatever the company shows", { homes: [{ id: "acme", view: { hours: "worked" } }] }, {}, open],
    [
      "the hours of a membership with a desk role only where it leads",
      { installation: { hours: "worked" }, homes: [{ id: "acme" }, { id: "elsewhere", desk: true }] },
      {},
      open,
    ],
    ["no hours where no membership leads", { homes: [{ id: "elsewhere", desk: true }] }, { view: { hours: "worked" }, added: true }, open],
    [
      "all hours to a desk user who is billed as well",
      { installation: { hours: "worked" }, homes: [{ id: "acme", desk: true }, { id: "payer" }] },
      { billedBy: "payer" },
      { ...open, hours: "worked" },
    ],
    ["the ticket's company where somebody was added", { homes: [{ id: "elsewhere" }] }, { view: shut, added: true }, shut as View],
    [
      "the ticket's company where an own ticket was kept after the end",
      { homes: [{ id: "acme", until: 1 }, { id: "elsewhere" }] },
      { view: shut, contactId: "anna" },
      shut as View,
    ],
    [
      "the installation where an own ticket has no company",
      { installation: shut, homes: [{ id: "acme", view: open }] },
      { company: null, contactId: "anna" },
      shut as View,
    ],
    [
      "agents in full to people of a billing company",
      { installation: shut, homes: [{ id: "payer" }] },
      { billedBy: "payer" },
      { ...(shut as View), agentNames: "full", hours: "billed" },
    ],
    [
      "agents in full to them by any path, whatever their role",
      { installation: shut, homes: [{ id: "acme" }, { id: "payer", scope: "own" }] },
      { billedBy: "payer" },
      { ...(shut as View), agentNames: "full", hours: "billed" },
    ],
    [
      "nothing more to people of a billing company whose membership has ended",
      { installation: shut, homes: [{ id: "acme" }, { id: "payer", until: 1 }] },
      { billedBy: "payer" },
      shut as View,
    ],
  ])("is %s", (_, given, on, expected) => {
    const ticket = ticketOf({ ...on, view: on.view ?? given.homes.find(({ id }) => id === (on.company ?? "acme"))?.view ?? {} });
    const access = accessOf(given);
    expect(viewOf(access, ticket)).toEqual(expected);
    const explained = Object.entries(explainView(access, ticket)).map(([part, { value }]) => [part, value]);
    expect(Object.fromEntries(explained)).toEqual(expected);
  });

  test("is explained by whose setting it is", () => {
    const access = accessOf({
      homes: [
        { id: "acme", view: { agentNames: "team" } },
        { id: "above", view: { agentNames: "firstName" } },
      ],
    });
    const { agentNames, priority } = explainView(access, ticketOf({ below: ["above"], view: { agentNames: "team" } }));
    expect(agentNames.origin).toMatchObject({ kind: "companySetting", id: "above", settingKey: "view.agentNames" });
    expect(priority.origin).toMatchObject({ kind: "setting", id: "view.priority" });
    const billed = explainView(accessOf({ installation: shut, homes: [{ id: "payer" }] }), ticketOf({ billedBy: "payer" }));
    expect(billed.agentNames).toMatchObject({ billed: true, origin: { kind: "company", id: "payer" } });
  });
});

const anySettings = fc.record({
  agentNames: fc.constantFrom(null, ...AGENT_NAMES),
  colleagueNames: fc.constantFrom(null, true, false),
  priority: fc.constantFrom(null, true, false),
  dueDate: fc.constantFrom(null, true, false),
  hours: fc.constantFrom(null, ...WORKED_HOURS),
});
const leading = fc.array(anySettings, { minLength: 1, maxLength: 5 });
const homesOf = (views: readonly ViewSettings[]): Home[] => views.map((view, at) => ({ id: at === 0 ? "acme" : `above ${at}`, view, desk: true }));
const seen = (installation: ViewSettings, views: readonly ViewSettings[]) =>
  viewOf(accessOf({ installation, homes: homesOf(views) }), ticketOf({ below: views.map((_, at) => `above ${at}`), ...(views[0] ? { view: views[0] } : {}) }));
const atLeast = (one: View, other: View) =>
  opennessOf(one.agentNames) >= opennessOf(other.agentNames) &&
  Number(one.colleagueNames) >= Number(other.colleagueNames) &&
  Number(one.priority) >= Number(other.priority) &&
  Number(one.dueDate) >= Number(other.dueDate) &&
  opennessOfHours(one.hours) >= opennessOfHours(other.hours);

describe("of several memberships that lead", () => {
  test("one more never closes anything", () => {
    fc.assert(
      fc.property(anySettings, leading, anySettings, (installation, views, more) => atLeast(seen(installation, [...views, more]), seen(installation, views))),
    );
  });
  test("the order does not matter", () => {
    fc.assert(
      fc.property(anySettings, leading, (installation, [first, ...others]) => {
        const one = first ?? nothingSet;
        expect(seen(installation, [one, ...others])).toEqual(seen(installation, [one, ...others.reverse()]));
      }),
    );
  });
  test("each part is what one of them says", () => {
    fc.assert(
      fc.property(anySettings, leading, (installation, views) => {
        const all = seen(installation, views);
        const each = views.map((view) => seen(installation, [view]));
        expect(each.map(({ agentNames }) => agentNames)).toContain(all.agentNames);
        expect(each.map(({ colleagueNames }) => colleagueNames)).toContain(all.colleagueNames);
        expect(each.map(({ priority }) => priority)).toContain(all.priority);
        expect(each.map(({ hours }) => hours)).toContain(all.hours);
      }),
    );
  });
});

describe("a list narrowed by priority", () => {
  test("asks nothing while the priority shows everywhere, and finds nothing while it shows nowhere", () => {
    expect(prioritySight(accessOf({ homes: [{ id: "acme" }] }))).toBe("everywhere");
    expect(prioritySight(accessOf({ installation: { priority: false }, homes: [{ id: "acme" }] }))).toBe("nowhere");
    expect(prioritySight(accessOf({ homes: [{ id: "acme", view: { priority: false } }] }))).toMatchObject({ shown: { clauses: [] } });
  });
});

test("whoever writes for a company sees its priority as its membership there says, for a subsidiary as the one that lets it", () => {
  const access = accessOf({
    homes: [
      { id: "acme", view: { priority: false } },
      { id: "above", createForSubsidiaries: true },
      { id: "gone", until: 1 },
    ],
  });
  expect([seesPriorityOfNew(access, "acme"), seesPriorityOfNew(access, "above"), seesPriorityOfNew(access, "child of above")]).toEqual([false, true, true]);
});

describe("a name", () => {
  const eva = { id: "eva", name: "Eva Ott", firstName: "Eva" };
  test.each([
    ["full", "eva", "Eva Ott"],
    ["firstName", null, "Eva"],
    ["team", null, "Team"],
    ["hidden", null, null],
  ] as const)("of an agent, %s", (agentNames, id, name) => {
    expect(shownAgent({ ...open, agentNames }, "Team", eva)).toEqual({ id, name });
  });
  test("of an agent of whom no first name is known is the team's", () => {
    for (const firstName of [null, "", " "]) expect(shownAgent({ ...open, agentNames: "firstName" }, "Team", { ...eva, firstName }).name).toBe("Team");
  });
  test("of a contact who is not the reader shows only where names of colleagues do", () => {
    const ben = { id: "ben", name: "Ben" };
    expect(shownContact(open, "anna", ben)).toEqual(ben);
    expect(shownContact({ ...open, colleagueNames: false }, "anna", ben)).toEqual({ id: null, name: null });
    expect(shownContact({ ...open, colleagueNames: false }, "ben", ben)).toEqual(ben);
    expect(shownContact({ ...open, colleagueNames: false }, "anna", { id: null, name: "Ben" })).toEqual({ id: null, name: null });
  });
});
