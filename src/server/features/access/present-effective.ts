/** Everything a contact can reach, each with its origin (OBO-04). */

import type { z } from "zod";
import type { effectiveView } from "#contract/access.ts";
import { type Access, membershipOrigin, rightOrigin } from "#domain/access/effective-access.ts";
import type { RightFact, RoleFact } from "#domain/access/facts.ts";
import { letsThrough } from "#domain/access/rights.ts";
import { companyMemberships } from "#domain/access/scope.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { doorSentences, type Names, presentOrigin } from "./present.ts";
import { findOfferedServices, listQueuesOfGroups } from "./who-queries.ts";

type EffectiveView = z.infer<typeof effectiveView>;

export async function presentEffective(db: Queryable, access: Access, names: Names): Promise<EffectiveView> {
  const byGroup = Map.groupBy(access.queueRights, (right) => right.group.groupId);
  const queues = await listQueuesOfGroups(db, [...byGroup.keys()]);
  const seeing = new Set(companyMemberships(access).map((membership) => membership.membershipId));
  const primary = access.memberships.find((membership) => membership.primary && membership.obstacle === null);
  return {
    contact: { id: names.contactId, name: names.contactName },
    door: { open: access.door.open, checks: doorSentences(access, names) },
    restrictQueuesByGroup: access.switches.restrictQueuesByGroup,
    companies: access.memberships.map((membership) => ({
      company: { id: membership.company.companyId, name: membership.company.name },
      role: roleNamed(membership.role),
      lastingRole: roleNamed(membership.lastingRole),
      roleForATime: membership.roleForATime && {
        role: roleNamed(membership.roleForATime.role),
        from: membership.roleForATime.from === null ? null : new Date(membership.roleForATime.from).toISOString(),
        until: new Date(membership.roleForATime.until).toISOString(),
        holds: membership.role === membership.roleForATime.role,
      },
      sees: membership.obstacle !== null ? ("nothing" as const) : seeing.has(membership.membershipId) ? membership.role.scope : ("own" as const),
      obstacle: membership.obstacle,
      carriesGroupRights: membership.carriesGroupRights,
      origin: presentOrigin(membershipOrigin(membership), names),
    })),
    groups: [...byGroup.values()]
      .map((rights) => {
        const group = rights[0]?.group ?? { groupId: "", name: "" };
        return {
          group: { id: group.groupId, name: group.name },
          ...levels(rights),
          queues: (queues.get(group.groupId) ?? []).map(({ id, name }) => ({ id, name })),
          origins: rights.map((right) => ({ ...levels([right]), subject: right.subject.kind, origin: presentOrigin(rightOrigin(right), names) })),
        };
      })
      .sort((a, b) => (a.group.name < b.group.name ? -1 : 1)),
    partnerGroups:
      access.switches.restrictQueuesByGroup && access.switches.otherCompanies && access.switches.companyTickets
        ? access.partnerRights.map(({ right, membership }) => ({
            group: { id: right.group.groupId, name: right.group.name },
            ...levels([right]),
            create: false,
            origin: presentOrigin({ ...rightOrigin(right), name: membership.company.name }, names),
          }))
        : [],
    services: await findOfferedServices(db, names.contactId, primary?.company.companyId ?? null),
  };
}

const roleNamed = ({ roleId, name }: RoleFact) => ({ id: roleId, name });

const levels = (rights: readonly RightFact[]) => ({
  read: rights.some((right) => letsThrough(right, "read")),
  create: rights.some((right) => letsThrough(right, "create")),
  edit: rights.some((right) => right.edit),
});
