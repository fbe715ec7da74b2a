/** From a list's query to its page, for contacts, for agents, and for agents who look at a contact's list. */

import type { z } from "zod";
import type { agentTicketFilter } from "#contract/ticket.ts";
import type { OwnCondition, TicketListQuery } from "#contract/ticket-fields.ts";
import { agentScopeOf, agentVerbs } from "#domain/access/agents.ts";
import type { Scope } from "#domain/access/clause.ts";
import { allowedVerbs, scopeFor } from "#domain/access/decide.ts";
import { type Access, effectiveAccess } from "#domain/access/effective-access.ts";
import { letsThrough } from "#domain/access/rights.ts";
import { dueWindow } from "#domain/tickets/due.ts";
import { prefixQuery } from "#domain/tickets/search-text.ts";
import type { PortalView } from "#domain/tickets/views.ts";
import { scopeOfView } from "#domain/tickets/views.ts";
import { findContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { participationsOf } from "#server/features/access/ticket-facts-queries.ts";
import { findFieldIds } from "#server/features/own-fields/queries.ts";
import { zoneOfAgent } from "#server/features/settings/queries.ts";
import { loadWorkflow } from "#server/features/statuses/workflow-queries.ts";
import { sumTimeOfTickets } from "#server/features/time-entries/queries.ts";
import type { Queryable, Tx } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { found } from "#server/platform/refusal.ts";
import { listLastAuthors } from "./article-queries.ts";
import { type ContactEyes, nextStep, presentTicketForAgent, presentTicketForContact } from "./present.ts";
import { priorityShows } from "./priority-sight.ts";
import { countTickets, type ListRequest, listQueueIdsOfGroups, listStatusIdsOfTypes, listTickets, type TicketPage } from "./queries.ts";
import type { OwnValueFilter, TicketFilter } from "./scope-conditions.ts";
import { findKnownTicket, type KnownTicket } from "./ticket-row-queries.ts";

type AgentFilter = z.output<typeof agentTicketFilter>;
type Agent = Extract<Asking, { kind: "agent" }>;
type Contact = Extract<Asking, { kind: "contact" }>;

/** For a contact who was never added to a ticket: there is nothing to look for. */
const withoutParticipations = (scope: Scope): Scope => ({ ...scope, clauses: scope.clauses.filter((clause) => clause.participation === null) });

function filterOf(query: Omit<TicketListQuery, "count"> | AgentFilter): TicketFilter {
  const search = query.q === undefined ? undefined : (prefixQuery(query.q) ?? undefined);
  return {
    state: query.state,
    ticketIds: query.id,
    companyIds: query.company,
    queueIds: query.queue,
    projectIds: query.project,
    taskIds: query.task,
    priorityIds: query.priority,
    statusIds: query.status,
    customerReference: query.customerReference,
    search,
  };
}

const filterFor = (access: Access, query: Omit<TicketListQuery, "count">, now: Date): TicketFilter => ({
  ...filterOf(query),
  priorityShows: priorityShows(access, now),
});

/** What a view of the portal lists. */
export const scopeOfList = ({ access, participates }: Contact, view: PortalView): Scope =>
  scopeOfView(participates ? scopeFor(access, "read") : withoutParticipations(scopeFor(access, "read")), view);

/** A contact's own list; `can` from the same access. */
export async function listForContact(db: Tx, asking: Contact, query: Omit<TicketListQuery, "count"> & ListRequest, language: Language, now: Date) {
  const { access } = asking;
  const { tickets, ...page } = await listTickets(db, scopeOfList(asking, query.view), filterFor(access, query, now), query, participationsOf(access), now);
  const eyes = { access, workflow: await loadWorkflow(db) };
  return { items: tickets.map((ticket) => presentForContact(eyes, ticket, language)), ...page };
}

/** Tickets that are looked through for those that wait. */
const mostWaiting = 50;

/** My tickets in which the next step is mine. */
export async function listWaiting(db: Tx, { access }: Contact, language: Language, now: Date) {
  const scope = scopeOfView(scopeFor(access, "read"), "mine");
  const statusIds = await listStatusIdsOfTypes(db, ["done", "pending"]);
  const { tickets } = await listTickets(db, scope, { state: "all", statusIds }, { limit: mostWaiting, sort: "-changed" }, participationsOf(access), now);
  const lastAuthors = await listLastAuthors(
    db,
    tickets.map(({ row }) => row.ticket_id),
  );
  const eyes = { access, workflow: await loadWorkflow(db) };
  const items = tickets.map((ticket) => ({
    ...presentForContact(eyes, ticket, language),
    nextStep: nextStep(ticket.row, lastAuthors.get(ticket.row.ticket_id)),
  }));
  // What somebody cannot do does not wait for them: while the portal is read-only, nothing does.
  return {
    items: items.filter(({ nextStep: step, can }) =>
      step === "youJudge" ? can.includes("judge") || can.includes("reply") : step === "youAnswer" && can.includes("reply"),
    ),
  };
}

const presentForContact = (eyes: ContactEyes, ticket: KnownTicket, language: Language) =>
  presentTicketForContact(ticket, eyes, allowedVerbs(eyes.access, ticket.facts), language);

/** A ticket just written by this contact, whether or not it may read it from now on. */
export async function presentCreated(db: Tx, { access }: Contact, ticketId: string, language: Language, now: Date) {
  return presentForContact({ access, workflow: await loadWorkflow(db) }, found(await findKnownTicket(db, ticketId, participationsOf(access), now)), language);
}

/** By a key that no field has, nothing is found. */
async function ownValueFilters(db: Queryable, conditions: readonly OwnCondition[]): Promise<OwnValueFilter[]> {
  const ids = await findFieldIds(
    db,
    conditions.map(({ key }) => key),
  );
  return conditions.map(({ key, ...condition }): OwnValueFilter => {
    const fieldId = ids.get(key);
    if (fieldId === undefined) return { fieldId: noField, is: [] };
    return "is" in condition || "begins" in condition ? { fieldId, ...condition } : { fieldId, from: condition.from, to: condition.to };
  });
}
const noField = "00000000-0000-0000-0000-000000000000";

/** Removed and merged tickets stand in no list; they are reached by their number or address. */
export async function pageForAgent(db: Queryable, { agent }: Agent, query: AgentFilter, request: ListRequest, now: Date): Promise<TicketPage> {
  const assignee = query.assignee === "me" ? agent.agentId : query.assignee === "nobody" ? null : query.assignee;
  const ownValues = query.ownFields && (await ownValueFilters(db, query.ownFields));
  const due = query.due && dueWindow(query.due, now, await zoneOfAgent(db, agent.agentId));
  const filter: TicketFilter = {
    ...filterOf(query),
    categoryIds: query.category,
    tagIds: query.tag,
    ownValues,
    statusTypes: query.statusType,
    createdAfter: query.createdAfter === undefined ? undefined : new Date(query.createdAfter),
    searchInternal: true,
    contactId: query.contact,
    assigneeId: assignee,
    due,
    waitedUntil: query.waiting && now,
    unbilled: query.time === "unbilled",
  };
  // Removed and merged tickets stand in no list; they are reached by their number or address.
  return listTickets(db, { ...agentScopeOf(agent, "read"), includesGone: false }, filter, request, "nobody", now);
}

export async function listForAgent(db: Tx, asking: Agent, query: AgentFilter & ListRequest, language: Language, now: Date) {
  const { agent } = asking;
  const { tickets, ...page } = await pageForAgent(db, asking, query, query, now);
  const worked = await sumTimeOfTickets(
    db,
    tickets.map(({ row }) => row.ticket_id),
  );
  const items = tickets.map(({ row, facts }) => ({
    ...presentTicketForAgent(row, agentVerbs(agent, facts), language),
    workedMinutes: worked.get(row.ticket_id) ?? 0,
  }));
  return { items, ...page };
}

/** ZEP-10: the contact's list as an agent sees it. The door is not asked; what the agent may not read is counted, not shown. */
export async function listOfContact(db: Tx, { agent }: Agent, contactId: string, query: TicketListQuery, language: Language, now: Date) {
  const known = effectiveAccess(found(await findContactFacts(db, contactId)), now.getTime());
  const access: Access = { ...known, door: { ...known.door, open: true } };
  const scope = scopeOfView(scopeFor(access, "read"), query.view);
  const filter = filterFor(access, query, now);
  const eyes = { access, workflow: await loadWorkflow(db) };
  if (agent.administrator) {
    const { tickets, ...page } = await listTickets(db, scope, filter, query, participationsOf(access), now);
    return { items: tickets.map((ticket) => presentForContact(eyes, ticket, language)), ...page, hiddenFromYou: 0 };
  }
  const readable = await listQueueIdsOfGroups(
    db,
    agent.rights.filter((right) => letsThrough(right, "read")).map((right) => right.groupId),
  );
  const queueIds = query.queue ? query.queue.filter((id) => readable.includes(id)) : readable;
  const shown = { ...filter, queueIds };
  const { tickets, ...page } = await listTickets(db, scope, shown, query, participationsOf(access), now);
  const exact = query.count === "exact";
  const whole = await countTickets(db, scope, filter, exact, now);
  const readableTotal = page.totalIsLowerBound ? (await countTickets(db, scope, shown, exact, now)).total : page.total;
  return { items: tickets.map((ticket) => presentForContact(eyes, ticket, language)), ...page, hiddenFromYou: Math.max(0, whole.total - readableTotal) };
}
