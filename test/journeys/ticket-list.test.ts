/** An agent works through the list of tickets by keyboard only: selects, changes many, takes it back, looks, keeps a view. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statusIdOf } from "#test/builders.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";

let stage: Stage;
let page: Page;
const ids = { agent: "", queue: "" };
let cookie = "";

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  ({ agentId: ids.agent, cookie } = await app.administrator());
  await app.db.updateTable("agent").set({ login: "eva", first_name: "Eva", last_name: "Ott", language: "en" }).where("agent_id", "=", ids.agent).execute();
  const company = await app.company({ name: "Müller AG" });
  ids.queue = await app.queue(undefined, { name: "Support" });
  for (let count = 1; count <= 60; count++) {
    const at = new Date(Date.now() - count * 60_000);
    await app.ticket({
      queue_id: ids.queue,
      company_id: company,
      subject: `Printer ${String(count).padStart(2, "0")} is silent`,
      created_at: at,
      changed_at: at,
    });
  }
  page = await stage.open();
  await signIn(page);
}, 120_000);
afterAll(() => stage?.close());

async function signIn(to: Page): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await to.context().addCookies([{ name, value, url: stage.url }]);
}

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Tab after Tab (or back) until the focus is on what has this name. */
async function tabTo(name: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      return (element?.getAttribute("aria-label") ?? (label || element?.textContent) ?? "").trim();
    });
    if (focused === name) return;
  }
  throw new Error(`no way by Tab to ${name}`);
}
const closed = async () => {
  const rows = await stage.app.db.selectFrom("ticket").select("subject").where("status_id", "=", statusIdOf("closed")).orderBy("subject").execute();
  return rows.map((row) => row.subject.slice(8, 10));
};

test("selects a range, closes it after a review in numbers, and takes it back", async () => {
  await page.goto("/workspace/tickets");
  await page.getByRole("link", { name: /Printer 01/ }).waitFor();
  await press("j", "x", "j", "j", "Shift+X");
  await page.getByText("3 selected").waitFor();
  await expectAccessible(page, "tickets with a selection");
  await press("s");
  await page.getByRole("menuitemradio", { name: "Closed" }).waitFor();
  for (let tries = 0; tries < 10 && !(await page.getByRole("menuitemradio", { name: "Closed" }).evaluate((item) => item === document.activeElement)); tries++)
    await press("ArrowDown");
  await press("Enter");
  await page.getByText("3 tickets change.").waitFor();
  await expectAccessible(page, "review of a change");
  await page.waitForFunction(() => document.activeElement?.textContent === "Change 3 tickets");
  await press("Enter");
  await page.getByText("3 tickets changed.").waitFor();
  expect(await closed()).toEqual(["01", "02", "03"]);
  await page.getByRole("link", { name: /Printer 01/ }).waitFor({ state: "detached" });
  await press("Control+z");
  await page.getByText("3 tickets put back.").waitFor();
  expect(await closed()).toEqual([]);
  await page.getByRole("link", { name: /Printer 01/ }).waitFor();
}, 120_000);

test("keeps the selection while paging, and takes all that the filter finds", async () => {
  await page.goto("/workspace/tickets?sort=created");
  await page.getByRole("link", { name: /Printer 60/ }).waitFor();
  await press("j", "x");
  await page.getByText("1 selected").waitFor();
  await tabTo("Older");
  await press("Enter");
  await page.getByText("51–60 of 60").waitFor();
  await page.getByText("1 selected").waitFor();
  await press("Escape");
  await page.goto("/workspace/tickets?sort=created");
  await tabTo("Select all on this page");
  await press("Space");
  await page.getByText("50 selected").waitFor();
  await tabTo("Select all 60 of this filter");
  await press("Enter");
  await page.getByText("All 60 of this filter selected").waitFor();
  await press("p");
  await page.getByRole("menuitemradio", { name: "Very high" }).waitFor();
  await press("ArrowDown", "Enter");
  await page.getByText("60 tickets change.").waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === "Change 60 tickets");
  await press("Enter");
  await page.getByText("60 tickets changed.").waitFor();
  const priorities = await stage.app.db.selectFrom("ticket").select("priority_id").distinct().execute();
  expect(priorities).toHaveLength(1);
  await press("Control+z");
  await page.getByText("60 tickets put back.").waitFor();
}, 120_000);

test("looks at tickets from the side while the list keeps the focus, and opens one", async () => {
  await page.goto("/workspace/tickets");
  await page
    .getByRole("link", { name: /Printer/ })
    .first()
    .waitFor();
  await press("j", "Space");
  const peek = page.getByRole("complementary", { name: "Preview of a ticket" });
  const first = await peek.getByRole("heading", { level: 2 }).textContent();
  await expectAccessible(page, "tickets with a look");
  await press("j");
  await page.waitForFunction((before) => document.querySelector("aside h2")?.textContent !== before, first);
  await press("Escape");
  await peek.waitFor({ state: "detached" });
  await press("Space");
  const second = await peek.getByRole("heading", { level: 2 }).textContent();
  await press("Enter");
  await page.getByRole("heading", { level: 1, name: second ?? "" }).waitFor();
  await page.goBack();
  await page
    .getByRole("link", { name: /Printer/ })
    .first()
    .waitFor();
}, 120_000);

