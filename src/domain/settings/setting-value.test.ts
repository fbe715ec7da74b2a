import { describe, expect, test } from "vitest";
import { SETTING_KEYS, SETTINGS } from "./catalogue.ts";
import { effectiveSetting, settingValue } from "./setting-value.ts";

describe("a value of a setting", () => {
  test("every default is a value that may be stored", () => {
    for (const key of SETTING_KEYS) {
      const fallback = SETTINGS[key].default;
      expect([key, settingValue(key, fallback)]).toEqual([key, { value: fallback }]);
    }
  });

  test("an instant is stored in UTC, whatever its offset", () => {
    expect(settingValue("tickets.hideBefore", "2026-01-01T00:00:00+02:00")).toEqual({ value: "2025-12-31T22:00:00.000Z" });
  });

  test("a text is one line without spaces around it", () => {
    expect(settingValue("installation.name", "  Beispiel GmbH ")).toEqual({ value: "Beispiel GmbH" });
    expect(settingValue("installation.name", "Beispiel\r\nBcc: x@example.com")).toEqual({ problem: "setting.wrongType" });
  });

  test.each([
    ["mail.from", "no address"],
    ["mail.from", "A <a@example.com>, B <b@example.com>"],
    ["installation.name", " "],
    ["attachments.largestMegabytes", "25"],
    ["attachments.largestMegabytes", 1.5],
    ["portal.readOnly", "true"],
    ["timeZone", "Europe/Nowhere"],
    ["installation.language", "fr"],
  ] as const)("%s refuses %j", (key, value) => {
    expect(settingValue(key, value)).toEqual({ problem: "setting.wrongType" });
  });

  test("a figure outside its range is refused as such", () => {
    expect(settingValue("attachments.largestMegabytes", 201)).toEqual({ problem: "setting.outOfRange" });
  });
});

describe("the value that holds", () => {
  test("is the nearest one", () => {
    expect(effectiveSetting("tickets.shareOutside", { company: true, installation: false })).toEqual({ value: true, origin: "company" });
    expect(effectiveSetting("timeZone", { installation: "Europe/Zurich" })).toEqual({ value: "Europe/Zurich", origin: "installation" });
    expect(effectiveSetting("timeZone", {})).toEqual({ value: "Europe/Berlin", origin: "default" });
  });

  test("is the later one of two *hide tickets before*", () => {
    const early = "2024-01-01T00:00:00.000Z";
    const late = "2025-01-01T00:00:00.000Z";
    expect(effectiveSetting("tickets.hideBefore", { company: early, installation: late })).toEqual({ value: late, origin: "installation" });
    expect(effectiveSetting("tickets.hideBefore", { company: late, installation: early })).toEqual({ value: late, origin: "company" });
    expect(effectiveSetting("tickets.hideBefore", { company: early })).toEqual({ value: early, origin: "company" });
  });
});
