import { expect, test } from "vitest";
import { firstBeginning } from "./planned-call.ts";

const now = Date.parse("2026-11-27T12:00:00Z");
const planned = (body: unknown) => ({ method: "PATCH" as const, path: "/api/v1/matrix", body });

test("the first beginning that lies ahead is found wherever in a change, by instant and not by text", () => {
  const changes = [
    { from: "2027-01-01T00:00:00Z" },
    { from: "2026-01-01T00:00:00Z", until: "2026-12-01T00:00:00Z" },
    { from: null, membership: { roleForATime: { roleId: "a", from: "2026-12-20T00:30:00+01:00" } } },
    { grants: [{ from: "2026-12-20T00:00:00Z" }] },
  ];
  expect(firstBeginning(planned({ version: 1, changes }), now)).toBe("2026-12-20T00:30:00+01:00");
});

test("without one it is about now", () => {
  for (const body of [undefined, null, {}, { from: "2026-11-27T12:00:00Z" }, { from: "soon", fromCompanyId: "2030-01-01T00:00:00Z" }, "2030-01-01T00:00:00Z"])
    expect(firstBeginning(planned(body), now)).toBeUndefined();
});
