/** Every screen of both apps, as the demo shows it: for pictures, and for whatever else has to be asked of each of them. */
import type { Page } from "playwright-core";
import type { Translate } from "#server/platform/i18n/translate.ts";
import type { Places } from "./places.ts";

export type Who = "nobody" | "contact" | "manager" | "colleague" | "observer" | "administrator" | "agent";

export type Screen = {
  /** Unique; also the name of its pictures. */
  name: string;
  app: "portal" | "workspace";
  as: Who;
  /** As the app's router writes it: a test compares both lists. */
  route: string;
  path: (places: Places) => string;
  /** It shows parts of screens: skeletons and headings among them. */
  showsParts?: true;
  /** Settings of the installation while it is shown. */
  settings?: Readonly<Record<string, unknown>>;
  /** Before the page goes anywhere: what the server shall not answer. */
  prepare?: (page: Page) => Promise<void>;
  /** What is done on the page before it is looked at; `t` has the words on it. */
  act?: (page: Page, t: Translate) => Promise<void>;
};

const portal = (name: string, route: string, more: Partial<Screen> = {}): Screen => ({
  name: `portal-${name}`,
  app: "portal",
  as: "contact",
  route,
  path: () => route,
  ...more,
});
const workspace = (name: string, route: string, more: Partial<Screen> = {}): Screen => ({
  name: `workspace-${name}`,
  app: "workspace",
  as: "administrator",
  route,
  path: () => route,
  ...more,
});

const portalScreens: readonly Screen[] = [
  portal("sign-in", "/sign-in", { as: "nobody" }),
  portal("sign-in-refused", "/sign-in", {
    as: "nobody",
    async act(page) {
      const [login, password] = [page.locator("input").first(), page.locator("input[type=password]")];
      await login.fill("nobody.known");
      await password.fill("not the password");
      await password.press("Enter");
      await page.getByRole("alert").first().waitFor();
    },
  }),
  portal("forgot", "/forgot", { as: "nobody" }),
  portal("invitation", "/set-password", { as: "nobody", path: (places) => `/set-password#${places.invitationToken}` }),
  portal("link-not-valid", "/set-password", { as: "nobody", path: () => "/set-password#no-such-link" }),
  portal("home", "/"),
  portal("home-manager", "/", { as: "manager" }),
  portal("tickets", "/tickets"),
  portal("tickets-mine", "/tickets", { path: () => "/tickets?view=mine" }),
  portal("tickets-manager", "/tickets", { as: "manager", path: () => "/tickets?view=companies" }),
  portal("tickets-nothing-found", "/tickets", { path: () => "/tickets?q=zeppelin" }),
  portal("ticket", "/tickets/$id", { path: (places) => `/tickets/${places.longTicket}` }),
  portal("ticket-to-judge", "/tickets/$id", { path: (places) => `/tickets/${places.doneTicket}` }),
  portal("judgement", "/tickets/$id/judgement", { path: (places) => `/tickets/${places.doneTicket}/judgement` }),
  portal("ticket-unknown", "/tickets/$id", { path: () => "/tickets/00000000-0000-7000-8000-00000000dead" }),
  portal("new-request", "/new"),
  portal("profile", "/profile"),
  portal("not-found", "$", { path: () => "/no-such-page" }),
];

