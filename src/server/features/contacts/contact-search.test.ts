import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/contact.ts";
import type { QueryInputOf } from "#contract/endpoint.ts";
import { listGrantsOfProject } from "#contract/grant.ts";
import { listContactsToGrant } from "#contract/grant-matrix.ts";
import { listContactsToAssign } from "#contract/membership-matrix.ts";
import { listGroupRightsByContact } from "#contract/rights-matrix.ts";
import { listServiceContacts } from "#contract/service-matrix.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { shaped, walk } from "#test/guards.ts";

/** So many that what is frequent is not read at once. What the last names have in common lies at the end of the alphabet. */
const counts = { early: 4200, late: 3400, few: 40 };

type Person = { id: string; first: string; last: string; login: string; email: string; state: string; member: boolean };
const people: Person[] = [
  ...Array.from({ length: counts.early }, (_, index) => person(index, index % 3 === 0 ? "Anna" : "Otto", `B${"aeiou"[index % 5]}rg${index % 700}`, "o")),
  ...Array.from({ length: counts.late }, (_, index) => person(index, index % 2 === 0 ? "Martin" : "Ulla", `Zimmermann${index % 1000}`, "xz")),
  ...Array.from({ length: counts.few }, (_, index) => person(index, index % 2 === 0 ? "A" : "Quark An", ["A", "An", "Martin", "Yo"][index % 4] ?? "", "few")),
  person(counts.few, "O", "B", "few"),
];

function person(index: number, first: string, last: string, login: string): Person {
  const state = index % 400 === 7 ? "closed" : "active";
  return { id: randomUUIDv7(), first, last, login: `${login}${index}`, email: `${login}${index}@c${index % 50}.example`, state, member: index % 7 !== 0 };
}

