/** NEW-03: what-if says of random changes what comes of them: every answer is compared with making the change and asking everybody before and after. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askWhatIf, type WhatIfView } from "#contract/access.ts";
import { allowedVerbs } from "#domain/access/decide.ts";
import { effectiveAccess } from "#domain/access/effective-access.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { listContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { listTicketFacts } from "#server/features/access/ticket-facts-queries.ts";
import type { RehearsedCall } from "#server/platform/http/route.ts";
import { randomChanges } from "#test/access/random-changes.ts";
import { randomFrom, randomWorld, worldNow } from "#test/access/random-world.ts";
import { insertWorld } from "#test/access/world-database.ts";
import { startTestApp, type TestApp } from "#test/app.ts";

const seed = Number(process.env["PFORTE_SEED"] ?? Date.now() % 1_000_000_000);
const wantedWorlds = Number(process.env["PFORTE_WORLDS"] ?? 10);
const changesInWorld = 14;

let app: TestApp;
let administrator: { cookie: string };
beforeAll(async () => {
  app = await startTestApp();
  app.later(worldNow - Date.now());
  administrator = await app.administrator();
});
afterAll(() => app.close());

type Allowed = Map<string, Map<string, readonly TicketVerb[]>>;

/** What everybody may do with every ticket, now or at a later instant. */
async function everything(at = app.now()): Promise<Allowed> {
  const ids = async (table: string, key: string) =>
    (await sql<{ id: string }>`select ${sql.ref(key)} as id from ${sql.table(table)}`.execute(app.db)).rows.map((row) => row.id);
  const contacts = await listContactFacts(app.db, await ids("contact", "contact_id"));
  const tickets = await listTicketFacts(app.db, await ids("ticket", "ticket_id"), "everybody", at);
  return new Map(
    contacts.map((facts) => {
      const access = effectiveAccess(facts, at.getTime());
      return [facts.contact.contactId, new Map(tickets.map((ticket) => [ticket.ticketId, allowedVerbs(access, ticket)]))];
    }),
  );
}

type Counts = WhatIfView["gain"];
type Outcome = Pick<WhatIfView, "gain" | "lose" | "able" | "verbs"> & { people: Record<string, { gained: number; lost: number }> };

const nobody = (): Counts => ({ people: 0, tickets: 0, most: 0 });

function difference(before: Allowed, after: Allowed): Outcome {
  const people: Outcome["people"] = {};
  const verbs = new Map<string, { gain: Counts; lose: Counts }>();
  const able = { gain: 0, lose: 0 };
  const totals = { gain: nobody(), lose: nobody() };
  const add = (to: Counts, tickets: number) => {
    if (tickets > 0) Object.assign(to, { people: to.people + 1, tickets: to.tickets + tickets, most: Math.max(to.most, tickets) });
  };
  for (const [contactId, tickets] of after) {
    const changed = new Map<string, { gained: number; lost: number }>();
    for (const [ticketId, now] of tickets) {
      const then = before.get(contactId)?.get(ticketId) ?? [];
      const differing = then.includes("read") && now.includes("read") ? ["reply", "change", "close", "judge", "share"] : ["read"];
      for (const verb of differing as TicketVerb[]) {
        if (then.includes(verb) === now.includes(verb)) continue;
        const of = changed.get(verb) ?? { gained: 0, lost: 0 };
        of[now.includes(verb) ? "gained" : "lost"]++;
        changed.set(verb, of);
      }
    }
    const others = [...changed].flatMap(([verb, counts]) => (verb === "read" ? [] : [counts]));
    if (others.some(({ gained }) => gained > 0)) able.gain++;
    if (others.some(({ lost }) => lost > 0)) able.lose++;
    for (const [verb, { gained, lost }] of changed) {
      const to = verb === "read" ? totals : (verbs.get(verb) ?? { gain: nobody(), lose: nobody() });
      add(to.gain, gained);
      add(to.lose, lost);
      if (verb === "read") people[contactId] = { gained, lost };
      else verbs.set(verb, to);
    }
  }
  return { ...totals, able, verbs: [...verbs].sort().map(([verb, counts]) => ({ verb, ...counts })) as Outcome["verbs"], people };
}

const told = ({ gain, lose, able, verbs, people }: WhatIfView): Outcome => ({
  gain,
  lose,
  able,
  verbs,
  people: Object.fromEntries(people.map(({ contact, gained, lost }) => [contact.id, { gained, lost }])),
});

