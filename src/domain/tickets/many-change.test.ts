import fc from "fast-check";
import { expect, test } from "vitest";
import { pairKey } from "#domain/access/grants.ts";
import { type ManyChange, wantedOf } from "./many-change.ts";
import { differing, type TicketValues, type WantedChange } from "./ticket-change.ts";

const values: TicketValues = {
  subject: "Subject",
  statusId: "s1",
  pendingUntil: null,
  priorityId: "p1",
  queueId: "q1",
  assigneeId: null,
  companyId: "c1",
  contactId: null,
  serviceId: null,
  confidential: false,
  dueAt: null,
  customerReference: "",
  primaryProject: { projectId: "a", taskId: null },
  secondaryProjects: [{ projectId: "b", taskId: "b1" }],
  ownFields: {},
  tagIds: [],
  categoryIds: ["k1", "k2"],
};
const pair = fc.record({ projectId: fc.constantFrom("a", "b", "c"), taskId: fc.constantFrom(null, "t1", "t2") });
const ids = fc.uniqueArray(fc.constantFrom("k1", "k2", "k3", "k4"));
const changed = (ticket: TicketValues, wanted: WantedChange) => ({ ...ticket, ...differing(ticket, wanted) }) as TicketValues;
const inOrder = (one: TicketValues) => changed(one, { secondaryProjects: one.secondaryProjects, categoryIds: one.categoryIds });
const tickets = fc
  .record({ primaryProject: fc.option(pair), secondaryProjects: fc.array(pair, { maxLength: 3 }), categoryIds: ids })
  .map((relations) => inOrder({ ...values, ...relations }));
const changes: fc.Arbitrary<ManyChange> = fc.record(
  { primaryProject: fc.option(pair), keepPrimary: fc.boolean(), addSecondaryProject: pair, addCategoryIds: ids, removeCategoryIds: ids },
  { requiredKeys: [] },
);
const applied = (ticket: TicketValues, change: ManyChange) => changed(ticket, wantedOf(ticket, change));
const pairsOf = ({ primaryProject, secondaryProjects }: TicketValues) => [...(primaryProject ? [primaryProject] : []), ...secondaryProjects].map(pairKey);

test("what is added comes to what is there, what is taken away goes, the rest stays", () => {
  expect(wantedOf(values, { statusId: "s2" })).toEqual({ statusId: "s2" });
  expect(applied(values, { addSecondaryProject: { projectId: "c", taskId: null } }).secondaryProjects).toEqual([
    { projectId: "b", taskId: "b1" },
    { projectId: "c", taskId: null },
  ]);
  expect(applied(values, { addCategoryIds: ["k3"], removeCategoryIds: ["k1"] }).categoryIds).toEqual(["k2", "k3"]);
});

test("a new primary project replaces the old one, which stays as a secondary one where that is wanted", () => {
  const to: ManyChange = { primaryProject: { projectId: "b", taskId: "b1" } };
  expect(applied(values, to)).toMatchObject({ primaryProject: { projectId: "b" }, secondaryProjects: [] });
  expect(applied(values, { ...to, keepPrimary: true })).toMatchObject({
    primaryProject: { projectId: "b" },
    secondaryProjects: [{ projectId: "a", taskId: null }],
  });
  expect(applied(values, { primaryProject: null, keepPrimary: true })).toMatchObject({
    primaryProject: null,
    secondaryProjects: [{ projectId: "a" }, { projectId: "b" }],
  });
});

test("a second run changes nothing, no pair comes twice, and none is lost where the primary one is kept", () => {
  fc.assert(
    fc.property(tickets, changes, (ticket, change) => {
      const once = applied(ticket, change);
      expect(differing(once, wantedOf(once, change))).toEqual({});
      expect(new Set(pairsOf(once)).size).toBe(pairsOf(once).length);
      if (change.primaryProject === undefined || change.keepPrimary) expect(pairsOf(once)).toEqual(expect.arrayContaining(pairsOf(ticket)));
      for (const id of change.removeCategoryIds ?? []) expect(once.categoryIds).not.toContain(id);
    }),
  );
});
