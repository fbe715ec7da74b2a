/** Lists, their totals, their pages and the files made of them tell of the same tickets, whatever narrows them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { listContactTickets } from "#contract/contact.ts";
import { listPortalTickets } from "#contract/portal-ticket.ts";
import { changeTickets, listTickets } from "#contract/ticket.ts";
import { exportPortalTickets, exportTickets } from "#contract/ticket-export.ts";
import { PORTAL_VIEWS } from "#domain/tickets/views.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped, walk } from "#test/guards.ts";
import { refreshSearch } from "./write-queries.ts";

const seed = Number(process.env.PFORTE_SEED ?? Math.floor(Math.random() * 2 ** 31));
let state = seed;
/** Park and Miller: enough to draw tickets with. */
const random = () => {
  state = (state * 48_271 + 11) % 2_147_483_647;
  return state / 2_147_483_647;
};
const one = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
const maybe = <Value>(values: readonly Value[], chance = 0.5): Value | null => (random() < chance ? one(values) : null);

let app: TestApp;
let admin: Signed;
const call = shaped(() => app);
const world = {
  companies: [] as string[],
  queues: [] as string[],
  people: [] as string[],
  agents: [] as Awaited<ReturnType<TestApp["agent"]>>[],
  tags: [] as string[],
  categories: [] as string[],
};
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  const groups = [await app.group(), await app.group()];
  for (const groupId of groups) world.queues.push(await app.queue(groupId), await app.queue(groupId));
  for (let at = 0; at < 3; at++) {
    const companyId = await app.company();
    world.companies.push(companyId);
    world.people.push(await app.person(companyId, "manager"), await app.person(companyId, "basic"));
    world.tags.push(await app.tag());
    world.categories.push(await app.category());
  }
  const eva = await app.agent();
  await app.agentRight(eva.agentId, groups[0] ?? "");
  world.agents.push(eva);
  for (let at = 0; at < 160; at++) {
    const company = Math.floor(random() * 3);
    const ticketId = await app.ticket({
      queue_id: one(world.queues),
      company_id: world.companies[company] ?? null,
      contact_id: maybe(world.people.slice(2 * company, 2 * company + 2), 0.7),
      assignee_id: maybe([eva.agentId], 0.3),
      type: one(["new", "open", "pending", "done", "closed"] as const),
      subject: one(["printer", "network", "printer and network"]),
      due_at: maybe([-50, -1, 2, 100].map((hours) => new Date(Date.now() + hours * 3_600_000))),
      customer_reference: maybe(["PO-1", "PO-12", "INC-7"]) ?? "",
    });
    await app.article(ticketId, { visible: random() < 0.7, body_text: one(["paper", "cable"]) });
    for (const tagId of world.tags) if (random() < 0.3) await app.ticketTag(ticketId, tagId);
    const categoryId = maybe(world.categories);
    if (categoryId !== null) await app.ticketCategory(ticketId, categoryId);
  }
  const rows = await app.db.selectFrom("ticket").select("ticket_id").execute();
  await refreshSearch(
    app.db,
    rows.map((row) => row.ticket_id),
  );
}, 60_000);
afterAll(() => app.close());

/** Lines of the file, without its head. */
async function linesOf(as: Signed, path: string, query: Record<string, unknown>): Promise<number> {
  const given = Object.entries({ ...query, format: "csv", columns: "number" }).map(([key, value]): [string, string] => [key, String(value)]);
  const answer = await app.fetch(`${path}?${new URLSearchParams(given)}`, {}, as);
  return (await answer.text()).trim().split("\n").length - 1;
}

const agentFilter = () => {
  const narrowed = {
    q: maybe(["printer", "pap", "network cable", "po-12"], 0.25),
    company: maybe([[one(world.companies)], world.companies.slice(1)], 0.3),
    queue: maybe([[one(world.queues)]], 0.2),
    tag: maybe([[one(world.tags)], world.tags], 0.3),
    category: maybe([[one(world.categories)]], 0.2),
    due: maybe(["overdue", "today", "week"] as const, 0.25),
    statusType: maybe([["pending"], ["new", "open"]] as ("pending" | "new" | "open")[][], 0.2),
    assignee: maybe(["nobody"] as const, 0.2),
    customerReference: maybe(["po-1", "inc"], 0.15),
  };
  const given = Object.fromEntries(Object.entries(narrowed).filter(([, value]) => value !== null));
  return { state: one(["open", "closed", "all"] as const), ...given };
};

test("for agents, a list, its total, its pages, its file and a change of what it finds agree", async () => {
  for (let round = 0; round < 30; round++) {
    const as = one([admin, ...world.agents]);
    const query = { ...agentFilter(), sort: one(["-changed", "created", "due"] as const) };
    const told = `seed ${seed}, round ${round}: ${JSON.stringify(query)}`;
    const paged = (await walk(call, as, listTickets, query, one([7, 30, 100]))).map(({ id }) => id);
    const { total, items } = await call(as, listTickets, { query: { ...query, limit: 500, count: "exact" } });
    expect(new Set(paged).size, told).toBe(paged.length);
    expect([total, [...paged].sort()], told).toEqual([paged.length, items.map(({ id }) => id).sort()]);
    expect(await linesOf(as, exportTickets.path, query), told).toBe(paged.length);
    const { sort: _sort, ...filter } = query;
    const looked = await call(as, changeTickets, { body: { filter, change: { dueAt: null }, dryRun: true } });
    expect(looked.results.map(({ id }) => id).sort(), told).toEqual([...paged].sort());
  }
}, 120_000);

test("for contacts, every view's list, total, pages and file agree, and an administrator sees just that list", async () => {
  for (let round = 0; round < 30; round++) {
    const contactId = one(world.people);
    const as = await app.signIn({ contactId });
    const q = maybe(["printer", "cable", "po-1"], 0.4);
    const query = {
      view: one(PORTAL_VIEWS),
      state: one(["open", "closed", "all"] as const),
      sort: one(["-changed", "created"] as const),
      ...(q === null ? {} : { q }),
    };
    const told = `seed ${seed}, round ${round}: ${JSON.stringify(query)}`;
    const paged = (await walk(call, as, listPortalTickets, query, one([3, 25]))).map(({ id }) => id);
    expect((await call(as, listPortalTickets, { query: { ...query, limit: 1, count: "exact" } })).total, told).toBe(paged.length);
    expect(await linesOf(as, exportPortalTickets.path, query), told).toBe(paged.length);
    const seen = await call(admin, listContactTickets, { params: { id: contactId }, query: { ...query, limit: 500 } });
    expect([seen.items.map(({ id }) => id), seen.hiddenFromYou], told).toEqual([paged, 0]);
    const byEva = await call(one(world.agents), listContactTickets, { params: { id: contactId }, query: { ...query, limit: 500 } });
    expect(byEva.items.length + byEva.hiddenFromYou, told).toBe(paged.length);
  }
}, 120_000);
