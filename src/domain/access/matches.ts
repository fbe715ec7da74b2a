/** The interpreter of a Scope in memory; its twin in SQL is server/features/tickets/scope-to-sql.ts. */
import { among } from "./among.ts";
import type { Clause, CompanySet, PathId, Scope } from "./clause.ts";
import type { TicketFacts } from "./facts.ts";
import { type Covered, covers } from "./grants.ts";

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
    (clause.confidential || !isMarked(clause, ticket)) &&
    (clause.groups === "any" || among(clause.groups, ticket.queue.group.groupId)) &&
    companyMatches(clause, ticket.company) &&
    (clause.participation === null || participates(clause.participation, ticket)) &&
    (clause.project === null || isOnProject(clause.project, ticket)) &&
    (clause.projectGate === null || passesProjectGate(clause.projectGate, ticket))
  );
}

/** A clause that does not count categories was made while none is confidential. */
const isMarked = (clause: Clause, ticket: TicketFacts): boolean =>
  ticket.confidential || ticket.queue.confidential || (clause.categoriesCount && ticket.confidentialCategory !== null);

export const isConfidential = (ticket: TicketFacts): boolean => ticket.confidential || ticket.queue.confidential || ticket.confidentialCategory !== null;

export function isOnProject({ covered, withoutContact, internalFor }: NonNullable<Clause["project"]>, { company, contactId, projects }: TicketFacts): boolean {
  if (withoutContact && contactId !== null) return false;
  const mine = company === null || among(internalFor, company.companyId);
  return projects.some((pair) => (mine || !pair.internal) && covers(covered, pair));
}

const passesProjectGate = ({ covered, requester }: { covered: Covered; requester: string | null }, { contactId, projects }: TicketFacts): boolean =>
  projects.length === 0 || (requester !== null && contactId === requester) || projects.some((pair) => covers(covered, pair));

function companyMatches(clause: Clause, company: TicketFacts["company"]): boolean {
  if (company === null) return (clause.companies === null || clause.companies.orNone) && !clause.readsGroup;
  if (clause.companyGate !== "none" && company.state !== "active") return false;
  if (clause.companyGate === "activeAndEnabled" && !company.portalEnabled) return false;
  if (clause.readsGroup && !company.readsGroup) return false;
  if (among(clause.exceptCompanies, company.companyId)) return false;
  return clause.companies === null || isOfSet(clause.companies, company);
}

const isOfSet = ({ ids, below, familyOf, shownTo, billedBy }: CompanySet, { companyId, parentId, ...company }: NonNullable<TicketFacts["company"]>): boolean =>
  among(ids, companyId) ||
  (below.length > 0 && company.ancestors.some((ancestor) => among(below, ancestor))) ||
  familyOf.some((reader) => companyId === reader.parentId || (parentId === reader.parentId && companyId !== reader.companyId)) ||
  (company.parentSees && parentId !== null && among(shownTo, parentId)) ||
  (company.billedById !== null && among(billedBy, company.billedById));

const participates = (wanted: NonNullable<Clause["participation"]>, ticket: TicketFacts): boolean =>
  ticket.participations.some(
    (participation) =>
      wanted.levels.includes(participation.level) &&
      (!wanted.addedByAgentOnly || participation.addedByAgent) &&
      (participation.contactId === null
        ? participation.companyId !== null && among(wanted.companyIds, participation.companyId)
        : participation.contactId === wanted.contactId),
  );
