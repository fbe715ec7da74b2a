/** What an agent has begun to write is there again after the tab was closed, says from when it is, and is gone once it was sent. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

let stage: Stage;
let page: Page;
let ticketId: string;

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  ticketId = await app.ticket({ queue_id: await app.queue(undefined, { name: "Support" }), subject: "Printer is silent" });
  page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
}, 60_000);
afterAll(() => stage?.close());

async function anotherTab(): Promise<void> {
  const next = await page.context().newPage();
  await page.close();
  page = next;
}
const text = () => page.getByRole("textbox", { name: "Answer" });

test("an answer waits through a closed tab, is discarded, brought back and sent", async () => {
  await page.goto(`/workspace/tickets/${ticketId}`);
  await page.getByRole("button", { name: "Answer", exact: true }).waitFor();
  await page.keyboard.press("r");
  await page.keyboard.type("Please turn it off and on");
  await anotherTab();
  await page.goto(`/workspace/tickets/${ticketId}`);
  await keys.press(page.getByRole("button", { name: /^Answer · draft from/ }));
  await page.getByText(/^Draft from \d\d:\d\d, not sent yet/).waitFor();
  expect(await text().inputValue()).toBe("Please turn it off and on");
  await keys.press(page.getByRole("button", { name: "Discard" }));
  await expect.poll(() => text().inputValue()).toBe("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => text().inputValue()).toBe("Please turn it off and on");
  await text().press("Control+Enter");
  await page.getByRole("button", { name: "Answer", exact: true }).waitFor();
  const articles = await stage.app.db.selectFrom("article").select("body_text").where("ticket_id", "=", ticketId).execute();
  expect(articles.map(({ body_text }) => body_text)).toEqual(["Please turn it off and on"]);
}, 60_000);

test("a new ticket with its choices waits as well, and is created once", async () => {
  await page.goto("/workspace/tickets/new");
  await page.getByRole("combobox", { name: "Queue" }).click();
  await page.getByRole("option", { name: "Support" }).click();
  await page.getByRole("textbox", { name: "Subject" }).fill("Coffee machine");
  await page.getByRole("textbox", { name: "Message" }).fill("It leaks");
  await anotherTab();
  await page.goto("/workspace/tickets/new");
  await page.getByText(/^Draft from/).waitFor();
  await expect.poll(() => page.getByRole("combobox", { name: "Queue" }).inputValue()).toBe("Support");
  await page.getByRole("button", { name: "Create ticket" }).click();
  await page.getByRole("heading", { name: "Coffee machine" }).waitFor();
  await page.goto("/workspace/tickets/new");
  await page.getByRole("textbox", { name: "Subject" }).waitFor();
  expect(await page.getByText(/^Draft from/).count()).toBe(0);
  expect(await page.getByRole("textbox", { name: "Subject" }).inputValue()).toBe("");
}, 60_000);
