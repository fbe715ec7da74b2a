import { expect, test } from "vitest";
import { numberSeries } from "./number-format.ts";

const day = new Date("2026-03-05T23:59:59Z");

test("a number holds the day in UTC and the counter with at least its digits", () => {
  const series = numberSeries("T{yyyy}-{MM}-{dd}-{n:3}", day);
  expect([1, 999, 1000].map(series.numberOf)).toEqual(["T2026-03-05-001", "T2026-03-05-999", "T2026-03-05-1000"]);
});

test("a series goes on while the rest of its format stays the same, and starts anew when it changes", () => {
  expect(numberSeries("{yyyy}{n:5}", day).key).toBe(numberSeries("{yyyy}{n:5}", new Date("2026-12-31T00:00:00Z")).key);
  expect(numberSeries("{yyyy}{n:5}", day).key).not.toBe(numberSeries("{yyyy}{n:5}", new Date("2027-01-01T00:00:00Z")).key);
});

test("a format without a counter gets one, so that no number is given twice", () => {
  expect(numberSeries("ACME", day).numberOf(7)).toBe("ACME7");
});
