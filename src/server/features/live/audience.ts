/**
 * Who of the people present may read a ticket. An index over their scopes names few candidates, however many are present;
 * the scope itself then decides (domain/access/matches.ts).
 */

import type { Clause, CompanySet, Scope } from "#domain/access/clause.ts";
import type { TicketFacts } from "#domain/access/facts.ts";
import { coveredProjects } from "#domain/access/grants.ts";
import { matches } from "#domain/access/matches.ts";

export type Audience<Reader extends object> = {
  /** From now on the reader counts with this scope; null: not any more. */
  place: (reader: Reader, scope: Scope | null) => void;
  readersOf: (ticket: TicketFacts) => Set<Reader>;
};

export function createAudience<Reader extends object>(): Audience<Reader> {
  const byKey = new Map<string, Set<Reader>>();
  const placed = new Map<Reader, { scope: Scope; keys: readonly string[] }>();
  const remove = (reader: Reader) => {
    for (const key of placed.get(reader)?.keys ?? []) {
      const readers = byKey.get(key);
      readers?.delete(reader);
      if (readers?.size === 0) byKey.delete(key);
    }
    placed.delete(reader);
  };
  return {
    place(reader, scope) {
      remove(reader);
      if (scope === null) return;
      const keys = [...new Set(scope.clauses.flatMap(keysOfClause))];
      placed.set(reader, { scope, keys });
      for (const key of keys) {
        const readers = byKey.get(key) ?? new Set();
        byKey.set(key, readers.add(reader));
      }
    },
    readersOf(ticket) {
      const readers = new Set<Reader>();
      for (const key of keysOfTicket(ticket)) {
        for (const reader of byKey.get(key) ?? []) {
          const scope = placed.get(reader)?.scope;
          if (scope && !readers.has(reader) && matches(scope, ticket)) readers.add(reader);
        }
      }
      return readers;
    },
  };
}

/** A ticket that the clause holds has at least one of these keys. */
function keysOfClause(clause: Clause): string[] {
  if (clause.requester !== null) return [`contact ${clause.requester}`];
  if (clause.participation !== null) {
    const { contactId, companyIds } = clause.participation;
    return [...(contactId === null ? [] : [contactId]), ...companyIds].map((id) => `participant ${id}`);
  }
  if (clause.project !== null) return coveredProjects(clause.project.covered).map((id) => `project ${id}`);
  if (clause.companies !== null && !clause.companies.orNone) return keysOfSet(clause.companies);
  return clause.groups === "any" ? ["any"] : clause.groups.map((id) => `group ${id}`);
}

/** Those of a family have the key of the parent: it stands above them, or is the company itself. */
function keysOfSet({ ids, below, familyOf, shownTo, billedBy }: CompanySet): string[] {
  const companies = [...ids, ...below, ...familyOf.map((reader) => reader.parentId), ...shownTo];
  return [...companies.map((id) => `company ${id}`), ...billedBy.map((id) => `billed ${id}`)];
}

function keysOfTicket(ticket: TicketFacts): string[] {
  return [
    ...(ticket.contactId === null ? [] : [`contact ${ticket.contactId}`]),
    ...ticket.participations.map(({ contactId, companyId }) => `participant ${contactId ?? companyId}`),
    ...(ticket.company === null ? [] : [ticket.company.companyId, ...ticket.company.ancestors].map((id) => `company ${id}`)),
    ...(ticket.company?.billedById ? [`billed ${ticket.company.billedById}`] : []),
    ...ticket.projects.map(({ projectId }) => `project ${projectId}`),
    `group ${ticket.queue.group.groupId}`,
    "any",
  ];
}
