/**
 * The access model once more, written from the specification page alone (access-model.md) and not from src/domain/access.
 * Slow and literal on purpose: no caching, no cleverness. Quoted sentences are the page's; "decided" marks what was fixed beside it.
 * Covered: door (standing), all gates, all paths but desk, create, and the view as far as there is anything to see.
 */
import type { TicketVerb, Verb } from "#domain/access/verbs.ts";
import type { Instant, World } from "./world.ts";

type Membership = World["memberships"][number];
type Participation = World["participations"][number];
type Right = World["rights"][number];
type Role = World["roles"][number];
type Grant = World["grants"][number];
type Pair = Ticket["projects"][number];
type Ticket = World["tickets"][number];

export type ReferencePath = "requester" | "participant" | "company" | "family" | "partner" | "project" | "billing";

function one<T extends { id: string }>(list: readonly T[], id: string): T {
  const found = list.find((item) => item.id === id);
  if (found === undefined) throw new Error(`reference model: no ${id} in this world`);
  return found;
}

// --- Time, memberships, door ---------------------------------------------------------------------------------------

/** "Memberships, group rights and grants may have from and until: UTC instants, [from, until)" */
function inForce(world: World, dates: { from: Instant | null; until: Instant | null }): boolean {
  return (dates.from === null || dates.from <= world.now) && (dates.until === null || world.now < dates.until);
}

/** "A membership carries while it is within its dates and its company is active and enabled for the portal." */
function carries(world: World, membership: Membership): boolean {
  const company = one(world.companies, membership.companyId);
  return inForce(world, membership) && company.state === "active" && company.portalEnabled;
}

function membershipsOf(world: World, contactId: string): Membership[] {
  return world.memberships.filter((membership) => membership.contactId === contactId);
}

/** "One that does not carry gives nothing: no path, no group rights, no own tickets of that company in the portal" */
function carryingMemberships(world: World, contactId: string): Membership[] {
  return membershipsOf(world, contactId).filter((membership) => carries(world, membership));
}

/** The memberships of which one has to lead; `only`: this one, and nothing but a membership. */
function asked(world: World, contactId: string, only: Membership | undefined): Membership[] {
  return carryingMemberships(world, contactId).filter((membership) => only === undefined || membership.id === only.id);
}

/** "Within [from, until) the role for a time holds instead of the lasting one, before and after the lasting one" (decision 0022, NEW-10). */
function roleOf(world: World, membership: Membership): Role {
  const { roleForATime } = membership;
  return one(world.roles, roleForATime !== null && inForce(world, roleForATime) ? roleForATime.roleId : membership.roleId);
}

/** "Exclude primary": its role has scope own; that is the role's, so nothing is special here. */
function scopeOf(world: World, membership: Membership): Role["scope"] {
  return roleOf(world, membership).scope;
}

/** "Standing: the contact is active and at least one membership carries." */
function doorOpen(world: World, contactId: string): boolean {
  return one(world.contacts, contactId).state === "active" && carryingMemberships(world, contactId).length > 0;
}

// --- Gate: queue ---------------------------------------------------------------------------------------------------

/** "read (ro): read. create: create. edit (rw): everything, so it includes the other two" */
function letsThrough(right: Right, verb: Verb): boolean {
  return right.edit || (right.read && verb === "read") || (right.create && verb === "create");
}

/** "A group that is not active gives nothing"; a right outside its dates neither. */
function rightsOnGroup(world: World, groupId: string): Right[] {
  if (!one(world.groups, groupId).active) return [];
  return world.rights.filter((right) => right.groupId === groupId && inForce(world, right));
}

/**
 * "The union of own group rights, own company rights of all companies whose memberships carry (and carry group rights),
 * and everybody rights." Every contact; "every company: every contact with at least one membership that carries group rights".
 */
function rightIsMine(world: World, contactId: string, right: Right): boolean {
  const withGroupRights = carryingMemberships(world, contactId).filter((membership) => membership.carriesGroupRights);
  const subject = right.subject;
  if (subject === "everyContact") return true;
  if (subject === "everyCompany") return withGroupRights.length > 0;
  if ("contactId" in subject) return subject.contactId === contactId;
  return subject.context === "own" && withGroupRights.some((membership) => membership.companyId === subject.companyId);
}

