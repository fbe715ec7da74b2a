/** An administrator finds the mail that was refused, reads why, and sends it again, by keyboard only. */
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertMail } from "#server/features/outbox/queries.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

let stage: Stage;
let page: Page;
let server: SMTPServer;
let refuses = true;
const received: string[] = [];

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: ({ address }, _session, done) => {
      if (!refuses) received.push(address);
      done(refuses ? Object.assign(new Error("No such mailbox"), { responseCode: 550 }) : null);
    },
    onData(stream, _session, done) {
      stream.on("end", done).resume();
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  stage = await openStage({ PFORTE_SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` });
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  for (const [subject, state] of [
    ["Welcome", "sent"],
    ["Your request", "failed"],
  ] as const)
    await insertMailIn(state, subject);
  page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
}, 120_000);
afterAll(async () => {
  await stage?.close();
  await new Promise<void>((resolve) => server.close(resolve));
});

async function insertMailIn(state: "sent" | "failed", subject: string): Promise<void> {
  const { app } = stage;
  const mailId = await insertMail(app.db, { to: "anna@example.com", subject, bodyText: "Text", kind: "reset", now: app.now() });
  await app.db.updateTable("outbox_mail").set({ state, attempts: 1 }).where("mail_id", "=", mailId).execute();
}

test("finds the mail that was refused, reads why it was refused again, and sends it", async () => {
  await page.goto("/workspace/outbox");
  await page.getByRole("button", { name: "Welcome" }).waitFor();
  await keys.press(page.getByRole("button", { name: "State", exact: true }));
  await keys.choose(page.getByRole("menuitemradio", { name: "failed" }));
  await page.getByRole("button", { name: "Welcome" }).waitFor({ state: "detached" });
  await keys.press(page.getByRole("button", { name: "Your request" }));
  const mail = page.getByRole("dialog", { name: "Your request" });
  await keys.press(mail.getByRole("button", { name: "Send again" }));
  await mail.getByText("The e-mail could not be sent.").waitFor();
  await mail.getByText(/No such mailbox/).waitFor();
  await expectAccessible(page, "a mail that was refused");
  refuses = false;
  await keys.press(mail.getByRole("button", { name: "Send again" }));
  await page.getByText("The e-mail to anna@example.com is sent.").waitFor();
  await page.getByText("No e-mails in this state").waitFor();
  expect(received).toEqual(["anna@example.com"]);
});

test("what was entered in a small form is not lost by Escape, and goes when one says so", async () => {
  await page.goto("/workspace/outbox");
  await keys.press(page.getByRole("button", { name: "Send a test e-mail" }));
  const form = page.getByRole("dialog", { name: "Send a test e-mail" });
  await keys.fill(form.getByLabel("E-mail"), "anna@example.com");
  await page.keyboard.press("Escape");
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await expectAccessible(page, "a form that is left");
  await keys.press(question.getByRole("button", { name: "Stay here" }));
  await question.waitFor({ state: "detached" });
  expect(await form.getByLabel("E-mail").inputValue()).toBe("anna@example.com");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  await form.waitFor();
  await page.keyboard.press("Escape");
  await keys.press(question.getByRole("button", { name: "Leave" }));
  await form.waitFor({ state: "detached" });
  await keys.press(page.getByRole("button", { name: "Send a test e-mail" }));
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
});
