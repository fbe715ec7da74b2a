/** Two browsers at once: what one does, the other shows without being asked, as far as it may. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeTicket, getTicket } from "#contract/ticket.ts";
import { statusIdOf } from "#test/builders.ts";
import { openStage, type Stage } from "./browser.ts";

let stage: Stage;
const ids = { company: "", contact: "", ticket: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  ids.company = await app.company({ name: "Müller AG" });
  ids.contact = await app.person(ids.company, "advanced", { first_name: "Anna", last_name: "Berger", language: "en" });
  const { agentId } = await app.administrator();
  await app.db.updateTable("agent").set({ first_name: "Eva", last_name: "Ott", language: "en" }).where("agent_id", "=", agentId).execute();
  ids.ticket = await app.ticket({ queue_id: await app.queue(), company_id: ids.company, contact_id: ids.contact, subject: "The printer is silent" });
  await app.article(ids.ticket, { author_kind: "contact", contact_id: ids.contact, body_text: "It was fine yesterday." });
  // Long enough to be scrolled.
  for (let at = 0; at < 6; at++) await app.article(ids.ticket, { body_text: "We are looking.\n".repeat(6) });
}, 120_000);
afterAll(() => stage?.close());

async function openAs(cookie: string, path: string): Promise<Page> {
  const page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
  const hears = page.waitForRequest(/\/events$/);
  await page.goto(path);
  await hears;
  return page;
}

test("what an agent answers stands on the contact's open page, an internal note never does, and a draft stays", async () => {
  const { app } = stage;
  const portal = await openAs((await app.signIn({ contactId: ids.contact })).cookie, `/tickets/${ids.ticket}`);
  await portal.getByText("It was fine yesterday.").waitFor();
  const loads: string[] = [];
  portal.on("framenavigated", (frame) => loads.push(frame.url()));
  const reply = portal.getByRole("textbox", { name: "Your answer" });
  await reply.fill("By the way, the lamp");
  await reply.focus();
  const before = await reply.boundingBox();

  const workspace = await openAs((await app.administrator()).cookie, `/workspace/tickets/${ids.ticket}`);
  await workspace.getByText("It was fine yesterday.").waitFor();
  await workspace.getByRole("button", { name: "Internal note" }).click();
  await workspace.getByPlaceholder("What only your colleagues will read …").fill("SECRET budget is gone");
  await workspace.getByRole("button", { name: "Save internal note" }).click();
  await workspace.getByText("SECRET budget is gone").first().waitFor();
  const asked: string[] = [];
  portal.on("request", (request) => asked.push(request.url()));
  await portal.waitForTimeout(1500);
  expect(asked).toEqual([]);

  await workspace.getByRole("button", { name: "Answer", exact: true }).click();
  await workspace.getByPlaceholder("What the customer will read …").fill("Please switch it off and on again.");
  await workspace.getByRole("button", { name: "Send answer" }).click();
  await portal.getByText("Please switch it off and on again.").first().waitFor({ timeout: 2000 });
  await portal.getByRole("status").filter({ hasText: "Eva Ott" }).waitFor({ timeout: 1000 });
  expect(await portal.content()).not.toContain("SECRET");
  expect(loads).toEqual([]);
  expect(await reply.inputValue()).toBe("By the way, the lamp");
  expect(await reply.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(Math.abs(((await reply.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(1);

  await reply.press("Control+Enter");
  await workspace.getByText("By the way, the lamp").first().waitFor({ timeout: 3000 });
}, 120_000);

test("a new request comes into the agent's open list by itself, and waits while the agent is at a row", async () => {
  const { app } = stage;
  const workspace = await openAs((await app.administrator()).cookie, "/workspace/tickets");
  const rows = workspace.locator("[data-row]");
  await workspace.getByText("The printer is silent").first().waitFor();
  const queue = await app.db.selectFrom("queue").select("queue_id").executeTakeFirstOrThrow();
  const arrives = (subject: string) => app.ticket({ ...queue, company_id: ids.company, contact_id: ids.contact, subject });
  await arrives("The lamp is dark");
  await rows.first().getByText("The lamp is dark").waitFor({ timeout: 2500 });
  await workspace.keyboard.press("j");
  await arrives("The door is open");
  const waiting = workspace.getByRole("button", { name: "1 new ticket" });
  await waiting.waitFor({ timeout: 5000 });
  await workspace.getByRole("status").filter({ hasText: "1 new ticket" }).waitFor();
  await rows.first().getByText("The lamp is dark").waitFor();
  await waiting.click();
  await rows.first().getByText("The door is open").waitFor();
}, 60_000);

test("what a colleague does changes the rows where they stand: renamed, closed and struck out, or gone for who may not read it any more", async () => {
  const { app } = stage;
  const groupId = await app.group();
  const [queue_id, elsewhere] = [await app.queue(groupId), await app.queue()];
  const agent = await app.agent();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agent.agentId).execute();
  await app.agentRight(agent.agentId, groupId);
  const colleague = await app.administrator();
  const [stays, closes, leaves] = [await app.ticket({ queue_id, subject: "Stays" }), await app.ticket({ queue_id }), await app.ticket({ queue_id })];
  const workspace = await openAs(agent.cookie, "/workspace/tickets");
  const rows = workspace.locator("[data-row]");
  const rowOf = (id: string) => workspace.locator("[data-row]").filter({ has: workspace.locator(`a[href$="${id}"]`) });
  await rowOf(stays).waitFor();
  expect(await rows.count()).toBe(3);
  const order = () => rows.locator("a[data-row-link]").evaluateAll((links) => links.map((link) => link.getAttribute("href")?.slice(-36)));
  const before = await order();
  await workspace.keyboard.press("j");
  await workspace.keyboard.press("x");
  const focused = () => workspace.evaluate(() => document.activeElement?.getAttribute("href")?.slice(-36));
  const at = await focused();
  const change = async (id: string, body: object) => {
    const { body: ticket } = await app.ask(colleague, getTicket, { params: { id } });
    expect((await app.ask(colleague, changeTicket, { params: { id }, body: { version: ticket.version, ...body } })).status).toBe(200);
  };
  await change(stays, { subject: "Stays where it is" });
  await change(closes, { statusId: statusIdOf("closed") });
  await app.ticket({ queue_id, subject: "Comes" });
  await workspace.locator("[data-row][data-left]").waitFor({ timeout: 8000 });
  await rowOf(stays).getByText("Stays where it is").waitFor();
  await workspace.getByRole("button", { name: "1 new ticket" }).waitFor({ timeout: 8000 });
  expect(await order()).toEqual(before);
  expect([await focused(), await rows.locator("input:checked").count()]).toEqual([at, 1]);
  await rowOf(closes).getByText("No longer in this list").waitFor({ state: "attached" });

  await change(leaves, { queueId: elsewhere });
  await rowOf(leaves).waitFor({ state: "detached", timeout: 8000 });
  await workspace.keyboard.press(".");
  await rows.first().getByText("Comes").waitFor();
  await rowOf(closes).waitFor({ state: "detached" });
  expect(await rows.count()).toBe(2);
}, 60_000);

test("a withdrawn right closes the open ticket, a suspended contact's page ends, both within two seconds", async () => {
  const { app } = stage;
  const portal = await openAs((await app.signIn({ contactId: ids.contact })).cookie, `/tickets/${ids.ticket}`);
  await portal.getByText("It was fine yesterday.").waitFor();
  await app.setting("access.restrictQueuesByGroup", true);
  await portal.getByText("There is no such ticket here").waitFor({ timeout: 2000 });
  expect(await portal.content()).not.toContain("It was fine yesterday.");
  await app.db.deleteFrom("setting").execute();

  await portal.goto(`/tickets/${ids.ticket}`);
  await portal.getByText("It was fine yesterday.").waitFor();
  await portal.waitForTimeout(300);
  const workspace = await openAs((await app.administrator()).cookie, `/workspace/contacts/${ids.contact}`);
  await workspace.getByRole("heading", { name: "Anna Berger" }).waitFor();
  await workspace.getByRole("button", { name: "More actions" }).first().click();
  await workspace.getByRole("menuitem", { name: "Suspend contact" }).click();
  await workspace.getByRole("button", { name: "Suspend contact" }).click();
  await portal.waitForURL(/sign-in/, { timeout: 2000 });
  await portal.getByText("Your session has ended. Please sign in again.").waitFor();
  expect(await portal.content()).not.toContain("It was fine yesterday.");
}, 120_000);
