/** What a change of access means for one person: its access before and after, held against tickets as they were and as they would be. */

import type { Clause, Scope } from "./clause.ts";
import { scopeFor } from "./decide.ts";
import { type Access, openGroups } from "./effective-access.ts";
import type { TicketFacts } from "./facts.ts";
import type { Covered } from "./grants.ts";
import { matches } from "./matches.ts";
import { unmerged } from "./merged.ts";
import { TICKET_VERBS, type TicketVerb } from "./verbs.ts";

/** null: the person, or the ticket, is not there in that state. */
export type BothAccess = { before: Access | null; after: Access | null };
export type BothTicket = { before: TicketFacts | null; after: TicketFacts | null };

/** `verbs`: of a ticket that is read before and after, what may be done with it besides that. */
export type Difference = { read: "gained" | "lost" | null; verbs: readonly { verb: TicketVerb; gained: boolean }[] };

const none: Difference = { read: null, verbs: [] };

const may = (access: Access | null, verb: TicketVerb, ticket: TicketFacts | null): boolean =>
  access !== null && ticket !== null && matches(scopeFor(access, verb), ticket);

export function differenceOn(access: BothAccess, ticket: BothTicket): Difference {
  const before = may(access.before, "read", ticket.before);
  const after = may(access.after, "read", ticket.after);
  if (before !== after) return { read: after ? "gained" : "lost", verbs: [] };
  if (!before) return none;
  const verbs = TICKET_VERBS.flatMap((verb) => {
    const gained = may(access.after, verb, ticket.after);
    return may(access.before, verb, ticket.before) === gained ? [] : [{ verb, gained }];
  });
  return verbs.length === 0 ? none : { read: null, verbs };
}

/**
 * As `differenceOn`, for a ticket that was merged into one of these in one of the states: what was written in it is read where
 * both may be read, so that nobody gains or loses it by the merge alone.
 */
export function differenceOnMerged(access: BothAccess, ticket: BothTicket, others: (ticketId: string) => BothTicket | undefined): Difference {
  const targetIn = (state: "before" | "after") => {
    const facts = ticket[state];
    return facts?.statusType === "merged" && facts.mergedIntoId !== null ? (others(facts.mergedIntoId)?.[state] ?? null) : null;
  };
  const targets = { before: targetIn("before"), after: targetIn("after") };
  if (targets.before === null && targets.after === null) return differenceOn(access, ticket);
  const reads = (state: "before" | "after") => {
    const [facts, target] = [ticket[state], targets[state]];
    return target === null || facts === null
      ? may(access[state], "read", facts)
      : may(access[state], "read", unmerged(facts)) && may(access[state], "read", target);
  };
  const [before, after] = [reads("before"), reads("after")];
  if (before !== after) return { read: after ? "gained" : "lost", verbs: [] };
  return before ? differenceOn(access, { before: targets.before ?? ticket.before, after: targets.after ?? ticket.after }) : none;
}

/** Whether any verb reaches other tickets than before, as far as the person's own facts say. */
export const differs = (access: BothAccess): boolean => TICKET_VERBS.some((verb) => scopeText(access.before, verb) !== scopeText(access.after, verb));

/** The clauses, of any verb, that only one of the two has; all where the windows of the whole scope differ. */
export function changedClauses(access: BothAccess): { before: Clause[]; after: Clause[] } {
  const changed = { before: new Map<string, Clause>(), after: new Map<string, Clause>() };
  for (const verb of TICKET_VERBS) {
    const before = clausesByText(access.before, verb);
    const after = clausesByText(access.after, verb);
    const sameWindows = windowsOf(access.before, verb) === windowsOf(access.after, verb);
    for (const [text, clause] of before) if (!sameWindows || !after.has(text)) changed.before.set(text, clause);
    for (const [text, clause] of after) if (!sameWindows || !before.has(text)) changed.after.set(text, clause);
  }
  return { before: [...changed.before.values()], after: [...changed.after.values()] };
}

/** Of any verb, each once. */
export const allClauses = (access: Access | null): Clause[] => [...new Map(TICKET_VERBS.flatMap((verb) => [...clausesByText(access, verb)])).values()];

