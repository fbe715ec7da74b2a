/** Time is booked from the keyboard and taken back; tickets with booked time get another project, which is asked about first, and come back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

let stage: Stage;
let page: Page;
const ids = { ticket: "", before: "", after: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  const queue = await app.queue(undefined, { name: "Support" });
  ids.before = await app.project(null, { name: "Maintenance" });
  ids.after = await app.project(null, { name: "Migration" });
  for (const minutes of [30, 45, 0]) {
    const ticket = await app.ticket({ queue_id: queue, subject: `Printer of ${minutes}` });
    await app.ticketProject(ticket, ids.before);
    if (minutes > 0) await app.timeEntry(ticket, agentId, { minutes, projectId: ids.before });
    ids.ticket = ticket;
  }
  page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
}, 120_000);
afterAll(() => stage?.close());

const button = (name: string) => page.getByRole("button", { name, exact: true });
const minutesOn = async (projectId: string) => {
  const rows = await stage.app.db.selectFrom("time_entry").select("minutes").where("project_id", "=", projectId).execute();
  return rows.reduce((sum, { minutes }) => sum + minutes, 0);
};

test("time is typed as people write it, booked with Enter, and taken back", async () => {
  await page.goto(`/workspace/tickets/${ids.ticket}`);
  await page.getByRole("heading", { name: "Printer of 0" }).waitFor();
  await page.keyboard.press("t");
  await page.getByText("No time booked yet").waitFor();
  await expectAccessible(page, "the time of a ticket");
  await page.keyboard.press("t");
  await page.keyboard.type("1,5");
  await page.keyboard.press("Enter");
  await page.getByText("1:30 h booked.").waitFor();
  expect(await minutesOn(ids.before)).toBe(165);
  await page.keyboard.type("9-9:20");
  await page.keyboard.press("Enter");
  await page.getByText("0:20 h booked.").waitFor();
  await page.getByText("09:00–09:20").waitFor();
  expect(await minutesOn(ids.before)).toBe(185);
  await page.getByText("0:20 h booked.").locator("xpath=ancestor::*[.//button][1]").getByRole("button", { name: "Undo" }).click();
  await page.getByText("The booking is taken back.").waitFor();
  expect(await minutesOn(ids.before)).toBe(165);
}, 90_000);

test("another project asks what becomes of booked time, with how much it is, and is taken back to the minute", async () => {
  await page.goto("/workspace/tickets");
  for (const row of [1, 2, 3]) await page.getByRole("row").nth(row).getByRole("checkbox").click();
  await page.keyboard.press("o");
  await keys.propose(page.getByRole("combobox", { name: "Project" }), "Mig", /Migration/);
  await keys.press(button("Review"));
  await page.getByText("On 3 of these tickets, 2:45 h are booked on their present projects").waitFor();
  await page.getByText("0 tickets change.").waitFor();
  await page.getByRole("radio", { name: "Rebook the time to the new project" }).check();
  await page.getByText("3 tickets change.").waitFor();
  await expectAccessible(page, "what becomes of booked time");
  await keys.press(button("Change 3 tickets"));
  await page.getByText("3 tickets changed.").waitFor();
  expect([await minutesOn(ids.before), await minutesOn(ids.after)]).toEqual([0, 165]);
  await page.keyboard.press("Control+z");
  await page.getByText("3 tickets put back.").waitFor();
  expect([await minutesOn(ids.before), await minutesOn(ids.after)]).toEqual([165, 0]);
}, 90_000);
