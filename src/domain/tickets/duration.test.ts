import { describe, expect, test } from "vitest";
import { hoursText, minutesOf, timeOfDay, timeText } from "./duration.ts";

describe("a duration", () => {
  test.each([
    ["1:30", 90],
    ["0:05", 5],
    ["1,5", 90],
    ["1.25", 75],
    [",5", 30],
    ["2", 120],
    ["2h", 120],
    ["2 Std", 120],
    ["90m", 90],
    ["90 min", 90],
    ["1h 30m", 90],
    ["1h30m", 90],
    ["24:00", 1440],
  ])("typed as %s is %i minutes", (text, minutes) => expect(minutesOf(text)).toBe(minutes));

  test.each(["", "0", "0:00", "1:60", "1:5", "25", "24:01", "1500m", "-1", "one", "1:30:00"])("is not %j", (text) => expect(minutesOf(text)).toBeNull());

  test("reads as hours and minutes, of whatever many days", () => {
    expect([hoursText(5), hoursText(90), hoursText(6005)]).toEqual(["0:05", "1:30", "100:05"]);
  });

  test("that is shown is typed again as the same", () => {
    for (let minutes = 1; minutes <= 1440; minutes++) expect(minutesOf(hoursText(minutes))).toBe(minutes);
  });
});

describe("a time of day", () => {
  test.each([
    ["9", 540],
    ["09:05", 545],
    ["9:05", 545],
    ["0905", 545],
    ["905", 545],
    ["9.30", 570],
    ["24:00", 1440],
    ["24:01", null],
    ["9:60", null],
    ["", null],
  ])("typed as %j", (text, minutes) => expect(timeOfDay(text)).toBe(minutes));

  test("is written with two figures", () => expect([timeText(545), timeText(1440)]).toEqual(["09:05", "24:00"]));
});
