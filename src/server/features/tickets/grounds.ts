/** What a list of tickets and an opened ticket stand on: as long as nothing of it is touched, they stay as they are (docs/decisions/0019-answers-told-again.md). */

import type { Clause, CompanySet, Scope } from "#domain/access/clause.ts";
import { scopeFor } from "#domain/access/decide.ts";
import type { Access } from "#domain/access/effective-access.ts";
import { coveredProjects } from "#domain/access/grants.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import type { Grounds } from "#server/platform/http/told-answers.ts";
import { findNextChangeOfRights, listCompanyIds } from "./grounds-queries.ts";
import { listQueueIdsOfGroups } from "./queries.ts";

/** A ticket that comes into the scope, leaves it or looks different within it touches one of these ids when it does. */
export async function groundsOfList(db: Tx, scope: Scope, now: Date): Promise<Grounds> {
  const ids = new Set<string>();
  const sets: CompanySet[] = [];
  const groups: string[] = [];
  for (const clause of scope.clauses) {
    const { requester, participation, companies, project } = clause;
    if (requester !== null) ids.add(requester);
    else if (participation !== null) for (const id of [participation.contactId ?? [], participation.companyIds].flat()) ids.add(id);
    else if (project !== null) for (const id of coveredProjects(project.covered)) ids.add(id);
    else if (companies !== null && !companies.orNone) sets.push(companies);
    else if (clause.groups !== "any") groups.push(...clause.groups);
    else return { touchedBy: "everything", until: Number.POSITIVE_INFINITY };
  }
  const [companies, queues, next] = await Promise.all([
    listCompanyIds(db, sets),
    listQueueIdsOfGroups(db, groups),
    scope.clauses.some(dependsOnOthersRights) ? findNextChangeOfRights(db, now) : null,
  ]);
  for (const id of [...companies, ...queues]) ids.add(id);
  return { touchedBy: ids, until: next?.getTime() ?? Number.POSITIVE_INFINITY };
}

/** For an opened ticket; `access`: of the contact who opened it, null for an agent, whom no participation and no right with dates concerns. */
export async function groundsOfTicket(db: Tx, ticketId: string, access: Access | null, now: Date): Promise<Grounds> {
  if (access === null) return { touchedBy: new Set([ticketId]), until: Number.POSITIVE_INFINITY };
  const next = scopeFor(access, "read").clauses.some(dependsOnOthersRights) ? await findNextChangeOfRights(db, now) : undefined;
  const companyIds = access.memberships.map((membership) => membership.company.companyId);
  return { touchedBy: new Set([ticketId, access.contactId, ...companyIds]), until: next?.getTime() ?? Number.POSITIVE_INFINITY };
}

/** Rights of companies that are none of mine begin and end by themselves, without a write. */
const dependsOnOthersRights = (clause: Clause): boolean => clause.readsGroup;
