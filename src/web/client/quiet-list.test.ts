import { expect, test } from "vitest";
import { changedIn, quietly } from "./quiet-list.ts";

const list = (text: string) => text.split(" ").map((part) => ({ id: part.slice(0, 1), value: part }));
const words = ({ items, waiting }: ReturnType<typeof quietly<{ id: string; value: string }>>) => [items.map((item) => item.value).join(" "), waiting];

test("rows keep their places and take their new values", () => {
  expect(words(quietly(list("a1 b1 c1"), list("c2 a1 b2")))).toEqual(["a1 b2 c2", 0]);
});
test("what is new waits, what is gone goes at once", () => {
  expect(words(quietly(list("a1 b1 c1"), list("d1 a2 c1")))).toEqual(["a2 c1", 1]);
});
test("what moved further on or left the filter stays where it was, as long as it may be read", () => {
  const { items, waiting, left } = quietly(list("a1 b1 c1 d1"), list("e1 a1"), { moved: list("b1"), left: list("c2") });
  expect([items.map((item) => item.value).join(" "), waiting, [...left]]).toEqual(["a1 b1 c2", 1, ["c"]]);
});
test("a row counts as changed if it says something else than before, or was not there", () => {
  expect([...changedIn(list("a1 b1 c1"), list("d1 c1 a2"))]).toEqual(["d", "a"]);
});
test("nothing is held back where nothing of it is left", () => {
  expect(words(quietly(list("a1 b1"), list("c1 d1")))).toEqual(["c1 d1", 0]);
  expect(words(quietly([], list("c1")))).toEqual(["c1", 0]);
});
