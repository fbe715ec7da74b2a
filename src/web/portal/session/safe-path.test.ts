import { expect, test } from "vitest";
import { safePath } from "./safe-path.ts";

test("after signing in, a path of the portal is kept with its query", () => {
  expect(safePath("/tickets?state=all")).toBe("/tickets?state=all");
});

test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/sign-in?next=/", "", undefined])(
  "after signing in, %s leads to the start page",
  (next) => {
    expect(safePath(next)).toBe("/");
  },
);
