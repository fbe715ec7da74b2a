/**
 * How the table of contacts feels in a browser with 100,000 of them: `node bench/table-feel.ts --data <folder>` (a folder that
 * `npm run bench` keeps). For each key typed into the search: until it is painted, and until the rows are those of the word. For
 * each sorting: until the header shows it, and until the rows have come.
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { settled } from "#test/screens/walk.ts";
import { say, untilPainted, withWorkspace } from "./feel.ts";

const { values } = parseArgs({ options: { data: { type: "string" }, rounds: { type: "string", default: "5" } } });
if (!values.data) throw new Error("--data names the folder that bench keeps");
const rounds = Number(values.rounds);
const words = ["sandstein", "eichler"];
/** What `settled` waits for beside. */
const stillMilliseconds = 150;

await withWorkspace(values.data, async (page) => {
  await page.goto("/workspace/contacts");
  await page.locator("tbody tr[data-row]").first().waitFor();
  await settled(page);
  await typing(page);
  await sorting(page);
});

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
