import { expect, test } from "vitest";
import { type CreateOptions, chosenOf, emptyRequest, servicesAsTree } from "./request-draft.ts";

const options: CreateOptions = {
  companies: [{ id: "c1", name: "Müller AG", number: "1", primary: true, subsidiary: false }],
  companyTotal: 1,
  queues: [{ id: "q1", name: "Support" }],
  lastQueueId: null,
  services: [
    { id: "s2", name: "Arbeitsplatz::Notebook", choosable: true },
    { id: "s1", name: "Arbeitsplatz", choosable: false },
  ],
  servicesFrom: "company",
  projects: [],
  projectRequired: false,
  priorities: [
    { id: "p1", name: "low", label: "niedrig", isDefault: false },
    { id: "p2", name: "normal", label: "normal", isDefault: true },
  ],
  attachmentLargestBytes: 1,
};

test("a single queue, the primary company and the default priority are chosen by themselves", () => {
  expect(chosenOf(emptyRequest, options)).toEqual({
    companyId: "c1",
    queueId: "q1",
    queueIsFromLastTime: false,
    priorityId: "p2",
    serviceId: null,
    projectId: null,
    taskId: null,
  });
});

test("a kept choice that is no longer offered counts as none", () => {
  const draft = { ...emptyRequest, queueId: "gone", serviceId: "s1", priorityId: "gone" };
  const several = { ...options, queues: [...options.queues, { id: "q2", name: "Other" }] };
  expect(chosenOf(draft, several)).toMatchObject({ queueId: null, serviceId: null, priorityId: "p2" });
});

test("among several queues the one of last time is chosen, until somebody chooses another", () => {
  const several = { ...options, queues: [...options.queues, { id: "q2", name: "Other" }], lastQueueId: "q2" };
  expect(chosenOf(emptyRequest, several)).toMatchObject({ queueId: "q2", queueIsFromLastTime: true });
  expect(chosenOf({ ...emptyRequest, queueId: "q1" }, several)).toMatchObject({ queueId: "q1", queueIsFromLastTime: false });
  expect(chosenOf({ ...emptyRequest, queueId: "q2" }, several)).toMatchObject({ queueId: "q2", queueIsFromLastTime: false });
});

test("a service stands below its parent, whatever order they came in", () => {
  expect(servicesAsTree(options.services).map(({ label, depth }) => [label, depth])).toEqual([
    ["Arbeitsplatz", 0],
    ["Notebook", 1],
  ]);
});

test("where the service above is none itself, the whole way is the name", () => {
  expect(servicesAsTree([{ id: "s1", name: "Arbeitsplatz::Notebook", choosable: true }]).map(({ label, depth }) => [label, depth])).toEqual([
    ["Arbeitsplatz › Notebook", 0],
  ]);
});

test("where a request needs a project, the only one and its only task are chosen by themselves", () => {
  const project = { id: "pr1", name: "Move", number: "M-1", withoutTask: false, tasks: [{ id: "t1", name: "Cabling", depth: 0 }] };
  const required = { ...options, projects: [project], projectRequired: true };
  expect(chosenOf(emptyRequest, required)).toMatchObject({ projectId: "pr1", taskId: "t1" });
  expect(chosenOf(emptyRequest, { ...required, projectRequired: false })).toMatchObject({ projectId: null, taskId: null });
  expect(chosenOf({ ...emptyRequest, projectId: "gone", taskId: "t1" }, { ...required, projectRequired: false })).toMatchObject({
    projectId: null,
    taskId: null,
  });
});