/** "restrict queues by group: on: a right on the group of the ticket's queue lets the verb through. Holds for own tickets too." */
function queueGateOpen(world: World, contactId: string, verb: Verb, queueId: string): boolean {
  if (!world.settings.restrictQueuesByGroup) return true;
  const groupId = one(world.queues, queueId).groupId;
  return rightsOnGroup(world, groupId).some((right) => rightIsMine(world, contactId, right) && letsThrough(right, verb));
}

// --- The other gates -----------------------------------------------------------------------------------------------

/** The gates that are the same on every path: company (its first half), window (its first half), state, read-only. */
function gatesOfEveryPathOpen(world: World, verb: Verb, ticket: Ticket): boolean {
  const company = ticket.companyId === null ? null : one(world.companies, ticket.companyId);
  // "Tickets of a company that is not active are shut on every path. Tickets without a company are open."
  if (company !== null && company.state !== "active") return false;
  // "Hide tickets before (installation, ticket's company: the later one, on all paths): older tickets are shut"
  if (olderThan(ticket, world.settings.hideTicketsBefore)) return false;
  if (company !== null && olderThan(ticket, company.hideTicketsBefore)) return false;
  // "Removed tickets are shut; a merged one is shut" (leading to its target is not part of this function)
  if (ticket.statusType === "removed" || ticket.statusType === "merged") return false;
  // "Portal is read-only: leaves read on tickets"
  return !world.settings.readOnly || verb === "read";
}

/** "Windows compare with the ticket's creation": "older tickets are shut". */
function olderThan(ticket: Ticket, since: Instant | null): boolean {
  return since !== null && ticket.createdAt < since;
}

/** "Of one that is not enabled for the portal [shut] on requester and company" */
function companyEnabledForPortal(world: World, ticket: Ticket): boolean {
  return ticket.companyId === null || one(world.companies, ticket.companyId).portalEnabled;
}

/** "Confidential: per queue, per category, per ticket" */
function isConfidential(world: World, ticket: Ticket): boolean {
  const byCategory = ticket.categoryIds.some((categoryId) => one(world.categories, categoryId).confidential);
  return ticket.confidential || one(world.queues, ticket.queueId).confidential || byCategory;
}

// --- Grants and the gate project -----------------------------------------------------------------------------------

/** "A grant carries nothing while its company's membership carries nothing"; internal ones "only while contacts may be granted internal projects is on". */
function carryingGrants(world: World, contactId: string): Grant[] {
  return world.grants.filter((grant) => {
    if (grant.contactId !== contactId || !inForce(world, grant)) return false;
    const companyId = one(world.projects, grant.projectId).companyId;
    if (companyId === null) return world.settings.internalProjects;
    return carryingMemberships(world, contactId).some((membership) => membership.companyId === companyId);
  });
}

/** "All and existing also cover tickets without a task, named does not"; "existing: later tasks are not covered". */
function coversPair(grant: Grant, pair: Pair): boolean {
  if (grant.projectId !== pair.projectId) return false;
  if (grant.tasks === "all") return true;
  if (pair.taskId === null) return grant.tasks === "existing";
  return grant.taskIds.includes(pair.taskId);
}

/**
 * "Asked of tickets that have a project. Required: lets V through if some valid grant covers a (project, task) pair of the
 * ticket, primary or secondary, and is not read-only or V is read. Requester suffices: additionally opens read and reply for own tickets."
 */
function projectGateOpen(world: World, contactId: string, verb: Verb, ticket: Ticket): boolean {
  const { projectPermissions } = world.settings;
  if (projectPermissions === "off" || ticket.projects.length === 0) return true;
  if (projectPermissions === "requesterSuffices" && ticket.contactId === contactId && (verb === "read" || verb === "reply")) return true;
  return carryingGrants(world, contactId).some((grant) => (!grant.readOnly || verb === "read") && ticket.projects.some((pair) => coversPair(grant, pair)));
}

// --- Paths: each asks whether it leads, for what it carries, and its own gates ----------------------------------------

/**
 * "Tickets whose contact I am, in a company of a carrying membership, in none, or in one for which an ended membership says
 * keeps own tickets." Carries "the verbs of my role in the ticket's company; without a membership there read and reply."
 * Confidential is open for the requester; "sees tickets since never on requester".
 */