test("chooses columns, keeps a search as a view, and finds it again", async () => {
  await page.goto("/workspace/tickets");
  await page
    .getByRole("link", { name: /Printer/ })
    .first()
    .waitFor();
  expect(await page.getByRole("columnheader", { name: "Company" }).count()).toBe(0);
  await tabTo("Columns");
  await press("Enter");
  await tabTo("Company");
  await press("Space");
  await page.getByRole("columnheader", { name: "Company" }).waitFor();
  await press("Escape", "/");
  await page.keyboard.type("printer 1");
  await page
    .getByText("1–10 of 10")
    .or(page.getByText(/of 1\d/))
    .first()
    .waitFor();
  await page.waitForURL(/q=printer/);
  await tabTo("Save as view", "Shift+Tab");
  await press("Enter");
  await page.getByLabel("Name of the view").waitFor();
  await page.keyboard.type("Printers");
  await press("Enter");
  await page.getByRole("button", { name: "Printers", exact: true }).waitFor();
  await page.waitForURL(/view=/);
  const views = await stage.app.db.selectFrom("saved_view").select(["name", "address", "agent_id"]).execute();
  expect(views).toEqual([{ name: "Printers", address: { q: "printer 1" }, agent_id: ids.agent }]);

  const elsewhere = await stage.open();
  await signIn(elsewhere);
  await elsewhere.goto("/workspace/tickets");
  await elsewhere.getByRole("button", { name: "Printers", exact: true }).click();
  await elsewhere.waitForURL(/q=printer/);
  await elsewhere.getByRole("columnheader", { name: "Company" }).waitFor();
  await elsewhere.getByRole("button", { name: "Closed" }).click();
  await elsewhere.getByText("(changed)").waitFor({ state: "attached" });
  await expectAccessible(elsewhere, "a changed view");
}, 120_000);

test("reaches the rarer filters by keys, and has the focus where one goes on", async () => {
  const { app } = stage;
  const project = await app.project(await app.company({ name: "Nord AG" }), { name: "Depot" });
  const expectFocus = (name: string) =>
    page.waitForFunction((wanted) => [document.activeElement?.getAttribute("aria-label"), document.activeElement?.textContent].includes(wanted), name);
  await page.goto("/workspace/tickets");
  await page.getByRole("button", { name: "More", exact: true }).waitFor();
  await tabTo("More");
  await press("Enter");
  await expectFocus("Contact");
  await press("Escape");
  await expectFocus("More");
  await press("Enter");
  await expectFocus("Contact");
  await press("ArrowDown");
  await expectFocus("Project");
  await press("Enter");
  await page.getByRole("menuitemcheckbox", { name: "Depot · Nord AG" }).waitFor();
  await press("Escape");
  await page.getByRole("menuitemcheckbox").first().waitFor({ state: "detached" });
  await expectFocus("Project");
  await press("Enter");
  await expectFocus("Search");
  await page.keyboard.type("depot");
  await page.getByRole("menuitemcheckbox", { name: "Depot · Nord AG" }).waitFor();
  await press("ArrowDown", "Enter");
  await page.waitForURL(`**/tickets?project=${project}`);
  await press("Escape");
  await expectFocus("Project: Depot");
  await press("Tab");
  await expectFocus("Clear: Project");
  await press("Enter");
  await page.waitForURL(/tickets$/);
  await expectFocus("Project");
}, 120_000);

test("keeps the project of a new ticket where another company may use it too, and says so where it goes", async () => {
  const { app } = stage;
  const holding = await app.company({ name: "Hanse Holding" });
  await app.company({ name: "Hanse Werft", parent_id: holding });
  await app.company({ name: "Ostsee AG" });
  await app.project(holding, { name: "Dockyard" });
  const choose = async (field: string, words: string) => {
    await page.getByRole("combobox", { name: field }).fill(words);
    await page.getByRole("option", { name: words }).click();
  };
  await page.goto("/workspace/tickets/new");
  await choose("Company", "Hanse Holding");
  await choose("Project", "Dockyard");
  await choose("Company", "Hanse Werft");
  await page.waitForLoadState("networkidle");
  expect(await page.getByRole("combobox", { name: "Project" }).inputValue()).toBe("Dockyard");
  await choose("Company", "Ostsee AG");
  await page.getByText("“Dockyard” was taken out: it belongs to another company.").waitFor();
  expect(await page.getByRole("combobox", { name: "Project" }).inputValue()).toBe("");
  await expectAccessible(page, "new ticket");
}, 120_000);

test("finds a ticket by Ctrl-K, opens it with Enter, and begins with it the next time", async () => {
  await page.goto("/workspace/companies");
  await page.getByRole("link", { name: "Müller AG" }).waitFor();
  await page.waitForTimeout(2000);
  await press("Control+k");
  await page.waitForFunction(() => document.activeElement?.getAttribute("placeholder")?.startsWith("Company, contact"));
  await page.keyboard.type("printer 42");
  await page.getByRole("button", { name: /Printer 42/ }).waitFor();
  await press("Enter");
  await page.getByRole("heading", { level: 1, name: "Printer 42 is silent" }).waitFor();
  // While the search is still closing, the key does nothing.
  for (let tries = 0; tries < 10 && !(await page.getByText("Opened last").isVisible()); tries++) {
    await press("Control+k");
    await page.waitForTimeout(500);
  }
  await page.getByRole("button", { name: /Printer 42/ }).waitFor();
  await expectAccessible(page, "search");
  await page.keyboard.type("attachment");
  await page
    .getByRole("button", { name: /attachments\./ })
    .first()
    .waitFor();
  await press("Escape");
}, 120_000);

test("shows every part of the screens with nothing serious against it, light and dark", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const parts = await stage.open({ colorScheme });
    await signIn(parts);
    await parts.goto("/workspace/design");
    await parts.getByRole("heading", { level: 1, name: "Parts of the screens" }).waitFor();
    await expectAccessible(parts, `parts, ${colorScheme}`);
  }
}, 120_000);
