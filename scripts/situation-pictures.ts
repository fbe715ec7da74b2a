/** `npm run screenshots:situations`: "why (not)?" in ten situations, as docs/guide/access.md shows them. `--all <folder>` also takes dark, German and phone there. */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { insertSession } from "#server/features/sign-in/queries.ts";
import { builders } from "#test/builders.ts";
import { launchChromium } from "#test/screens/chromium.ts";
import { startProduct } from "#test/screens/demo-product.ts";
import { type Situation, setUpSituations } from "#test/screens/situations.ts";
import { type Look, settled, sizes } from "#test/screens/walk.ts";

const now = new Date("2026-11-26T09:42:00Z");
const webpQuality = 82;
const { values: given } = parseArgs({ options: { all: { type: "string" } } });
const guide = resolve(import.meta.dirname, "../docs/guide/pictures");
const ofGuide: Look = { language: "en", scheme: "light", size: "desktop" };
const looks: Look[] = given.all
  ? (["en", "de"] as const).flatMap((language) =>
      (["light", "dark"] as const).flatMap((scheme) => (["desktop", "phone"] as const).map((size): Look => ({ language, scheme, size }))),
    )
  : [ofGuide];

const product = await startProduct(now, async (db) => {
  const agentId = crypto.randomUUID();
  await db.insertInto("agent").values({ agent_id: agentId, login: "eva.ott", first_name: "Eva", last_name: "Ott", is_administrator: true }).execute();
  await db.updateTable("installation").set({ set_up_at: now }).execute();
  const day = 86_400_000;
  const session = await insertSession(db, { agentId }, { now, expiresAt: new Date(now.getTime() + day), network: "192.0.2.1", client: "" });
  return {
    token: session.token,
    situations: await setUpSituations(
      builders(db, () => now),
      now,
    ),
  };
});

async function pictures(browser: Browser, look: Look, folder: string): Promise<void> {
  const language = look.language === "de" ? "de-DE" : "en-GB";
  const context = await browser.newContext({ viewport: sizes[look.size], colorScheme: look.scheme, locale: language, reducedMotion: "reduce" });
  await context.addCookies([{ name: "pforte_workspace", value: product.filled.token, url: product.url }]);
  await context.clock.install({ time: now });
  await context.addInitScript((chosen) => localStorage.setItem("pforte-workspace-language", chosen), look.language);
  const page = await context.newPage();
  for (const situation of product.filled.situations) {
    await page.goto(`${product.url}/workspace${pathOf(situation)}`);
    await settled(page);
    const box = await page.locator("section[data-allowed]").boundingBox();
    if (!box) throw new Error(`${situation.name} shows no answer`);
    const session = await context.newCDPSession(page);
    const clip = { ...box, scale: 1 };
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: webpQuality, clip, captureBeyondViewport: true });
    await session.detach();
    const name = folder === guide ? `why-${situation.name}.webp` : `why-${situation.name}-${look.size}-${look.scheme}-${look.language}.webp`;
    await writeFile(join(folder, name), Buffer.from(data, "base64"));
  }
  await context.close();
}

const pathOf = ({ contactId, ticketId, verb }: Situation): string => `/access/why?contact=${contactId}&ticket=${ticketId}&verb=${verb}`;

const browser = await launchChromium();
try {
  const folder = given.all ? resolve(given.all) : guide;
  await mkdir(folder, { recursive: true });
  for (const look of looks) await pictures(browser, look, folder);
  console.log(`${product.filled.situations.length * looks.length} pictures: ${folder}`);
} finally {
  await browser.close();
  await product.stop();
}
