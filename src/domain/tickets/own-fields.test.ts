import { expect, test } from "vitest";
import { differingValues, fieldLabel, keyFor, refusedValue, takesValue } from "./own-fields.ts";

const options = [
  { value: "a", label: "Alpha" },
  { value: "b", label: "Beta" },
];
const field = (key: string, type: "text" | "number" | "choice" | "choices" | "boolean" | "date" | "instant", more: object = {}) => ({
  key,
  name: key,
  labels: {},
  type,
  options,
  ...more,
});

test.each([
  ["text", ["SN-1"], ["", " ", 3, "x".repeat(2001)]],
  ["number", [0, -1.5], ["1", Number.NaN, true]],
  ["boolean", [true, false], ["true", 1]],
  ["date", ["2026-02-28"], ["2026-02-30", "2026-13-01", "28.02.2026", 20260228]],
  ["choice", ["a"], ["c", ["a"]]],
  ["choices", [["a", "b"]], [[], ["a", "a"], ["c"], "a"]],
  ["instant", [], ["2026-02-28T10:00:00.000Z"]],
] as const)("a field of type %s takes what fits and nothing else", (type, fitting, others) => {
  for (const value of fitting) expect(takesValue(field("x", type), value), JSON.stringify(value)).toBe(true);
  for (const value of others) expect(takesValue(field("x", type), value), JSON.stringify(value)).toBe(false);
});

test("a value that is not offered any more may stay, and be taken away", () => {
  const fields = new Map([["room", field("room", "choice")]]);
  expect(refusedValue(fields, { room: "old" }, { room: "old" })).toBeUndefined();
  expect(refusedValue(fields, { room: "old" }, { room: null })).toBeUndefined();
  expect(refusedValue(fields, {}, { room: "old" })).toBe("room");
  expect(refusedValue(fields, {}, { unknown: null })).toBe("unknown");
});

test("only what differs is a change; nothing and null are the same", () => {
  expect(differingValues({ a: 1, b: ["x"] }, { a: 1, b: ["x"], c: null })).toBeUndefined();
  expect(differingValues({ a: 1 }, { a: null, b: 2 })).toEqual({ a: null, b: 2 });
});

test("a key is made of the name once, and never twice the same", () => {
  expect(keyFor("Größe (in m²)", new Set())).toBe("Grosse_in_m2");
  expect(keyFor("Room", new Set(["room", "room_2"]))).toBe("Room_3");
  expect(keyFor("→", new Set())).toBe("field");
});

test("people read the label of their language, else the name, else the key", () => {
  const labelled = { key: "k", name: "Room", labels: { de: "Raum" } };
  expect([fieldLabel(labelled, "de"), fieldLabel(labelled, "en"), fieldLabel({ ...labelled, name: "" }, "en")]).toEqual(["Raum", "Room", "k"]);
});
