import { describe, expect, test } from "vitest";
import {
  type CellKey,
  type Changes,
  cellKey,
  cellOf,
  changedMeanwhile,
  includesMark,
  inverse,
  type Marks,
  marksOfKey,
  NO_CHANGES,
  normalised,
  rebased,
  type Scale,
  ticked,
  toggled,
  withAll,
  withChange,
  withHeld,
} from "./marks.ts";

const rights: Scale = { marks: ["read", "create", "edit"], whole: "edit" };
const single: Scale = { marks: ["member"] };
const key = cellKey("hardware", "own");
const stored =
  (held: Record<string, Marks>, more = "") =>
  (one: CellKey) =>
    held[one] && { marks: held[one], more };

describe("a cell", () => {
  test("holds the whole mark alone, the others side by side", () => {
    expect(normalised(rights, ["edit", "read"])).toEqual(["edit"]);
    expect(normalised(rights, ["create", "read"])).toEqual(["read", "create"]);
  });

  test.each<[Marks, string, Marks]>([
    [[], "read", ["read"]],
    [["read"], "create", ["read", "create"]],
    [["read", "create"], "read", ["create"]],
    [["read"], "edit", ["edit"]],
    [["edit"], "edit", []],
    [["edit"], "read", ["read"]],
  ])("a click on %j, %s gives %j", (marks, mark, expected) => {
    expect(toggled(rights, marks, mark)).toEqual(expected);
  });

  test("a single mark is ticked and unticked", () => {
    expect(toggled(single, [], "member")).toEqual(["member"]);
    expect(toggled(single, ["member"], "member")).toEqual([]);
  });

  test.each([
    ["0", []],
    ["1", ["read"]],
    ["3", ["edit"]],
    ["Delete", []],
    ["4", null],
    ["x", null],
  ])("the key %s sets %j", (pressed, expected) => {
    expect(marksOfKey(rights, pressed)).toEqual(expected);
  });

  test("is named by its row and column, whatever the row is called", () => {
    expect(cellOf(cellKey("a|b", "own"))).toEqual({ rowId: "a|b", column: "own" });
  });
});

describe("a choice", () => {
  const roles: Scale = { marks: ["basic", "manager"], choice: true };

  test("holds one mark", () => {
    expect(normalised(roles, ["manager", "basic"])).toEqual(["basic"]);
    expect(withChange(NO_CHANGES, roles, key, ["basic"], ["manager"]).get(key)).toEqual({ before: ["basic"], after: ["manager"] });
  });

  test("is emptied by a tick, and comes back to what was stored, else to the usual one", () => {
    expect(ticked(["manager"], ["manager"], "basic")).toEqual([]);
    expect(ticked([], ["manager"], "basic")).toEqual(["manager"]);
    expect(ticked([], [], "basic")).toEqual(["basic"]);
  });
});

describe("a ladder", () => {
  const ladder: Scale = { marks: ["few", "some", "all"], ladder: true };

  test("holds the highest mark, which includes those below", () => {
    expect(normalised(ladder, ["all", "few"])).toEqual(["all"]);
    expect(["few", "some", "all"].map((mark) => includesMark(ladder, ["some"], mark))).toEqual([true, true, false]);
  });

  test("a click sets the mark, and a click on what is set empties the cell", () => {
    expect(toggled(ladder, ["all"], "few")).toEqual(["few"]);
    expect(toggled(ladder, ["few"], "all")).toEqual(["all"]);
    expect(toggled(ladder, ["all"], "all")).toEqual([]);
  });
});

