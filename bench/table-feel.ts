/**
 * How the table of contacts feels in a browser with 100,000 of them: `node bench/table-feel.ts --data <folder>` (a folder that
 * `npm run bench` keeps). For each key typed into the search: until it is painted, and until the rows are those of the word. For
 * each sorting: until the header shows it, and until the rows have come.
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { insertSession } from "#server/features/sign-in/queries.ts";
import { connect } from "#server/platform/db/connect.ts";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";
import { launchChromium } from "#test/screens/chromium.ts";
import { settled } from "#test/screens/walk.ts";
import { findPeople } from "./people.ts";
import { startServerProcess } from "./server-process.ts";

const { values } = parseArgs({ options: { data: { type: "string" }, rounds: { type: "string", default: "5" } } });
if (!values.data) throw new Error("--data names the folder that bench keeps");
const rounds = Number(values.rounds);
const words = ["sandstein", "eichler"];
/** What `settled` waits for beside. */
const stillMilliseconds = 150;

const postgres = await launchEmbedded({ dataFolder: values.data });
await migrate(postgres.connection);
const databases = connect(postgres.connection, { mainConnections: 1, portalConnections: 1 });
const administrator = (await findPeople(databases.main)).find((person) => person.key === "administrator");
if (!administrator) throw new Error("the reference load has no administrator");
const now = new Date();
const session = { now, expiresAt: new Date(now.getTime() + 3_600_000), network: "127.0.0.1", client: "bench" };
const { token } = await insertSession(databases.main, { agentId: administrator.id }, session);
const server = await startServerProcess(values.data, postgres.connection, {});
const browser = await launchChromium();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: server.url.href });
  await context.addCookies([{ name: "pforte_workspace", value: token, url: server.url.href }]);
  const page = await context.newPage();
  await page.goto("/workspace/contacts");
  await page.locator("tbody tr[data-row]").first().waitFor();
  await settled(page);
  await typing(page);
  await sorting(page);
} finally {
  await browser.close();
  await server.stop();
  await databases.close();
  await postgres.stop();
}

async function typing(page: Page): Promise<void> {
  const search = page.locator("main input[type=search], main input[role=searchbox]").first();
  const painted: number[] = [];
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const word of words) {
      await search.fill("");
      await settled(page);
      for (const letter of word) {
        painted.push(await untilPainted(page, () => search.press(letter)));
        await page.waitForTimeout(60);
      }
      const start = performance.now();
      await page.waitForFunction((text) => document.querySelector("tbody tr[data-row]")?.textContent?.toLowerCase().includes(text), word);
      await settled(page);
      found.push(performance.now() - start - stillMilliseconds);
    }
  }
  say("a key typed into the search, until it is painted", painted);
  say("the last key, until the rows are those of the word", found);
}

async function sorting(page: Page): Promise<void> {
  await page.goto("/workspace/contacts");
  await page.locator("tbody tr[data-row]").first().waitFor();
  await settled(page);
  const headers = page.locator("thead button");
  const painted: number[] = [];
  const sorted: number[] = [];
  for (let click = 0; click < 2 * rounds; click++) {
    // The list is in the order of the first column: the other one first.
    const header = headers.nth((click + 1) % (await headers.count()));
    const title = await header.innerText();
    const start = performance.now();
    painted.push(await untilPainted(page, () => header.click()));
    await page.waitForFunction(
      (text) => document.querySelector("th[aria-sort] button")?.textContent?.trim() === text && document.querySelector("main table[data-stale=false]") !== null,
      title.trim(),
      { polling: 5, timeout: 8000 },
    );
    sorted.push(performance.now() - start);
    await settled(page);
  }
  say("a header clicked, until the click is painted", painted);
  say("a header clicked, until the rows have come", sorted);
}

/** From the event in the page to the end of the frame that followed. */
async function untilPainted(page: Page, act: () => Promise<void>): Promise<number> {
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

function say(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
  console.log(`| ${name.padEnd(52)} | n ${sorted.length} | p50 ${at(0.5)} ms | p95 ${at(0.95)} ms | max ${at(1)} ms |`);
}
