import { expect, test } from "vitest";
import { agentScopeOf } from "#domain/access/agents.ts";
import type { Scope } from "#domain/access/clause.ts";
import { scopeFor } from "#domain/access/decide.ts";
import { matches } from "#domain/access/matches.ts";
import { accessOf } from "#test/access/check-world.ts";
import { randomWorld } from "#test/access/random-world.ts";
import { ticketFacts } from "#test/access/world-facts.ts";
import { createAudience } from "./audience.ts";

type Reader = { scope: Scope };
const seeds = Array.from({ length: 400 }, (_, at) => at + 1);

test("on random worlds the index names exactly those whose scope holds the ticket", () => {
  let told = 0;
  for (const seed of seeds) {
    const world = randomWorld(seed);
    const audience = createAudience<Reader>();
    const agents = world.groups.map((group, at) =>
      agentScopeOf({ agentId: `${at}`, administrator: at === 0, rights: [{ groupId: group.id, read: true, create: false, edit: false }] }, "read"),
    );
    const readers = [...world.contacts.map((contact) => scopeFor(accessOf(world, contact.id), "read")), ...agents].map((scope) => ({ scope }));
    for (const reader of readers) audience.place(reader, reader.scope);
    for (const { id } of world.tickets) {
      const ticket = ticketFacts(world, id);
      const expected = readers.filter((reader) => matches(reader.scope, ticket));
      const answer = audience.readersOf(ticket);
      expect([seed, id, expected.filter((reader) => !answer.has(reader)).length, answer.size]).toEqual([seed, id, 0, expected.length]);
      told += expected.length;
    }
  }
  expect(told).toBeGreaterThan(5000);
});

test("whoever left, or has another scope now, is not told by the former one", () => {
  const world = randomWorld(7);
  const audience = createAudience<Reader>();
  const everything = agentScopeOf({ agentId: "1", administrator: true, rights: [] }, "read");
  const reader = { scope: everything };
  const ticket = ticketFacts(world, world.tickets[0]?.id ?? "");
  audience.place(reader, everything);
  expect(audience.readersOf(ticket).size).toBe(1);
  audience.place(reader, agentScopeOf({ agentId: "1", administrator: false, rights: [] }, "read"));
  expect(audience.readersOf(ticket).size).toBe(0);
  audience.place(reader, everything);
  audience.place(reader, null);
  expect(audience.readersOf(ticket).size).toBe(0);
});
