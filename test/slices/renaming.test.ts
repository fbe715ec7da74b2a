/** Rights hang on ids: when everything has another name, and even the one that another had before, nobody gains or loses anything. */
import { expect, test } from "vitest";
import { effectiveAccessOf, explainAccess, whoCanRead } from "#contract/access.ts";
import { changeCategory, listCategories } from "#contract/category.ts";
import { changeCompany, listCompanies } from "#contract/company.ts";
import { listContacts, renameLogin } from "#contract/contact.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { changeGroup, changeQueue, changeRole, listGroups, listQueues, listRoles } from "#contract/master-data.ts";
import { getCreateOptions, listPortalTickets } from "#contract/portal-ticket.ts";
import { changeProject, changeTask, listProjects, listTasks } from "#contract/project.ts";
import { randomWorld } from "#test/access/random-world.ts";
import type { World } from "#test/access/world.ts";
import { insertWorld } from "#test/access/world-database.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";

type Named = { id: string; name?: string; number?: string; login?: string | null; version?: number };

/** A made-up installation in a database of its own, at its own moment. */
async function startWorld(world: World): Promise<TestApp> {
  const app = await startTestApp();
  app.later(world.now - Date.now());
  await app.db.transaction().execute((tx) => insertWorld(tx, world));
  for (const [at, { id }] of world.contacts.entries())
    await app.db
      .updateTable("contact")
      .set({ login: `login-${at}` })
      .where("contact_id", "=", id)
      .execute();
  return app;
}

/** Everything that everybody is told, by ids and reasons: names are left out. */
async function tellAll(app: TestApp, administrator: Signed, world: World) {
  const people = [];
  for (const { id } of world.contacts) {
    const as = await app.signIn({ contactId: id });
    const lists = [];
    for (const view of ["all", "mine", "companies", "shared", "billed"] as const) {
      const { status, body } = await app.ask(as, listPortalTickets, { query: { view, state: "all", limit: 100 } });
      lists.push([view, status, status === 200 ? body.items.map((ticket) => [ticket.id, ticket.can]) : null]);
    }
    // Of each company: without one it is the first by name, where none is primary.
    const options = [];
    for (const company of world.companies) options.push(idsIn((await app.ask(as, getCreateOptions, { query: { company: company.id } })).body));
    const effective = await app.call(administrator, effectiveAccessOf, { query: { contact: id } });
    people.push({ id, lists, options, effective: idsIn(effective) });
  }
  const tickets = [];
  for (const { id } of world.tickets) {
    const { items, byPath } = await app.call(administrator, whoCanRead, { query: { ticket: id } });
    const whys = [];
    for (const contact of world.contacts) {
      const why = await app.call(administrator, explainAccess, { query: { contact: contact.id, ticket: id } });
      // Neither origin nor order: of several rights or memberships that lead, those of the first company by name come first.
      const parts = [...why.door, ...why.gates, ...why.paths, ...why.paths.flatMap((path) => path.gates)];
      const reasons = parts.map(({ id: part, open, reason }) => `${part} ${open} ${reason}`).sort();
      whys.push([contact.id, why.allowed, why.verbs, reasons]);
    }
    tickets.push({ id, byPath, readers: items.map(({ contact, paths, verbs }) => [contact.id, paths, verbs]), whys });
  }
  return { people, tickets };
}

const words = ["name", "number", "sentence"];

/** All ids in an answer, sorted: lists in it are in the order of names. In these worlds names look like ids, so they are left out first. */
function idsIn(answer: unknown): string[] {
  const found =
    JSON.stringify(answer ?? null, (key, value) => (words.includes(key) ? undefined : value)).match(
      /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g,
    ) ?? [];
  return [...found].sort();
}

/** Each gets a name that nobody had, and then the one that the next of them had before. */
async function passOn(values: readonly string[], rename: (at: number, value: string) => Promise<void>): Promise<void> {
  for (const at of values.keys()) await rename(at, `meanwhile ${at}`);
  for (const at of values.keys()) await rename(at, values[(at + 1) % values.length] ?? "");
}

async function renameEverything(app: TestApp, administrator: Signed): Promise<number> {
  let renamed = 0;
  const all = async (endpoint: Endpoint, params: Record<string, string> = {}) =>
    ((await app.call(administrator, endpoint, { params })) as { items: Named[] }).items;
  const pass = async (list: () => Promise<Named[]>, field: "name" | "number" | "login", change: Endpoint, more: Record<string, string> = {}) => {
    const order = (await list()).map(({ id }) => id);
    const values = (await list()).map((one) => one[field] ?? "");
    await passOn(values, async (at, value) => {
      const one = (await list()).find(({ id }) => id === order[at]);
      const body = field === "login" ? { login: value } : { [field]: value, version: one?.version };
      await app.call(administrator, change, { params: { id: order[at] ?? "", taskId: order[at] ?? "", ...more }, body });
      renamed++;
    });
  };
  await pass(() => all(listContacts), "login", renameLogin);
  for (const field of ["number", "name"] as const) await pass(() => all(listCompanies), field, changeCompany);
  await pass(() => all(listGroups), "name", changeGroup);
  await pass(() => all(listQueues), "name", changeQueue);
  await pass(async () => (await all(listRoles)).filter((role) => !(role as { systemKey?: string | null }).systemKey), "name", changeRole);
  await pass(() => all(listCategories), "name", changeCategory);
  for (const field of ["number", "name"] as const) await pass(() => all(listProjects), field, changeProject);
  for (const { id } of await all(listProjects)) await pass(() => all(listTasks, { id }), "name", changeTask, { id });
  return renamed;
}

test.each([7, 42])(
  "renaming logins, numbers, groups, queues, roles, projects and categories loses and leaks nothing (world %i)",
  async (seed) => {
    const world = randomWorld(seed);
    const app = await startWorld(world);
    try {
      const administrator = await app.administrator();
      const before = await tellAll(app, administrator, world);
      expect(before.tickets.flatMap(({ readers }) => readers).length).toBeGreaterThan(5);
      expect(await renameEverything(app, administrator)).toBeGreaterThan(50);
      const logins = await app.db.selectFrom("contact").select("login").orderBy("contact_id").execute();
      expect(logins.map(({ login }) => login)).not.toEqual(world.contacts.map((_, at) => `login-${at}`));
      const after = await tellAll(app, administrator, world);
      expect(after).toEqual(before);
    } finally {
      await app.close();
    }
  },
  180_000,
);
