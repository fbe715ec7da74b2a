/** The list of screens has every address of both apps, so that a new page is in the pictures and in whatever else walks through the list. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { screens } from "#test/screens/screens.ts";
import { SITUATIONS } from "#test/screens/situations.ts";
import { pictureName, tour } from "#test/screens/tour.ts";

const root = resolve(import.meta.dirname, "../..");
const routers = { portal: "src/web/portal/routes.tsx", workspace: "src/web/workspace/router.tsx" } as const;
const routesOf = (app: keyof typeof routers): string[] =>
  [...readFileSync(join(root, routers[app]), "utf8").matchAll(/\bpath: "([^"]+)"/g)].map((match) => match[1] ?? "").sort();

test.each(["portal", "workspace"] as const)("every address of the %s is a screen, and no screen has another", (app) => {
  const routes = routesOf(app);
  expect(routes.length).toBeGreaterThan(5);
  expect([...new Set(screens.filter((screen) => screen.app === app).map((screen) => screen.route))].sort()).toEqual(routes);
});

test("screens have names of their own", () => {
  const names = screens.map((screen) => screen.name);
  expect(new Set(names).size).toBe(names.length);
});

describe("the tour", () => {
  const names = tour.map((one) => pictureName(one.screen, one.look));
  const page = readFileSync(join(root, "docs/tour.md"), "utf8");

  test("shows screens that there are, once", () => {
    expect(tour.filter((one) => !screens.some((screen) => screen.name === one.screen))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("has each of its pictures in the repository and on its page, and no other", () => {
    expect(names.filter((name) => !existsSync(join(root, "docs/screenshots", name)))).toEqual([]);
    expect(readdirSync(join(root, "docs/screenshots")).sort()).toEqual([...names].sort());
    expect([...page.matchAll(/\(screenshots\/([^)]+)\)/g)].map((match) => match[1] ?? "").sort()).toEqual([...names].sort());
  });

  test("stays small: 3 MB", () => {
    const bytes = names.reduce((sum, name) => sum + statSync(join(root, "docs/screenshots", name)).size, 0);
    expect(bytes).toBeLessThan(3_000_000);
  });
});

test("the guide shows a picture of each situation, and no other", () => {
  const names = SITUATIONS.map((name) => `why-${name}.webp`).sort();
  const shown = [...readFileSync(join(root, "docs/guide/access.md"), "utf8").matchAll(/\(pictures\/([^)]+)\)/g)].map((match) => match[1] ?? "");
  expect(readdirSync(join(root, "docs/guide/pictures")).sort()).toEqual(names);
  expect([...new Set(shown)].sort()).toEqual(names);
});