let app: TestApp;
let administrator: { cookie: string; agentId: string };
let companyId: string;
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  companyId = await app.company();
  const rows = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid, first text, last text, login text, email text, state text, member boolean)`;
  await sql`insert into contact (contact_id, first_name, last_name, login, email, state, changed_at)
    select id, first, last, login, email, state, '2026-01-01T00:00:00Z'::timestamptz + random() * interval '1 hour' from ${rows}`.execute(app.db);
  await sql`insert into membership (membership_id, contact_id, company_id, role_id) select gen_random_uuid(), id, ${companyId}::uuid, ${ROLES.basic}::uuid
    from ${rows} where member`.execute(app.db);
});
afterAll(() => app.close());

const call = shaped(() => app);
const list = (query: QueryInputOf<typeof contract.listContacts>, limit = 500) => walk(call, administrator, contract.listContacts, query, limit);

// ── what a search finds, in order, written down once more ──

const fieldsOf = ({ first, last, login, email }: Person) => [first, last, login, email].join(" ").toLowerCase();

function isFound(person: Person, q: string): boolean {
  const text = ` ${fieldsOf(person)}`;
  return q.split(" ").every((word) => text.includes(/[a-z\d]{3}/.test(word) ? word : ` ${word}`));
}

function rankOf({ first, last, login, email }: Person, q: string): number {
  const [byFirst, byLast] = [`${first} ${last} `.toLowerCase(), `${last} ${first} `.toLowerCase()];
  if (login === q || email === q || byFirst.startsWith(`${q} `) || byLast.startsWith(`${q} `)) return 0;
  if (byLast.startsWith(q)) return 1;
  return [byFirst, login, email].some((text) => text.startsWith(q)) ? 2 : 3;
}

function expected(q: string, of: (person: Person) => boolean = () => true): string[] {
  const key = (one: Person) => `${rankOf(one, q)} ${`${one.last} ${one.first}`.toLowerCase()}\u0000${one.id}`;
  const found = people.filter((one) => of(one) && isFound(one, q)).map((one) => ({ id: one.id, key: key(one) }));
  return found.sort((a, b) => (a.key < b.key ? -1 : 1)).map((one) => one.id);
}

const ids = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);

describe("a search that finds thousands", () => {
  test("loses nobody and shows nobody twice from the first page to the last, the best first", async () => {
    for (const q of ["a", "an", "z", "yo", "qx", "ann", "example", "immerm", "xz1", "martin", "anna b", "a b", "o b", "b o", "ma zimm", "@c1", "o41"])
      expect([q, ids(await list({ q }))]).toEqual([q, expected(q)]);
  });

  test("says how many it finds", async () => {
    for (const q of ["a", "an", "example", "immerm"])
      expect(await call(administrator, contract.listContacts, { query: { q, limit: 1 } })).toMatchObject({ total: expected(q).length });
  });

  test("keeps its order whatever the size of a page is", async () => {
    for (const q of ["a", "immerm"]) {
      const walked = ids(await list({ q, companyId, state: "closed" }, 3));
      expect([q, walked]).toEqual([q, expected(q, (one) => one.member && one.state === "closed")]);
    }
    const ends = await call(administrator, contract.listContacts, { query: { q: "immerm", limit: 7 } });
    expect(ids(ends.items)).toEqual(expected("immerm").slice(0, 7));
  });

  test("does so too inside a large company, in a state, and in both", async () => {
    for (const q of ["a", "example", "immerm"]) expect([q, ids(await list({ q, companyId }))]).toEqual([q, expected(q, (one) => one.member)]);
    for (const state of ["active", "closed"] as const) {
      expect(ids(await list({ q: "immerm", state }))).toEqual(expected("immerm", (one) => one.state === state));
      expect(ids(await list({ q: "anna", state, companyId }))).toEqual(expected("anna", (one) => one.member && one.state === state));
    }
  });

  test("does so too in the order of changes", async () => {
    const byChange = await app.db.selectFrom("contact").select("contact_id").orderBy("changed_at", "desc").orderBy("contact_id", "desc").execute();
    for (const q of ["an", "immerm"]) {
      const found = new Set(expected(q));
      const inOrder = byChange.map((row) => row.contact_id).filter((id) => found.has(id));
      expect([q, ids(await list({ q, sort: "-changed" }))]).toEqual([q, inOrder]);
    }
  });
});

test("lists without a search narrow to a large company and to a state, by name and by change", async () => {
  const members = people.filter((one) => one.member);
  for (const sort of ["name", "-changed"] as const) {
    expect(ids(await list({ state: "closed", sort })).sort()).toEqual(ids(people.filter((one) => one.state === "closed")).sort());
    expect(ids(await list({ state: "active", companyId, sort })).sort()).toEqual(ids(members.filter((one) => one.state === "active")).sort());
  }
  expect(await call(administrator, contract.listContacts, { query: { companyId, limit: 1 } })).toMatchObject({ total: members.length });
});

test("the matrix of a large company shows its contacts by name, then all others by name, also those whom a search finds", async () => {
  const rows = async (query: object) => {
    const items: { id: string }[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await call(administrator, listContactsToAssign, {
        params: { id: companyId },
        query: { ...query, limit: 500, ...(cursor ? { cursor } : {}) },
      });
      items.push(...page.items);
      cursor = page.next;
    }
    return ids(items);
  };
  const name = (one: Person) => `${`${one.last} ${one.first}`.toLowerCase()}\u0000${one.id}`;
  const byName = (of: (one: Person) => boolean) => ids(people.filter(of).sort((a, b) => (name(a) < name(b) ? -1 : 1)));
  expect(await rows({ shown: "assigned" })).toEqual(byName((one) => one.member));
  expect(await rows({})).toEqual([...byName((one) => one.member), ...byName((one) => !one.member)]);
  const found = (one: Person) => isFound(one, "rg12");
  expect(await rows({ q: "rg12" })).toEqual([...byName((one) => one.member && found(one)), ...byName((one) => !one.member && found(one))]);
  expect(await rows({ q: "rg12", shown: "assigned" })).toEqual(byName((one) => one.member && found(one)));
});

test("a word of one or two letters finds beginnings of names, login and address; a star stands for anything behind", async () => {
  const person = (first_name: string, last_name: string, login: string, email = "") => app.contact({ first_name, last_name, login, email });
  await person("Kwu", "Öx", "inner.kw");
  await person("Anton", "Ökwad", "kw.second", "kwa@x.example");
  await person("Lee van", "Ökware", "third");
  const names = async (q: string) => (await list({ q })).map((item) => item.name);
  expect(await names("kw")).toEqual(["Anton Ökwad", "Kwu Öx"]);
  expect(await names("öx kw")).toEqual(["Kwu Öx"]);
  expect(await names("ok*ad")).toEqual(["Anton Ökwad"]);
  expect(await names("*kw*")).toEqual(["Anton Ökwad", "Kwu Öx"]);
  expect(await names("kwa")).toEqual(["Anton Ökwad", "Lee van Ökware"]);
  expect(await names("va öK")).toEqual(["Lee van Ökware"]);
  expect(await names("' \\")).toEqual([]);
});

test("matrices of contacts and the contacts of a project find for the same words the same people as the list", async () => {
  const [groupId, serviceId, projectId] = [await app.group(), randomUUIDv7(), await app.project(companyId)];
  await app.db.insertInto("service").values({ service_id: serviceId, name: "Hotline" }).execute();
  await sql`insert into project_grant (grant_id, contact_id, project_id, company_id, tasks)
    select gen_random_uuid(), contact_id, ${projectId}::uuid, ${companyId}::uuid, 'all' from membership where company_id = ${companyId}::uuid`.execute(app.db);
  const at = <E extends { path: string }>(endpoint: E, id: string): E => ({ ...endpoint, path: endpoint.path.replace("{id}", id) });
  const everybody = [at(listContactsToAssign, companyId), at(listGroupRightsByContact, groupId), at(listServiceContacts, serviceId)] as const;
  const inOrder = (found: readonly string[]) => [...found].sort();
  const members = new Set(people.filter((one) => one.member).map((one) => one.id));
  for (const q of ["an", "yo", "qx", "a b", "an b", "rg12", "*yo*"]) {
    const found = inOrder(ids(await list({ q })));
    for (const endpoint of everybody) {
      const rows = (await walk(call, administrator, endpoint as typeof listContactsToAssign, { q }, 500)) as { id: string }[];
      expect([q, endpoint.path, inOrder(ids(rows))]).toEqual([q, endpoint.path, found]);
    }
    const ofProject = found.filter((id) => members.has(id));
    const toGrant = (await walk(call, administrator, at(listContactsToGrant, projectId), { q }, 500)) as { id: string }[];
    expect([q, inOrder(ids(toGrant))]).toEqual([q, ofProject]);
    const grants = (await walk(call, administrator, at(listGrantsOfProject, projectId), { q }, 500)) as { contact: { id: string } }[];
    expect([q, inOrder(grants.map((grant) => grant.contact.id))]).toEqual([q, ofProject]);
  }
});
