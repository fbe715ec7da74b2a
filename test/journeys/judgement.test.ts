/**
 * An administrator sets up statuses as ZEP has them. A contact writes a request; an agent divides it into subtasks, books time and
 * sets it to done; the mail's link leads its requester through the sign-in to the judgement of exactly that ticket: rejected with a
 * comment, done again, accepted, billed and locked.
 */
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import type { Page } from "playwright-core";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobs as outboxJobs } from "#server/features/outbox/jobs.ts";
import { setCredential } from "#server/features/sign-in/queries.ts";
import { jobs as ticketJobs } from "#server/features/tickets/jobs.ts";
import type { Job } from "#server/platform/kernel.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { expectAccessible, openStage, type Stage } from "./browser.ts";
import { keys } from "./hands.ts";

const password = "a good long password";
let stage: Stage;
let server: SMTPServer;
let workspace: Page;
const links: string[] = [];
const enqueued: Job[] = [];
const ids = { ticket: "", contact: "" };

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, done) =>
      void simpleParser(stream).then((mail) => {
        links.push(...(mail.text?.match(/http:\S+/g) ?? []));
        done();
      }),
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  stage = await openStage({ PFORTE_SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` });
  const { app } = stage;
  app.kernel.enqueue = async (_db, job) => void enqueued.push(job);
  const companyId = await app.company({ name: "Müller AG" });
  ids.contact = await app.person(companyId, "basic", { first_name: "Anna", last_name: "Berger", login: "anna", language: "en" });
  await app.queue(undefined, { name: "Support" });
  await setCredential(app.db, { contactId: ids.contact }, { scheme: "argon2id", hash: await hashPassword(password) }, app.now());
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ first_name: "Eva", last_name: "Ott", language: "en" }).where("agent_id", "=", agentId).execute();
  workspace = await stage.open();
  await signIn(workspace, cookie);
}, 120_000);
afterAll(async () => {
  await stage?.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function signIn(to: Page, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await to.context().addCookies([{ name, value, url: stage.url }]);
}
const work = async () => {
  for (let job = enqueued.shift(); job; job = enqueued.shift())
    await [...ticketJobs, ...outboxJobs].find(({ name }) => name === job?.name)?.handle(stage.app.kernel, job.payload);
};
const choose = async (status: string) => {
  await workspace.locator("#ticket-status").click();
  await workspace.getByRole("option", { name: status }).click();
};
const book = async (time: string) => {
  await workspace.keyboard.press("t");
  await workspace.getByRole("textbox", { name: "Time" }).fill(time);
  await workspace.keyboard.press("Enter");
  await workspace.getByText("h booked.").last().waitFor();
};
const statusIs = (status: string) => expect.poll(() => workspace.locator("#ticket-status").inputValue()).toBe(status);

test("an administrator sees what a template would change, sets it up, and changes a step by keyboard", async () => {
  await workspace.goto("/workspace/settings/statuses");
  await workspace.getByRole("heading", { name: "Waiting" }).waitFor();
  await expectAccessible(workspace, "statuses");
  await workspace.getByRole("button", { name: "Set up from a template" }).click();
  const dialog = workspace.getByRole("dialog", { name: "Set up from a template" });
  await dialog.getByText("Billed is new: Locks the ticket").waitFor();
  await expectAccessible(workspace, "a template");
  await dialog.getByRole("button", { name: "Set up" }).click();
  await workspace.getByText("Statuses and workflow are set up.").waitFor();
  await workspace.getByRole("button", { name: "Rejected", exact: true }).waitFor();

  await workspace.getByRole("link", { name: "Workflow" }).click();
  const cell = workspace.getByRole("group", { name: "New, Done" });
  await cell.waitFor();
  await expectAccessible(workspace, "the steps");
  await cell.getByRole("button").first().focus();
  await workspace.keyboard.press("3");
  await keys.press(workspace.getByRole("button", { name: "Review and save" }));
  const review = workspace.getByRole("dialog");
  await review.getByText("New → Done").waitFor();
  await keys.press(review.getByRole("button", { name: "Save 1 change" }));
  await workspace.getByText("1 step saved.").waitFor();
  await workspace.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => cell.getByRole("button", { pressed: true }).count()).toBe(0);
});

test("a contact writes a request", async () => {
  const portal = await stage.open();
  await signIn(portal, (await stage.app.signIn({ contactId: ids.contact })).cookie);
  await portal.goto("/new");
  await portal.getByLabel("Subject").fill("The door squeaks");
  await portal.getByLabel("Message", { exact: true }).fill("Since Monday, when it is opened wide.");
  await portal.getByRole("button", { name: "Send request" }).click();
  await portal.waitForURL(/\/tickets\/[0-9a-f-]{36}/);
  ids.ticket = new URL(portal.url()).pathname.split("/")[2] ?? "";
  await portal.context().close();
  await work();
  links.length = 0;
});

test("who takes it on becomes its assignee; work is divided and time booked", async () => {
  await workspace.goto(`/workspace/tickets/${ids.ticket}`);
  await workspace.locator("#ticket-status").click();
  await workspace.getByText("The workflow has no step from the ticket's status to this one.").first().waitFor();
  await workspace.keyboard.press("Escape");
  await choose("In progress");
  await statusIs("In progress");
  await expect.poll(() => workspace.getByLabel("Assignee", { exact: true }).inputValue()).toBe("Eva Ott");
  await workspace.keyboard.press("b");
  await workspace.locator("input:focus").waitFor();
  for (const subject of ["Look at the hinges", "Oil them"]) {
    await workspace.keyboard.type(subject);
    await workspace.keyboard.press("Enter");
    await workspace.getByRole("checkbox", { name: `“${subject}” is done` }).waitFor();
  }
  await workspace.keyboard.press("Escape");
  await keys.press(workspace.getByRole("button", { name: "Actions for “Oil them”" }));
  await keys.choose(workspace.getByRole("menuitem", { name: "Book time" }));
  await workspace.getByRole("combobox", { name: "Subtask" }).waitFor();
  await expect.poll(() => workspace.getByRole("combobox", { name: "Subtask" }).inputValue()).toBe("Oil them");
  await workspace.locator("input:focus").waitFor();
  await workspace.keyboard.type("0:45");
  await workspace.keyboard.press("Enter");
  await workspace.getByText("0:45 h booked.").waitFor();
  await expectAccessible(workspace, "time on a subtask");
  await workspace.getByRole("link", { name: "Conversation" }).click();
  await workspace.getByRole("listitem").filter({ hasText: "Oil them" }).getByText("0:45 h").waitFor();
});

test("it is not done while a subtask is open; when it is, its requester is asked by mail", async () => {
  await workspace.getByRole("checkbox", { name: "“Look at the hinges” is done" }).check();
  await choose("Done");
  await workspace.getByText("while subtasks are open: Oil them").waitFor();
  await workspace.getByRole("checkbox", { name: "“Oil them” is done" }).check();
  await workspace.getByText("2 of 2 done").first().waitFor();
  await choose("Done");
  await statusIs("Done");
  await work();
  expect(links).toEqual([`http://pforte.test/tickets/${ids.ticket}/judgement`]);
});

