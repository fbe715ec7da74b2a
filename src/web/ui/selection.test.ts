import { describe, expect, test } from "vitest";
import { isEmpty, isSelected, NOTHING, type Selection, withEverything, withPage, withRange, withRow } from "./selection.ts";

const page = ["a", "b", "c", "d"];
const keys = (selection: Selection) => [...selection.keys].sort().join("");
const select = (...rows: string[]) => rows.reduce((selection, row) => withRow(selection, row, page), NOTHING);

describe("a selection", () => {
  test("takes rows in and out, and begins empty", () => {
    expect([isEmpty(NOTHING), keys(select("a", "c")), keys(select("a", "c", "a"))]).toEqual([true, "ac", "c"]);
  });

  test("reaches from the last touched row to another, in both directions, beside what was selected before", () => {
    expect(keys(withRange(select("b"), "d", page))).toBe("bcd");
    expect(keys(withRange(select("a", "d"), "c", page))).toBe("acd");
    expect(keys(withRange(select("d"), "b", page))).toBe("bcd");
  });

  test("begins a range of its own where the last touched row is on another page", () => {
    const elsewhere = withRow(NOTHING, "z", ["z"]);
    expect(keys(withRange(elsewhere, "c", page))).toBe("cz");
    expect(keys(withRange(NOTHING, "c", page))).toBe("c");
  });

  test("of a page leaves other pages as they are", () => {
    const elsewhere = withRow(NOTHING, "z", ["z"]);
    const all = withPage(elsewhere, page);
    expect([keys(all), keys(withPage(all, page)), keys(withPage(select("a"), page))]).toEqual(["abcdz", "z", "abcd"]);
  });

  test("of everything holds rows that were never shown; one less leaves the rest of the page", () => {
    const everything = withEverything(withPage(NOTHING, page));
    expect([isSelected(everything, "never shown"), isEmpty(everything)]).toEqual([true, false]);
    expect([keys(withRow(everything, "b", page)), withRow(everything, "b", page).everything]).toEqual(["acd", false]);
  });
});
