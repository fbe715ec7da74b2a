/**
 * Every screen of both apps, as the demo shows it, by turns in one of two looks (PFORTE_LOOKS=all: in both): nothing serious by axe,
 * nothing wider than the screen, a title, one heading, no error that nobody caught.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo } from "#server/features/demo/seed-demo.ts";
import { findPlaces, type Places } from "#test/screens/places.ts";
import { type Screen, screens } from "#test/screens/screens.ts";
import { type Look, walkScreens } from "#test/screens/walk.ts";
import { openStage, type Stage, seriousFindings } from "./browser.ts";

let stage: Stage;
let places: Places;
beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  await seedDemo(app.db, { now: app.now(), language: "en", publicUrl: stage.url, files: app.kernel.files });
  places = await findPlaces(app.db, "en", app.now());
});
afterAll(() => stage?.close());

/** What is wrong with the page as it stands, in words. */
async function findings(page: Page, { name, showsParts }: Screen): Promise<string[]> {
  const [title, headings, wider] = await page.evaluate(
    () => [document.title, document.querySelectorAll("h1").length, document.documentElement.scrollWidth - document.documentElement.clientWidth] as const,
  );
  return [
    ...(await seriousFindings(page)).map((finding) => `${name}: ${finding}`),
    ...(title.trim() === "" ? [`${name}: the page has no title`] : []),
    ...(headings === 1 || showsParts ? [] : [`${name}: ${headings} first headings`]),
    ...(wider > 0 ? [`${name}: ${wider} pixels wider than the screen`] : []),
  ];
}

const inBothLooks = process.env["PFORTE_LOOKS"] === "all";

async function walk(app: Screen["app"], look: Look, turn: number): Promise<string[]> {
  const found: string[] = [];
  await walkScreens(
    screens.filter((screen) => screen.app === app).filter((_, at) => inBothLooks || at % 2 === turn),
    {
      browser: stage.browser,
      url: stage.url,
      places,
      look,
      prepare: async (page) => void page.on("pageerror", (error) => found.push(`${page.url()}: ${error}`)),
      async visit(page, screen) {
        found.push(...(await findings(page, screen)));
      },
      failed: (screen, error) => void found.push(`${screen.name}: ${error}`),
    },
  );
  return found;
}

describe.each(["portal", "workspace"] as const)("nothing is in anybody's way on any screen of the %s", (app) => {
  // Side by side: none of these screens changes anything.
  test.concurrent.each([
    ["dark", "desktop", 0],
    ["light", "phone", 1],
  ] as const)("in %s on a %s", { timeout: 600_000 }, async (scheme, size, turn) => {
    expect(await walk(app, { language: "en", scheme, size }, turn)).toEqual([]);
  });
});
