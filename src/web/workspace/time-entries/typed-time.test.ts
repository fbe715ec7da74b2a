import { expect, test } from "vitest";
import { asTyped, lengthOf, typedTime } from "./typed-time.ts";

test.each([
  ["1:30", { minutes: 90 }, 90],
  ["90m", { minutes: 90 }, 90],
  ["9-10:30", { from: "09:00", until: "10:30" }, 90],
  ["09:05 – 10:00", { from: "09:05", until: "10:00" }, 55],
  ["22:00-24:00", { from: "22:00", until: "24:00" }, 120],
])("%s is understood", (text, time, minutes) => {
  const typed = typedTime(text);
  expect(typed).toEqual(time);
  expect(typed && lengthOf(typed)).toBe(minutes);
});

test.each(["", "10-9", "9-9", "9-10-11", "-9", "9-", "25:00-26:00", "often"])("%j is not", (text) => expect(typedTime(text)).toBeNull());

test("what is shown can be typed again", () => {
  expect(typedTime(asTyped({ minutes: 55, from: "09:05", until: "10:00" }))).toEqual({ from: "09:05", until: "10:00" });
  expect(typedTime(asTyped({ minutes: 55, from: null, until: null }))).toEqual({ minutes: 55 });
});
