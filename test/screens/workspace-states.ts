/** What lies behind the screens of the workspace: dialogs, looks from the side, what is selected, written or changed, and pages that fail or are empty. */
import type { Page } from "playwright-core";
import type { CheckupView } from "#contract/checkup.ts";
import type { Translate } from "#server/platform/i18n/translate.ts";
import { type Screen, screens } from "./screens.ts";

type Act = (page: Page, t: Translate) => Promise<void>;

/** A state of the screen of that name, with what is done there to come to it. */
function state(screen: string, name: string, act: Act, more: Partial<Screen> = {}): Screen {
  const found = screens.find((one) => one.name === `workspace-${screen}`);
  if (found === undefined) throw new Error(`there is no screen ${screen}`);
  return { ...found, name: `workspace-${name}`, act, ...more };
}

const press = (page: Page, name: string, at = 0) => page.getByRole("button", { name, exact: true }).nth(at).click();
/** In a menu behind "More actions" or another button. */
async function choose(page: Page, menu: string, entry: string): Promise<void> {
  await press(page, menu);
  await page.getByRole("menuitem", { name: entry }).click();
}
/** On a phone what a ticket is lies folded above what was written. */
async function unfold(page: Page): Promise<void> {
  const fold = page.locator("summary").first();
  if (await fold.isVisible()) await fold.click();
}
const dialog = (page: Page) => page.getByRole("dialog").first().waitFor();

/** From the list by keys: the row that is meant has the focus. */
async function peek(page: Page): Promise<void> {
  for (const key of ["j", "j", "Space"]) await page.keyboard.press(key);
  await page.locator("aside").first().waitFor();
}
async function selectThree(page: Page): Promise<void> {
  for (const at of [1, 2, 3]) await page.locator("table input[type=checkbox]").nth(at).check({ force: true });
}

/** Until it is known who gains and loses. */
const answered = (page: Page, t: Translate) =>
  page
    .getByRole("region", { name: t("workspace.whatIf.title") })
    .and(page.locator("[aria-busy=false]"))
    .waitFor();

/** One right more and one less, both kinds at once. */
async function changeRights(page: Page): Promise<void> {
  const cells = page.locator("fieldset[data-cell]");
  await cells.nth(0).locator("button").nth(2).click();
  await cells.nth(8).locator("button").nth(0).click();
}
/** The check-up, as if there were nothing to mend. */
async function findNothing(page: Page): Promise<void> {
  await page.route("**/api/v1/access/checkup", async (route) => {
    const answer = await route.fetch();
    const { checks } = (await answer.json()) as CheckupView;
    await route.fulfill({ response: answer, json: { checks: checks.map(({ id, area }) => ({ id, area, count: 0 })) } });
  });
}
async function changeSetting(page: Page): Promise<void> {
  await page.locator("input[role=switch]").nth(1).click({ force: true });
}

