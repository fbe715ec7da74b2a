import { expect, test } from "vitest";
import type { ExplanationView, OriginView } from "#contract/access.ts";
import { firstObstacle, pathMark, summaryOf } from "./why-reading.ts";

const origin = (kind: OriginView["kind"], name: string): OriginView => ({ kind, id: null, name, setBy: null, since: null, link: null });
const said = (name: string, kind: OriginView["kind"] = "rule") => ({ reason: "", sentence: "", origin: origin(kind, name) });
const path = (leads: boolean, open: boolean, name: string, kind?: OriginView["kind"]): ExplanationView["paths"][number] => ({
  id: "company",
  leads,
  open,
  gates: [],
  ...said(name, kind),
});

const explanation = (given: Partial<ExplanationView>): ExplanationView => ({
  allowed: false,
  verb: "read",
  headline: "",
  contact: { id: "", name: "" },
  ticket: { id: "", number: "", subject: "", queueName: "", companyName: null },
  door: [{ id: "contactState", open: true, ...said("door") }],
  gates: [{ id: "queue", open: true, ...said("queue") }],
  paths: [path(true, true, "path")],
  verbs: [],
  nearest: null,
  view: null,
  mergedIntoId: null,
  ...given,
});

test("a shut door stands before every gate, a shut gate before every path", () => {
  const shutDoor = { id: "contactState" as const, open: false, ...said("door") };
  const shutGate = { id: "queue" as const, open: false, ...said("queue") };
  expect(firstObstacle(explanation({ door: [shutDoor], gates: [shutGate] }))?.origin.name).toBe("door");
  expect(firstObstacle(explanation({ gates: [shutGate], paths: [path(true, false, "path")] }))?.origin.name).toBe("queue");
});

test("without a path that leads it is the one that comes nearest, if any does", () => {
  const paths = [path(false, false, "switch", "setting"), path(false, false, "Müller AG", "membership")];
  expect(firstObstacle(explanation({ paths, nearest: 1 }))?.origin.name).toBe("Müller AG");
  expect(firstObstacle(explanation({ paths: [path(false, false, "nobody", "ticket")] }))).toBeNull();
});

test("nothing stands in the way of a yes", () => {
  expect(firstObstacle(explanation({ allowed: true }))).toBeNull();
});

test("each part is told in two words: gates that nobody asked are neither good nor bad", () => {
  expect(summaryOf(explanation({ gates: [], paths: [path(false, false, "")] }))).toEqual({
    door: { good: true, words: "workspace.why.doorOpen", count: 0 },
    gates: { good: null, words: "workspace.why.notAsked", count: 0 },
    paths: { good: false, words: "workspace.why.pathsNone", count: 0 },
  });
  expect([path(true, true, ""), path(true, false, ""), path(false, false, "")].map(pathMark)).toEqual(["yes", "no", "off"]);
});
