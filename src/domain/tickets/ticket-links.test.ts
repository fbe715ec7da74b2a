import { expect, test } from "vitest";
import { kindOf, LINK_SIDES, sideOf } from "./ticket-links.ts";

test("a link told from one ticket and from the other is the same link", () => {
  for (const side of LINK_SIDES) {
    const { kind, outward } = kindOf(side);
    expect(sideOf(kind, outward)).toBe(side);
    expect(kindOf(sideOf(kind, !outward)).kind).toBe(kind);
  }
  expect(sideOf("blocks", false)).toBe("blockedBy");
  expect(kindOf("followedBy")).toEqual({ kind: "follows", outward: false });
});
