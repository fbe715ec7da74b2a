/** A right is taken in the matrix: the review says who loses what, it is saved, and so it is. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listPortalTickets } from "#contract/portal-ticket.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";

let stage: Stage;
let page: Page;
const ids = { company: "", group: "", contact: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  await app.setting("access.restrictQueuesByGroup", true);
  ids.company = await app.company({ name: "Alpha" });
  ids.group = await app.group({ name: "Hardware" });
  await app.right(ids.group, { company_id: ids.company, context: "own", can_edit: true });
  ids.contact = await app.person(ids.company, "advanced", { first_name: "Anna", last_name: "Berger" });
  const queue = await app.queue(ids.group);
  for (const number of ["A-1", "A-2"]) await app.ticket({ queue_id: queue, company_id: ids.company, number, subject: `Printer ${number}` });
  page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
}, 120_000);
afterAll(() => stage?.close());

const ticketsOf = async (contactId: string) => (await stage.app.call(await stage.app.signIn({ contactId }), listPortalTickets)).total;

test("the review of a right that is taken says who loses which tickets, and it comes true", async () => {
  expect(await ticketsOf(ids.contact)).toBe(2);
  await page.goto(`/workspace/companies/${ids.company}/access`);
  await page.locator("fieldset[data-cell] button[aria-pressed=true]").first().focus();
  await page.keyboard.press("0");
  await page.getByRole("button", { name: "Review and save" }).click();
  const whatIf = page.getByRole("region", { name: "Who gains, who loses" });
  await whatIf.getByText("1 contact loses 2 tickets").waitFor();
  await whatIf.getByRole("button", { name: "Show details" }).click();
  await whatIf.getByRole("link", { name: "Anna Berger" }).waitFor();
  expect(await whatIf.getByRole("link", { name: /^#A-/ }).allInnerTexts()).toEqual(expect.arrayContaining(["#A-1", "#A-2"]));
  await expectAccessible(page, "review with what-if");
  expect(await ticketsOf(ids.contact)).toBe(2);
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expect.poll(() => ticketsOf(ids.contact)).toBe(0);
});

test("a role for a time says what is gained, holds at once and is shown with its end", async () => {
  const { app } = stage;
  await app.db
    .updateTable("setting")
    .set({ value: JSON.stringify(false) })
    .where("setting_key", "=", "access.restrictQueuesByGroup")
    .execute();
  const standIn = await app.person(ids.company, "basic", { first_name: "Bea", last_name: "Lund" });
  await page.goto(`/workspace/contacts/${standIn}/memberships`);
  await page.getByRole("button", { name: /Alpha/ }).last().click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Role for a time…" }).click();
  const fields = dialog.getByRole("group", { name: "Role for a time" });
  await fields.getByRole("combobox").click();
  await page.getByRole("option", { name: /Manager/ }).click();
  await fields.getByLabel(/Until/).fill("2099-01-06");
  await fields.getByLabel(/From/).fill("2098-12-20");
  await dialog.getByText("From 20 Dec 2098:").waitFor();
  await dialog.getByText("1 contact gains 2 tickets").waitFor();
  await fields.getByLabel(/From/).fill("");
  await dialog.getByText("From 20 Dec 2098:").waitFor({ state: "detached" });
  await dialog.getByText("1 contact gains 2 tickets").waitFor();
  await dialog.getByRole("button", { name: "See what changes from 7 Jan 2099 on" }).click();
  await dialog.getByText("From 7 Jan 2099:").waitFor();
  await dialog.getByText("Nobody gains or loses").waitFor();
  await expectAccessible(page, "role for a time");
  await dialog.getByRole("button", { name: "Back to now" }).click();
  await dialog.getByText("1 contact gains 2 tickets").waitFor();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("until 6 Jan 2099, then Basic").waitFor();
  expect(await ticketsOf(standIn)).toBe(2);
});

test("a move of a contact says what is lost, keeps sight of own tickets if wanted, and lets the rest go", async () => {
  const { app } = stage;
  await app.company({ name: "Beta" });
  await app.ticket({ queue_id: await app.queue(await app.group({ name: "Own" })), company_id: ids.company, contact_id: ids.contact });
  await page.goto(`/workspace/contacts/${ids.contact}/memberships`);
  await page.getByRole("button", { name: /Alpha/ }).last().click();
  await page.getByRole("menuitem", { name: "Move to another company" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").first().fill("Beta");
  await page.getByRole("option", { name: /Beta/ }).click();
  await dialog.getByText("1 contact loses 3 tickets").waitFor();
  await dialog.getByLabel(/Keeps sight of own tickets at Alpha/).check();
  await dialog.getByText("1 contact loses 2 tickets").waitFor();
  await expectAccessible(page, "move of a contact");
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await ticketsOf(ids.contact)).toBe(1);
});
