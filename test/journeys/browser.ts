/** The product on a loopback port and a real Chromium in front of it. */
import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import { serve } from "@hono/node-server";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { buildApp } from "#server/main.ts";
import { serveWebApps } from "#server/platform/http/web-apps.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { launchChromium } from "#test/screens/chromium.ts";

export type Stage = { app: TestApp; url: string; browser: Browser; open: (options?: BrowserContextOptions) => Promise<Page>; close: () => Promise<void> };

export async function openStage(environment: Record<string, string> = {}): Promise<Stage> {
  const app = await startTestApp(environment);
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: serveWebApps(buildApp(app.kernel)).fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(started));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchChromium();
  return {
    app,
    url,
    browser,
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US", baseURL: url, reducedMotion: "reduce", ...options });
      return context.newPage();
    },
    async close() {
      await browser.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await app.close();
    },
  };
}

/**
 * What axe finds serious on the whole page: the rule and the first place. What a bar at the edge covers until one scrolls is no finding.
 * Axe stays in the page (its "legacy mode"): else it opens a tab of its own, and when that closes, Chromium gives the focus to the
 * first link of the page instead of back to where it was.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
  const window = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (window && height > window.height) await page.setViewportSize({ width: window.width, height });
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
    .analyze();
  if (window) await page.setViewportSize(window);
  const serious = violations.filter((violation) => violation.impact === "serious" || violation.impact === "critical");
  return serious.map((violation) => `${violation.id} at ${violation.nodes[0]?.target}`);
}

/** Nothing serious by axe on the page as it stands. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect((await seriousFindings(page)).map((finding) => `${where}: ${finding}`)).toEqual([]);
}
