/**
 * `npm run screenshots`: every screen of both apps with the demo's data, desktop and phone, light and dark, English and German.
 * Pictures of the tour go to docs/screenshots/, all of them to test-results/screenshots/.
 * `--tour` takes only those of the tour, `--only <text>[,<text>]` only screens with one of these in their name, `--look <text>` only
 * pictures with that in their name (`phone-dark-de`), `--all <folder>` names another folder.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "#test/screens/chromium.ts";
import { type DemoProduct, startDemoProduct } from "#test/screens/demo-product.ts";
import { portalStates } from "#test/screens/portal-states.ts";
import { type Screen, screens } from "#test/screens/screens.ts";
import { pictureName, tour } from "#test/screens/tour.ts";
import { type Look, walkScreens } from "#test/screens/walk.ts";
import { workspaceStates } from "#test/screens/workspace-states.ts";

/** One moment for all pictures, so that they change only when the screens do: a Thursday morning. */
const now = new Date("2026-11-26T09:42:00Z");
const webpQuality = 82;

const { values: given } = parseArgs({ options: { tour: { type: "boolean" }, only: { type: "string" }, look: { type: "string" }, all: { type: "string" } } });
const root = resolve(import.meta.dirname, "..");
const folders = { tour: join(root, "docs/screenshots"), all: resolve(given.all ?? join(root, "test-results/screenshots")) };

const isOfTour = (screen: Screen, look: Look): boolean =>
  tour.some((one) => one.screen === screen.name && pictureName(one.screen, one.look) === pictureName(screen.name, look));
const wanted = (look: Look): Screen[] =>
  [...screens, ...portalStates, ...workspaceStates].filter(
    (screen) =>
      (!given.tour || isOfTour(screen, look)) &&
      pictureName("", look).includes(given.look ?? "") &&
      (given.only === undefined || given.only.split(",").some((text) => screen.name.includes(text))),
  );

/** Chromium writes WebP itself: a quarter of the size of a PNG. */
async function takePicture(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: webpQuality });
  await session.detach();
  return Buffer.from(data, "base64");
}

async function picture(browser: Browser, product: DemoProduct, look: Look, failures: string[]): Promise<number> {
  let taken = 0;
  await walkScreens(wanted(look), {
    browser,
    url: product.url,
    places: product.places,
    look,
    now,
    async visit(page, screen) {
      const name = pictureName(screen.name, look);
      const bytes = await takePicture(page);
      await writeFile(join(folders.all, name), bytes);
      if (isOfTour(screen, look)) await writeFile(join(folders.tour, name), bytes);
      taken += 1;
    },
    failed: (screen, error) => failures.push(`${pictureName(screen.name, look)}: ${error instanceof Error ? error.message.split("\n")[0] : error}`),
  });
  return taken;
}

for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
const browser = await launchChromium();
const failures: string[] = [];
const start = performance.now();
let taken = 0;
for (const language of ["en", "de"] as const) {
  const looks = (["light", "dark"] as const).flatMap((scheme) => (["desktop", "phone"] as const).map((size): Look => ({ language, scheme, size })));
  if (looks.every((look) => wanted(look).length === 0)) continue;
  const product = await startDemoProduct(language, now);
  try {
    for (const look of looks) {
      taken += await picture(browser, product, look, failures);
      console.log(`${taken} pictures (${language}, ${look.scheme}, ${look.size})`);
    }
  } finally {
    await product.stop();
  }
}
await browser.close();
for (const failure of failures) console.error(failure);
console.log(`${taken} pictures in ${((performance.now() - start) / 1000).toFixed(0)} s: ${folders.all}`);
process.exit(failures.length === 0 ? 0 : 1);
