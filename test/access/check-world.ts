/** One world asked in every way: reference model, decision, scope in memory, explanation. They must agree on everything. */
import { decide, mayCreateFor, mayCreateIn, mayCreateInProject, scopeFor } from "#domain/access/decide.ts";
import { type Access, effectiveAccess } from "#domain/access/effective-access.ts";
import { explain } from "#domain/access/explain.ts";
import { explainView, VIEW_PARTS } from "#domain/access/explain-view.ts";
import type { TicketFacts } from "#domain/access/facts.ts";
import { matches } from "#domain/access/matches.ts";
import { TICKET_VERBS, type TicketVerb } from "#domain/access/verbs.ts";
import { viewOf } from "#domain/access/view.ts";
import { leadingPaths, mayCreate, mayCreateInProject as mayCreateInProjectByModel, mayOnTicket, viewOnTicket } from "./reference-model.ts";
import { count, type Tally } from "./tally.ts";
import type { World } from "./world.ts";
import { contactFacts, ticketFacts } from "./world-facts.ts";

/** Ids of tickets per contact and verb, as the reference model allows them: what SQL is then held against. */
export type Allowed = Map<string, Map<TicketVerb, Set<string>>>;

export class Disagreement extends Error {}

export const accessOf = (world: World, contactId: string): Access => effectiveAccess(contactFacts(world, contactId), world.now);

export function checkInMemory(world: World, tally: Tally): Allowed {
  const tickets = world.tickets.map((ticket) => ticketFacts(world, ticket.id));
  const allowed: Allowed = new Map();
  for (const { id: contactId } of world.contacts) {
    const access = accessOf(world, contactId);
    const byVerb = new Map<TicketVerb, Set<string>>();
    for (const verb of TICKET_VERBS) {
      byVerb.set(verb, new Set(tickets.filter((ticket) => checkOne(world, access, verb, ticket, tally)).map((ticket) => ticket.ticketId)));
    }
    allowed.set(contactId, byVerb);
    for (const ticket of tickets) if (byVerb.get("read")?.has(ticket.ticketId)) checkView(world, access, ticket);
    checkCreate(world, access);
  }
  return allowed;
}

function checkOne(world: World, access: Access, verb: TicketVerb, ticket: TicketFacts, tally: Tally): boolean {
  const expected = mayOnTicket(world, access.contactId, verb, ticket.ticketId);
  const decision = decide(access, verb, ticket);
  const explanation = explain(access, verb, ticket);
  const answers = { decide: decision.allowed, matches: matches(scopeFor(access, verb), ticket), explain: explanation.allowed };
  count(tally, explanation);
  for (const [who, answer] of Object.entries(answers)) {
    if (answer !== expected)
      throw new Disagreement(`${who} says ${answer}, the reference model ${expected}: may ${access.contactId} ${verb} ${ticket.ticketId}?`);
  }
  if (expected) {
    const paths = leadingPaths(world, access.contactId, verb, ticket.ticketId);
    const explained = [...new Set(explanation.paths.filter((path) => path.open).map((path) => path.path))];
    if (!sameSet(paths, decision.because))
      throw new Disagreement(`decide names ${decision.because}, the reference model ${paths}: why may ${access.contactId} ${verb} ${ticket.ticketId}?`);
    if (!sameSet(paths, explained))
      throw new Disagreement(`explain names ${explained}, the reference model ${paths}: why may ${access.contactId} ${verb} ${ticket.ticketId}?`);
  }
  return expected;
}

export function checkView(world: World, access: Access, ticket: TicketFacts): void {
  const expected = viewOnTicket(world, access.contactId, ticket.ticketId);
  const view = viewOf(access, ticket);
  const explained = explainView(access, ticket);
  for (const part of VIEW_PARTS) {
    for (const [who, answer] of [["viewOf", view[part]] as const, ["explainView", explained[part].value] as const]) {
      if (answer !== expected[part])
        throw new Disagreement(`${who} says ${answer}, the reference model ${expected[part]}: ${part} of ${ticket.ticketId} for ${access.contactId}`);
    }
  }
}

function checkCreate(world: World, access: Access): void {
  for (const company of world.companies) {
    for (const pair of [
      null,
      ...world.projects.map(({ id }) => ({ projectId: id, taskId: null })),
      ...world.tasks.map(({ id, projectId }) => ({ projectId, taskId: id })),
    ]) {
      const expected = mayCreateInProjectByModel(world, access.contactId, company.id, pair);
      const projectCompany = world.projects.find((project) => project.id === pair?.projectId)?.companyId ?? null;
      const answer = mayCreateInProject(access, company.id, pair && { ...pair, companyId: projectCompany });
      if (answer !== expected)
        throw new Disagreement(
          `create says ${answer}, the reference model ${expected}: ${access.contactId} for ${company.id} in ${pair?.projectId} ${pair?.taskId}`,
        );
    }
    for (const queue of world.queues) {
      const expected = mayCreate(world, access.contactId, company.id, queue.id);
      const target = { companyId: company.id, parentId: company.parentId, state: company.state };
      const answer = mayCreateFor(access, target) && mayCreateIn(access, { groupId: queue.groupId, active: queue.active });
      if (answer !== expected)
        throw new Disagreement(`create says ${answer}, the reference model ${expected}: ${access.contactId} for ${company.id} in ${queue.id}`);
    }
  }
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((entry) => b.includes(entry));