async function make(call: RehearsedCall): Promise<{ ok: boolean; code: string }> {
  const headers = call.body === undefined ? {} : { "content-type": "application/json" };
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const response = await app.fetch(call.path, { method: call.method, headers, body }, administrator);
  const answer = response.status === 204 ? {} : ((await response.json()) as { code?: string });
  return { ok: response.ok, code: answer.code ?? "" };
}

/** In this order: who names comes before who is named. */
const worldTables = [
  "project_grant_task",
  "project_grant",
  "ticket_project",
  "ticket_category",
  "task",
  "project",
  "category",
  "participant",
  "ticket_search",
  "ticket",
  "group_right",
  "membership",
  "queue",
  "access_group",
  "contact",
  "setting",
  "company",
  "fact_history",
];

async function clear(): Promise<void> {
  for (const table of worldTables) await sql`delete from ${sql.table(table)}`.execute(app.db);
  await sql`delete from portal_role where system_key is null`.execute(app.db);
}

/** Changes of what people have, of which *later* is told; tickets that change meet everybody's own dates. */
const ofPeople: readonly string[] = ["a membership", "no membership", "a role", "a contact", "a grant", "no grant"];

/** Rights of companies themselves decide by the ticket what partners see: their dates are nobody's own. */
const companiesBeginLater = async () =>
  (await sql`select from group_right where context = 'own' and coalesce(starts_at, ends_at) is not null limit 1`.execute(app.db)).rows.length > 0;

test("what-if says what a change does, for every kind of change", async () => {
  const changes = Object.entries(randomChanges(worldNow));
  const seen = new Map(changes.map(([name]) => [name, { made: 0, mattered: 0, refused: 0 }]));
  const asked = { later: 0, otherThanNow: 0, stillTheSame: 0 };
  for (let at = 0; at < wantedWorlds; at++) {
    const random = randomFrom(seed + at);
    const world = randomWorld(seed + at);
    await app.db.transaction().execute((tx) => insertWorld(tx, world));
    if (at % 2 === 0) await sql`update group_right set starts_at = null, ends_at = null where context = 'own'`.execute(app.db);
    let before = await everything();
    for (let step = 0; step < changesInWorld; step++) {
      const [name, makeChange] = changes[(at + step) % changes.length] as (typeof changes)[number];
      const change = await makeChange(app.db, random);
      const ahead = random.chance(0.5) ? new Date(worldNow + (1 + random.int(6)) * 86_400_000) : undefined;
      const later = random.chance(0.6) ? ahead : undefined;
      const what = `seed ${seed + at}, step ${step}, ${name}, at ${later?.toISOString() ?? "now"}: ${JSON.stringify(change)}`;
      const answer = await app.ask(administrator, askWhatIf, { body: { change, ...(later ? { at: later.toISOString() } : {}) } });
      const aheadBefore = ahead && (await everything(ahead));
      const { ok, code } = await make(change);
      const count = seen.get(name);
      if (!count) throw new Error("unknown kind");
      if (!ok) {
        expect(answer.problem.code, what).toBe(code);
        count.refused++;
        continue;
      }
      expect(answer.status, `${what} ${JSON.stringify(answer.body)}`).toBe(200);
      const after = await everything();
      const now = difference(before, after);
      const then = aheadBefore ? difference(aheadBefore, await everything(ahead)) : now;
      const expected = later ? then : now;
      if (later) asked.later++;
      if (later && JSON.stringify(expected) !== JSON.stringify(now)) asked.otherThanNow++;
      const said = answer.body.later === null ? Number.POSITIVE_INFINITY : Date.parse(answer.body.later);
      if (ahead && !later && said > ahead.getTime() && ofPeople.includes(name) && !(await companiesBeginLater())) {
        asked.stillTheSame++;
        expect(then, `${what}, and so still on ${ahead.toISOString()}`).toEqual(now);
      }
      expect(told(answer.body), what).toEqual(expected);
      count.made++;
      if (Object.keys(expected.people).length > 0 || expected.verbs.length > 0) count.mattered++;
      before = after;
    }
    await clear();
  }
  console.log(
    `what-if, seed ${seed}, ${asked.later} asked of a later instant, ${asked.otherThanNow} of them answered otherwise than now, ${asked.stillTheSame} times told rightly that nothing is different until then:\n${[...seen].map(([name, { made, mattered, refused }]) => `  ${name}: ${made} made, ${mattered} mattered, ${refused} refused`).join("\n")}`,
  );
}, 600_000);
