/** Contacts and companies are assigned from both sides: several at once, by keys, saved and finished where one came from, taken back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "./browser.ts";

let stage: Stage;
let page: Page;
const ids = { home: "", second: "", third: "", contact: "", colleague: "" };

beforeAll(async () => {
  stage = await openStage();
  const { app } = stage;
  const { agentId, cookie } = await app.administrator();
  await app.db.updateTable("agent").set({ language: "en" }).where("agent_id", "=", agentId).execute();
  ids.home = await app.company({ name: "Alpha" });
  ids.second = await app.company({ name: "Beta" });
  ids.third = await app.company({ name: "Gamma" });
  ids.contact = await app.person(ids.home, "manager", { first_name: "Anna", last_name: "Berger" });
  ids.colleague = await app.person(ids.second, "basic", { first_name: "Karl", last_name: "Decker" });
  page = await stage.open();
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: stage.url }]);
}, 120_000);
afterAll(() => stage?.close());

const companiesOf = async (contactId: string) => {
  const rows = await stage.app.db
    .selectFrom("membership as m")
    .innerJoin("company as c", "c.company_id", "m.company_id")
    .innerJoin("portal_role as r", "r.role_id", "m.role_id")
    .select(["c.name", "r.system_key"])
    .where("m.contact_id", "=", contactId)
    .orderBy("c.name")
    .execute();
  return rows.map((row) => `${row.name} ${row.system_key}`);
};
const tick = (name: string) => page.getByRole("button", { name: `${name}, Assigned, role` });
const press = (button: string) => page.getByRole("button", { name: button }).click();

test("gives a contact several companies by keys, does not take the primary one, and comes back to where it was asked for", async () => {
  await page.goto(`/workspace/contacts/${ids.contact}/memberships`);
  await page.getByRole("link", { name: "Assign several" }).click();
  await tick("Alpha").focus();
  await page.keyboard.press("0");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("2");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  await page.getByText("2 changes are not saved").waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("table"))).toBeNull();
  await expectAccessible(page, "companies of a contact");
  await press("Review and save");
  await page.getByText("Gamma: not assigned → Basic").waitFor();
  await expectAccessible(page, "review of companies");
  await press("Save and finish");
  await page.waitForURL(/\/memberships$/);
  expect(await companiesOf(ids.contact)).toEqual(["Alpha manager", "Beta advanced", "Gamma basic"]);
  await press("Undo");
  await page.getByText("2 changes are taken back.").waitFor();
  expect(await companiesOf(ids.contact)).toEqual(["Alpha manager"]);
});

test("gives a company all contacts that are found, and comes back to the list with its filter", async () => {
  await page.goto(`/workspace/companies/${ids.third}/contacts?state=active`);
  await page.getByRole("link", { name: "Assign contacts" }).click();
  await tick("Karl Decker").waitFor();
  await page.getByRole("button", { name: "Assigned, role", exact: true }).click();
  await page.getByRole("menuitem", { name: "Advanced" }).click();
  await page.getByText("2 changes are not saved").waitFor();
  await expectAccessible(page, "contacts of a company");
  await press("Review and save");
  await press("Save and finish");
  await page.waitForURL(/\/contacts\?state=active$/);
  expect([await companiesOf(ids.contact), await companiesOf(ids.colleague)]).toEqual([
    ["Alpha manager", "Gamma advanced"],
    ["Beta basic", "Gamma advanced"],
  ]);
});

test("says before a whole column is set how many that assigns, and can set only those who are assigned", async () => {
  const home = await stage.app.company({ name: "Delta" });
  const member = await stage.app.person(home, "basic", { first_name: "Dora", last_name: "Ehlers" });
  await page.goto(`/workspace/companies/${home}/assign`);
  await tick("Dora Ehlers").waitFor();
  const set = async (part: string) => {
    await page.getByRole("button", { name: "Assigned, role", exact: true }).click();
    await page.getByText(part).waitFor();
    return page.getByRole("menuitem", { name: "Advanced" });
  };
  await (await set("Set for the 1 row that is assigned")).first().click();
  await page.getByText("1 change is not saved").waitFor();
  await (await set("Set for all 3 rows shown, 2 of them newly assigned")).last().click();
  await page.getByText("3 changes are not saved").waitFor();
  await press("Review and save");
  await page.getByText("2 contacts were not assigned to Delta before.").waitFor();
  await page.keyboard.press("Escape");
  await press("Discard");
  expect(await companiesOf(member)).toEqual(["Delta basic"]);
}, 120_000);

test("gives, narrows and takes away grants from both sides, leaves several on one project alone, and takes it back", async () => {
  const { app } = stage;
  const [depot, network, office] = [
    await app.project(ids.home, { name: "Depot" }),
    await app.project(ids.home, { name: "Network" }),
    await app.project(ids.home, { name: "Office" }),
  ];
  await app.task(network, { name: "Cabling" });
  await app.grant(ids.contact, depot, { read_only: true });
  for (const read_only of [true, false]) await app.grant(ids.contact, office, { read_only });
  const grantsOf = async () => {
    const grants = app.db.selectFrom("project_grant as g").innerJoin("project as p", "p.project_id", "g.project_id");
    const rows = await grants.select(["p.name", "g.tasks", "g.read_only"]).orderBy("p.name").orderBy("g.read_only").execute();
    return rows.map((row) => `${row.name} ${row.tasks} ${row.read_only ? "reads" : "answers"}`);
  };
  const before = ["Depot all reads", "Office all answers", "Office all reads"];
  expect(await grantsOf()).toEqual(before);
  await page.goto(`/workspace/contacts/${ids.contact}/access`);
  await page.getByRole("link", { name: "Assign projects" }).click();
  const group = (name: string) => page.getByRole("group", { name: `${name}, Grant` });
  await group("Depot").getByRole("button").first().focus();
  await page.keyboard.press("2");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("1");
  await page.keyboard.press("d");
  await page.getByLabel("Only some tasks").check();
  await page.getByLabel("Cabling").check();
  await expectAccessible(page, "details of a grant");
  await press("Apply");
  await group("Network").getByText("only 1 task").waitFor();
  await page.getByRole("link", { name: "2 grants" }).waitFor();
  await expectAccessible(page, "projects of a contact");
  await press("Review and save");
  await page.getByText("Network: no grant → Reads only, only 1 task").waitFor();
  await press("Save and finish");
  await page.waitForURL(/\/access$/);
  expect(await grantsOf()).toEqual(["Depot all answers", "Network named reads", "Office all answers", "Office all reads"]);
  await press("Undo");
  await page.getByText("Grants are as they were before.").waitFor();
  expect(await grantsOf()).toEqual(before);
  await page.goto(`/workspace/projects/${depot}/assign`);
  await group("Anna Berger").getByRole("button").first().focus();
  await page.keyboard.press("0");
  await press("Review and save");
  await page.getByText("Anna Berger: Reads only → no grant").waitFor();
  await press("Save and finish");
  await page.waitForURL(/\/contacts$/);
  expect(await grantsOf()).toEqual(before.slice(1));
});

test("neither doubles nor overwrites a grant that somebody else gave meanwhile", async () => {
  const { app } = stage;
  const [cellar, roof] = [await app.project(ids.home, { name: "Cellar" }), await app.project(ids.home, { name: "Roof" })];
  await page.goto(`/workspace/contacts/${ids.contact}/grants`);
  const group = (name: string) => page.getByRole("group", { name: `${name}, Grant` });
  for (const name of ["Cellar", "Roof"]) {
    await group(name).getByRole("button").first().focus();
    await page.keyboard.press("2");
  }
  await app.grant(ids.contact, cellar, { read_only: true });
  for (const read_only of [true, false]) await app.grant(ids.contact, roof, { read_only });
  await press("Review and save");
  await press("Save 2 changes");
  await page.getByText("Roof has several grants meanwhile.").waitFor();
  await page.getByRole("alert").getByText("Cellar").waitFor();
  await press("Keep my changes");
  await press("Review and save");
  await page.getByText("Cellar: Reads only → Reads and answers").waitFor();
  await press("Save 1 change");
  await page.getByText("1 grant is changed.").waitFor();
  const grants = await app.db.selectFrom("project_grant").select(["project_id", "read_only"]).where("project_id", "in", [cellar, roof]).execute();
  expect(grants.filter((grant) => grant.project_id === cellar)).toEqual([{ project_id: cellar, read_only: false }]);
  expect(grants).toHaveLength(3);
});
