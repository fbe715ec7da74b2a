import { expect, test } from "vitest";
import { type CellKey, type Changes, cellKey, changesByRow, type Levels, normalised, toggled, withChange } from "./rights-changes.ts";

const none: Changes = new Map();
const hardware = cellKey("hardware", "own");

test("edit includes read and create, so it stands alone", () => {
  expect(normalised(["edit", "read"])).toEqual(["edit"]);
  expect(normalised(["create", "read"])).toEqual(["read", "create"]);
});

test.each<[Levels, "read" | "create" | "edit", Levels]>([
  [[], "read", ["read"]],
  [["read"], "create", ["read", "create"]],
  [["read", "create"], "read", ["create"]],
  [["read"], "edit", ["edit"]],
  [["edit"], "edit", []],
  [["edit"], "read", ["read"]],
])("a click on %j, %s gives %j", (levels, level, expected) => {
  expect(toggled(levels, level)).toEqual(expected);
});

test("a cell that is set back to what is stored is no change", () => {
  const changed = withChange(none, hardware, ["read"], ["edit"]);
  expect([...changed]).toEqual([[hardware, ["edit"]]]);
  expect(withChange(changed, hardware, ["read"], ["read"]).size).toBe(0);
});

test("each group is saved by one call with its differences, an emptied cell takes the right away", () => {
  const changes = new Map<CellKey, Levels>([
    [hardware, ["edit"]],
    [cellKey("hardware", "others"), []],
    [cellKey("network", "own"), ["read"]],
  ]);
  const calls = changesByRow(changes, (column) => ({ companyId: "müller", context: column === "others" ? "others" : "own" }));
  expect(Object.fromEntries(calls)).toEqual({
    hardware: [
      { subject: { companyId: "müller", context: "own" }, rights: ["edit"] },
      { subject: { companyId: "müller", context: "others" }, rights: [] },
    ],
    network: [{ subject: { companyId: "müller", context: "own" }, rights: ["read"] }],
  });
});
