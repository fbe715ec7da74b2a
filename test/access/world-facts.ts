/** A world as the facts that the access rules are told: what the server's queries load from a database. */
import type { ContactFacts, GrantFact, RightFact, RoleFact, TicketFacts } from "#domain/access/facts.ts";
import { inForce } from "#domain/access/facts.ts";
import type { World } from "./world.ts";

const get = <T extends { id: string }>(list: readonly T[], id: string): T => {
  const found = list.find((entry) => entry.id === id);
  if (!found) throw new Error(`${id} is not in the world`);
  return found;
};

export function contactFacts(world: World, contactId: string): ContactFacts {
  const memberships = world.memberships.filter((membership) => membership.contactId === contactId);
  const companyIds = new Set(memberships.map((membership) => membership.companyId));
  return {
    contact: { contactId, name: contactId, state: get(world.contacts, contactId).state, since: null },
    memberships: memberships.map((membership, at) => {
      const { id: companyId, state, portalEnabled, parentId, familyTickets, view } = get(world.companies, membership.companyId);
      const { id: membershipId, roleForATime, carriesGroupRights, keepsOwnTickets, seesSince, from, until } = membership;
      const company = {
        companyId,
        name: companyId,
        state,
        portalEnabled,
        parentId,
        familyTickets: familyTickets ?? world.settings.familyTickets,
        seesChild: world.companies.some((child) => child.parentId === companyId && (child.parentSeesTickets ?? world.settings.parentSeesTickets)),
        billedForOthers: world.companies.some((other) => other.billedById === companyId),
        view,
      };
      return {
        membershipId,
        company,
        lastingRole: roleFact(world, membership.roleId),
        roleForATime: roleForATime && { role: roleFact(world, roleForATime.roleId), from: roleForATime.from, until: roleForATime.until },
        primary: at === 0,
        carriesGroupRights,
        keepsOwnTickets,
        seesSince,
        from,
        until,
        setBy: null,
        since: null,
      };
    }),
    rights: world.rights.flatMap((right, at) => rightFact(world, right, at, contactId, companyIds)),
    grants: world.grants.filter((grant) => grant.contactId === contactId).map((grant) => grantFact(world, grant)),
    switches: {
      restrictQueuesByGroup: world.settings.restrictQueuesByGroup,
      otherCompanies: world.settings.otherCompanies,
      companyTickets: world.settings.companyTickets,
      portalReadOnly: world.settings.readOnly,
      projectPermissions: world.settings.projectPermissions,
      internalProjects: world.settings.internalProjects,
      categoriesConfidential: world.categories.some((category) => category.confidential),
      hideTicketsBefore: world.settings.hideTicketsBefore,
      companiesHideTickets: world.companies.some((company) => company.hideTicketsBefore !== null),
    },
    view: {
      installation: world.settings.view,
      companiesSetPriority: world.companies.some((company) => company.view.priority !== null),
      teamName: "Team",
      ownFields: [],
    },
  };
}

function roleFact(world: World, id: string): RoleFact {
  const { id: roleId, ...role } = get(world.roles, id);
  return { roleId, name: roleId, ...role };
}

function rightFact(world: World, right: World["rights"][number], at: number, contactId: string, companyIds: ReadonlySet<string>): RightFact[] {
  const { subject, groupId, read, create, edit, from, until } = right;
  const group = { groupId, name: groupId, active: get(world.groups, groupId).active };
  const fact = { rightId: String(at), group, read, create, edit, from, until, setBy: null, since: null };
  if (subject === "everyContact" || subject === "everyCompany") return [{ ...fact, subject: { kind: subject } }];
  if ("contactId" in subject) return subject.contactId === contactId ? [{ ...fact, subject: { kind: "contact" } }] : [];
  return companyIds.has(subject.companyId) ? [{ ...fact, subject: { kind: "company", companyId: subject.companyId, context: subject.context } }] : [];
}

function grantFact(world: World, grant: World["grants"][number]): GrantFact {
  const { id: grantId, projectId, tasks, taskIds, readOnly, scope, hours, seesSince, from, until } = grant;
  return {
    grantId,
    project: { projectId, name: projectId, companyId: get(world.projects, projectId).companyId },
    tasks,
    taskIds: taskIds.filter((taskId) => get(world.tasks, taskId).projectId === projectId),
    readOnly,
    scope,
    hours,
    seesSince,
    from,
    until,
    setBy: null,
    since: null,
  };
}

export function ticketFacts(world: World, ticketId: string): TicketFacts {
  const ticket = get(world.tickets, ticketId);
  const queue = get(world.queues, ticket.queueId);
  const group = { groupId: queue.groupId, name: queue.groupId, active: get(world.groups, queue.groupId).active };
  return {
    ticketId,
    contactId: ticket.contactId,
    company: ticket.companyId === null ? null : companyFacts(world, ticket.companyId, queue.groupId),
    queue: { queueId: queue.id, name: queue.id, confidential: queue.confidential, group },
    confidential: ticket.confidential,
    confidentialCategory: confidentialCategory(world, ticket.categoryIds),
    projects: ticket.projects.map(({ projectId, taskId }) => ({
      projectId,
      name: projectId,
      internal: get(world.projects, projectId).companyId === null,
      taskId,
      taskName: taskId,
    })),
    statusType: ticket.statusType,
    createdAt: ticket.createdAt,
    mergedIntoId: null,
    participations: world.participations
      .filter((participation) => participation.ticketId === ticketId)
      .map(({ contactId, companyId, level, addedBy }, at) => ({
        participantId: String(at),
        contactId,
        companyId,
        level,
        addedByAgent: addedBy === "agent",
        addedBy: null,
        since: null,
      })),
  };
}

function confidentialCategory(world: World, categoryIds: readonly string[]): TicketFacts["confidentialCategory"] {
  const categoryId = categoryIds.find((id) => get(world.categories, id).confidential);
  return categoryId === undefined ? null : { categoryId, name: categoryId };
}

function companyFacts(world: World, companyId: string, groupId: string): TicketFacts["company"] {
  const { state, portalEnabled, hideTicketsBefore, parentId, billedById, parentSeesTickets, view } = get(world.companies, companyId);
  const ancestors: string[] = [];
  for (let above = get(world.companies, companyId).parentId; above !== null && !ancestors.includes(above); above = get(world.companies, above).parentId)
    ancestors.push(above);
  const readsGroup = world.rights.some(
    ({ subject, groupId: rightGroup, read, edit, from, until }) =>
      typeof subject !== "string" &&
      "companyId" in subject &&
      subject.companyId === companyId &&
      subject.context === "own" &&
      rightGroup === groupId &&
      (read || edit) &&
      inForce({ from, until }, world.now),
  );
  const parentSees = parentSeesTickets ?? world.settings.parentSeesTickets;
  return { companyId, name: companyId, state, portalEnabled, parentId, parentSees, billedById, ancestors, hideTicketsBefore, readsGroup, view };
}
