/** The list of screens has every address of both apps, so that a new page is in the pictures and in whatever else walks through the list. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { screens } from "#test/screens/screens.ts";

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
