import { describe, expect, test } from "vitest";
import { changesTo, currentView, type ListView, sameState, stateOf } from "./view-address.ts";

const view = (id: string, address: Record<string, string>, more: Partial<ListView> = {}): ListView => ({
  id,
  name: id,
  fixed: false,
  address,
  columns: null,
  ...more,
});
const mine = view("mine", { assignee: "me", state: "all" }, { columns: ["subject"] });
const open = view("open", {}, { fixed: true });
const views = [open, mine];
const shown = (address: Record<string, string>) => {
  const { view: current, modified } = currentView(address, views);
  return [current?.id, modified];
};

describe("a view of a list", () => {
  test("is filters and order, not the place in the list", () => {
    expect(stateOf({ q: "printer", sort: "changed", cursor: "x", from: "51", view: "mine", columns: "a,b" })).toEqual({ q: "printer", sort: "changed" });
    expect([sameState({ q: "a", cursor: "x" }, { q: "a" }), sameState({ q: "a" }, { q: "b" }), sameState({ q: "a" }, {}), sameState({ q: "" }, {})]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test("is known by its name in the address, and says when something of it was changed", () => {
    expect(shown({ view: "mine", assignee: "me", state: "all" })).toEqual(["mine", false]);
    expect(shown({ view: "mine", assignee: "me" })).toEqual(["mine", true]);
    expect(shown({ view: "mine", assignee: "me", state: "all", columns: "subject,queue" })).toEqual(["mine", true]);
    expect(shown({ view: "mine", assignee: "me", state: "all", columns: "subject" })).toEqual(["mine", false]);
  });

  test("is found without its name where the address shows just the same", () => {
    expect([shown({}), shown({ state: "all", assignee: "me" }), shown({ q: "x" }), shown({ view: "gone" })]).toEqual([
      ["open", false],
      ["mine", false],
      [undefined, false],
      ["open", false],
    ]);
  });

  test("is gone to from its beginning: what else was in the address goes", () => {
    expect(changesTo({ q: "x", cursor: "y", view: "other" }, mine)).toEqual({ q: undefined, cursor: undefined, view: "mine", assignee: "me", state: "all" });
    expect(changesTo({ q: "x" }, open)).toEqual({ q: undefined, view: undefined });
  });
});