const workspaceScreens: readonly Screen[] = [
  workspace("sign-in", "/sign-in", { as: "nobody" }),
  workspace("link-not-valid", "/set-password", { as: "nobody", path: () => "/set-password#no-such-link" }),
  workspace("set-up-done", "/set-up", { as: "nobody", path: () => "/set-up#no-such-link" }),
  workspace("start", "/", { as: "agent" }),
  workspace("first-steps", "/first-steps"),
  workspace("tickets", "/tickets"),
  workspace("tickets-nothing-found", "/tickets", { path: () => "/tickets?q=zeppelin" }),
  workspace("tickets-palette", "/tickets", {
    async act(page) {
      await page.keyboard.press("Control+k");
      await page.locator("input[class*='Spotlight-search']").fill("th");
      await page.locator("[class*='Spotlight-action']", { hasText: "Thornleigh" }).first().waitFor();
    },
  }),
  workspace("ticket", "/tickets/$id", { path: (places) => `/tickets/${places.longTicket}` }),
  workspace("ticket-new", "/tickets/$id", { path: (places) => `/tickets/${places.newTicket}` }),
  workspace("ticket-merged", "/tickets/$id", { path: (places) => `/tickets/${places.joinedTicket}` }),
  workspace("ticket-subtasks", "/tickets/$id", { path: (places) => `/tickets/${places.dividedTicket}` }),
  workspace("ticket-history", "/tickets/$id/$tab", { path: (places) => `/tickets/${places.longTicket}/history` }),
  workspace("ticket-time", "/tickets/$id/$tab", { path: (places) => `/tickets/${places.workedTicket}/time` }),
  workspace("ticket-access", "/tickets/$id/$tab", { path: (places) => `/tickets/${places.longTicket}/access` }),
  workspace("new-ticket", "/tickets/new"),
  workspace("companies", "/companies"),
  workspace("new-company", "/companies/new"),
  workspace("company", "/companies/$id", { path: (places) => `/companies/${places.company}` }),
  ...["contacts", "assign", "access", "projects", "settings", "log"].map((tab) =>
    workspace(`company-${tab}`, "/companies/$id/$tab", { path: (places) => `/companies/${places.company}/${tab}` }),
  ),
  workspace("company-unknown", "/companies/$id", { path: () => "/companies/00000000-0000-7000-8000-00000000dead" }),
  workspace("contacts", "/contacts"),
  workspace("new-contact", "/contacts/new"),
  workspace("contact", "/contacts/$id", { path: (places) => `/contacts/${places.contact}` }),
  ...["sign-in", "memberships", "assign", "access", "grants", "tickets", "settings", "log"].map((tab) =>
    workspace(`contact-${tab}`, "/contacts/$id/$tab", { path: (places) => `/contacts/${places.contact}/${tab}` }),
  ),
  workspace("contact-invited", "/contacts/$id/$tab", { path: (places) => `/contacts/${places.invited}/sign-in` }),
  workspace("projects", "/projects"),
  workspace("project", "/projects/$id", { path: (places) => `/projects/${places.project}` }),
  ...["contacts", "assign", "details", "log"].map((tab) =>
    workspace(`project-${tab}`, "/projects/$id/$tab", { path: (places) => `/projects/${places.project}/${tab}` }),
  ),
  workspace("access", "/access"),
  ...["groups", "queues", "roles", "services", "categories"].map((tab) => workspace(`access-${tab}`, "/access/$tab", { path: () => `/access/${tab}` })),
  workspace("why-yes", "/access/$tab", { path: (places) => `/access/why?contact=${places.contact}&ticket=${places.companyTicket}` }),
  workspace("why-no", "/access/$tab", { path: (places) => `/access/why?contact=${places.contact}&ticket=${places.confidentialTicket}` }),
  workspace("who", "/access/$tab", { path: (places) => `/access/who?ticket=${places.longTicket}` }),
  workspace("group", "/access/groups/$id", { path: (places) => `/access/groups/${places.group}` }),
  workspace("access-services-everybody", "/access/$tab", { path: () => "/access/services?part=everybody" }),
  workspace("service", "/access/services/$id", { path: (places) => `/access/services/${places.service}` }),
  workspace("service-contacts", "/access/services/$id", { path: (places) => `/access/services/${places.service}?by=contact` }),
  workspace("company-services", "/companies/$id/$tab", { path: (places) => `/companies/${places.company}/access?part=services` }),
  workspace("contact-services", "/contacts/$id/$tab", {
    path: (places) => `/contacts/${places.contact}/access?part=services`,
    act: async (page) => page.mouse.wheel(0, 4000),
  }),
  workspace("checkup", "/access/$tab", { path: () => "/access/checkup" }),
  workspace("checkup-findings", "/access/$tab", { path: () => "/access/checkup?check=signInWithoutMembership" }),
  workspace("agents", "/agents"),
  workspace("agent", "/agents/$id", { path: (places) => `/agents/${places.agent}` }),
  workspace("outbox", "/outbox"),
  workspace("settings", "/settings"),
  ...["statuses", "workflow", "own-fields"].map((tab) => workspace(`settings-${tab}`, "/settings/$tab", { path: () => `/settings/${tab}` })),
  workspace("audit", "/audit"),
  workspace("sign-in-log", "/audit", { path: () => "/audit?log=sign-ins" }),
  workspace("design", "/design", { showsParts: true }),
  workspace("not-found", "$", { path: () => "/no-such-page" }),
  workspace("not-allowed", "/settings", { as: "agent" }),
  workspace("account-menu", "/tickets", { act: async (page) => page.getByRole("button", { name: "Eva Ott" }).click() }),
];

export const screens: readonly Screen[] = [...portalScreens, ...workspaceScreens];