function requesterLeads(world: World, contactId: string, verb: Verb, ticket: Ticket): boolean {
  if (ticket.contactId !== contactId) return false;
  const here = carryingMemberships(world, contactId).filter((membership) => membership.companyId === ticket.companyId);
  // Decided: a membership has ended when its `until` is now or past.
  const kept = membershipsOf(world, contactId).some(
    (membership) => membership.companyId === ticket.companyId && membership.until !== null && membership.until <= world.now && membership.keepsOwnTickets,
  );
  if (here.length === 0 && ticket.companyId !== null && !kept) return false;
  if (here.length === 0 && verb !== "read" && verb !== "reply") return false;
  if (here.length > 0 && !here.some((membership) => roleOf(world, membership).verbs.includes(verb))) return false;
  return companyEnabledForPortal(world, ticket) && queueGateOpen(world, contactId, verb, ticket.queueId);
}

/** "What the participation says: read, or read and reply." */
function participationCarries(participation: Participation, verb: Verb): boolean {
  return verb === "read" || (verb === "reply" && participation.level === "reply");
}

/** "Tickets where I was added, or where a company of mine was added and my membership there has scope company or wider" */
function participantLeads(world: World, contactId: string, verb: Verb, ticket: Ticket, only?: Membership): boolean {
  for (const participation of world.participations) {
    if (participation.ticketId !== ticket.id || !participationCarries(participation, verb)) continue;
    // "A participation that an agent added opens this gate for what it carries."
    // Read literally: also where the group is not active, since what opens it then is the participation, not the group.
    if (participation.addedBy !== "agent" && !queueGateOpen(world, contactId, verb, ticket.queueId)) continue;
    // Confidential is open for personal participants; "sees tickets since never on personal participant".
    if (participation.contactId === contactId && only === undefined) return true;
    // "Company tickets off shuts company participations"
    if (participation.companyId === null || !world.settings.companyTickets) continue;
    // Confidential is "never [open] for a company that participates".
    if (isConfidential(world, ticket)) continue;
    for (const membership of asked(world, contactId, only)) {
      if (membership.companyId !== participation.companyId || scopeOf(world, membership) === "own") continue;
      if (!olderThan(ticket, membership.seesSince)) return true;
    }
  }
  return false;
}

/** Decided: descendants at any depth, whatever the states of the companies between. */
function isBelow(world: World, companyId: string, ancestorId: string): boolean {
  let parentId = one(world.companies, companyId).parentId;
  for (let step = 0; step < world.companies.length && parentId !== null; step += 1) {
    if (parentId === ancestorId) return true;
    parentId = one(world.companies, parentId).parentId;
  }
  return false;
}

/** "Tickets of a company in which my membership's role has scope company; with company and below also of all its descendants" */
function companyLeads(world: World, contactId: string, verb: Verb, ticket: Ticket, only?: Membership): boolean {
  // "Company tickets: off shuts company, family, partner, billing, whole project and company participations"
  if (!world.settings.companyTickets || ticket.companyId === null) return false;
  if (!companyEnabledForPortal(world, ticket) || !queueGateOpen(world, contactId, verb, ticket.queueId)) return false;
  for (const membership of asked(world, contactId, only)) {
    const scope = scopeOf(world, membership);
    const itself = scope !== "own" && ticket.companyId === membership.companyId;
    const below = scope === "companyAndBelow" && isBelow(world, ticket.companyId, membership.companyId);
    if (!itself && !below) continue;
    // Carries "that role's verbs".
    if (!roleOf(world, membership).verbs.includes(verb)) continue;
    // "On company and family only if the membership that leads has confidential"
    if (isConfidential(world, ticket) && !roleOf(world, membership).confidential) continue;
    // "Sees tickets since (membership: on paths through it)"
    if (!olderThan(ticket, membership.seesSince)) return true;
  }
  return false;
}

/**
 * "For V, tickets in queues of group g if a company of mine (carrying, carrying group rights) has a right on g in context other
 * companies that lets V through, the ticket's company has an own company right on g that lets read through (everybody does not
 * count), and I have no membership in it." The queue gate: "on path partner: the right named there".
 */
