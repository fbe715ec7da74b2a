/** The interpreter of a Scope in memory; its twin in SQL is server/features/tickets/scope-to-sql.ts. */
import type { TicketFacts } from "./facts.ts";
import type { Clause, PathId, Scope } from "./scope.ts";

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether a list of a clause has it; of a long one a set is made once. */
function has(list: readonly string[], id: string): boolean {
  if (list.length < 12) return list.includes(id);
  let set = sets.get(list);
  if (!set) {
    set = new Set(list);
    sets.set(list, set);
  }
  return set.has(id);
}

export const matches = (scope: Scope, ticket: TicketFacts): boolean => inWindow(scope, ticket) && scope.clauses.some((clause) => clauseMatches(clause, ticket));

/** The paths whose clauses hold the ticket, each once. */
export const matchingPaths = (scope: Scope, ticket: TicketFacts): PathId[] =>
  inWindow(scope, ticket) ? [...new Set(scope.clauses.filter((clause) => clauseMatches(clause, ticket)).map((clause) => clause.path))] : [];

function inWindow(scope: Scope, ticket: TicketFacts): boolean {
  if (!scope.includesGone && (ticket.statusType === "removed" || ticket.statusType === "merged")) return false;
  if (scope.hideBefore !== null && ticket.createdAt < scope.hideBefore) return false;
  const companyHides = scope.companyWindow ? (ticket.company?.hideTicketsBefore ?? null) : null;
  return companyHides === null || ticket.createdAt >= companyHides;
}

function clauseMatches(clause: Clause, ticket: TicketFacts): boolean {
  return (
    (clause.requester === null || ticket.contactId === clause.requester) &&
    (clause.createdFrom === null || ticket.createdAt >= clause.createdFrom) &&
    (clause.confidential || !(ticket.confidential || ticket.queue.confidential)) &&
    (clause.groups === "any" || has(clause.groups, ticket.queue.group.groupId)) &&
    companyMatches(clause, ticket.company) &&
    (clause.participation === null || participates(clause.participation, ticket))
  );
}

function companyMatches(clause: Clause, company: TicketFacts["company"]): boolean {
  if (company === null) return (clause.companies === null || clause.companies.orNone) && !clause.readsGroup;
  if (clause.companyGate !== "none" && company.state !== "active") return false;
  if (clause.companyGate === "activeAndEnabled" && !company.portalEnabled) return false;
  if (clause.readsGroup && !company.readsGroup) return false;
  if (has(clause.exceptCompanies, company.companyId)) return false;
  return (
    clause.companies === null ||
    has(clause.companies.ids, company.companyId) ||
    (clause.companies.below.length > 0 && company.ancestors.some((ancestor) => has(clause.companies?.below ?? [], ancestor)))
  );
}

const participates = (wanted: NonNullable<Clause["participation"]>, ticket: TicketFacts): boolean =>
  ticket.participations.some(
    (participation) =>
      wanted.levels.includes(participation.level) &&
      (!wanted.addedByAgentOnly || participation.addedByAgent) &&
      (participation.contactId === null
        ? participation.companyId !== null && has(wanted.companyIds, participation.companyId)
        : participation.contactId === wanted.contactId),
  );
