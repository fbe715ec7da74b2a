import { expect, test } from "vitest";
import { branchesOf, serviceName } from "./service-tree.ts";

const lines = (...names: string[]) => branchesOf(names.map((name) => ({ name }))).map(({ indent, path, label }) => `${indent} ${[...path, label].join(" › ")}`);

test("a service stands below the one above it", () => {
  expect(lines("Office", "Office::Desk", "Office::Desk::Lamp", "Print")).toEqual(["0 Office", "1 Desk", "2 Lamp", "0 Print"]);
});

test("where the one above is not shown, the way to it stands in front", () => {
  expect(lines("Office::Desk::Lamp", "Print", "Print::Plotter::Ink")).toEqual(["0 Office › Desk › Lamp", "0 Print", "1 Plotter › Ink"]);
});

test("services are told apart without case, and read as a path", () => {
  expect(lines("office", "Office::Desk")).toEqual(["0 office", "1 Desk"]);
  expect(serviceName("Office::Desk")).toBe("Office › Desk");
});
