import { expect, test } from "vitest";
import { type Due, dueWindow, isOverdue } from "./due.ts";

const windowOf = (due: Due, now: string, timeZone = "Europe/Berlin") => {
  const { from, before } = dueWindow(due, new Date(now), timeZone);
  return [from?.toISOString() ?? null, before.toISOString()];
};

test("a day begins and ends where the agent's clock says", () => {
  expect(windowOf("today", "2026-07-01T22:30:00Z")).toEqual(["2026-07-01T22:00:00.000Z", "2026-07-02T22:00:00.000Z"]);
  expect(windowOf("today", "2026-07-01T22:30:00Z", "America/New_York")).toEqual(["2026-07-01T04:00:00.000Z", "2026-07-02T04:00:00.000Z"]);
});

test("a day on which the clocks change has 23 or 25 hours", () => {
  expect(windowOf("today", "2026-03-29T12:00:00Z")).toEqual(["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
  expect(windowOf("today", "2026-10-25T12:00:00Z")).toEqual(["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"]);
});

test("a week is today and the six days after it", () => {
  expect(windowOf("week", "2026-10-22T09:00:00Z")).toEqual(["2026-10-21T22:00:00.000Z", "2026-10-28T23:00:00.000Z"]);
});

test("overdue is what was due before now, and open", () => {
  const now = "2026-07-01T12:00:00.000Z";
  expect(windowOf("overdue", now)).toEqual([null, now]);
  const late = (dueAt: string | null, statusType: "open" | "done" = "open") => isOverdue({ dueAt, statusType }, Date.parse(now));
  expect([late("2026-07-01T11:59:59Z"), late("2026-07-01T12:00:01Z"), late(null), late("2026-07-01T11:59:59Z", "done")]).toEqual([true, false, false, false]);
});
