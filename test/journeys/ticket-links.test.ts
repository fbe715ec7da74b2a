/** A ticket waits for another one: said on one of them by keys, seen on both with the other's state, taken away and brought back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

let stage: Stage;
let page: Page;
const ids = { broken: "", part: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  const queue = await app.queue();
  ids.broken = await app.ticket({ queue_id: queue, subject: "Printer is broken" });
  ids.part = await app.ticket({ queue_id: queue, subject: "Order a new drum", type: "pending" });
  page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
}, 60_000);
afterAll(() => stage?.close());

const links = () => page.getByRole("region", { name: "Linked tickets" });

test("a link is made by keys and shows on both tickets", async () => {
  await page.goto(`/workspace/tickets/${ids.broken}`);
  await keys.press(links().getByRole("button", { name: "Link", exact: true }));
  await page.getByRole("combobox", { name: "This ticket" }).click();
  await page.getByRole("option", { name: "is blocked by" }).click();
  await keys.propose(page.getByRole("combobox", { name: "Other ticket" }), "drum", /Order a new drum/);
  await expectAccessible(page, "linking");
  await keys.press(page.getByRole("dialog").getByRole("button", { name: "Link", exact: true }));
  await links().getByText("is blocked by").waitFor();
  await links().getByRole("link", { name: "Order a new drum" }).click();
  await links().getByText("blocks", { exact: true }).waitFor();
  await links().getByRole("link", { name: "Printer is broken" }).waitFor();
  await expectAccessible(page, "linked tickets");
}, 60_000);

test("taken away by mistake it comes back", async () => {
  await links()
    .getByRole("button", { name: /^Remove link to/ })
    .click();
  await links().getByText("Not linked to any ticket.").waitFor();
  await page.keyboard.press("Control+z");
  await links().getByRole("link", { name: "Printer is broken" }).waitFor();
  expect(await stage.app.db.selectFrom("ticket_link").select(["kind", "from_id", "to_id"]).execute()).toEqual([
    { kind: "blocks", from_id: ids.part, to_id: ids.broken },
  ]);
}, 60_000);
