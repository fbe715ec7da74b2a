/** What a list of tickets and an opened ticket stand on: as long as nothing of it is touched, they stay as they are (docs/decisions/0019-answers-told-again.md). */
import { scopeFor } from "#domain/access/decide.ts";
import type { Access } from "#domain/access/effective-access.ts";
import type { Clause, Scope } from "#domain/access/scope.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import type { Grounds } from "#server/platform/http/told-answers.ts";
import { findNextChangeOfRights, listCompanyIdsBelow } from "./grounds-queries.ts";
import { listQueueIdsOfGroups } from "./queries.ts";

/** A ticket that comes into the scope, leaves it or looks different within it touches one of these ids when it does. */
export async function groundsOfList(db: Tx, scope: Scope, now: Date): Promise<Grounds> {
  const ids = new Set<string>();
  const below: string[] = [];
  const groups: string[] = [];
  for (const clause of scope.clauses) {
    const { requester, participation, companies } = clause;
    if (requester !== null) ids.add(requester);
    else if (participation !== null) for (const id of [participation.contactId ?? [], participation.companyIds].flat()) ids.add(id);
    else if (companies !== null && !companies.orNone) {
      for (const id of companies.ids) ids.add(id);
      below.push(...companies.below);
    } else if (clause.groups !== "any") groups.push(...clause.groups);
    else return { touchedBy: "everything", until: Number.POSITIVE_INFINITY };
  }
  const [descendants, queues, next] = await Promise.all([
    listCompanyIdsBelow(db, below),
    listQueueIdsOfGroups(db, groups),
    scope.clauses.some(dependsOnOthersRights) ? findNextChangeOfRights(db, now) : null,
  ]);
  for (const id of [...descendants, ...queues]) ids.add(id);
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