function partnerLeads(world: World, contactId: string, verb: Verb, ticket: Ticket, only?: Membership): boolean {
  // "Only while restrict queues by group and other companies are on"; company tickets off shuts partner, too.
  const { restrictQueuesByGroup, otherCompanies, companyTickets } = world.settings;
  if (!restrictQueuesByGroup || !otherCompanies || !companyTickets || ticket.companyId === null) return false;
  // "never create, judge, share"
  if (verb === "create" || verb === "judge" || verb === "share") return false;
  // Confidential is "never [open] on partner".
  if (isConfidential(world, ticket)) return false;
  // Decided: no membership of mine there that is within its dates and carries group rights.
  for (const membership of membershipsOf(world, contactId)) {
    if (membership.companyId === ticket.companyId && inForce(world, membership) && membership.carriesGroupRights) return false;
  }
  const rights = rightsOnGroup(world, one(world.queues, ticket.queueId).groupId);
  if (!rights.some((right) => isOfCompany(right, ticket.companyId, "own") && letsThrough(right, "read"))) return false;
  for (const membership of asked(world, contactId, only)) {
    if (!membership.carriesGroupRights || olderThan(ticket, membership.seesSince)) continue;
    for (const right of rights) {
      if (isOfCompany(right, membership.companyId, "others") && letsThrough(right, verb)) return true;
    }
  }
  return false;
}

function isOfCompany(right: Right, companyId: string | null, context: "own" | "others"): boolean {
  const subject = right.subject;
  return typeof subject === "object" && "companyId" in subject && subject.companyId === companyId && subject.context === context;
}

/** "Show tickets of parent and sister companies: no / desk users / all contacts", "the nearest wins" of company and installation. */
function seesFamily(world: World, membership: Membership): boolean {
  const setting = one(world.companies, membership.companyId).familyTickets ?? world.settings.familyTickets;
  return setting === "allContacts" || (setting === "deskUsers" && roleOf(world, membership).desk);
}

/**
 * "Read from the reader's company: leads to tickets of its direct parent and that parent's other children, no further. The parent's
 * people see our tickets, read from the subsidiary: leads members of the direct parent with scope company to its tickets."
 * Decided: scope *company and below* is wider and so enough.
 */
function familyLeads(world: World, contactId: string, verb: Verb, ticket: Ticket, only?: Membership): boolean {
  if (!world.settings.companyTickets || ticket.companyId === null) return false;
  // "never judge or share"
  if (verb === "judge" || verb === "share") return false;
  if (!queueGateOpen(world, contactId, verb, ticket.queueId)) return false;
  const company = one(world.companies, ticket.companyId);
  const shownToParent = company.parentSeesTickets ?? world.settings.parentSeesTickets;
  for (const membership of asked(world, contactId, only)) {
    const mine = one(world.companies, membership.companyId);
    const isParent = mine.parentId !== null && company.id === mine.parentId;
    const isSister = mine.parentId !== null && company.parentId === mine.parentId && company.id !== mine.id;
    const upOrAcross = (isParent || isSister) && seesFamily(world, membership);
    const down = company.parentId === mine.id && shownToParent && scopeOf(world, membership) !== "own";
    if (!upOrAcross && !down) continue;
    const role = roleOf(world, membership);
    if (!role.verbs.includes(verb) || (isConfidential(world, ticket) && !role.confidential)) continue;
    if (!olderThan(ticket, membership.seesSince)) return true;
  }
  return false;
}

/**
 * "Grants with without contact: tickets of the covered tasks that have no contact; whole project: all tickets there; on an internal
 * project only tickets without a company or of a company of mine." Carries "read; without read-only also reply".
 * Decided: what is said of internal projects holds for both scopes; "of mine": of a membership that carries.
 */
