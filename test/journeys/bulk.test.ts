/** More tickets than one call takes are changed by keyboard: how far it is can be seen, it can be stopped, and what was done is taken back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statusIdOf } from "#test/builders.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

const many = 620;
let stage: Stage;
let page: Page;
const ids = { company: "", contact: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  const queue = await app.queue(undefined, { name: "Support" });
  for (let count = 1; count <= many; count++) await app.ticket({ queue_id: queue, subject: `Printer ${count} is silent` });
  ids.company = await app.company({ name: "Müller AG" });
  ids.contact = await app.person(ids.company, "manager", { first_name: "Anna", last_name: "Berger" });
  page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
}, 180_000);
afterAll(() => stage?.close());

const button = (name: string) => page.getByRole("button", { name, exact: true });
const countIn = async (where: { status_id: string } | { contact_id: string }) => {
  const [[column, value] = ["", ""]] = Object.entries(where);
  const rows = await stage.app.db
    .selectFrom("ticket")
    .select("ticket_id")
    .where(column as "status_id", "=", value)
    .execute();
  return rows.length;
};

async function selectAll(): Promise<void> {
  await page.goto("/workspace/tickets");
  await keys.press(page.getByRole("checkbox", { name: "Select all on this page" }));
  await page.keyboard.press("Space");
  await keys.press(button(`Select all ${many} of this filter`));
  await page.getByText(`All ${many} of this filter selected`).waitFor();
}

test("stops where one says so, tells what was left, and puts back what was done", async () => {
  await selectAll();
  await page.keyboard.press("s");
  await keys.choose(page.getByRole("menuitemradio", { name: "Closed" }));
  await page.getByText(`${many} tickets change.`).waitFor();
  // The third step waits until it was said to stop: that one is still done.
  let goOn = () => {};
  const stopped = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let steps = 0;
  await page.route("**/api/v1/tickets/bulk", async (route) => {
    steps += 1;
    if (steps === 3) await stopped;
    await route.continue();
  });
  await keys.press(button(`Change ${many} tickets`));
  await page.getByText(`200 of ${many} changed …`).waitFor();
  await expectAccessible(page, "a change on its way");
  await keys.press(button("Stop here"));
  goOn();
  await page.getByText("300 tickets changed. 320 were left as they are.").waitFor();
  await page.unroute("**/api/v1/tickets/bulk");
  expect(await countIn({ status_id: statusIdOf("closed") })).toBe(300);
  await page.keyboard.press("Control+z");
  await page.getByText("300 tickets put back.").waitFor();
  expect(await countIn({ status_id: statusIdOf("closed") })).toBe(0);
}, 180_000);

test("gives all that the filter finds to another customer, and takes it back", async () => {
  await selectAll();
  await page.keyboard.press("c");
  await keys.propose(page.getByRole("combobox", { name: "Contact" }), "Berger", /Anna Berger/);
  await keys.press(button("Review"));
  await page.getByText(`${many} tickets change.`).waitFor();
  await page.getByText(/decide who may read a ticket/).waitFor();
  await expectAccessible(page, "review of another customer");
  await keys.press(button(`Change ${many} tickets`));
  await page.getByText(`${many} tickets changed.`).waitFor();
  expect(await countIn({ contact_id: ids.contact })).toBe(many);
  await page.keyboard.press("Control+z");
  await page.getByText(`${many} tickets put back.`).waitFor();
  expect(await countIn({ contact_id: ids.contact })).toBe(0);
}, 180_000);

test("gives what is ticked with the mouse a category by a key, and takes it back", async () => {
  const category = "00000000-0000-7000-8000-00000000ca7e";
  await stage.app.db.insertInto("category").values({ category_id: category, name: "Storm" }).execute();
  const counted = async () => (await stage.app.db.selectFrom("ticket_category").select("ticket_id").where("category_id", "=", category).execute()).length;
  await page.goto("/workspace/tickets");
  for (const row of [1, 2]) await page.getByRole("row").nth(row).getByRole("checkbox").click();
  await page.keyboard.press("g");
  await keys.propose(page.getByRole("combobox", { name: "Add" }), "Sto", /Storm/);
  await expectAccessible(page, "categories of many tickets");
  await keys.press(button("Review"));
  await page.getByText("2 tickets change.").waitFor();
  await keys.press(button("Change 2 tickets"));
  await page.getByText("2 tickets changed.").waitFor();
  expect(await counted()).toBe(2);
  await page.keyboard.press("Control+z");
  await page.getByText("2 tickets put back.").waitFor();
  expect(await counted()).toBe(0);
}, 60_000);
