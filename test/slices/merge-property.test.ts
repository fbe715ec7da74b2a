/**
 * Random merges in random worlds, one after the other and undone again: no message is ever read by somebody who did not read the
 * ticket in which it was written, save the target's by requesters who were added to it; and what-if said before who gains and who loses.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askWhatIf } from "#contract/access.ts";
import { mergeTickets, unmergeTicket } from "#contract/merge.ts";
import * as portal from "#contract/portal-ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";

const worlds = Number(process.env["PFORTE_WORLDS"] ?? 8);
const seed = Number(process.env["PFORTE_SEED"] ?? Date.now() % 1_000_000);

let app: TestApp;
let administrator: Signed;
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

type Person = { id: string; as: Signed };
type World = { people: Person[]; tickets: string[] };
type Pick = (below: number) => number;

async function build(pick: Pick): Promise<World> {
  await app.db.deleteFrom("setting").execute();
  if (pick(2) === 0) await app.setting("access.restrictQueuesByGroup", true);
  const companies = [await app.company(), await app.company()];
  companies.push(await app.company({ parent_id: companies[0] ?? null }));
  const groups = [await app.group(), await app.group()];
  for (const company of companies)
    for (const group of groups) if (pick(3) > 0) await app.right(group, { company_id: company, context: "own", can_read: true, can_edit: pick(2) === 0 });
  const queues = [await app.queue(groups[0]), await app.queue(groups[1]), await app.queue(groups[0], { confidential: true })];
  const some = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  const people = await Promise.all(
    Array.from({ length: 6 }, async (): Promise<Person> => {
      const role = some(["basic", "advanced", "manager"] as const);
      const id = await app.person(some(companies), role);
      return { id, as: await app.signIn({ contactId: id }) };
    }),
  );
  const first = people[0];
  if (first) await app.membership(first.id, companies[1] ?? "", { role_id: ROLES.basic }).catch(() => undefined);
  const tickets: string[] = [];
  for (let count = 0; count < 6; count++) {
    const requester = some([...people.map(({ id }) => id), null]);
    const id = await app.ticket({
      queue_id: some(queues),
      company_id: some([...companies, null]),
      contact_id: requester,
      confidential: pick(4) === 0,
      type: some(["new", "open", "closed"] as const),
    });
    await app.article(id, { body_text: id });
    await app.article(id, { body_text: `internal ${id}`, visible: false });
    if (pick(3) === 0) await app.participant(id, { contact_id: some(people).id });
    if (pick(4) === 0) await app.participant(id, { company_id: some(companies), level: "reply" });
    tickets.push(id);
  }
  return { people, tickets };
}

/** By person, which tickets' messages are read, each with the ticket in which it was written. */
async function read({ people, tickets }: World): Promise<Map<string, Set<string>>> {
  const seen = new Map<string, Set<string>>();
  for (const { id, as } of people) {
    const mine = new Set<string>();
    for (const ticket of tickets) {
      const answer = await app.ask(as, portal.listPortalArticles, { params: { id: ticket } });
      if (answer.status !== 200) continue;
      expect(answer.body.items.length).toBe(answer.body.total);
      for (const { bodyText, origin } of answer.body.items) {
        expect(bodyText).not.toContain("internal");
        expect(origin?.id ?? ticket).toBe(bodyText);
        mine.add(`${ticket} ${bodyText}`);
      }
      mine.add(ticket);
    }
    seen.set(id, mine);
  }
  return seen;
}

type Merged = { target: string; sources: string[] };

/** Who reads what was written in which ticket, merges left aside: what it read at first, and targets to which it was added since. */
type Readable = Map<string, Set<string>>;

/** What each must read: what was written in tickets that it may read, at the one that they went into in the end, if it may read that one too. */
function expected({ tickets }: World, readable: Readable, wentTo: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const end = (id: string): string => (wentTo.has(id) ? end(wentTo.get(id) ?? "") : id);
  return new Map(
    [...readable].map(([person, own]) => {
      const seen = tickets.filter((id) => own.has(id) && own.has(end(id)));
      return [person, new Set([...seen.map((id) => `${end(id)} ${id}`), ...seen.filter((id) => end(id) === id)])];
    }),
  );
}

const plain = (seen: ReadonlyMap<string, Set<string>>) => Object.fromEntries([...seen].map(([person, set]) => [person, [...set].sort()]));

async function mergeSome(world: World, readable: Readable, wentTo: Map<string, string>, pick: Pick): Promise<Merged | undefined> {
  const open = (
    await app.db.selectFrom("ticket").select("ticket_id").where("ticket_id", "in", world.tickets).where("status_type", "<>", "merged").execute()
  ).map(({ ticket_id }) => ticket_id);
  if (open.length < 2) return undefined;
  const target = open.splice(pick(open.length), 1)[0] ?? "";
  const sources = open.slice(0, 1 + pick(Math.min(2, open.length)));
  const body = { ticketIds: sources, confirmed: true, requesters: pick(3) > 0 ? ("members" as const) : ("none" as const) };
  const [before, participantsBefore] = [await read(world), await participants(target)];
  const whatIf = await app.call(administrator, askWhatIf, { body: { change: { method: "POST", path: `/api/v1/tickets/${target}/merge`, body } } });
  await app.call(administrator, mergeTickets, { params: { id: target }, body });
  const added = [...(await participants(target))].filter((id) => !participantsBefore.has(id));
  const after = await read(world);
  // Whoever was added reads the target only if its queue and everything else let it.
  for (const id of added) if (after.get(id)?.has(target)) readable.get(id)?.add(target);
  for (const source of sources) wentTo.set(source, target);
  expect(plain(after)).toEqual(plain(expected(world, readable, wentTo)));
  const gained = added.filter((id) => after.get(id)?.has(target) && !before.get(id)?.has(target)).length;
  const lost = [...before].flatMap(([id, seen]) => sources.filter((source) => seen.has(source) && !after.get(id)?.has(target))).length;
  expect({ gain: whatIf.gain.tickets, lose: whatIf.lose.tickets }).toEqual({ gain: gained, lose: lost });
  return { target, sources };
}

const participants = async (ticketId: string) =>
  new Set(
    (await app.db.selectFrom("participant").select("contact_id").where("ticket_id", "=", ticketId).execute()).flatMap(({ contact_id }) => contact_id ?? []),
  );

test(`nobody reads a foreign message by a merge, and undoing it gives everybody what he read (seed ${seed})`, async () => {
  let merges = 0;
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat({ max: 1_000_000 })), async (numbers) => {
      const pick: Pick = (below) => (numbers.next().value ?? 0) % below;
      const world = await build(pick);
      const states = [await read(world)];
      const readable: Readable = new Map([...(states[0] ?? [])].map(([person, seen]) => [person, new Set([...seen].filter((one) => !one.includes(" ")))]));
      const wentTo = new Map<string, string>();
      const done: Merged[] = [];
      for (let step = 0; step < 3; step++) {
        const merged = await mergeSome(world, readable, wentTo, pick);
        if (!merged) break;
        done.push(merged);
        states.push(await read(world));
      }
      merges += done.length;
      for (const { sources } of done.reverse()) {
        states.pop();
        for (const source of sources) await app.call(administrator, unmergeTicket, { params: { id: source } });
        expect(plain(await read(world))).toEqual(plain(states.at(-1) ?? new Map()));
      }
    }),
    { numRuns: worlds, seed, endOnFailure: true },
  );
  console.log(`${merges} merges in ${worlds} worlds, seed ${seed}`);
}, 300_000);
