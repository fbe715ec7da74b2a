/** An administrator defines a field, an agent fills it in and finds the ticket by it, its contact reads it until it is taken back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

let stage: Stage;
let page: Page;
let portal: Page;
let ticketId = "";

async function openAs(cookie: string): Promise<Page> {
  const opened = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await opened.context().addCookies([{ name, value, url: stage.url }]);
  return opened;
}

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  const [queue, companyId] = [await app.queue(), await app.company()];
  ticketId = await app.ticket({ queue_id: queue, company_id: companyId, subject: "Notebook does not start" });
  await app.ticket({ queue_id: queue, company_id: companyId, subject: "Another one" });
  const contactId = await app.person(companyId, "manager");
  await app.db.updateTable("contact").set({ language: "en" }).where("contact_id", "=", contactId).execute();
  page = await openAs(cookie);
  portal = await openAs((await app.signIn({ contactId })).cookie);
}, 60_000);
afterAll(() => stage?.close());

const dialog = () => page.getByRole("dialog");

test("a field with two options is defined by keys", async () => {
  await page.goto("/workspace/settings/own-fields");
  await keys.press(page.getByRole("button", { name: "New own field" }));
  await keys.fill(dialog().getByRole("textbox", { name: "Name" }), "Site");
  await dialog().getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "One of a list" }).click();
  await keys.press(dialog().getByRole("button", { name: "Add option" }));
  await keys.fill(dialog().getByRole("textbox", { name: "Option 1" }), "North");
  await page.keyboard.press("Enter");
  await keys.fill(dialog().getByRole("textbox", { name: "Option 2" }), "South");
  await dialog().getByRole("switch", { name: "Show to contacts" }).press("Space");
  await expectAccessible(page, "a new own field");
  await dialog().getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Site", exact: true }).waitFor();
  await page.getByText("One of a list · 2 options · Contacts see this").waitFor();
  await expectAccessible(page, "own fields");
}, 60_000);

test("an agent fills it in, and undo empties it again", async () => {
  await page.goto(`/workspace/tickets/${ticketId}`);
  const card = page.getByRole("region", { name: "Own fields" });
  const site = card.getByRole("combobox", { name: /Site/ });
  const stored = () => stage.app.db.selectFrom("ticket").select("own_fields").where("ticket_id", "=", ticketId).executeTakeFirstOrThrow();
  const choose = async (name: string) => {
    await site.click();
    await page.getByRole("option", { name }).click();
  };
  await choose("South");
  await expect.poll(async () => (await stored()).own_fields).toEqual({ Site: "South" });
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(async () => (await stored()).own_fields).toEqual({});
  await choose("North");
  await expect.poll(async () => (await stored()).own_fields).toEqual({ Site: "North" });
  await expectAccessible(page, "own fields of a ticket");
}, 60_000);

test("the list is narrowed by it and shows it", async () => {
  await page.goto("/workspace/tickets?columns=subject,own:Site");
  await page.getByRole("link", { name: "Another one" }).waitFor();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Site" }).click();
  await page.getByRole("menuitemcheckbox", { name: "North" }).click();
  await page.getByRole("link", { name: "Another one" }).waitFor({ state: "hidden" });
  await page.getByRole("columnheader", { name: "Site" }).waitFor();
  await page.getByRole("cell", { name: "North" }).waitFor();
}, 60_000);

test("the contact reads it, until it is taken back", async () => {
  await portal.goto(`/tickets/${ticketId}`);
  await portal.getByText("Site: North").waitFor();
  await expectAccessible(portal, "a ticket with an own field");
  await page.goto("/workspace/settings/own-fields");
  await page.getByRole("button", { name: "Site", exact: true }).click();
  await dialog().getByRole("switch", { name: "Show to contacts" }).press("Space");
  await dialog().getByRole("button", { name: "Save" }).click();
  await dialog().waitFor({ state: "hidden" });
  await portal.reload();
  await portal.getByRole("heading", { name: "Notebook does not start" }).waitFor();
  expect(await portal.getByText("Site: North").count()).toBe(0);
}, 60_000);
