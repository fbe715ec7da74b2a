import { expect, test } from "vitest";
import { sourceClock } from "./source-time.ts";

const iso = (zone: string | null, text: string) => {
  const instant = sourceClock(zone)(text);
  return instant === null ? null : new Date(instant).toISOString();
};

test("without a zone times are UTC", () => {
  expect(iso(null, "2026-07-01 12:00:00")).toBe("2026-07-01T12:00:00.000Z");
  expect(iso(null, "2026-07-15")).toBe("2026-07-15T00:00:00.000Z");
});

test("summer and winter have their own offset", () => {
  expect(iso("Europe/Berlin", "2026-07-01 12:00:00")).toBe("2026-07-01T10:00:00.000Z");
  expect(iso("Europe/Berlin", "2026-01-01 12:00:00")).toBe("2026-01-01T11:00:00.000Z");
  expect(iso("America/New_York", "2026-07-01 23:30:00")).toBe("2026-07-02T03:30:00.000Z");
});

test("the hour that comes twice in autumn is the first one; the one that never was goes on as before the change", () => {
  expect(iso("Europe/Berlin", "2026-10-25 02:30:00")).toBe("2026-10-25T00:30:00.000Z");
  expect(iso("Europe/Berlin", "2026-10-25 03:00:00")).toBe("2026-10-25T02:00:00.000Z");
  expect(iso("Europe/Berlin", "2026-03-29 02:30:00")).toBe("2026-03-29T01:30:00.000Z");
  expect(iso("Europe/Berlin", "2026-03-29 03:00:00")).toBe("2026-03-29T01:00:00.000Z");
});

test("a time with an offset of its own keeps it", () => {
  expect(iso("Europe/Berlin", "2026-07-01T12:00:00Z")).toBe("2026-07-01T12:00:00.000Z");
  expect(iso(null, "2026-07-01 12:00:00.25+02")).toBe("2026-07-01T10:00:00.250Z");
});

test("what is no time is none", () => {
  for (const text of ["", "0000-00-00 00:00:00", "2026-02-30 10:00:00", "yesterday", "2026-13-01"]) expect(iso(null, text)).toBeNull();
});