describe("changes", () => {
  test("a cell that is set back to what is stored is no change", () => {
    const changed = withChange(NO_CHANGES, rights, key, ["read"], ["edit"]);
    expect([...changed]).toEqual([[key, { before: ["read"], after: ["edit"] }]]);
    expect(withChange(changed, rights, key, ["read"], ["read"]).size).toBe(0);
  });

  test("remember what was stored when the cell was touched first", () => {
    const once = withChange(NO_CHANGES, rights, key, ["read"], ["edit"]);
    expect(withChange(once, rights, key, ["create"], []).get(key)).toEqual({ before: ["read"], after: [] });
  });

  test("a column is set for all rows that are shown, and counts only where it differs", () => {
    const cells = (["a", "b", "c"] as const).map((row, at) => ({ key: cellKey(row, "own"), stored: at === 1 ? ["read"] : [] }));
    const changed = withAll(NO_CHANGES, rights, cells, ["read"]);
    expect([...changed.keys()]).toEqual([cellKey("a", "own"), cellKey("c", "own")]);
    expect(withAll(changed, rights, cells, []).get(cellKey("b", "own"))).toEqual({ before: ["read"], after: [] });
  });

  test("are taken back by their inverse", () => {
    const changed: Changes = new Map([[key, { before: ["read"], after: ["edit"] }]]);
    expect(inverse(changed).get(key)).toEqual({ before: ["edit"], after: ["read"] });
  });
});

describe("somebody else saved meanwhile", () => {
  const mine: Changes = new Map([[key, { before: ["read"], after: ["edit"] }]]);

  test("another value in a touched cell is told, the same or an unknown one is not", () => {
    expect(changedMeanwhile(mine, rights, stored({ [key]: ["create"] }))).toEqual([
      { key, before: { marks: ["read"], more: "" }, now: { marks: ["create"], more: "" }, after: { marks: ["edit"], more: "" } },
    ]);
    expect(changedMeanwhile(mine, rights, stored({ [key]: ["read"] }))).toEqual([]);
    expect(changedMeanwhile(mine, rights, stored({ [key]: ["edit"] }))).toEqual([]);
    expect(changedMeanwhile(mine, rights, stored({}))).toEqual([]);
  });

  test("own changes stay upon what is stored now, and fall away where it is already so", () => {
    expect(rebased(mine, rights, stored({ [key]: ["create"] })).get(key)).toEqual({ before: ["create"], after: ["edit"] });
    expect(rebased(mine, rights, stored({ [key]: ["edit"] })).size).toBe(0);
    expect(rebased(mine, rights, stored({})).get(key)).toEqual({ before: ["read"], after: ["edit"] });
  });
});

describe("what stands beside the marks", () => {
  const held = (marks: Marks, more: string) => ({ marks, more });
  const dated = withHeld(NO_CHANGES, rights, key, held(["read"], ""), held(["read"], "until May"));

  test("is a change of its own, and none where it is set back", () => {
    expect(dated.get(key)).toEqual({ before: ["read"], after: ["read"], more: { before: "", after: "until May" } });
    expect(withHeld(dated, rights, key, held(["read"], ""), held(["read"], "")).size).toBe(0);
  });

  test("stays while the marks change, and goes with the last of them", () => {
    expect(withChange(dated, rights, key, ["read"], ["edit"]).get(key)).toEqual({
      before: ["read"],
      after: ["edit"],
      more: { before: "", after: "until May" },
    });
    expect(withChange(dated, rights, key, ["read"], []).get(key)).toEqual({ before: ["read"], after: [] });
  });

  test("is told where somebody else changed it too, and not where only the marks are one's own", () => {
    const now = stored({ [key]: ["read"] }, "until June");
    expect(changedMeanwhile(dated, rights, now)).toEqual([
      { key, before: held(["read"], ""), now: held(["read"], "until June"), after: held(["read"], "until May") },
    ]);
    expect(changedMeanwhile(withChange(NO_CHANGES, rights, key, ["read"], ["edit"]), rights, now)).toEqual([]);
    expect(rebased(dated, rights, now).get(key)?.more).toEqual({ before: "until June", after: "until May" });
    expect(rebased(dated, rights, stored({ [key]: ["read"] }, "until May")).size).toBe(0);
  });

  test("comes back when the change is taken back", () => {
    expect(inverse(dated).get(key)?.more).toEqual({ before: "until May", after: "" });
  });
});
