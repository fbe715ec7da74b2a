import { expect, test } from "vitest";
import { readCsv } from "#server/features/take-over/csv.ts";
import { type Export, readExport } from "#server/features/take-over/read-export.ts";
import { planTables } from "#test/exports/plan-description.ts";
import { hasRealExport, realExportFolder } from "#test/exports/real-export.ts";
import { createFindings } from "./findings.ts";
import { isListed, sightOf } from "./otrs-list-rule.ts";
import { isOpenable, keyringOf } from "./otrs-open-rule.ts";
import { effectiveCompanyIds, effectiveGroups, otrsWorld } from "./otrs-world.ts";
import { readPersons } from "./persons.ts";
import { cell, namesOf, type Raw } from "./raw.ts";

async function expected(name: string): Promise<Raw[]> {
  return Array.fromAsync(readCsv(`${realExportFolder}/expected-${name}.csv`));
}

function worldOf({ settings, tables }: Export) {
  const persons = readPersons(settings.personSources, tables, createFindings());
  return { persons, world: otrsWorld(settings, tables, persons) };
}

test("the list rule and both open rules answer for every person and ticket as OTOBO itself did", async () => {
  if (!hasRealExport()) return;
  const source = await readExport(realExportFolder);
  const { persons, world } = worldOf(source);
  const groupOf = new Map(source.tables("queue").rows.map((row) => [cell(row, "id"), cell(row, "group_id")]));
  const answers = new Map((await expected("visible")).map((row) => [`${row.login} ${row.ticket_number}`, `${row.listed}${row.open_ro}${row.open_rw}`]));
  const sight = sightOf(world);
  const wrong: string[] = [];
  let asked = 0;
  for (const { login } of persons.all) {
    const seen = sight(login);
    const [read, write] = [keyringOf(world, login, "ro"), keyringOf(world, login, "rw")];
    for (const row of source.tables("ticket").rows) {
      const ticket = { customerUser: cell(row, "customer_user_id"), companyId: cell(row, "customer_id"), groupId: groupOf.get(cell(row, "queue_id")) ?? "" };
      const modules = source.settings.permissionModules;
      const answer = [isListed(seen, ticket), isOpenable(modules, read, ticket), isOpenable(modules, write, ticket)].map(Number).join("");
      asked += 1;
      if (answer !== (answers.get(`${login} ${row.tn}`) ?? "000")) wrong.push(`${login} ${row.tn} ${answer}`);
    }
  }
  expect(asked).toBe(42_070);
  expect(wrong).toEqual([]);
});

test("effective groups and company ids are those that OTOBO worked out", async () => {
  if (!hasRealExport()) return;
  const source = await readExport(realExportFolder);
  const { persons, world } = worldOf(source);
  const names = namesOf(source.tables("groups_table"));
  const logins = persons.all.map((person) => person.login);
  const groups = logins.flatMap((login) =>
    ["ro", "create", "rw"].flatMap((type) => [...effectiveGroups(world, login, type)].map((id) => `${login}, ${type}, ${names.get(id)}`)),
  );
  expect(groups.sort()).toEqual((await expected("groups")).map((row) => `${row.login}, ${row.permission}, ${row.group}`).sort());
  const companies = logins.flatMap((login) => effectiveCompanyIds(world, login).map((id) => `${login}, ${id}`));
  expect(companies.sort()).toEqual((await expected("customers")).map((row) => `${row.login}, ${row.customer_id}`).sort());
});

test("the services planned for contacts are those that OTOBO offered", async () => {
  if (!hasRealExport()) return;
  const { settings, tables } = await readExport(realExportFolder);
  const { plan } = planTables(settings, tables);
  const active = new Map(plan.master.services.filter((service) => service.state === "active").map((service) => [service.key, service.name]));
  const namesFor = (contactKey: string | null) =>
    plan.serviceAssignments.filter((one) => one.contactKey === contactKey).flatMap((one) => active.get(one.serviceKey) ?? []);
  const offered = plan.contacts.flatMap((contact) => {
    const own = namesFor(contact.key);
    return (own.length > 0 ? own : namesFor(null)).map((name) => `${contact.login}, ${name}`);
  });
  expect(offered.sort()).toEqual((await expected("services")).map((row) => `${row.login}, ${row.service}`).sort());
});

test("on the real export every difference between OTOBO's list and Pforte's is explained, and the lists are as counted", async () => {
  if (!hasRealExport()) return;
  const { settings, tables } = await readExport(realExportFolder);
  const { byCode, before, now } = planTables(settings, tables);
  const listed = (await expected("visible")).filter((row) => row.listed === "1").map((row) => `${row.login} sees ${row.ticket_number}`);
  expect(before.toSorted()).toEqual(listed.sort());
  expect(byCode).toEqual({ "list-open-split": 833, "login-case": 4, "removed-or-merged": 7, "company-not-active": 36, "person-not-active": 110 });
  expect(now.filter((seen) => !before.includes(seen))).toEqual([]);
});