function projectLeads(world: World, contactId: string, verb: Verb, ticket: Ticket): boolean {
  if (verb !== "read" && verb !== "reply") return false;
  if (isConfidential(world, ticket) || !queueGateOpen(world, contactId, verb, ticket.queueId)) return false;
  const ofMine = carryingMemberships(world, contactId).some((membership) => membership.companyId === ticket.companyId);
  return carryingGrants(world, contactId).some((grant) => {
    if (verb === "reply" && grant.readOnly) return false;
    if (grant.scope === "gate" || (grant.scope === "withoutContact" && ticket.contactId !== null)) return false;
    // "Company tickets: off shuts … whole project"
    if (grant.scope === "wholeProject" && !world.settings.companyTickets) return false;
    const internal = one(world.projects, grant.projectId).companyId === null;
    if (internal && ticket.companyId !== null && !ofMine) return false;
    return !olderThan(ticket, grant.seesSince) && ticket.projects.some((pair) => coversPair(grant, pair));
  });
}

/** "Tickets of companies billed by a company in which my role has scope company"; carries read; confidential is never open. */
function billingLeads(world: World, contactId: string, verb: Verb, ticket: Ticket, only?: Membership): boolean {
  if (!world.settings.companyTickets || ticket.companyId === null || verb !== "read") return false;
  if (isConfidential(world, ticket) || !queueGateOpen(world, contactId, verb, ticket.queueId)) return false;
  const { billedById } = one(world.companies, ticket.companyId);
  return asked(world, contactId, only).some(
    (membership) => membership.companyId === billedById && scopeOf(world, membership) !== "own" && !olderThan(ticket, membership.seesSince),
  );
}

// --- The questions -------------------------------------------------------------------------------------------------

/** The paths that lead to the ticket for the verb while every gate is open on them. The door is not asked here. */
export function leadingPaths(world: World, contactId: string, verb: TicketVerb, ticketId: string): ReferencePath[] {
  const ticket = one(world.tickets, ticketId);
  const paths: ReferencePath[] = [];
  if (!gatesOfEveryPathOpen(world, verb, ticket) || !projectGateOpen(world, contactId, verb, ticket)) return paths;
  if (requesterLeads(world, contactId, verb, ticket)) paths.push("requester");
  if (participantLeads(world, contactId, verb, ticket)) paths.push("participant");
  if (companyLeads(world, contactId, verb, ticket)) paths.push("company");
  if (familyLeads(world, contactId, verb, ticket)) paths.push("family");
  if (partnerLeads(world, contactId, verb, ticket)) paths.push("partner");
  if (projectLeads(world, contactId, verb, ticket)) paths.push("project");
  if (billingLeads(world, contactId, verb, ticket)) paths.push("billing");
  return paths;
}

/** "If and only if the door is open and at least one path leads to T for V while every gate is open for V on that path." */
export function mayOnTicket(world: World, contactId: string, verb: TicketVerb, ticketId: string): boolean {
  return doorOpen(world, contactId) && leadingPaths(world, contactId, verb, ticketId).length > 0;
}

/** Decided: a membership leads if a path leads by it, every gate open; on path requester the one in the ticket's company, none if it has ended. */
function membershipLeads(world: World, membership: Membership, ticket: Ticket): boolean {
  const { contactId, companyId } = membership;
  if (!gatesOfEveryPathOpen(world, "read", ticket) || !projectGateOpen(world, contactId, "read", ticket)) return false;
  return (
    (companyId === ticket.companyId && requesterLeads(world, contactId, "read", ticket)) ||
    participantLeads(world, contactId, "read", ticket, membership) ||
    companyLeads(world, contactId, "read", ticket, membership) ||
    familyLeads(world, contactId, "read", ticket, membership) ||
    partnerLeads(world, contactId, "read", ticket, membership) ||
    billingLeads(world, contactId, "read", ticket, membership)
  );
}

/**
 * "Agents' names: full / first name / team name / hidden; provider's priority; whether colleagues' names show. Whose setting: the
 * reader's company whose membership leads, the most open of several; the ticket's company where no membership leads."
 */
