import { expect, test } from "vitest";
import { formatsFor } from "./dates.ts";

const now = Date.parse("2026-03-14T10:00:00Z");
const german = formatsFor("de", "Europe/Berlin");
const english = formatsFor("en", "Europe/Berlin");

test("what was just now, hours ago or yesterday is said in words, older times as a date", () => {
  expect(english.relative("2026-03-14T09:59:40Z", now)).toBe("now");
  expect(english.relative("2026-03-14T07:00:00Z", now)).toBe("3 hours ago");
  expect(german.relative("2026-03-13T09:00:00Z", now)).toBe("gestern");
  expect(german.relative("2026-03-01T09:00:00Z", now)).toBe("1. März");
  expect(english.relative("2025-12-01T09:00:00Z", now)).toBe("1 Dec 2025");
});

test("the exact time is the person's, with the name of the zone", () => {
  expect(german.exact("2026-03-14T23:30:00Z")).toBe("Sonntag, 15. März 2026 um 00:30 (MEZ)");
});

test("a time zone that the browser does not know is shown as UTC", () => {
  expect(formatsFor("en", "Mars/Olympus").timeZone).toBe("UTC");
});

test("sizes are counted as the settings count them", () => {
  expect(german.bytes(25 * 1024 * 1024)).toBe("25 MB");
  expect(english.bytes(1536)).toBe("1.5 kB");
  expect(german.bytes(3)).toBe("3 Byte");
});

test("numbers are grouped as the language groups them", () => {
  expect([german.number(10_000), english.number(10_000)]).toEqual(["10.000", "10,000"]);
});
