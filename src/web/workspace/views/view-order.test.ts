import { expect, test } from "vitest";
import { placed, withMoved } from "./view-order.ts";

const view = (id: string, shared = false) => ({ id, shared });
const views = [view("a"), view("s", true), view("b"), view("r", true), view("c")];

test("shared views stand first; those that were moved before those that were not", () => {
  expect(placed(views, ["c", "r"]).map(({ id }) => id)).toEqual(["r", "s", "c", "a", "b"]);
});

test("a view moves among its like, and stays at an end", () => {
  const shown = placed(views, []);
  expect(withMoved(shown, "b", -1)).toEqual(["s", "r", "b", "a", "c"]);
  expect(withMoved(shown, "a", -1)).toEqual(["s", "r", "a", "b", "c"]);
  expect(withMoved(shown, "s", 1)).toEqual(["r", "s", "a", "b", "c"]);
});
