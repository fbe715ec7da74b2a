import { expect, test } from "vitest";
import { sumsWithBelow, withAllBelow } from "./task-tree.ts";

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

test("what is said of a task adds up to those above it, once, and to nothing beside it", () => {
  const sums = sumsWithBelow(
    tree,
    new Map([
      ["a", 1],
      ["a11", 10],
      ["a2", 100],
      ["unknown", 1000],
    ]),
  );
  expect(Object.fromEntries(sums)).toEqual({ a: 111, a1: 10, a11: 10, a2: 100, b: 0 });
});
