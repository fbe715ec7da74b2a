/** Services are assigned from both sides by keys: the rule that applies is seen, saved is what was read, days of a right are set beside. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "./browser.ts";

let stage: Stage;
let page: Page;
const ids = { alpha: "", beta: "", anna: "", office: "", desk: "", print: "", group: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  ids.alpha = await app.company({ name: "Alpha", time_zone: "Europe/Berlin" });
  ids.beta = await app.company({ name: "Beta" });
  ids.anna = await app.person(ids.alpha, "manager", { first_name: "Anna", last_name: "Berger" });
  ids.office = await service("Office");
  ids.desk = await service("Office::Desk");
  ids.print = await service("Print");
  ids.group = await app.group({ name: "Hardware" });
  await app.db.insertInto("service_assignment").values({ service_assignment_id: crypto.randomUUID(), service_id: ids.print, everybody: true }).execute();
  page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
}, 120_000);
afterAll(() => stage?.close());

async function service(name: string): Promise<string> {
  const service_id = crypto.randomUUID();
  await stage.app.db.insertInto("service").values({ service_id, name }).execute();
  return service_id;
}

const assigned = async (of: { company_id?: string; contact_id?: string }) => {
  const rows = await stage.app.db
    .selectFrom("service_assignment as a")
    .innerJoin("service as s", "s.service_id", "a.service_id")
    .select("s.name")
    .where((eb) => eb.and(of))
    .orderBy("s.name")
    .execute();
  return rows.map((row) => row.name);
};
const cell = (name: string) => page.getByRole("group", { name, exact: true }).getByRole("button").first();
const press = (button: string) => page.getByRole("button", { name: button, exact: true }).click();
const save = async (changes: string) => {
  await press("Review and save");
  await page.getByRole("dialog").waitFor();
  await press(changes);
  await page.getByRole("dialog").waitFor({ state: "detached" });
};

test("a company gets services by keys: what comes from everybody is dashed until the first own one replaces it", async () => {
  await page.goto(`/workspace/companies/${ids.alpha}/access?part=services`);
  await page.getByText("1 service for everybody").waitFor();
  expect(await cell("Print, Assigned").getAttribute("data-inherited")).toBe("true");
  await cell("Office, Assigned").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("1");
  await page.getByText("1 own service", { exact: true }).waitFor();
  expect(await cell("Print, Assigned").getAttribute("data-inherited")).toBe("false");
  await expectAccessible(page, "services of a company");
  await press("Review and save");
  await page.getByText("Office › Desk: not assigned → assigned").waitFor();
  await expectAccessible(page, "review of services");
  await press("Save 1 change");
  await page.getByText("1 assignment is changed.").waitFor();
  expect(await assigned({ company_id: ids.alpha })).toEqual(["Office::Desk"]);
  await press("Undo");
  await page.getByText("1 change is taken back.").waitFor();
  expect(await assigned({ company_id: ids.alpha })).toEqual([]);
});

test("from the service's side all companies that match get it, while somebody else assigns the same service", async () => {
  await page.goto(`/workspace/access/services/${ids.desk}`);
  await cell("Beta, Assigned").waitFor();
  await page.getByRole("columnheader", { name: "Assigned" }).getByRole("button").click();
  await page.getByRole("menuitem", { name: "assigned", exact: true }).click();
  await page.getByText("2 changes are not saved").waitFor();
  await stage.app.db.updateTable("service").set({ assignments_version: 7 }).where("service_id", "=", ids.desk).execute();
  await save("Save 2 changes");
  await page.getByText("2 assignments are changed.").waitFor();
  expect([await assigned({ company_id: ids.alpha }), await assigned({ company_id: ids.beta })]).toEqual([["Office::Desk"], ["Office::Desk"]]);
  await page.getByRole("button", { name: "Contacts", exact: true }).click();
  await page.getByText("Alpha: 1 service").waitFor();
  expect(await cell("Anna Berger, Assigned").getAttribute("data-inherited")).toBe("true");
  await expectAccessible(page, "contacts of a service");
  await cell("Anna Berger, Assigned").focus();
  await page.keyboard.press(" ");
  await save("Save 1 change");
  await page.getByText("1 own service", { exact: true }).waitFor();
  expect(await assigned({ contact_id: ids.anna })).toEqual(["Office::Desk"]);
});

test("a right gets its last day by keys; the review says it, and it counts in the company's time zone", async () => {
  await page.goto(`/workspace/companies/${ids.alpha}/access`);
  await cell("Hardware, Own company").focus();
  await page.keyboard.press("3");
  await page.keyboard.press("d");
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page, "days of a right");
  await page.getByLabel("Until (last day)").fill("2031-03-31");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("until 31 Mar 2031").waitFor();
  await press("Review and save");
  await page.getByText("Hardware, Own company: nothing → edit, until 31 Mar 2031").waitFor();
  await press("Save 1 change");
  await page.getByText("1 right is changed.").waitFor();
  const right = await stage.app.db.selectFrom("group_right").select(["can_edit", "ends_at"]).where("company_id", "=", ids.alpha).executeTakeFirstOrThrow();
  expect(right).toEqual({ can_edit: true, ends_at: new Date("2031-03-31T22:00:00Z") });
});
