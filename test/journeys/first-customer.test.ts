/**
 * From the one-time link to the first answered request, and what a right on a group does to it: once with a mouse, once by keys
 * alone. Addresses that people get by mail or keep as bookmarks are typed; everything else is done on the pages.
 */
import type { Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { insertLink } from "#server/features/sign-in/queries.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { type Hands, keys, mouse } from "./hands.ts";

const password = "a good long password";
const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
let stage: Stage;
afterEach(() => stage?.close());

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });

test.each([
  ["with a mouse", mouse, true],
  ["by keys alone", keys, false],
] as const)(
  "an administrator sets up, invites, answers, gives and takes a right, and suspends: %s",
  async (_, hands, looksForAccessibility) => {
    stage = await openStage();
    const look = (page: Page, where: string) => (looksForAccessibility ? expectAccessible(page, where) : Promise.resolve());
    const workspace = await stage.open();
    await setUp(workspace, hands);
    await look(workspace, "first steps");
    await firstQueue(workspace, hands);
    await inviteContact(workspace, hands, look);

    const portal = await stage.open();
    await portal.goto("/set-password#an-old-link");
    await portal.getByRole("heading", { name: "This link is not valid" }).waitFor();
    // In the same tab: the browser changes only what stands behind the #.
    await portal.goto(await invitationFor("anna@mueller.example"));
    await hands.fill(portal.getByLabel(/^New password/), password);
    await look(portal, "set password");
    await hands.press(button(portal, "Save and sign in"));
    await portal.getByRole("heading", { name: "Hello Anna" }).waitFor();
    const ticketId = await writeRequest(portal, hands);

    await answer(workspace, hands, ticketId);
    await portal.getByText("Please switch it off and on again.").first().waitFor();
    expect(await portal.content()).not.toContain("SECRET");

    await rights(workspace, hands, ticketId, look);
    await suspend(workspace, hands);
    await portal.waitForURL(/sign-in/, { timeout: 5000 });
  },
  240_000,
);

async function setUp(page: Page, hands: Hands) {
  const { db } = stage.app;
  const { token } = await insertLink(db, null, "firstAdministrator", stage.app.now());
  await page.goto(`/workspace/set-up#${token}`);
  await hands.fill(page.getByLabel("Name of the installation"), "Example IT");
  await hands.fill(page.getByLabel("First name"), "Eva");
  await hands.fill(page.getByLabel("Last name"), "Ott");
  await hands.fill(page.getByLabel("User name"), "eva");
  await hands.fill(page.getByRole("textbox", { name: /^E-mail/ }), "eva@example.com");
  await hands.fill(page.getByLabel(/^Password/), password);
  await hands.press(button(page, "Create administrator and start"));
  await page.getByRole("heading", { name: "First steps" }).waitFor();
}

async function firstQueue(page: Page, hands: Hands) {
  await hands.press(button(page, "New queue"));
  await hands.press(button(page, "Create queue"));
  await page.getByText("Requests can be written to Requests now.").waitFor();
}

async function inviteContact(page: Page, hands: Hands, look: (page: Page, where: string) => Promise<void>) {
  await hands.press(button(page, "New contact"));
  await hands.fill(page.getByLabel("First name"), "Anna");
  await hands.fill(page.getByLabel("Last name"), "Berger");
  await hands.fill(page.getByRole("textbox", { name: /^E-mail/ }), "anna@mueller.example");
  await hands.propose(page.getByRole("combobox", { name: "Company" }), "Müller AG", /Müller AG/);
  await look(page, "new contact");
  await hands.press(button(page, "Create contact and send link"));
  await page.getByRole("heading", { name: "Anna Berger" }).waitFor();
}

/** What the mail says; without a mail server it lies in the outbox. */
async function invitationFor(address: string): Promise<string> {
  const mail = await stage.app.db.selectFrom("outbox_mail").select("body_text").where("to_address", "=", address).executeTakeFirstOrThrow();
  return /\/set-password#\S+/.exec(mail.body_text)?.[0] ?? "";
}

