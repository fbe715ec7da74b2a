import { expect, test } from "vitest";
import { withAllBelow } from "./task-tree.ts";

const tree = [
  { id: "a", parentId: null },
  { id: "a1", parentId: "a" },
  { id: "a11", parentId: "a1" },
  { id: "a2", parentId: "a" },
  { id: "b", parentId: null },
];

test("a task stands for all below it, however deep, and for nothing beside it", () => {
  expect(withAllBelow(tree, ["a1"])).toEqual(["a1", "a11"]);
  expect(withAllBelow(tree, ["a", "a11"])).toEqual(["a", "a1", "a11", "a2"]);
  expect(withAllBelow(tree, ["b", "unknown"])).toEqual(["b"]);
});
