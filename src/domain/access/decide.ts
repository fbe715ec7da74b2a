/** May this contact do this, here? The answer of a door, of gates and of paths, in one word and with its reasons. */

import type { PathId, Scope } from "./clause.ts";
import type { Access } from "./effective-access.ts";
import { openGroups } from "./effective-access.ts";
import type { RecordState, TicketFacts } from "./facts.ts";
import { coveredBy, covers, openGrants, type ProjectPair } from "./grants.ts";
import { matchingPaths } from "./matches.ts";
import { scopeOf } from "./scope.ts";
import { TICKET_VERBS, type TicketVerb } from "./verbs.ts";

export type Decision = { allowed: boolean; because: readonly PathId[] };

const scopes = new WeakMap<Access, Map<TicketVerb, Scope>>();

/** The scope of a verb, worked out once per access value. */
export function scopeFor(access: Access, verb: TicketVerb): Scope {
  const known = scopes.get(access) ?? new Map<TicketVerb, Scope>();
  scopes.set(access, known);
  const scope = known.get(verb) ?? scopeOf(access, verb);
  known.set(verb, scope);
  return scope;
}

/** `because` names the paths that lead with every gate open; empty: not allowed. */
export function decide(access: Access, verb: TicketVerb, ticket: TicketFacts): Decision {
  const because = matchingPaths(scopeFor(access, verb), ticket);
  return { allowed: because.length > 0, because };
}

/** Everything the contact may do with the ticket: what responses carry as `can`. */
export const allowedVerbs = (access: Access, ticket: TicketFacts): TicketVerb[] => TICKET_VERBS.filter((verb) => decide(access, verb, ticket).allowed);

/** A company for which somebody wants to create a ticket. */
export type CreateTarget = { companyId: string; parentId: string | null; state: RecordState };

/**
 * For a company of a carrying membership whose role has `create`, or an active child of one whose role says
 * *create for subsidiaries*, even a child that is not enabled for the portal (access-model, "Create").
 */
export const mayCreateFor = (access: Access, target: CreateTarget): boolean =>
  access.door.open &&
  !access.switches.portalReadOnly &&
  access.memberships.some(
    (membership) =>
      membership.obstacle === null &&
      membership.role.verbs.includes("create") &&
      (membership.company.companyId === target.companyId ||
        (membership.role.createForSubsidiaries && target.state === "active" && target.parentId === membership.company.companyId)),
  );

/** A project in which somebody wants to create a ticket for a company; `taskId` null: in none of its tasks. */
export type CreateProject = ProjectPair & { companyId: string | null };

/** Only by a grant that is not read-only, on a project of the ticket's company or an internal one; without a project (null) unless grants are required. */
export function mayCreateInProject(access: Access, companyId: string, project: CreateProject | null): boolean {
  if (project === null) return access.switches.projectPermissions !== "required";
  return (project.companyId === null || project.companyId === companyId) && covers(coveredBy(openGrants(access, "create")), project);
}

/** Whether the gate *queue* lets `create` through; a queue that is not active is not offered. */
export function mayCreateIn(access: Access, queue: { groupId: string; active: boolean }): boolean {
  const groups = openGroups(access, "create");
  return queue.active && (groups === "any" || groups.includes(queue.groupId));
}
