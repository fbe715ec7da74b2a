/** A browser in front of the reference load, signed in as its administrator, and how long things take in it until they are painted. */
import type { Page } from "playwright-core";
import { insertSession } from "#server/features/sign-in/queries.ts";
import { connect } from "#server/platform/db/connect.ts";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";
import { launchChromium } from "#test/screens/chromium.ts";
import { findPeople } from "./people.ts";
import { startServerProcess } from "./server-process.ts";

export async function withWorkspace(dataFolder: string, run: (page: Page) => Promise<void>): Promise<void> {
  const postgres = await launchEmbedded({ dataFolder });
  await migrate(postgres.connection);
  const databases = connect(postgres.connection, { mainConnections: 1, portalConnections: 1 });
  const administrator = (await findPeople(databases.main)).find((person) => person.key === "administrator");
  if (!administrator) throw new Error("the reference load has no administrator");
  const now = new Date();
  const session = { now, expiresAt: new Date(now.getTime() + 3_600_000), network: "127.0.0.1", client: "bench" };
  const { token } = await insertSession(databases.main, { agentId: administrator.id }, session);
  const server = await startServerProcess(dataFolder, postgres.connection, {});
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: server.url.href });
    await context.addCookies([{ name: "pforte_workspace", value: token, url: server.url.href }]);
    await run(await context.newPage());
  } finally {
    await browser.close();
    await server.stop();
    await databases.close();
    await postgres.stop();
  }
}

/** From the event in the page to the end of the frame that followed. */
export async function untilPainted(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen = { milliseconds: 0 };
    Object.assign(window, { seen });
    const listen = (event: Event) => {
      const start = event.timeStamp;
      requestAnimationFrame(() => setTimeout(() => Object.assign(seen, { milliseconds: performance.now() - start })));
    };
    for (const name of ["keydown", "click"]) addEventListener(name, listen, { capture: true, once: true });
  });
  await act();
  await page.waitForFunction(() => (window as unknown as { seen: { milliseconds: number } }).seen.milliseconds > 0);
  return page.evaluate(() => (window as unknown as { seen: { milliseconds: number } }).seen.milliseconds);
}

export function say(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
  console.log(`| ${name.padEnd(52)} | n ${sorted.length} | p50 ${at(0.5)} ms | p95 ${at(0.95)} ms | max ${at(1)} ms |`);
}
