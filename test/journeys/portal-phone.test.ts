/** The portal on a phone: sign in, a request from a restored draft with a pasted picture, answer, close, reopen, share, language. */
import { devices, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setCredential } from "#server/features/sign-in/queries.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";

const password = "a good long password";
const phone = devices["iPhone 13"];
let stage: Stage;
let page: Page;
let company = "";

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  company = await app.company({ name: "Müller AG" });
  const anna = await app.person(company, "advanced", { first_name: "Anna", last_name: "Berger", login: "anna", language: "en" });
  await app.person(company, "basic", { first_name: "Jan", last_name: "Roth", email: "jan@example.com" });
  await app.queue(undefined, { name: "Hardware" });
  await app.queue(undefined, { name: "Network" });
  await setCredential(app.db, { contactId: anna }, { scheme: "argon2id", hash: await hashPassword(password) }, app.now());
  page = await stage.open({ viewport: phone?.viewport ?? { width: 390, height: 844 }, hasTouch: true, isMobile: true });
}, 120_000);
afterAll(() => stage?.close());

/** As the clipboard of a device does it after a screenshot. */
const pastePicture = (into: Page, label: string) =>
  into.getByLabel(label).evaluate((field) => {
    const bytes = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), (one) =>
      one.charCodeAt(0),
    );
    const files = new DataTransfer();
    files.items.add(new File([bytes], "screenshot.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }));
  });

async function expectFitsPhone(where: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${where} scrolls sideways`).toBe(true);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main button, main input, main select, main textarea, nav a, header button")]
      .filter((one) => one.offsetParent !== null && getComputedStyle(one).visibility === "visible" && one.closest("p, .pf-hidden, [aria-expanded]") === null)
      .filter((one) => !/pf-plain-button|menu|toggle/.test(one.className) && one.getAttribute("lang") === null)
      .filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 44)
      .map((one) => `${one.tagName} ${one.textContent || one.getAttribute("aria-label")}: ${one.getBoundingClientRect().height}`),
  );
  expect(small, `${where}: smaller than a finger`).toEqual([]);
}

test("signs in; a request that was begun is there again, with a picture from the clipboard", async () => {
  await page.goto("/");
  await page.getByLabel("User name or e-mail address").fill("anna");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Hello Anna" }).waitFor();
  await expectFitsPhone("home");
  await page.getByRole("navigation").getByRole("link", { name: "New request" }).click();
  await page.getByLabel("What is it about").selectOption({ label: "Hardware" });
  await page.getByLabel("Subject").fill("The screen at the desk flickers");
  await pastePicture(page, "Message");
  await page.getByRole("button", { name: "Remove screenshot.png" }).waitFor();
  await page.getByRole("button", { name: "Send request" }).and(page.locator(":enabled")).waitFor();
  const context = page.context();
  await page.close();

  page = await context.newPage();
  await page.goto("/new");
  await page.getByText(/^Draft from /).waitFor();
  expect(await page.getByLabel("Subject").inputValue()).toBe("The screen at the desk flickers");
  expect(await page.getByLabel("What is it about").evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)).toBe("Hardware");
  await page.getByRole("button", { name: "Remove screenshot.png" }).waitFor();
  await expectFitsPhone("new request");
  await expectAccessible(page, "restored request");
  await page.getByLabel("Message").fill("See the picture.");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "The screen at the desk flickers" }).waitFor();
  await page.getByText("screenshot.png").waitFor();
  await page.getByText("We have your request and will look at it.").waitFor();
  await page.goto("/new");
  await page.getByLabel("Subject").waitFor();
  expect(await page.getByLabel("Subject").inputValue()).toBe("");
  await page.goBack();
}, 180_000);

test("answers, closes, takes it back, and shares it with a colleague who can be taken off again", async () => {
  await page.getByRole("textbox", { name: "Your answer" }).fill("It is worse in the morning.");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Your answer was sent.").waitFor();
  await page.getByText("It is worse in the morning.").first().waitFor();
  await expectFitsPhone("ticket");

  await page.getByRole("button", { name: "Close ticket" }).click();
  await page.getByText("This ticket is closed. Nothing more happens.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Close ticket" }).waitFor();
  await page.getByRole("button", { name: "Close ticket" }).click();
  await page.getByRole("button", { name: "Open again" }).click();
  await page.getByRole("button", { name: "Close ticket" }).waitFor();

  await page.getByRole("button", { name: "Who can read this, share" }).click();
  const people = page.getByRole("list", { name: "People who can read this ticket" });
  await people.getByText("Anna Berger (you)").waitFor();
  await page.getByLabel("Colleague’s e-mail address").fill("jan@example.com");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await people.getByText("Jan Roth").waitFor();
  await expectAccessible(page, "who can read");
  await page.getByRole("button", { name: "Stop sharing with Jan Roth" }).click();
  await page.getByText("It is no longer shared with Jan Roth.").waitFor();
  await people.getByText("Jan Roth").waitFor({ state: "detached" });
}, 180_000);

test("shows what is billed to her company in a view of its own, and nowhere else", async () => {
  const { app } = stage;
  const branch = await app.company({ name: "Müller Service GmbH", billed_by_company_id: company });
  await app.ticket({ queue_id: await app.queue(undefined, { name: "Invoices" }), company_id: branch, subject: "Toner for the branch" });
  await page.goto("/tickets?state=all");
  await page.getByText("The screen at the desk flickers").waitFor();
  expect(await page.getByText("Toner for the branch").count()).toBe(0);
  await page.getByRole("tab", { name: "Billed to us" }).click();
  await page.getByText("Toner for the branch").waitFor();
  expect(await page.getByText("The screen at the desk flickers").count()).toBe(0);
  await page.getByText("1 of 1", { exact: true }).waitFor();
  await expectFitsPhone("billed to us");
}, 120_000);

test("changes the language, and everything speaks it from then on", async () => {
  await page.getByRole("navigation").getByRole("link", { name: "Profile" }).click();
  await page.getByLabel("Language").selectOption({ label: "Deutsch" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Ihre Angaben sind gespeichert.").waitFor();
  await expectFitsPhone("profile");
  await page.getByRole("navigation").getByRole("link", { name: "Start" }).click();
  await page.getByRole("heading", { name: /Anna/ }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
}, 120_000);
