/** A contact writes, an agent answers and notes, the contact reads the answer and not the note; why? says why. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { setCredential } from "#server/features/sign-in/queries.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";

const password = "a good long password";
let stage: Stage;
const ids = { company: "", contact: "", agent: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  ids.company = await app.company({ name: "Müller AG", number: "10023" });
  ids.contact = await app.person(ids.company, "advanced", { first_name: "Anna", last_name: "Berger", login: "anna", language: "en" });
  ids.agent = (await app.administrator()).agentId;
  await app.db.updateTable("agent").set({ login: "eva", first_name: "Eva", last_name: "Ott", language: "en" }).where("agent_id", "=", ids.agent).execute();
  await app.queue(undefined, { name: "Support" });
  const hash = await hashPassword(password);
  await setCredential(app.db, { contactId: ids.contact }, { scheme: "argon2id", hash }, app.now());
  await setCredential(app.db, { agentId: ids.agent }, { scheme: "argon2id", hash }, app.now());
}, 120_000);
afterAll(() => stage?.close());

test("from the request to the answer, and the internal note stays inside", async () => {
  const portal = await stage.open();
  await portal.goto("/");
  await portal.getByLabel("User name or e-mail address").fill("anna");
  await portal.getByLabel("Password", { exact: true }).fill("wrong");
  await portal.getByRole("button", { name: "Sign in" }).click();
  await portal.getByText("User name or password is wrong").waitFor();
  await expectAccessible(portal, "portal sign-in");
  await portal.getByLabel("Password", { exact: true }).fill(password);
  await portal.getByRole("button", { name: "Sign in" }).click();
  await portal.getByRole("heading", { name: "Hello Anna" }).waitFor();
  await expectAccessible(portal, "portal home");

  await portal.goto("/new");
  await portal.getByLabel("Subject").fill("The printer in room 4 is silent");
  await portal.getByLabel("Message", { exact: true }).fill("It was fine yesterday.");
  await expectAccessible(portal, "portal new request");
  await portal.getByRole("button", { name: "Send request" }).click();
  await portal.getByRole("heading", { name: "The printer in room 4 is silent" }).waitFor();
  await portal.getByText("It was fine yesterday.").waitFor();
  await expectAccessible(portal, "portal ticket");
  const ticketId = /\/tickets\/([0-9a-f-]{36})/.exec(portal.url())?.[1] ?? "";

  const workspace = await stage.open();
  await workspace.goto("/workspace/");
  await workspace.locator("input:not([type=password])").first().fill("eva");
  await workspace.locator("input[type=password]").fill(password);
  await workspace.keyboard.press("Enter");
  await workspace.getByText("The printer in room 4 is silent").first().waitFor();
  await expectAccessible(workspace, "workspace tickets");
  const articles = await stage.app.fetch(
    `/api/v1/tickets/${ticketId}/articles`,
    { method: "POST", body: JSON.stringify({ bodyText: "SECRET budget is gone", visible: false }), headers: { "content-type": "application/json" } },
    await stage.app.administrator(),
  );
  expect(articles.status).toBe(201);
  await workspace.goto(`/workspace/tickets/${ticketId}`);
  await workspace.getByText("SECRET budget is gone").waitFor();
  await expectAccessible(workspace, "workspace ticket");
  await workspace.getByRole("button", { name: "Answer", exact: true }).click();
  await workspace.getByPlaceholder("What the customer will read …").fill("Please switch it off and on again.");
  await expectAccessible(workspace, "workspace answer");
  await workspace.getByRole("button", { name: "Send answer" }).click();
  await workspace.getByText("Please switch it off and on again.").first().waitFor();

  await portal.reload();
  await portal.getByText("Please switch it off and on again.").waitFor();
  expect(await portal.content()).not.toContain("SECRET");

  await workspace.getByRole("link", { name: "Why?" }).click();
  await workspace.getByRole("heading", { name: /^Yes/ }).waitFor();
  await expectAccessible(workspace, "workspace why");
}, 180_000);

test("the portal on a phone, dark and German, has nothing serious against it", async () => {
  const { app } = stage;
  await app.db.updateTable("contact").set({ language: "de" }).where("contact_id", "=", ids.contact).execute();
  const { cookie } = await app.signIn({ contactId: ids.contact });
  const page = await stage.open({ viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "de-DE" });
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
  for (const path of ["/", "/tickets", "/new", "/profile"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await expectAccessible(page, `phone ${path}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} scrolls sideways`).toBe(true);
  }
}, 120_000);

test("a suspended contact's next click ends at the sign-in", async () => {
  const { app } = stage;
  const { cookie } = await app.signIn({ contactId: ids.contact });
  const page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
  await page.goto("/tickets");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await app.db.updateTable("contact").set({ state: "suspended" }).where("contact_id", "=", ids.contact).execute();
  await page.goto("/");
  await page.waitForURL(/sign-in/);
  await app.db.updateTable("contact").set({ state: "active" }).where("contact_id", "=", ids.contact).execute();
}, 60_000);
