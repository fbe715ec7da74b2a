/** Work is divided by keyboard; the ticket waits for it; what was taken away by mistake comes back; the contact sees nothing of it. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

let stage: Stage;
let page: Page;
const ids = { ticket: "", contact: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  const company = await app.company({ name: "Müller AG" });
  ids.contact = await app.person(company, "manager", { first_name: "Anna", last_name: "Berger" });
  ids.ticket = await app.ticket({ queue_id: await app.queue(), company_id: company, contact_id: ids.contact, subject: "New notebook for Mr Roth" });
  page = await stage.open();
  await signIn(page, cookie);
}, 60_000);
afterAll(() => stage?.close());

async function signIn(to: Page, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await to.context().addCookies([{ name, value, url: stage.url }]);
}
const row = (subject: string) => page.getByRole("listitem").filter({ hasText: subject });
const order = async () => (await page.getByRole("region", { name: "Subtasks" }).getByRole("listitem").allInnerTexts()).map((text) => text.split("\n")[0]);

async function finish(): Promise<void> {
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Closed", exact: true }).click();
}

test("three are typed one after the other, put in order and begun by keys alone", async () => {
  await page.goto(`/workspace/tickets/${ids.ticket}`);
  await page.getByRole("button", { name: "Add subtask" }).waitFor();
  await page.keyboard.press("b");
  await page.locator("input:focus").waitFor();
  for (const subject of ["Order it", "Set it up", "Hand it over"]) {
    await page.keyboard.type(subject);
    await page.keyboard.press("Enter");
    await row(subject).waitFor();
  }
  await page.getByText("0 of 3 done").first().waitFor();
  await page.getByRole("button", { name: "Move “Hand it over”" }).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect.poll(order).toEqual(["Hand it over", "Order it", "Set it up"]);
  await page.getByRole("button", { name: "Move “Hand it over”" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(order).toEqual(["Order it", "Set it up", "Hand it over"]);
  await keys.press(page.getByRole("button", { name: "Actions for “Order it”" }));
  await keys.choose(page.getByRole("menuitem", { name: "Start work" }));
  await row("Order it").getByText("In progress").waitFor();
  await expectAccessible(page, "subtasks");
}, 60_000);

test("the ticket is not finished while one is open, and the sentence says which", async () => {
  await page.getByRole("checkbox", { name: "“Order it” is done" }).check();
  await page.getByText("1 of 3 done").first().waitFor();
  await finish();
  await page.getByText("while subtasks are open: Set it up, Hand it over").waitFor();
}, 60_000);

test("one that is taken away comes back to its place, and everything of it can be said in its dialog", async () => {
  await page.getByRole("button", { name: "Actions for “Set it up”" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByText("“Set it up” was removed.").waitFor();
  await page.keyboard.press("Control+z");
  await expect.poll(order).toEqual(["Order it", "Set it up", "Hand it over"]);
  await row("Set it up").getByText("Set it up").click();
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page, "a subtask");
  await page.getByRole("dialog").getByLabel("Due").fill("2020-01-02");
  await page.getByRole("dialog").getByLabel("Planned hours").fill("1.5");
  await page.getByRole("button", { name: "Save" }).click();
  await row("Set it up").getByText("late, due 2 Jan 2020").waitFor();
  await row("Set it up").getByText("1:30 h").waitFor();
}, 60_000);

test("when all are done the ticket is finished, and its contact saw none of it", async () => {
  for (const subject of ["Set it up", "Hand it over"]) await page.getByRole("checkbox", { name: `“${subject}” is done` }).check();
  await page.getByText("3 of 3 done").first().waitFor();
  await finish();
  await expect
    .poll(async () => (await stage.app.db.selectFrom("ticket").select("status_type").where("ticket_id", "=", ids.ticket).executeTakeFirst())?.status_type)
    .toBe("closed");
  const portal = await stage.open();
  await signIn(portal, (await stage.app.signIn({ contactId: ids.contact })).cookie);
  await portal.goto(`/tickets/${ids.ticket}`);
  await portal.getByRole("heading", { name: "New notebook for Mr Roth" }).waitFor();
  expect(await portal.locator("body").innerText()).not.toMatch(/subtask|Set it up|Hand it over/i);
}, 60_000);
