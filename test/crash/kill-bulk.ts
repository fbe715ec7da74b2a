/**
 * A change of many tickets with booked time survives `kill -9` of everything at a random moment: afterwards each ticket is wholly
 * before it or wholly after it, no hour is lost or doubled, and the same calls again bring each ticket there exactly once.
 * By hand: `node test/crash/kill-bulk.ts [rounds]`.
 */
import { randomUUIDv7 } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, endAll, kill, makeToken, type Product, startProduct } from "./product.ts";

/** `before` and `after`: tickets found there after the kill; `torn`: neither wholly the one nor the other. `wrong`: not there after the second run. */
export type Round = { killed: number; before: number; after: number; torn: string[]; wrong: string[]; minutes: number };

const chunk = 8;
const chunks = 12;

type World = { ticketIds: string[]; projectIds: readonly [string, string]; minutes: number };

export async function killBulk({ rounds, say = () => {} }: { rounds: number; say?: (line: string) => void }): Promise<{ minutes: number; rounds: Round[] }> {
  const dataFolder = await mkdtemp(join(tmpdir(), "pforte-kill-bulk-"));
  const cluster = join(dataFolder, "postgres");
  let product: Product | undefined;
  try {
    product = await startProduct(dataFolder);
    const token = await makeToken(dataFolder, "ticket:read,ticket:write");
    const world = await fill(dataFolder);
    // Once undisturbed, to know how long it takes.
    const begin = performance.now();
    await changeAll(product, token, world, 0, () => false);
    const usual = performance.now() - begin;
    const done: Round[] = [];
    for (let round = 1; round <= rounds; round++) {
      let dead = false;
      const changing = changeAll(product, token, world, round, () => dead);
      changing.catch(() => {});
      await sleep(Math.random() * usual);
      dead = true;
      const killed = kill(product.pid, cluster);
      await changing;
      await product.ended;
      product = await startProduct(dataFolder);
      const found = await look(dataFolder, world, round);
      await changeAll(product, token, world, round, () => false);
      const again = await look(dataFolder, world, round);
      done.push({ killed, ...found, wrong: again.after === world.ticketIds.length ? [] : [`${again.after} of ${world.ticketIds.length}`, ...again.torn] });
      say(
        `round ${round}: ${killed} processes killed, ${found.after} tickets changed, ${found.before} not, ${found.torn.length} torn, ${found.minutes} minutes`,
      );
    }
    product.signal("SIGTERM");
    await product.ended;
    return { minutes: world.minutes, rounds: done };
  } finally {
    await endAll(product, cluster);
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** Tickets in the first of two projects, each with two entries of its own lengths. */
async function fill(dataFolder: string): Promise<World> {
  const [group, queue, first, second] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7(), randomUUIDv7()];
  const ticketIds = Array.from({ length: chunk * chunks }, () => randomUUIDv7());
  await ask(dataFolder, "insert into access_group (group_id, name) values ($1, 'Group')", [group]);
  await ask(dataFolder, "insert into queue (queue_id, name, group_id) values ($1, 'Queue', $2)", [queue, group]);
  await ask(dataFolder, "insert into project (project_id, number, name) values ($1, 'A', 'A'), ($2, 'B', 'B')", [first, second]);
  await ask(
    dataFolder,
    `insert into ticket (ticket_id, number, subject, status_id, status_type, priority_id, queue_id)
     select id, 'T' || at, 'Ticket ' || at, '00000000-0000-7000-8000-000000000202', 'open', '00000000-0000-7000-8000-000000000103', $2
     from unnest($1::uuid[]) with ordinality as t(id, at)`,
    [ticketIds, queue],
  );
  await ask(
    dataFolder,
    "insert into ticket_project (ticket_project_id, ticket_id, project_id, is_primary) select gen_random_uuid(), id, $2, true from unnest($1::uuid[]) as id",
    [ticketIds, first],
  );
  await ask(
    dataFolder,
    `insert into time_entry (time_entry_id, ticket_id, agent_id, day, minutes, project_id, billable, visible)
     select gen_random_uuid(), id, (select agent_id from agent limit 1), '2026-03-02', at * 2 + n, $2, true, false
     from unnest($1::uuid[]) with ordinality as t(id, at), generate_series(1, 2) as n`,
    [ticketIds, first],
  );
  const [sum] = await ask<{ minutes: number }>(dataFolder, "select sum(minutes)::int as minutes from time_entry");
  return { ticketIds, projectIds: [first, second], minutes: sum?.minutes ?? 0 };
}

/** The project of a round: to and fro. */
const targetOf = ({ projectIds }: World, round: number): string => projectIds[round % 2 === 0 ? 1 : 0];

async function changeAll(product: Product, token: string, world: World, round: number, isDead: () => boolean): Promise<void> {
  const change = { primaryProject: { projectId: targetOf(world, round), taskId: null }, bookedTime: "rebook" };
  for (let at = 0; at < chunks && !isDead(); at++) {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": `round-${round}-${at}` };
    const body = JSON.stringify({ ids: world.ticketIds.slice(at * chunk, (at + 1) * chunk), change });
    const response = await fetch(`${product.url}/api/v1/tickets/bulk`, { method: "POST", headers, body }).catch(() => null);
    if (response === null || isDead()) {
      if (isDead()) return;
      throw new Error("the product answers no more");
    }
    if (response.status !== 200) throw new Error(`the change was refused with ${response.status}: ${await response.text()}`);
    await response.arrayBuffer().catch(() => null);
  }
}

type Found = { ticket: string; primaries: string[]; pairs: number; booked: string[]; entries: number; version: number; changes: number; rebookings: number };

/** A ticket is wholly changed, or not at all: project, time, version, and both events in the log. */
async function look(dataFolder: string, world: World, round: number): Promise<Omit<Round, "killed" | "wrong">> {
  const rows = await ask<Found>(
    dataFolder,
    `select t.ticket_id as ticket, t.version,
       array(select project_id::text from ticket_project p where p.ticket_id = t.ticket_id and p.is_primary) as primaries,
       (select count(*)::int from ticket_project p where p.ticket_id = t.ticket_id) as pairs,
       array(select distinct project_id::text from time_entry e where e.ticket_id = t.ticket_id) as booked,
       (select count(*)::int from time_entry e where e.ticket_id = t.ticket_id) as entries,
       (select count(*)::int from audit_event a where a.subject_id = t.ticket_id and a.event = 'ticket.changed') as changes,
       (select count(*)::int from audit_event a where a.subject_id = t.ticket_id and a.event = 'ticket.time-rebooked') as rebookings
     from ticket t`,
  );
  const [sum] = await ask<{ minutes: number }>(dataFolder, "select sum(minutes)::int as minutes from time_entry");
  // The undisturbed run was the first change.
  const isAt = (row: Found, changes: number, projectId: string) =>
    JSON.stringify([row.primaries, row.pairs, row.booked, row.entries, row.version, row.changes, row.rebookings]) ===
    JSON.stringify([[projectId], 1, [projectId], 2, changes + 1, changes, changes]);
  const after = rows.filter((row) => isAt(row, round + 1, targetOf(world, round)));
  const before = rows.filter((row) => isAt(row, round, targetOf(world, round - 1)));
  const whole = new Set([...after, ...before]);
  const torn = rows.filter((row) => !whole.has(row)).map((row) => JSON.stringify(row));
  return { before: before.length, after: after.length, torn, minutes: sum?.minutes ?? 0 };
}

if (process.argv[1] === import.meta.filename) {
  const result = await killBulk({ rounds: Number(process.argv[2] ?? 20), say: (line) => console.log(line) });
  const isWhole = (round: Round) => round.torn.length === 0 && round.wrong.length === 0 && round.minutes === result.minutes;
  console.log(`${result.rounds.length} rounds, ${result.rounds.filter(isWhole).length} of them whole`);
  process.exit(result.rounds.every(isWhole) ? 0 : 1);
}
