import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultStatus,
  lockedBy,
  type Mover,
  refusedStep,
  STEP_AGENTS,
  type Status,
  type Step,
  type StepRefusal,
  type StepSaid,
  stepKey,
  takesTime,
  WORKFLOW_MODES,
  type Workflow,
} from "./workflow.ts";

const status = (statusId: string, more: Partial<Status> = {}): Status => ({
  statusId,
  statusType: "open",
  active: true,
  isDefaultOfType: false,
  rank: 1,
  locks: false,
  commentRequired: false,
  assigns: false,
  verdict: null,
  closesToId: null,
  ...more,
});
const workflowOf = (mode: Workflow["mode"], statuses: readonly Status[], steps: readonly [string, string, Step][] = []): Workflow => ({
  mode,
  statuses: new Map(statuses.map((one) => [one.statusId, one])),
  steps: new Map(steps.map(([from, to, step]) => [stepKey(from, to), step])),
});
const stock = [
  status("new", { statusType: "new" }),
  status("work"),
  status("wait", { statusType: "pending", closesToId: "done" }),
  status("done", { statusType: "done" }),
  status("rejected", { commentRequired: true, verdict: "rejected" }),
  status("accepted", { statusType: "closed", verdict: "accepted" }),
  status("billed", { statusType: "closed", locks: true }),
  status("old", { active: false }),
];
const zep = workflowOf("steps", stock, [
  ["new", "work", { agents: "everybody", contacts: false }],
  ["work", "wait", { agents: "everybody", contacts: false }],
  ["work", "done", { agents: "assignee", contacts: false }],
  ["done", "accepted", { agents: "administrators", contacts: true }],
  ["done", "rejected", { agents: null, contacts: true }],
  ["accepted", "billed", { agents: "administrators", contacts: false }],
  ["billed", "accepted", { agents: "everybody", contacts: true }],
]);
const free = workflowOf("free", stock);
const everybody: Mover = { kind: "agent", administrator: false, assignee: false };
const assignee: Mover = { kind: "agent", administrator: false, assignee: true };
const administrator: Mover = { kind: "agent", administrator: true, assignee: false };
const contact: Mover = { kind: "contact" };
const time: Mover = { kind: "time" };
const silent: StepSaid = { commented: false, until: false };
const said: StepSaid = { commented: true, until: true };

describe("who may move a ticket where", () => {
  test.each<[Workflow, string, string, Mover, StepSaid, StepRefusal | null]>([
    [free, "new", "accepted", everybody, silent, null],
    [free, "new", "rejected", everybody, silent, "ticket.commentRequired"],
    [free, "new", "rejected", everybody, said, null],
    [free, "new", "wait", everybody, silent, "ticket.untilRequired"],
    [free, "new", "old", administrator, said, "record.unknownReference"],
    [free, "new", "nowhere", administrator, said, "record.unknownReference"],
    [free, "billed", "work", everybody, said, "ticket.locked"],
    [free, "billed", "work", contact, said, "ticket.locked"],
    [free, "billed", "work", administrator, silent, null],
    [zep, "new", "new", contact, silent, null],
    [zep, "new", "work", everybody, silent, null],
    [zep, "new", "work", contact, silent, "ticket.stepNotForContacts"],
    [zep, "new", "done", administrator, silent, "ticket.noSuchStep"],
    [zep, "work", "done", everybody, silent, "ticket.stepForAssignee"],
    [zep, "work", "done", assignee, silent, null],
    [zep, "work", "done", administrator, silent, null],
    [zep, "done", "accepted", assignee, silent, "ticket.stepForAdministrators"],
    [zep, "done", "accepted", contact, silent, null],
    [zep, "done", "rejected", contact, silent, "ticket.commentRequired"],
    [zep, "done", "rejected", administrator, said, "ticket.noSuchStep"],
    [zep, "billed", "accepted", everybody, said, "ticket.locked"],
    [zep, "billed", "accepted", contact, said, "ticket.locked"],
    [zep, "billed", "accepted", administrator, silent, null],
    [zep, "billed", "work", administrator, silent, "ticket.noSuchStep"],
    [zep, "wait", "done", time, silent, null],
    [zep, "wait", "work", time, silent, "ticket.noSuchStep"],
    [free, "work", "done", time, said, "ticket.noSuchStep"],
  ])("%# from $1 to $2", (workflow, from, to, mover, saidWith, expected) => {
    expect(refusedStep(workflow, from, to, mover, saidWith)).toBe(expected);
  });

  test("a locked status stands in the way of everything, and takes no hours, as an accepted one", () => {
    expect(stock.filter(lockedBy).map(({ statusId }) => statusId)).toEqual(["billed"]);
    expect(stock.filter((one) => !takesTime(one)).map(({ statusId }) => statusId)).toEqual(["accepted", "billed"]);
  });

  test("the default of a type that is closed is stood for by the first that can be chosen", () => {
    const several = [
      status("a", { rank: 3 }),
      status("b", { rank: 2 }),
      status("c", { isDefaultOfType: true, rank: 9 }),
      status("d", { active: false, rank: 1 }),
    ];
    expect(defaultStatus(workflowOf("free", several), "open")?.statusId).toBe("c");
    expect(defaultStatus(workflowOf("free", several.slice(0, 2)), "open")?.statusId).toBe("b");
    expect(defaultStatus(workflowOf("free", several), "done")).toBeUndefined();
  });
});

const ids = ["a", "b", "c", "d"];
const statuses = fc.tuple(
  ...ids.map((id) =>
    fc
      .record({ active: fc.boolean(), locks: fc.boolean(), commentRequired: fc.boolean(), closesToId: fc.option(fc.constantFrom(...ids)) })
      .map((more) => status(id, more)),
  ),
);
const steps = fc.array(
  fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.record({ agents: fc.option(fc.constantFrom(...STEP_AGENTS)), contacts: fc.boolean() })),
);
const workflows = fc.tuple(fc.constantFrom(...WORKFLOW_MODES), statuses, steps).map(([mode, known, ways]) => workflowOf(mode, known, ways));
const movers = fc.oneof(
  fc.record({ kind: fc.constant("agent" as const), administrator: fc.boolean(), assignee: fc.boolean() }),
  fc.constant(contact),
  fc.constant(time),
);

test("nobody leaves a locked status but an administrator by a step that says so, no required comment is ever missing, and every refusal has its reason", () => {
  fc.assert(
    fc.property(
      workflows,
      fc.constantFrom(...ids),
      fc.constantFrom(...ids, "unknown"),
      movers,
      fc.record({ commented: fc.boolean(), until: fc.boolean() }),
      (workflow, fromId, toId, mover, saidWith) => {
        const refused = refusedStep(workflow, fromId, toId, mover, saidWith);
        const from = workflow.statuses.get(fromId);
        const to = workflow.statuses.get(toId);
        const step = workflow.steps.get(stepKey(fromId, toId));
        if (refused !== null) {
          expect(refused).toMatch(/^(ticket|record)\.\w+$/);
          return;
        }
        if (fromId === toId) return;
        expect(to?.active).toBe(true);
        if (from?.locks) expect(mover.kind === "agent" && mover.administrator && (workflow.mode === "free" || step?.agents !== null)).toBe(true);
        if (to?.commentRequired) expect(saidWith.commented).toBe(true);
        if (to?.closesToId) expect(saidWith.until).toBe(true);
        if (mover.kind === "time") expect(from?.closesToId).toBe(toId);
        else if (workflow.mode === "steps") expect(mover.kind === "contact" ? step?.contacts : step?.agents).toBeTruthy();
      },
    ),
    { numRuns: 3000 },
  );
});
