import { expect, test } from "vitest";
import { arranged, type Column, keysAtFirst, withMoved, withToggled } from "./columns.ts";

const column = (key: string, more: Partial<Column<unknown>> = {}): Column<unknown> => ({ key, title: key, render: () => null, ...more });
const columns = [column("name", { main: true }), column("city"), column("zip", { hiddenAtFirst: true })];
const keys = (wanted: string[] | null) => arranged(columns, wanted).map((one) => one.key);

test("before anybody chose, a list shows its columns without the hidden ones", () => {
  expect([keys(null), keysAtFirst(columns)]).toEqual([
    ["name", "city"],
    ["name", "city"],
  ]);
});

test("chosen columns come in their order, and the main one is always shown", () => {
  expect([keys(["zip", "name"]), keys(["city"]), keys([])]).toEqual([["zip", "name"], ["name", "city"], ["name"]]);
});

test("columns that are gone since are left out", () => {
  expect(keys(["gone", "name"])).toEqual(["name"]);
});

test("columns are hidden, shown at the end, and moved up to an end", () => {
  expect(withToggled(["a", "b"], "a")).toEqual(["b"]);
  expect(withToggled(["a", "b"], "c")).toEqual(["a", "b", "c"]);
  expect(withMoved(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(withMoved(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
  expect(withMoved(["a"], "gone", 1)).toEqual(["a"]);
});