export const workspaceStates: readonly Screen[] = [
  state("sign-in", "sign-in-refused", async (page) => {
    await page.locator("input").first().fill("nobody.known");
    await page.locator("input[type=password]").fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").first().waitFor();
  }),
  state("sign-in", "forgotten", async (page, t) => press(page, t("workspace.entry.forgotten"))),
  state("tickets", "tickets-peek", peek),
  state("tickets", "tickets-selected", selectThree),
  state("tickets", "tickets-unbilled", async (page) => page.locator("tbody tr").first().waitFor(), {
    path: () => "/tickets?state=all&time=unbilled&columns=subject,status,worked,reference,assignee,changed",
  }),
  state("tickets", "tickets-reference", async (page, t) => {
    await choose(page, t("ui.moreFilters"), t("workspace.ticket.customerReference"));
    await page.getByRole("textbox", { name: t("workspace.ticket.referenceBegins") }).waitFor();
  }),
  state("tickets", "tickets-review", async (page, t) => {
    await selectThree(page);
    await press(page, t("workspace.ticket.priority"), 1);
    await page.locator("[role^=menuitem]").first().click();
    await dialog(page);
  }),
  state("tickets", "tickets-bulk-project", async (page) => {
    await selectThree(page);
    await page.keyboard.press("o");
    await dialog(page);
  }),
  state(
    "tickets",
    "tickets-bulk-booked-time",
    async (page, t) => {
      await selectThree(page);
      await page.keyboard.press("o");
      await page.getByRole("combobox", { name: t("workspace.ticket.project") }).fill("INT-02");
      await page.getByRole("option", { name: /INT-02/ }).click();
      await press(page, t("workspace.bulk.review"));
      await page.getByRole("radio", { name: t("workspace.time.way.rebook") }).check();
    },
    { path: (places) => `/tickets?state=all&project=${places.project}` },
  ),
  state("tickets", "tickets-bulk-own-field", async (page) => {
    await selectThree(page);
    await page.keyboard.press("f");
    await dialog(page);
  }),
  state("tickets", "tickets-bulk-categories", async (page) => {
    await selectThree(page);
    await page.keyboard.press("g");
    await dialog(page);
  }),
  state("tickets", "tickets-filtered", async (page) => void (await page.goto(`${page.url()}?state=closed&q=drucker`))),
  state("tickets", "tickets-save-view", async (page, t) => {
    await page.getByRole("searchbox").first().fill("drucker");
    await press(page, t("ui.createView"));
    await dialog(page);
  }),
  state("tickets", "tickets-columns", async (page, t) => press(page, t("ui.columns"))),
  state("tickets", "tickets-export", async (page, t) => press(page, t("ui.exportList"))),
  state("tickets", "shortcuts", async (page) => {
    await page.keyboard.press("Shift+?");
    await dialog(page);
  }),
  state("tickets", "navigation", async (page, t) => {
    const menu = page.getByRole("button", { name: t("workspace.nav.open") });
    if (await menu.isVisible()) await menu.click();
  }),
  state("tickets", "password", async (page, t) => choose(page, t("workspace.account.open", { name: "Eva Ott" }), t("workspace.account.changePassword"))),
  state("tickets", "tickets-failed", async (page, t) => {
    await page.route("**/api/v1/tickets?**", (route) => route.abort());
    await page.getByRole("searchbox").first().fill("x");
    await page.getByText(t("ui.unreachable")).first().waitFor();
  }),
  state("ticket", "ticket-answer", async (page) => {
    await page.keyboard.press("r");
    await page.locator("textarea").first().fill("USB-C, 144 Hz");
  }),
  state("ticket", "ticket-note", async (page) => page.keyboard.press("n")),
  state("ticket", "ticket-also-writing", async (page) => {
    const others = [{ id: "00000000-0000-7000-8000-000000000001", name: "Tom Whitfield", visible: true }];
    await page.route("**/writing", (route) => route.fulfill({ json: { others } }));
    await page.keyboard.press("r");
    await page.locator("form [role=status]").getByText("Tom Whitfield").waitFor();
  }),
  state("ticket-time", "ticket-time-range", async (page, t) => {
    await page.keyboard.press("t");
    await page.keyboard.type("9-10:30");
    await page.getByLabel(t("workspace.time.comment")).first().fill("Router");
  }),
  state("ticket-time", "ticket-time-edit", async (page, t) => {
    await page.locator("tbody button[aria-haspopup=menu]").first().click();
    await page.getByRole("menuitem", { name: t("workspace.time.change") }).click();
    await dialog(page);
  }),
  state("ticket", "ticket-participant", async (page, t) => {
    await unfold(page);
    await press(page, t("workspace.participant.add"));
  }),
  state("ticket", "ticket-customer", async (page, t) => {
    await unfold(page);
    await press(page, t("workspace.ticket.changeCustomer"));
  }),
  state("ticket", "ticket-subject", async (page, t) => choose(page, t("workspace.list.more"), t("workspace.ticket.changeSubject"))),
  state("ticket", "ticket-merge", async (page, t) => {
    await choose(page, t("workspace.list.more"), t("workspace.merge.menu"));
    await page.getByRole("dialog").getByRole("combobox").first().fill("e");
    await page.getByRole("option").first().click();
    await answered(page, t);
  }),
  state("tickets", "tickets-merge", async (page, t) => {
    await selectThree(page);
    await page.keyboard.press("m");
    await page.getByRole("radio").first().waitFor();
    await answered(page, t);
  }),
  state("ticket", "ticket-link", async (page, t) => {
    await unfold(page);
    await press(page, t("workspace.link.add"));
    await dialog(page);
  }),
  state("ticket", "ticket-confidential", async (page) => {
    await unfold(page);
    await page.locator("#confidential").click({ force: true });
  }),
  state("ticket-subtasks", "ticket-subtask", async (page) => {
    await page.locator("li[data-state=inProcess] button").nth(1).click();
    await dialog(page);
  }),
  state("companies", "companies-peek", peek),
  state("company", "company-suspend", async (page, t) => choose(page, t("workspace.list.more"), t("workspace.company.suspend.do"))),
  state("company", "company-close", async (page, t) => choose(page, t("workspace.list.more"), t("workspace.company.close.do"))),
  state("company", "company-changed", async (page) => page.getByRole("textbox").nth(2).fill("B")),
  state("company", "company-unsaved", async (page, t) => {
    await page.getByRole("textbox").nth(2).fill("B");
    await page
      .getByRole("link", { name: t("workspace.nav.access") })
      .last()
      .click();
    await dialog(page);
  }),
  state("company-access", "company-access-changed", changeRights),
  state("company-access", "company-access-review", async (page, t) => {
    await changeRights(page);
    await press(page, t("workspace.rights.review"));
    await dialog(page);
  }),
  state("company-access", "company-access-what-if", async (page, t) => {
    for (let taken = 0; taken < 4; taken++) {
      await page.locator("fieldset[data-cell] button[aria-pressed=true]").first().focus();
      await page.keyboard.press("0");
    }
    await press(page, t("workspace.rights.review"));
    await answered(page, t);
    await press(page, t("workspace.whatIf.showDetails"));
  }),
  state("company-access", "company-access-days", async (page) => {
    await page.locator("fieldset[data-cell] button[aria-pressed=true]").first().focus();
    await page.keyboard.press("d");
    await dialog(page);
  }),
  state("company-access", "company-access-dated", async (page) => {
    await page.locator("fieldset[data-cell] button[aria-pressed=true]").first().focus();
    await page.keyboard.press("d");
    await page.locator("input[type=date]").nth(1).fill("2027-03-31");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }),
  state("company-assign", "company-assign-changed", async (page) => page.locator("fieldset[data-cell] button[aria-pressed=false]").first().click()),
  state("company-assign", "company-assign-column", async (page, t) => press(page, t("workspace.assign.column"))),
  state("company-assign", "company-assign-review", async (page, t) => {
    await press(page, t("workspace.assign.column"));
    await page.getByRole("menuitem").last().click();
    await press(page, t("workspace.rights.review"));
    await answered(page, t);
  }),
  state("contacts", "contacts-peek", peek),
  state("contact", "contact-suspend", async (page, t) => choose(page, t("workspace.list.more"), t("workspace.contact.suspended.do"))),
  state("contact-memberships", "contact-membership", async (page, t) => {
    await page.locator("table td button").first().click();
    await page.getByRole("menuitem", { name: t("workspace.membership.edit"), exact: true }).click();
    await dialog(page);
  }),
  state("contact-memberships", "contact-role-for-a-time", async (page, t) => {
    await page.locator("table td button").last().click();
    await page.getByRole("menuitem", { name: t("workspace.membership.edit"), exact: true }).click();
    await dialog(page);
    await page.getByRole("group", { name: t("workspace.roleForATime.label") }).waitFor();
  }),
  state("contact-memberships", "contact-role-later", async (page, t) => {
    await page.locator("table td button").first().click();
    await page.getByRole("menuitem", { name: t("workspace.membership.edit"), exact: true }).click();
    await dialog(page);
    await page.getByRole("button", { name: t("workspace.roleForATime.add") }).click();
    const role = page.getByRole("group", { name: t("workspace.roleForATime.label") });
    await role.getByRole("combobox").click();
    await page.getByRole("option").last().click();
    await role.locator("input[type=date]").nth(0).fill("2098-12-20");
    await role.locator("input[type=date]").nth(1).fill("2099-01-06");
    await page.getByText("2098:").scrollIntoViewIfNeeded();
    await answered(page, t);
  }),
  state("contact-memberships", "contact-membership-remove", async (page, t) => {
    await page.locator("table td button").last().click();
    await page.getByRole("menuitem", { name: t("workspace.membership.remove"), exact: true }).click();
    await dialog(page);
  }),
  state("contact-memberships", "contact-move", async (page, t) => {
    await page.locator("table td button").first().click();
    await page.getByRole("menuitem", { name: t("workspace.move.do"), exact: true }).click();
    await page.getByRole("dialog").getByRole("combobox").first().fill("a");
    await page.getByRole("option").first().click();
    await answered(page, t);
  }),
  state("contact-memberships", "contact-membership-new", async (page, t) => press(page, t("workspace.membership.add"))),
  state("contact-sign-in", "contact-reset", async (page, t) => press(page, t("workspace.signIn.reset"))),
  state("contact-sign-in", "contact-rename", async (page, t) => press(page, t("workspace.signIn.rename"))),
  state("contact-sign-in", "contact-withdraw", async (page, t) => press(page, t("workspace.signIn.withdraw"))),
  state("contact-grants", "contact-grants-details", async (page) => {
    await page.locator("fieldset[data-cell] button[aria-pressed=true]").first().focus();
    await page.keyboard.press("d");
    await dialog(page);
  }),
  state("project-assign", "project-assign-review", async (page, t) => {
    await page.locator("fieldset[data-cell] button[aria-pressed=false]").first().click();
    await press(page, t("workspace.rights.review"));
    await answered(page, t);
  }),
  state("contact-access", "contact-access-rights", async (page) => page.mouse.wheel(0, 4000)),
  state("access-groups", "group-new", async (page, t) => press(page, t("workspace.access.newGroup"))),
  state("group", "group-edit", async (page, t) => press(page, t("workspace.access.editGroup"))),
  state("access-queues", "queue-edit", async (page) => page.locator("table td button").first().click()),
  state("checkup-findings", "checkup-fix", async (page, t) => {
    await press(page, t("workspace.checkup.fix.withdrawSignIn"), 1);
    await dialog(page);
  }),
  state("checkup", "checkup-all-in-order", async (page) => page.locator("[aria-expanded=false][aria-controls]").last().click()),
  state("checkup", "checkup-nothing", async () => {}, { prepare: findNothing }),
  state("access-roles", "role-new", async (page, t) => press(page, t("workspace.role.new"))),
  state("access-services", "service-new", async (page, t) => press(page, t("workspace.service.new"))),
  state("service", "service-edit", async (page, t) => press(page, t("workspace.service.edit"))),
  state("service", "service-column", async (page, t) => press(page, t("workspace.services.column"), 1)),
  state("company-services", "company-services-changed", async (page) => page.locator("fieldset[data-cell] button").nth(1).click()),
  state("company-services", "company-services-review", async (page, t) => {
    await page.locator("fieldset[data-cell] button").nth(1).click();
    await press(page, t("workspace.rights.review"));
    await dialog(page);
  }),
  state("projects", "project-new", async (page, t) => press(page, t("workspace.project.new"))),
  state("projects", "projects-nothing-found", async (page) => void (await page.goto(`${page.url()}?q=zeppelin`))),
  state("project", "task-new", async (page, t) => press(page, t("workspace.task.new"))),
  state("project", "task-move", async (page, t) => {
    await page.locator("table td button[aria-haspopup=menu]").first().click();
    await page.getByRole("menuitem", { name: t("workspace.task.move") }).click();
    await dialog(page);
  }),
  state("project-contacts", "grant-edit", async (page, t) => {
    await page.locator("table td button[aria-haspopup=menu]").first().click();
    await page.getByRole("menuitem", { name: t("workspace.membership.edit") }).click();
    await dialog(page);
  }),
  state("project-contacts", "grant-remove", async (page, t) => {
    await page.locator("table td button[aria-haspopup=menu]").first().click();
    await page.getByRole("menuitem", { name: t("workspace.grant.remove") }).click();
    await answered(page, t);
  }),
  state("project-contacts", "grants-add", async (page, t) => {
    await press(page, t("workspace.grant.add"));
    await page.getByRole("dialog").getByRole("combobox").first().fill("a");
    await page.getByRole("option").first().click();
    await answered(page, t);
  }),
  state("project-log", "project-log-event", async (page) => page.locator("table tbody button").nth(1).click()),
  state("access-categories", "category-new", async (page, t) => press(page, t("workspace.category.new"))),
  state("access-categories", "category-edit", async (page, t) => {
    await page.locator("table td button").first().click();
    await page.getByRole("dialog").getByRole("switch").click({ force: true });
    await answered(page, t);
  }),
  state("access-roles", "role-edit", async (page, t) => {
    await page.locator("main button[aria-haspopup=menu]").last().click();
    await page.getByRole("menuitem", { name: t("workspace.membership.edit"), exact: true }).click();
  }),
  state("tickets", "tickets-more-filters", async (page, t) => {
    await choose(page, t("ui.moreFilters"), t("workspace.ticket.project"));
    await page.getByRole("menuitemcheckbox").first().waitFor();
  }),
  state("new-ticket", "new-ticket-project", async (page, t) => {
    await page.getByRole("combobox", { name: t("workspace.ticket.project") }).fill("e");
    await page.getByRole("option").first().click();
    await page.getByRole("combobox", { name: t("workspace.task.name") }).waitFor();
  }),
  state("new-ticket", "new-ticket-project-taken-out", async (page, t) => {
    const choose = async (field: string, typed: string) => {
      await page.getByRole("combobox", { name: t(field) }).fill(typed);
      await page.getByRole("option").first().click();
    };
    await choose("workspace.ticket.project", "ERP");
    await choose("workspace.ticket.company", "Alder");
    await page.getByRole("status").filter({ hasText: "ERP" }).waitFor();
  }),
  state("company-settings", "company-settings-changed", changeSetting),
  state("agents", "agent-new", async (page, t) => press(page, t("workspace.agent.new"))),
  state("outbox", "outbox-mail", async (page) => page.locator("table tbody button").first().click()),
  state("outbox", "outbox-test", async (page, t) => press(page, t("workspace.outbox.test"))),
  state("settings", "settings-changed", changeSetting),
  state("settings", "settings-review", async (page, t) => {
    await changeSetting(page);
    await press(page, t("workspace.rights.review"));
    await dialog(page);
  }),
  state("settings-statuses", "status", async (page, t) => {
    await page.getByRole("button", { name: t("workspace.status.new") }).click();
    await dialog(page);
  }),
  state("settings-own-fields", "own-field", async (page, t) => {
    await press(page, t("workspace.ownField.new"));
    await dialog(page);
  }),
  state("settings-own-fields", "own-field-change", async (page) => {
    await page.locator("li [data-row-link]").nth(2).click();
    await dialog(page);
  }),
  state("settings-statuses", "status-template", async (page, t) => {
    await page.getByRole("button", { name: t("workspace.status.template") }).click();
    await page.getByRole("dialog").getByText(t("workspace.status.templateKeeps")).waitFor();
  }),
  state("settings-workflow", "steps-review", async (page, t) => {
    await page.locator("fieldset[data-cell]").nth(4).locator("button").nth(1).click();
    await press(page, t("workspace.rights.review"));
    await dialog(page);
  }),
  state("tickets", "tickets-reminders", async (page) => page.locator("tbody tr").first().waitFor(), { path: () => "/tickets?waiting=due" }),
  state("ticket", "ticket-step", async (page) => {
    await unfold(page);
    await page.locator("#ticket-status").click();
    await page.getByRole("option", { name: /^(Billed|Abgerechnet)$/ }).click();
    await dialog(page);
  }),
  state(
    "ticket",
    "ticket-status",
    async (page) => {
      await unfold(page);
      await page.locator("#ticket-status").click();
      await page.getByRole("option").first().waitFor();
    },
    { settings: { "tickets.workflow": "steps" } },
  ),
  state("why-yes", "why-sees", async (page, t) => page.getByRole("heading", { name: t("workspace.why.sees"), exact: true }).scrollIntoViewIfNeeded()),
  state("settings", "settings-view-review", async (page, t) => {
    await page.getByRole("switch", { name: t("setting.view.priority.label") }).click({ force: true });
    await press(page, t("workspace.rights.review"));
    await dialog(page);
  }),
  state("audit", "audit-event", async (page) => page.locator("table tbody button").first().click()),
  state("contacts", "contacts-nothing-found", async (page, t) => {
    await page.getByRole("searchbox").first().fill("zeppelin");
    await page.getByText(t("workspace.contact.noneFiltered")).waitFor();
  }),
];
