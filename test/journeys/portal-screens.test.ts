/** Every screen of the portal, with the demo: nothing serious by axe in either theme, nothing that scrolls sideways on a small phone. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemo } from "#server/features/demo/seed-demo.ts";
import { launchChromium } from "#test/screens/chromium.ts";
import { findPlaces, type Places } from "#test/screens/places.ts";
import { screens } from "#test/screens/screens.ts";
import { type Look, walkScreens } from "#test/screens/walk.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";

const portal = screens.filter((screen) => screen.app === "portal");
let stage: Stage;
let places: Places;

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  await seedDemo(app.db, { now: app.now(), language: "de", publicUrl: stage.url, files: app.kernel.files });
  places = await findPlaces(app.db, "de", app.now());
}, 180_000);
afterAll(() => stage?.close());

test.each(["light", "dark"] as const)(
  "every screen of the portal is accessible: %s",
  async (scheme) => {
    const browser = await launchChromium();
    const look: Look = { language: "de", scheme, size: "phone" };
    const seen: string[] = [];
    try {
      await walkScreens(portal, {
        browser,
        url: stage.url,
        places,
        look,
        async visit(page, screen) {
          // So high that the bar at the bottom covers nothing: what it covers is scrolled to.
          await page.setViewportSize({ width: 390, height: 2400 });
          await expectAccessible(page, `${screen.name}, ${scheme}`);
          await page.setViewportSize({ width: 320, height: 640 });
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${screen.name} scrolls sideways`).toBe(true);
          seen.push(screen.name);
        },
      });
    } finally {
      await browser.close();
    }
    expect(seen).toHaveLength(portal.length);
  },
  300_000,
);