async function writeRequest(page: Page, hands: Hands): Promise<string> {
  await page.goto("/new");
  await hands.fill(page.getByLabel("Subject"), "The printer in room 4 is silent");
  await hands.fill(page.getByLabel("Message", { exact: true }), "It was fine yesterday.");
  const chooser = page.waitForEvent("filechooser");
  await hands.press(button(page, "Attach files"));
  await (await chooser).setFiles(["printer.png", "other.png"].map((name) => ({ name, mimeType: "image/png", buffer: picture })));
  await hands.press(button(page, "Remove other.png"));
  await button(page, "Remove other.png").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Remove printer.png");
  await button(page, "Remove printer.png").waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLImageElement>("li img")?.naturalWidth === 1);
  await hands.press(button(page, "Send request"));
  await page.waitForURL(/\/tickets\//);
  await page.getByText("It was fine yesterday.").first().waitFor();
  await page.getByText("printer.png").first().waitFor();
  return /\/tickets\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
}

async function answer(page: Page, hands: Hands, ticketId: string) {
  await page.goto(`/workspace/tickets/${ticketId}`);
  await page.getByText("It was fine yesterday.").first().waitFor();
  await page.getByText("printer.png").first().waitFor();
  await page.keyboard.press("r");
  await hands.fill(page.getByPlaceholder("What the customer will read …"), "Please switch it off and on again.");
  await hands.press(button(page, "Send answer"));
  await page.getByPlaceholder("What the customer will read …").waitFor({ state: "detached" });
  await page.getByText("Please switch it off and on again.").first().waitFor();
  await page.keyboard.press("n");
  await hands.fill(page.getByPlaceholder("What only your colleagues will read …"), "SECRET budget is gone");
  await hands.press(button(page, "Save internal note"));
  await page.getByPlaceholder("What only your colleagues will read …").waitFor({ state: "detached" });
  await page.getByText("SECRET budget is gone").first().waitFor();
}

/** Queues are restricted: without a right nobody reads, with one they do, without it again they do not. */
async function rights(page: Page, hands: Hands, ticketId: string, look: (page: Page, where: string) => Promise<void>) {
  const { app } = stage;
  await app.setting("access.restrictQueuesByGroup", true);
  const company = await app.db.selectFrom("company").select("company_id").executeTakeFirstOrThrow();
  const why = async (headline: RegExp) => {
    await page.goto(`/workspace/tickets/${ticketId}`);
    await page.getByText("It was fine yesterday.").first().waitFor();
    await page.keyboard.press("w");
    await page.getByRole("heading", { name: headline }).waitFor();
  };
  const set = async (key: string) => {
    await page.goto(`/workspace/companies/${company.company_id}/access`);
    const cell = page.getByRole("group", { name: "Requests, Own company" });
    await hands.press(cell.getByRole("button", { name: "read" }));
    await page.keyboard.press(key);
    await look(page, "matrix");
    await hands.press(button(page, "Review and save"));
    await hands.press(button(page, "Save 1 change"));
    await page.getByText("1 right is changed").waitFor();
  };
  await why(/^No: no right on group Requests lets Anna Berger read$/);
  await set("1");
  await why(/^Yes/);
  await set("0");
  await why(/^No/);
}

async function suspend(page: Page, hands: Hands) {
  const contact = await stage.app.db.selectFrom("contact").select("contact_id").executeTakeFirstOrThrow();
  await page.goto(`/workspace/contacts/${contact.contact_id}`);
  await page.getByRole("heading", { name: "Anna Berger" }).waitFor();
  await hands.press(button(page, "More actions"));
  await hands.choose(page.getByRole("menuitem", { name: "Suspend contact" }));
  await hands.press(page.getByRole("dialog").getByRole("button", { name: "Suspend contact" }));
  await page.getByText("suspended").first().waitFor();
}