export function viewOnTicket(world: World, contactId: string, ticketId: string): World["settings"]["view"] {
  const ticket = one(world.tickets, ticketId);
  const leading = carryingMemberships(world, contactId).filter((membership) => membershipLeads(world, membership, ticket));
  const companyIds = leading.length > 0 ? leading.map((membership) => membership.companyId) : ticket.companyId === null ? [] : [ticket.companyId];
  const { view } = world.settings;
  const settings = companyIds.map((id) => one(world.companies, id).view);
  const names = settings.length === 0 ? [view.agentNames] : settings.map((own) => own.agentNames ?? view.agentNames);
  const colleagues = settings.length === 0 ? [view.colleagueNames] : settings.map((own) => own.colleagueNames ?? view.colleagueNames);
  const priority = settings.length === 0 ? [view.priority] : settings.map((own) => own.priority ?? view.priority);
  const dueDate = settings.length === 0 ? [view.dueDate] : settings.map((own) => own.dueDate ?? view.dueDate);
  const mostOpen = (["full", "firstName", "team", "hidden"] as const).find((value) => names.includes(value)) ?? "hidden";
  return {
    agentNames: billsFor(world, contactId, ticket) ? "full" : mostOpen,
    colleagueNames: colleagues.includes(true),
    priority: priority.includes(true),
    dueDate: dueDate.includes(true),
    hours: hoursOnTicket(world, contactId, ticket, leading, billsFor(world, contactId, ticket)),
  };
}

/**
 * "Contacts of a billing company always see names of what they are billed for." Read literally: by any path and whatever their
 * role; a membership that does not carry "gives nothing". Decided: the names of agents are meant, as in the seed.
 */
function billsFor(world: World, contactId: string, ticket: Ticket): boolean {
  const billedById = ticket.companyId === null ? null : one(world.companies, ticket.companyId).billedById;
  return carryingMemberships(world, contactId).some((membership) => membership.companyId === billedById);
}

/** "For one of my companies with a carrying membership, or, if the role says create for subsidiaries, for any active child of it" */
export function mayCreate(world: World, contactId: string, companyId: string, queueId: string): boolean {
  if (!doorOpen(world, contactId)) return false;
  // "Portal is read-only: leaves read on tickets"
  if (world.settings.readOnly) return false;
  // "A queue that is not active is not offered for create"; "exactly the queues whose gate lets create through"
  if (!one(world.queues, queueId).active || !queueGateOpen(world, contactId, "create", queueId)) return false;
  const company = one(world.companies, companyId);
  for (const membership of carryingMemberships(world, contactId)) {
    const role = roleOf(world, membership);
    if (!role.verbs.includes("create")) continue;
    if (membership.companyId === companyId) return true;
    // "any active child of it, even one that is not enabled for the portal"
    if (role.createForSubsidiaries && company.parentId === membership.companyId && company.state === "active") return true;
  }
  return false;
}

/**
 * "With required, a contact creates only in granted projects"; offered are "projects and tasks by grant". `pair` null: without a
 * project. Decided: for a company only its own projects and internal ones.
 */
export function mayCreateInProject(world: World, contactId: string, companyId: string, pair: Pair | null): boolean {
  if (pair === null) return world.settings.projectPermissions !== "required";
  const projectCompany = one(world.projects, pair.projectId).companyId;
  if (projectCompany !== null && projectCompany !== companyId) return false;
  return carryingGrants(world, contactId).some((grant) => !grant.readOnly && coversPair(grant, pair));
}

/**
 * "Worked hours: none / billed / worked, to desk users by company setting, to others only where a grant says so"; "Contacts of a
 * billing company always see (…) billed hours". A grant says so of the tickets that it covers, from its *sees tickets since* on.
 */
function hoursOnTicket(world: World, contactId: string, ticket: Ticket, leading: readonly Membership[], isBilled: boolean): World["settings"]["view"]["hours"] {
  const companies = carryingMemberships(world, contactId).map((membership) => membership.companyId);
  const covered = (grant: Grant, pair: Pair) => {
    const isInternal = one(world.projects, pair.projectId).companyId === null;
    return coversPair(grant, pair) && (!isInternal || ticket.companyId === null || companies.includes(ticket.companyId));
  };
  const granted = carryingGrants(world, contactId)
    .filter((grant) => grant.seesSince === null || ticket.createdAt >= grant.seesSince)
    .filter((grant) => ticket.projects.some((pair) => covered(grant, pair)));
  const seen = [
    ...granted.map((grant) => grant.hours),
    ...leading
      .filter((membership) => roleOf(world, membership).desk)
      .map((membership) => one(world.companies, membership.companyId).view.hours ?? world.settings.view.hours),
  ];
  if (seen.includes("worked")) return "worked";
  return isBilled || seen.includes("billed") ? "billed" : "none";
}
