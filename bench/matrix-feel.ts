/**
 * How the matrix feels in a browser with 5,000 rows: `node bench/matrix-feel.ts --data <folder>` (a folder that `npm run bench`
 * keeps, or one with a smaller load). Until it is painted: a mark toggled, an arrow key, a key typed into the search, a column set
 * for all rows that are shown.
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { settled } from "#test/screens/walk.ts";
import { say, untilPainted, withWorkspace } from "./feel.ts";

const { values } = parseArgs({ options: { data: { type: "string" }, rows: { type: "string", default: "5000" }, rounds: { type: "string", default: "20" } } });
if (!values.data) throw new Error("--data names the folder that bench keeps");
const [rows, rounds] = [Number(values.rows), Number(values.rounds)];

await withWorkspace(values.data, async (page) => {
  const { items } = (await (await page.request.get("/api/v1/groups?limit=1")).json()) as { items: { id: string }[] };
  await page.goto(`/workspace/access/groups/${items[0]?.id}?by=contact`);
  await page.locator("fieldset[data-cell]").first().waitFor();
  console.log(`rows ${await loadRows(page)}, ${await page.locator("fieldset[data-cell]").count()} of them drawn`);
  await settled(page);
  await toggling(page);
  await walking(page);
  await typing(page);
  await settingColumn(page);
});

/** Rows that are loaded: those that are drawn, and those that keep the height of the others. */
async function loadRows(page: Page): Promise<number> {
  const count = () => page.evaluate(() => [...document.querySelectorAll("main tbody")].length * 40);
  const more = page.getByRole("button", { name: /^(Show|Noch) / });
  while ((await count()) < rows && (await more.count()) > 0) {
    const before = await count();
    await more.click();
    await page.waitForFunction((blocks) => document.querySelectorAll("main tbody").length * 40 > blocks, before);
  }
  await page.evaluate(() => scrollTo(0, 0));
  return count();
}

async function toggling(page: Page): Promise<void> {
  const marks = page.locator("fieldset[data-cell] button[data-mark]");
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const mark = marks.nth(6 + (round % 10));
    await mark.scrollIntoViewIfNeeded();
    times.push(await untilPainted(page, () => mark.click()));
  }
  say("a mark toggled, until it is painted", times);
}

async function walking(page: Page): Promise<void> {
  await page.locator("fieldset[data-cell] button[data-mark]").nth(6).focus();
  const times: number[] = [];
  for (let round = 0; round < 100; round++) times.push(await untilPainted(page, () => page.keyboard.press("ArrowDown")));
  say("an arrow key, a hundred rows down", times);
  const place = await page.evaluate(() => document.activeElement?.closest("tr")?.querySelector("th")?.textContent ?? "");
  if (place === "") throw new Error("the keys have left the matrix");
}

async function typing(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  const search = page.getByRole("searchbox").last();
  const times: number[] = [];
  for (let round = 0; round < rounds / 5; round++) {
    for (const letter of "sandstein") {
      times.push(await untilPainted(page, () => search.press(letter)));
      await page.waitForTimeout(60);
    }
    await search.fill("");
    await page.waitForTimeout(600);
  }
  say("a key typed into the search, until it is painted", times);
}

async function settingColumn(page: Page): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds / 4; round++) {
    await page.locator("thead button").first().click();
    const entry = page.getByRole("menuitem").nth(1 + (round % 2));
    await entry.waitFor();
    times.push(await untilPainted(page, () => entry.click()));
    await settled(page);
  }
  say("a column set for all rows that are shown", times);
}
