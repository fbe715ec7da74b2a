import { expect, test } from "vitest";
import { dayOf, endOfDay, lastDayOf, startOfDay } from "./time-zones.ts";

test("a day begins at midnight in the zone, in winter and in summer", () => {
  expect(startOfDay("2026-01-15", "Europe/Berlin")).toBe("2026-01-14T23:00:00.000Z");
  expect(startOfDay("2026-07-15", "Europe/Berlin")).toBe("2026-07-14T22:00:00.000Z");
  expect(startOfDay("2026-07-15", "America/New_York")).toBe("2026-07-15T04:00:00.000Z");
});

test("the days on which the clocks change begin at midnight, too", () => {
  expect(startOfDay("2026-03-29", "Europe/Berlin")).toBe("2026-03-28T23:00:00.000Z");
  expect(startOfDay("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
  expect(startOfDay("2026-10-25", "Europe/Berlin")).toBe("2026-10-24T22:00:00.000Z");
});

test("until means the end of the day that was entered", () => {
  expect(endOfDay("2026-12-31", "Europe/Berlin")).toBe("2026-12-31T23:00:00.000Z");
  expect(lastDayOf(endOfDay("2026-12-31", "Europe/Berlin"), "Europe/Berlin")).toBe("2026-12-31");
  expect(dayOf("2026-12-31T23:00:00Z", "Europe/Berlin")).toBe("2027-01-01");
});