test("the link asks for the sign-in and leads to the judgement: rejected with a comment, done again, accepted", async () => {
  const portal = await stage.open();
  await portal.goto(new URL(links[0] ?? "").pathname);
  await portal.getByLabel("User name or e-mail address").fill("anna");
  await portal.getByLabel("Password", { exact: true }).fill(password);
  await portal.getByRole("button", { name: "Sign in" }).click();
  await portal.getByRole("heading", { name: "The door squeaks" }).waitFor();
  expect(new URL(portal.url()).pathname).toBe(`/tickets/${ids.ticket}/judgement`);
  await expect.poll(() => portal.evaluate(() => document.activeElement?.textContent)).toContain("We are done. Please check the result.");
  await expectAccessible(portal, "the judgement");
  await portal.keyboard.press("Tab");
  await keys.press(portal.getByRole("button", { name: "Not yet" }));
  await portal.getByRole("textbox", { name: "What is still missing?" }).fill("It still squeaks");
  await portal.getByRole("button", { name: "Hand back" }).click();
  await portal.getByText("Rejected").waitFor();

  await workspace.reload();
  await workspace.getByText("It still squeaks").waitFor();
  await choose("In progress");
  await statusIs("In progress");
  await book("9-9:20");
  await workspace.getByRole("link", { name: "Conversation" }).click();
  await choose("Done");
  await statusIs("Done");
  await work();
  expect(links).toHaveLength(2);
  await portal.goto(new URL(links[1] ?? "").pathname);
  await portal.getByRole("button", { name: "All is well, close" }).click();
  await portal.getByText("Accepted").waitFor();
  await portal.getByText("This request does not wait for your verdict any more.").waitFor();
  expect(await portal.getByRole("button", { name: "Open again" }).count()).toBe(0);
  const { minutes } = await stage.app.db
    .selectFrom("time_entry")
    .select(({ fn }) => fn.sum<number>("minutes").as("minutes"))
    .where("ticket_id", "=", ids.ticket)
    .executeTakeFirstOrThrow();
  expect(Number(minutes)).toBe(65);
});

test("billed it is locked, until an administrator takes it out", async () => {
  await workspace.reload();
  await choose("Billed");
  const dialog = workspace.getByRole("dialog", { name: "Set to Billed" });
  await dialog.getByText("Only an administrator can take it out again.").waitFor();
  await expectAccessible(workspace, "what is said with a status");
  await dialog.getByRole("button", { name: "Set status" }).click();
  await workspace.getByText("Locked by the status Billed").waitFor();
  await expect.poll(() => workspace.getByLabel("Assignee", { exact: true }).isDisabled()).toBe(true);
  await choose("Accepted");
  await workspace.getByText("Locked by the status Billed").waitFor({ state: "detached" });
});
