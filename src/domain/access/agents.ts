/** The agents' rule: an administrator everything, others what their rights on groups let through, by the same Scope. */

import type { Clause, Scope } from "./clause.ts";
import type { TicketFacts } from "./facts.ts";
import { matches } from "./matches.ts";
import { letsThrough, type RightLevels } from "./rights.ts";
import { TICKET_VERBS, type TicketVerb } from "./verbs.ts";

export type AgentFacts = {
  agentId: string;
  administrator: boolean;
  /** Rights on active groups. */
  rights: readonly (RightLevels & { groupId: string })[];
};

const scopes = new WeakMap<AgentFacts, Map<TicketVerb, Scope>>();

/** Tickets without a gate of the contacts: company states, windows and confidentiality do not bind agents. Worked out once for the same facts. */
export function agentScopeOf(agent: AgentFacts, verb: TicketVerb): Scope {
  const known = scopes.get(agent) ?? new Map<TicketVerb, Scope>();
  scopes.set(agent, known);
  const scope = known.get(verb) ?? scopeOfAgent(agent, verb);
  known.set(verb, scope);
  return scope;
}

function scopeOfAgent(agent: AgentFacts, verb: TicketVerb): Scope {
  const groups: Clause["groups"] = agent.administrator ? "any" : agent.rights.filter((right) => letsThrough(right, verb)).map((right) => right.groupId);
  const clause: Clause = {
    path: "agent",
    requester: null,
    participation: null,
    companies: null,
    project: null,
    projectGate: null,
    exceptCompanies: [],
    readsGroup: false,
    companyGate: "none",
    groups,
    confidential: true,
    categoriesCount: false,
    createdFrom: null,
  };
  return {
    verb,
    clauses: groups === "any" || groups.length > 0 ? [clause] : [],
    includesGone: true,
    hideBefore: null,
    companyWindow: false,
  };
}

export const agentVerbs = (agent: AgentFacts, ticket: TicketFacts): TicketVerb[] => TICKET_VERBS.filter((verb) => matches(agentScopeOf(agent, verb), ticket));

/** Whether the agent may create in queues of this group. */
export const agentMayCreateIn = (agent: AgentFacts, groupId: string): boolean =>
  agent.administrator || agent.rights.some((right) => right.groupId === groupId && letsThrough(right, "create"));
