/** Two reports of the same fault become one ticket, from the list and from the ticket itself; each contact reads only what was said to it; it is taken back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

let stage: Stage;
let page: Page;
const ids = { company: "", queue: "", anna: "", bernd: "", first: "", second: "", third: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  ids.company = await app.company({ name: "Müller AG" });
  ids.queue = await app.queue(undefined, { name: "Support" });
  ids.anna = await app.person(ids.company, "basic", { first_name: "Anna", last_name: "Berger", language: "en" });
  ids.bernd = await app.person(ids.company, "basic", { first_name: "Bernd", last_name: "Roth", language: "en" });
  ids.first = await ticket(ids.anna, "Printer is silent", 3);
  ids.second = await ticket(ids.bernd, "Nothing comes out of the printer", 2);
  ids.third = await ticket(ids.anna, "Printer again", 1);
  page = await stage.open();
  await signIn(page, cookie);
}, 60_000);
afterAll(() => stage?.close());

async function ticket(contactId: string, subject: string, hoursAgo: number): Promise<string> {
  const at = new Date(Date.now() - hoursAgo * 3_600_000);
  const about = { queue_id: ids.queue, company_id: ids.company, contact_id: contactId };
  const id = await stage.app.ticket({ ...about, subject, created_at: at, changed_at: at });
  await stage.app.article(id, { body_text: `Message about: ${subject}`, created_at: at });
  return id;
}
async function signIn(to: Page, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await to.context().addCookies([{ name, value, url: stage.url }]);
}
const button = (name: string) => page.getByRole("button", { name, exact: true });
const statusOf = async (id: string) =>
  (await stage.app.db.selectFrom("ticket").select("status_type").where("ticket_id", "=", id).executeTakeFirst())?.status_type;

test("from the ticket: the other one is found by its subject, and it is said who gains before it is done", async () => {
  await page.goto(`/workspace/tickets/${ids.second}`);
  await keys.press(button("More actions"));
  await keys.choose(page.getByRole("menuitem", { name: "Merge with another ticket" }));
  await keys.propose(page.getByRole("combobox", { name: "Other ticket" }), "silent", /Printer is silent/);
  await page.getByRole("checkbox", { name: /Bernd Roth/ }).waitFor();
  await page.getByText(/1 contact gains 1 ticket/).waitFor();
  await expectAccessible(page, "merging");
  await keys.press(button("Merge"));
  await page.getByRole("heading", { name: "Printer is silent" }).waitFor();
  await page.getByText("Message about: Nothing comes out of the printer").waitFor();
  await page.getByRole("link", { name: /^from #/ }).waitFor();
  expect(await statusOf(ids.second)).toBe("merged");
}, 60_000);

test("Anna reads in her ticket what she read before, Bernd is led there and reads his own message too", async () => {
  const [anna, bernd] = [await stage.open(), await stage.open()];
  await signIn(anna, (await stage.app.signIn({ contactId: ids.anna })).cookie);
  await signIn(bernd, (await stage.app.signIn({ contactId: ids.bernd })).cookie);
  await anna.goto(`/tickets/${ids.first}`);
  await anna.getByText("Message about: Printer is silent").waitFor();
  expect(await anna.locator("body").innerText()).not.toContain("Nothing comes out");
  await bernd.goto(`/tickets/${ids.second}`);
  await bernd.getByText("Message about: Nothing comes out of the printer").waitFor();
  expect(bernd.url()).toContain(ids.first);
  await bernd.getByText(/from ticket #/).waitFor();
}, 60_000);

test("from the list by a key: the oldest goes on; taken back, everything is as it was", async () => {
  await page.goto("/workspace/tickets");
  await page.getByRole("row").nth(1).getByRole("checkbox").click();
  await page.keyboard.press("m");
  await page.getByText("Select at least two").waitFor();
  await page.getByRole("row").nth(2).getByRole("checkbox").click();
  await page.keyboard.press("m");
  await page.getByRole("radio", { name: /Printer is silent/ }).waitFor();
  expect(await page.getByRole("radio", { name: /Printer is silent/ }).isChecked()).toBe(true);
  await expectAccessible(page, "merging selected tickets");
  await keys.press(page.getByRole("dialog").getByRole("button", { name: "Merge", exact: true }));
  await page.getByText(/^Merged into #/).waitFor();
  expect(await statusOf(ids.third)).toBe("merged");
  await page.keyboard.press("Control+z");
  await page.getByText("The merge was undone.").waitFor();
  expect(await statusOf(ids.third)).toBe("open");
}, 60_000);

test("a merged ticket says where it went, and offers to undo that", async () => {
  await page.goto(`/workspace/tickets/${ids.second}`);
  await page.getByRole("link", { name: /Printer is silent/ }).waitFor();
  await keys.press(button("Undo merge"));
  await page.getByText("The merge was undone.").waitFor();
  await expect.poll(() => statusOf(ids.second)).toBe("open");
  await page.getByRole("combobox", { name: "Status" }).waitFor();
}, 60_000);
