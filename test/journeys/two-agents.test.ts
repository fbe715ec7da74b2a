/** Two agents at one ticket, one of whom hears nothing of changes: what both did is there afterwards, and nobody overwrites unknowingly. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "./browser.ts";

let stage: Stage;
let eva: Page;
let tom: Page;
let ticketId: string;

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  ticketId = await app.ticket({ queue_id: await app.queue(undefined, { name: "Support" }), subject: "Printer is silent" });
  await app.article(ticketId, { body_text: "Nothing comes out" });
  eva = await agent("Eva", "Ott");
  tom = await agent("Tom", "Whitfield");
  // His network loses what the server tells.
  await tom.route("**/api/v1/events", (route) => route.abort());
  for (const page of [eva, tom]) await page.goto(`/workspace/tickets/${ticketId}`);
  for (const page of [eva, tom]) await page.getByText("Nothing comes out").waitFor();
}, 60_000);
afterAll(() => stage?.close());

async function agent(first_name: string, last_name: string): Promise<Page> {
  const { agentId, cookie } = await stage.app.agent();
  await stage.app.db.updateTable("agent").set({ first_name, last_name, language: "en", is_administrator: true }).where("agent_id", "=", agentId).execute();
  const page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
  return page;
}
async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}
const stored = () =>
  stage.app.db
    .selectFrom("ticket as t")
    .innerJoin("priority as p", "p.priority_id", "t.priority_id")
    .select(["p.name as priority", "t.subject"])
    .where("t.ticket_id", "=", ticketId)
    .executeTakeFirst();
const saved = (page: Page) => page.getByText("Saved").first().waitFor();

test("of the same field the second one sees both values, and decides", async () => {
  await choose(eva, "Priority", "High");
  await saved(eva);
  await choose(tom, "Priority", "Low");
  await tom.getByRole("dialog", { name: "Eva Ott was quicker" }).waitFor();
  const row = tom.getByRole("dialog").getByRole("row").filter({ hasText: "Priority" });
  expect(await row.innerText()).toMatch(/High\s+Low/);
  await expectAccessible(tom, "two values of one field");
  expect((await stored())?.priority).toMatch(/high/i);
  await tom.getByRole("button", { name: "Set mine" }).click();
  await saved(tom);
  await expect.poll(async () => (await stored())?.priority).toMatch(/low/i);
}, 60_000);

test("different fields both count, also from a form that was open meanwhile", async () => {
  await tom.getByRole("button", { name: "More actions" }).click();
  await tom.getByRole("menuitem", { name: "Change subject" }).click();
  await tom.getByRole("textbox", { name: "Subject" }).fill("Printer on the 2nd floor is silent");
  await choose(eva, "Priority", "High");
  await expect.poll(async () => (await stored())?.priority).toMatch(/high/i);
  await tom.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await stored())?.subject).toBe("Printer on the 2nd floor is silent");
  expect((await stored())?.priority).toMatch(/high/i);
}, 60_000);

test("who answers after somebody else did is told, reads it, and loses nothing of what he wrote", async () => {
  await tom.getByRole("button", { name: "Answer", exact: true }).click();
  await tom.getByRole("textbox", { name: "Answer" }).fill("Please turn it off and on");
  await eva.getByRole("button", { name: "Answer", exact: true }).click();
  await eva.getByText("Tom Whitfield is writing an answer.").waitFor();
  await eva.getByRole("textbox", { name: "Answer" }).fill("A new one is on its way");
  await eva.getByRole("button", { name: "Send answer" }).click();
  await eva.getByText("A new one is on its way").first().waitFor();
  await tom.getByRole("button", { name: "Send answer" }).click();
  await tom.getByText("Eva Ott wrote in this ticket in the meantime.").waitFor();
  await tom.getByText("A new one is on its way").waitFor();
  expect(await tom.getByRole("textbox", { name: "Answer" }).inputValue()).toBe("Please turn it off and on");
  await tom.getByRole("button", { name: "Send anyway" }).click();
  await tom.getByRole("button", { name: "Answer", exact: true }).waitFor();
  const articles = await stage.app.db.selectFrom("article").select("body_text").where("ticket_id", "=", ticketId).orderBy("created_at").execute();
  expect(articles.map(({ body_text }) => body_text)).toEqual(["Nothing comes out", "A new one is on its way", "Please turn it off and on"]);
}, 60_000);
