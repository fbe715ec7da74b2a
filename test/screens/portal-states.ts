/** States in which people meet the screens of the portal: what was written, opened, refused, is empty, may not be done or does not come. */
import type { Page } from "playwright-core";
import type { Screen } from "./screens.ts";

const portal = (name: string, route: string, more: Partial<Screen> = {}): Screen => ({
  name: `portal-${name}`,
  app: "portal",
  as: "contact",
  route,
  path: () => route,
  ...more,
});

const namesKeptBack = { "view.agentNames": "team", "view.colleagueNames": false, "view.priority": false };

const beforeSignIn: readonly Screen[] = [
  portal("sign-in-ended", "/sign-in", { as: "nobody", path: () => "/sign-in?notice=ended" }),
  portal("forgot-sent", "/forgot", {
    as: "nobody",
    async act(page) {
      await page.locator("input").first().fill("nobody.known");
      await page.locator("input").first().press("Enter");
      await page.getByRole("status").waitFor();
    },
  }),
  portal("reset", "/set-password", { as: "nobody", path: (places) => `/set-password#${places.resetToken}` }),
  portal("link-expired", "/set-password", { as: "nobody", path: (places) => `/set-password#${places.expiredToken}` }),
  portal("link-used", "/set-password", { as: "nobody", path: (places) => `/set-password#${places.usedToken}` }),
];

const lists: readonly Screen[] = [
  portal("home-colleague", "/", { as: "colleague" }),
  portal("home-observer", "/", { as: "observer" }),
  portal("home-read-only", "/", { settings: { "portal.readOnly": true } }),
  portal("own-menu", "/", { act: async (page) => page.locator("header button[aria-haspopup=menu]").click() }),
  portal("keys", "/", { act: openKeys }),
  portal("unreachable", "/", { prepare: withoutAnswer("**/api/**") }),
  portal("tickets-colleague", "/tickets", { as: "colleague", path: () => "/tickets?state=all" }),
  portal("tickets-shared", "/tickets", { path: () => "/tickets?view=shared&state=all" }),
  portal("tickets-billed", "/tickets", { as: "observer", path: () => "/tickets?view=billed&state=all" }),
  portal("ticket-hours", "/tickets", {
    as: "observer",
    path: () => "/tickets?view=billed&state=closed",
    async act(page) {
      await page.locator('main a[href*="/tickets/"]').first().click();
      await page.locator("article h1").waitFor();
    },
  }),
  portal("tickets-export", "/tickets", { act: async (page, t) => page.getByRole("button", { name: t("ui.exportList") }).click() }),
  portal("tickets-none", "/tickets", { as: "observer", path: () => "/tickets?view=mine" }),
  portal("tickets-found", "/tickets", { as: "manager", path: () => "/tickets?state=all&q=VPN" }),
  portal("tickets-filter", "/tickets", { act: async (page) => page.locator("main button[aria-haspopup]").first().click() }),
  portal("tickets-not-loaded", "/tickets", { prepare: withoutAnswer("**/api/v1/portal/tickets?*") }),
];

const tickets: readonly Screen[] = [
  portal("ticket-readers", "/tickets/$id", { path: (places) => `/tickets/${places.longTicket}`, act: openReaders }),
  portal("ticket-answer", "/tickets/$id", { path: (places) => `/tickets/${places.longTicket}`, act: writeAnswer }),
  portal("ticket-uploading", "/tickets/$id", {
    as: "manager",
    path: (places) => `/tickets/${places.waitingTicket}`,
    prepare: async (page) => void (await page.route("**/api/v1/portal/uploads*", () => {})),
    act: writeAnswer,
  }),
  portal("ticket-waiting", "/tickets/$id", { path: (places) => `/tickets/${places.waitingTicket}`, as: "manager" }),
  portal("ticket-rejecting", "/tickets/$id", {
    path: (places) => `/tickets/${places.doneTicket}`,
    act: async (page, t) => page.getByRole("button", { name: t("portal.ticket.notYet"), exact: true }).click(),
  }),
  portal("ticket-closed", "/tickets/$id", { path: (places) => `/tickets/${places.closedTicket}` }),
  portal("ticket-not-to-answer", "/tickets/$id", { path: (places) => `/tickets/${places.announcement}` }),
  portal("ticket-shared", "/tickets/$id", { path: (places) => `/tickets/${places.sharedTicket}` }),
  portal("ticket-observer", "/tickets/$id", { as: "observer", path: (places) => `/tickets/${places.observedTicket}` }),
  portal("ticket-names-kept-back", "/tickets/$id", { path: (places) => `/tickets/${places.longTicket}`, settings: namesKeptBack, act: openReaders }),
  portal("tickets-names-kept-back", "/tickets", { as: "manager", path: () => "/tickets?view=companies&state=all", settings: namesKeptBack }),
  portal("ticket-read-only", "/tickets/$id", { path: (places) => `/tickets/${places.longTicket}`, settings: { "portal.readOnly": true } }),
];

const requestAndProfile: readonly Screen[] = [
  portal("new-request-colleague", "/new", { as: "colleague" }),
  portal("new-request-manager", "/new", { as: "manager" }),
  portal("new-request-incomplete", "/new", { act: async (page) => page.locator("form button[type=submit]").click() }),
  portal("new-request-draft", "/new", {
    async act(page) {
      await page.locator("form input[maxlength]").fill("Monitor");
      await page.locator("form textarea").first().fill("USB-C, 144 Hz");
      await page.reload();
      await page.getByRole("status").waitFor();
    },
  }),
  portal("new-request-observer", "/new", { as: "observer" }),
  portal("new-request-read-only", "/new", { settings: { "portal.readOnly": true } }),
  portal("profile-password", "/profile", {
    async act(page) {
      await page.locator("section[aria-labelledby=password] button").click();
      await page.locator("input[autocomplete=new-password]").fill("long enough");
    },
  }),
];

export const portalStates: readonly Screen[] = [...beforeSignIn, ...lists, ...tickets, ...requestAndProfile];

function withoutAnswer(addresses: string) {
  return async (page: Page) => void (await page.route(addresses, (route) => route.abort()));
}

async function openKeys(page: Page): Promise<void> {
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
}

async function openReaders(page: Page): Promise<void> {
  await page.locator("button[aria-controls=who-reads]").click();
  await page.locator("#who-reads form").waitFor();
}

/** With a picture, and a file that is refused. */
async function writeAnswer(page: Page): Promise<void> {
  await page.locator("form textarea").first().fill("USB-C, 144 Hz");
  const pixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await page.locator("form input[type=file]").setInputFiles([
    { name: "monitor.png", mimeType: "image/png", buffer: pixel },
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
  ]);
  await page.locator("form li").nth(1).waitFor();
}
