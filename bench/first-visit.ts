/**
 * What a first visit costs, screen by screen, with the demo: `node bench/first-visit.ts --only portal[,<text>] --write <file>`. For each
 * screen a browser without a cache: which scripts it fetched, by their sizes with gzip and brotli, and by how much the layout
 * moved (the sum of all shifts, so never less than what browsers report as CLS) on a processor four times slower and a mobile
 * network. The web apps have to be built (`node scripts/setup.cjs --web`).
 */
import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { webFolder } from "#server/platform/http/web-apps.ts";
import { launchChromium } from "#test/screens/chromium.ts";
import { type DemoProduct, startDemoProduct } from "#test/screens/demo-product.ts";
import { portalStates } from "#test/screens/portal-states.ts";
import { type Screen, screens } from "#test/screens/screens.ts";
import { type Look, type sizes, walkScreens } from "#test/screens/walk.ts";
import { describeMachine } from "./machine.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, write: { type: "string" } } });
const wanted = [...screens, ...portalStates].filter(
  (screen) => screen.act === undefined && (values.only ?? "").split(",").some((text) => screen.name.includes(text)),
);
const slowness = 4;
/** A good mobile network: 9 Mbit/s, 60 ms to the server and back. */
const network = { offline: false, latency: 60, downloadThroughput: (9e6 / 8) * 0.9, uploadThroughput: 1.5e6 / 8 };

type Visit = { shift: number; scripts: string[] };

async function slowDown(page: Page): Promise<void> {
  // Slowed down, and perhaps on a busy machine: slow is no failure here.
  page.setDefaultTimeout(60_000);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", network);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowness });
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { firstVisit: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** Long enough for pictures, fonts and what is asked a second time. */
const afterMilliseconds = 1500;

async function visit(browser: Browser, product: DemoProduct, screen: Screen, size: keyof typeof sizes): Promise<Visit> {
  let seen: Visit = { shift: 0, scripts: [] };
  const look: Look = { language: "en", scheme: "light", size };
  await walkScreens([screen], {
    browser,
    url: product.url,
    places: product.places,
    look,
    prepare: slowDown,
    async visit(page) {
      await page.waitForTimeout(afterMilliseconds);
      seen = await page.evaluate(() => ({
        shift: (window as unknown as { firstVisit: { shift: number } }).firstVisit.shift,
        scripts: performance.getEntriesByType("resource").flatMap(({ name }) => (name.endsWith(".js") ? [new URL(name).pathname] : [])),
      }));
    },
  });
  return seen;
}

/** As the server sends it; small files are not compressed. */
function sizeOf(screen: Screen, scripts: readonly string[], ending: ".gz" | ".br"): number {
  const files = scripts.map((path) => join(webFolder, screen.app, path.replace("/workspace/", "/")));
  return files.map((file) => statSync(existsSync(file + ending) ? file + ending : file).size).reduce((sum, size) => sum + size, 0);
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const product = await startDemoProduct("en", new Date());
const browser = await launchChromium();
const lines = [
  ...describeMachine("18", resolve(import.meta.dirname, "..")),
  `command: node bench/first-visit.ts ${process.argv.slice(2).join(" ")}`,
  "",
  row(["screen", "scripts", "gzip", "brotli", "layout shift, phone", "layout shift, desktop"]),
  row(["---", "---:", "---:", "---:", "---:", "---:"]),
];
console.log(lines.join("\n"));
try {
  for (const screen of wanted) {
    const phone = await visit(browser, product, screen, "phone");
    const desktop = await visit(browser, product, screen, "desktop");
    const scripts = [...new Set(phone.scripts)];
    const line = row([
      screen.name,
      String(scripts.length),
      kilobytes(sizeOf(screen, scripts, ".gz")),
      kilobytes(sizeOf(screen, scripts, ".br")),
      phone.shift.toFixed(3),
      desktop.shift.toFixed(3),
    ]);
    lines.push(line);
    console.log(line);
  }
} finally {
  await browser.close();
  await product.stop();
}
if (values.write !== undefined) await writeFile(values.write, `${lines.join("\n")}\n`);
