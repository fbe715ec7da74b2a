/** Two ways to use a page: with a mouse, and with keys alone. The same journey goes through both. */
import type { Locator, Page } from "playwright-core";

export type Hands = {
  /** What a click does: follows a link, presses a button, ticks a box. */
  press: (target: Locator) => Promise<void>;
  fill: (field: Locator, text: string) => Promise<void>;
  /** Takes an entry of an open menu. */
  choose: (entry: Locator) => Promise<void>;
  /** Types into a field that proposes, and takes the proposal with this name. */
  propose: (field: Locator, text: string, proposal: string | RegExp) => Promise<void>;
};

const option = (field: Locator, name: string | RegExp) => field.page().getByRole("option", { name }).first();

export const mouse: Hands = {
  press: (target) => target.click(),
  fill: (field, text) => field.fill(text),
  choose: (entry) => entry.click(),
  async propose(field, text, proposal) {
    await field.fill(text);
    await option(field, proposal).click();
  },
};

/** More steps than this to a control are no way there. */
const mostTabs = 150;

/** Presses a key until the control has the focus, as somebody without a mouse does. */
async function reach(target: Locator, key: "Tab" | "ArrowDown" = "Tab"): Promise<Page> {
  const page = target.page();
  await target.waitFor();
  for (let tabs = 0; tabs < mostTabs; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return page;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} cannot be reached by ${key}`);
}

export const keys: Hands = {
  async press(target) {
    const page = await reach(target);
    await page.keyboard.press("Enter");
  },
  async choose(entry) {
    const page = await reach(entry, "ArrowDown");
    await page.keyboard.press("Enter");
  },
  async fill(field, text) {
    const page = await reach(field);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
  },
  async propose(field, text, proposal) {
    await keys.fill(field, text);
    const { keyboard } = field.page();
    const wanted = option(field, proposal);
    await wanted.waitFor();
    for (let steps = 0; steps < 20; steps++) {
      if ((await wanted.getAttribute("data-combobox-selected")) === "true") break;
      await keyboard.press("ArrowDown");
    }
    await keyboard.press("Enter");
  },
};