/** Whether some clause, of any verb, before or after, is such a one: quicker than to ask `allClauses`. */
export const someClause = ({ before, after }: BothAccess, asks: (clause: Clause) => boolean): boolean =>
  [before, after].some((access) => access !== null && TICKET_VERBS.some((verb) => scopeFor(access, verb).clauses.some(asks)));

/** What clauses, of any verb, before or after, ask of projects. */
export function coveredIn({ before, after }: BothAccess): Covered[] {
  const clauses = [before, after].flatMap((access) => (access === null ? [] : TICKET_VERBS.flatMap((verb) => scopeFor(access, verb).clauses)));
  return [...new Set(clauses.flatMap(({ project, projectGate }) => [...(project ? [project.covered] : []), ...(projectGate ? [projectGate.covered] : [])]))];
}

/** Equal for people to whom tickets of others, to which they were not added, look alike before and after. */
export function strangersKey(access: BothAccess): string {
  const text = [access.before, access.after].map((one) => TICKET_VERBS.map((verb) => strangersText(one, verb)).join()).join("; ");
  return text.replaceAll(access.before?.contactId ?? access.after?.contactId ?? text, "me");
}

/** Instants of creation at which some rule changes its mind. */
export function windowsIn({ before, after }: BothAccess): number[] {
  return [before, after].flatMap((access) => {
    if (access === null) return [];
    const { hideBefore } = scopeFor(access, "read");
    const starts = TICKET_VERBS.flatMap((verb) => scopeFor(access, verb).clauses.flatMap(({ createdFrom }) => createdFrom ?? []));
    return [...(hideBefore === null ? [] : [hideBefore]), ...starts];
  });
}

/** Whether requests may be written in more groups of queues or for more companies, or in fewer. */
export function createDifference({ before, after }: BothAccess): { gained: boolean; lost: boolean } {
  return { gained: !isWithin(createReach(after), createReach(before)), lost: !isWithin(createReach(before), createReach(after)) };
}

type CreateReach = { companyIds: readonly string[]; groups: readonly string[] | "any" };

export function createReach(access: Access | null): CreateReach {
  if (access === null || !access.door.open || access.switches.portalReadOnly) return { companyIds: [], groups: [] };
  const creating = access.memberships.filter((membership) => membership.obstacle === null && membership.role.verbs.includes("create"));
  return { companyIds: creating.map((membership) => membership.company.companyId), groups: openGroups(access, "create") };
}

function isWithin(inner: CreateReach, outer: CreateReach): boolean {
  if (inner.companyIds.length === 0 || inner.groups.length === 0) return true;
  const groupsWithin = outer.groups === "any" || (inner.groups !== "any" && inner.groups.every((group) => outer.groups.includes(group)));
  return groupsWithin && inner.companyIds.every((companyId) => outer.companyIds.includes(companyId));
}

export const scopeText = (access: Access | null, verb: TicketVerb): string => (access === null ? "" : textOf(scopeFor(access, verb)));

function strangersText(access: Access | null, verb: TicketVerb): string {
  if (access === null) return "null";
  const { clauses } = scopeFor(access, verb);
  const ofStrangers = clauses.filter((clause) => clause.requester === null && clause.participation === null);
  return `${verb} ${windowsOf(access, verb)} ${ofStrangers.map(textOf).join()}`;
}

function clausesByText(access: Access | null, verb: TicketVerb): Map<string, Clause> {
  const clauses = access === null ? [] : scopeFor(access, verb).clauses;
  return new Map(clauses.map((clause) => [textOf(clause), clause]));
}

function windowsOf(access: Access | null, verb: TicketVerb): string {
  if (access === null) return "";
  const { hideBefore, companyWindow } = scopeFor(access, verb);
  return JSON.stringify([hideBefore, companyWindow]);
}

const texts = new WeakMap<Scope | Clause, string>();
function textOf(one: Scope | Clause): string {
  const known = texts.get(one) ?? JSON.stringify(one);
  texts.set(one, known);
  return known;
}
