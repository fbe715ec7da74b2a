/** Random worlds from a seed: small enough to read when one of them shows a fault, mixed so that every gate and path matters. */
import { VERBS } from "#domain/access/verbs.ts";
import type { Instant, World } from "./world.ts";

export type Random = { chance: (probability: number) => boolean; int: (below: number) => number; one: <T>(list: readonly T[]) => T };

/** mulberry32: 32 bits of state, the same numbers everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return { chance: (probability) => next() < probability, int, one: (list) => list[int(list.length)] as (typeof list)[number] };
}

export const worldNow: Instant = Date.UTC(2026, 5, 1);
const day = 86_400_000;
const kinds = { company: 1, role: 2, contact: 3, membership: 4, group: 5, queue: 6, ticket: 7, category: 8, project: 9, task: "a", grant: "b" } as const;
const idOf = (kind: keyof typeof kinds, number: number): string => `00000000-0000-7000-8${kinds[kind]}00-${String(number + 1).padStart(12, "0")}`;
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

export function randomWorld(seed: number): World {
  const random = randomFrom(seed);
  const { chance, int, one } = random;
  const daysAgo = (most: number): Instant => worldNow - int(most) * day;
  const sometime = (probability: number): Instant | null => (chance(probability) ? daysAgo(70) : null);
  const period = (): { from: Instant | null; until: Instant | null } => {
    if (chance(0.07)) return { from: null, until: worldNow - int(3) * day };
    if (chance(0.04)) return { from: worldNow + (1 + int(5)) * day, until: null };
    return chance(0.1) ? { from: worldNow - int(5) * day, until: worldNow + (1 + int(5)) * day } : { from: null, until: null };
  };
  const companies: World["companies"] = times(4, (at) => ({
    id: idOf("company", at),
    state: chance(0.92) ? "active" : one(["suspended", "closed"] as const),
    portalEnabled: chance(0.9),
    parentId: at > 0 && chance(0.5) ? idOf("company", chance(0.6) ? 0 : int(at)) : null,
    hideTicketsBefore: sometime(0.03),
    billedById: chance(0.98) ? idOf("company", (at + 1 + int(3)) % 4) : null,
    familyTickets: chance(0.5) ? one(["no", "deskUsers", "allContacts"] as const) : null,
    parentSeesTickets: chance(0.5) ? chance(0.6) : null,
    view: { agentNames: null, colleagueNames: null, priority: null, dueDate: null, hours: null },
  }));
  const roles: World["roles"] = times(4, (at) => ({
    id: idOf("role", at),
    scope: one(["own", "own", "company", "company", "companyAndBelow"] as const),
    verbs: VERBS.filter((verb) => chance(verb === "read" ? 0.99 : 0.94)),
    confidential: chance(0.45),
    createForSubsidiaries: chance(0.5),
    desk: chance(0.4),
  }));
  const contacts: World["contacts"] = times(5, (at) => ({
    id: idOf("contact", at),
    state: chance(0.95) ? "active" : one(["invited", "suspended", "closed"] as const),
  }));
  const memberships: World["memberships"] = contacts.flatMap((contact, at) =>
    companies
      .filter(() => chance(0.66))
      .map((company, position) => ({
        id: idOf("membership", at * 10 + position),
        contactId: contact.id,
        companyId: company.id,
        ...randomRoles(random, roles),
        carriesGroupRights: chance(0.85),
        seesSince: sometime(0.05),
        ...period(),
        keepsOwnTickets: chance(0.6),
      })),
  );
  const groups: World["groups"] = times(4, (at) => ({ id: idOf("group", at), active: chance(0.9) }));
  const queues: World["queues"] = times(6, (at) => ({ id: idOf("queue", at), groupId: one(groups).id, active: chance(0.85), confidential: chance(0.08) }));
  const categories: World["categories"] = times(3, (at) => ({ id: idOf("category", at), confidential: at === 0 && chance(0.4) }));
  const views = randomViews(randomFrom(seed ^ 0x5eed), randomFrom(seed ^ 0xd0e), randomFrom(seed ^ 0x40b5));
  for (const company of companies) company.view = views.company();
  const projects = randomProjects(random, { companies, contacts, memberships }, { period, sometime });
  return {
    now: worldNow,
    settings: {
      restrictQueuesByGroup: chance(0.55),
      otherCompanies: chance(0.85),
      companyTickets: chance(0.95),
      readOnly: chance(0.07),
      hideTicketsBefore: sometime(0.03),
      projectPermissions: chance(0.7) ? "off" : one(["required", "requesterSuffices"] as const),
      internalProjects: chance(0.85),
      familyTickets: one(["no", "no", "deskUsers", "allContacts"] as const),
      parentSeesTickets: chance(0.2),
      view: views.installation(),
    },
    companies,
    roles,
    contacts,
    memberships,
    groups,
    queues,
    rights: randomRights(random, { companies, contacts, groups }, period),
    categories,
    ...projects,
    ...randomTickets(random, { companies, contacts, queues, memberships, categories, ...projects }, daysAgo),
  };
}

/** The lasting role, and sometimes another one for a time: past, now or to come, also from or until this very instant. */
function randomRoles({ chance, int, one }: Random, roles: World["roles"]): Pick<World["memberships"][number], "roleId" | "roleForATime"> {
  const roleId = one(roles).id;
  const until = worldNow + (chance(0.3) ? -int(3) : 1 + int(5)) * day;
  const from = chance(0.3) ? null : until - (1 + int(7)) * day;
  const other = one(roles.filter((role) => role.id !== roleId)).id;
  return { roleId, roleForATime: chance(0.3) ? { roleId: other, from, until } : null };
}

/** Drawn by themselves: worlds stay what they were. */
function randomViews(
  { chance, one }: Random,
  ofDueDates: Random,
  ofHours: Random,
): { company: () => World["companies"][number]["view"]; installation: () => World["settings"]["view"] } {
  const names = ["full", "firstName", "team", "hidden"] as const;
  const hours = ["none", "billed", "worked"] as const;
  const setAtAll = chance(0.8) ? 0.6 : 0;
  return {
    company: () => ({
      agentNames: chance(setAtAll) ? one(names) : null,
      colleagueNames: chance(setAtAll) ? chance(0.5) : null,
      priority: chance(setAtAll) ? chance(0.5) : null,
      dueDate: ofDueDates.chance(0.5) ? ofDueDates.chance(0.5) : null,
      hours: ofHours.chance(0.5) ? ofHours.one(hours) : null,
    }),
    installation: () => ({
      agentNames: one(names),
      colleagueNames: chance(0.5),
      priority: chance(0.5),
      dueDate: ofDueDates.chance(0.5),
      hours: ofHours.one(hours),
    }),
  };
}

function randomRights(
  { chance }: Random,
  world: Pick<World, "companies" | "contacts" | "groups">,
  period: () => { from: Instant | null; until: Instant | null },
): World["rights"] {
  const rights: World["rights"] = [];
  const give = (groupId: string, subject: World["rights"][number]["subject"], probability: number): void => {
    if (!chance(probability)) return;
    const edit = chance(0.65);
    const read = chance(0.8);
    rights.push({ groupId, subject, read, create: chance(0.4) || (!edit && !read), edit, ...period() });
  };
  for (const { id: groupId } of world.groups) {
    give(groupId, "everyContact", 0.12);
    give(groupId, "everyCompany", 0.08);
    for (const { id } of world.contacts) give(groupId, { contactId: id }, 0.25);
    for (const { id } of world.companies) {
      give(groupId, { companyId: id, context: "own" }, 0.7);
      give(groupId, { companyId: id, context: "others" }, 0.5);
    }
  }
  return rights;
}

function randomProjects(
  { chance, int, one }: Random,
  world: Pick<World, "companies" | "contacts" | "memberships">,
  { period, sometime }: { period: () => { from: Instant | null; until: Instant | null }; sometime: (probability: number) => Instant | null },
): Pick<World, "projects" | "tasks" | "grants"> {
  const projects: World["projects"] = times(5, (at) => ({ id: idOf("project", at), companyId: chance(0.6) ? one(world.companies).id : null }));
  const tasks: World["tasks"] = times(8, (at) => ({ id: idOf("task", at), projectId: one(projects).id }));
  const grants: World["grants"] = [];
  for (const { id: contactId } of world.contacts) {
    for (const project of projects) {
      const mine = world.memberships.some((membership) => membership.contactId === contactId && membership.companyId === project.companyId);
      if (project.companyId !== null && !mine) continue;
      for (let more = chance(0.8); more; more = chance(0.2)) {
        const kind = one(["all", "existing", "named"] as const);
        grants.push({
          id: idOf("grant", grants.length),
          contactId,
          projectId: project.id,
          tasks: kind,
          taskIds: kind === "all" ? [] : tasks.filter((task) => task.projectId === project.id && chance(0.6)).map((task) => task.id),
          readOnly: chance(0.25),
          scope: one(["gate", "withoutContact", "wholeProject", "wholeProject", "wholeProject"] as const),
          hours: one(["none", "none", "billed", "worked"] as const),
          seesSince: sometime(0.05),
          ...period(),
        });
      }
    }
  }
  // What was granted once and now belongs to another project is covered no more.
  if (grants.length > 0 && chance(0.3)) one(tasks).projectId = projects[int(projects.length)]?.id ?? "";
  return { projects, tasks, grants };
}

function randomTickets(
  { chance, one }: Random,
  world: Pick<World, "companies" | "contacts" | "queues" | "memberships" | "categories" | "projects" | "tasks">,
  daysAgo: (most: number) => Instant,
): Pick<World, "tickets" | "participations"> {
  const tickets: World["tickets"] = times(24, (at) => {
    const contactId = chance(0.65) ? one(world.contacts).id : null;
    const own = world.memberships.filter((membership) => membership.contactId === contactId);
    const companyId = own.length > 0 && chance(0.72) ? one(own).companyId : chance(0.85) ? one(world.companies).id : null;
    return {
      id: idOf("ticket", at),
      contactId,
      companyId,
      queueId: one(world.queues).id,
      createdAt: daysAgo(120),
      projects: chance(0.65) ? randomPairs({ chance, one }, world, companyId) : [],
      categoryIds: world.categories.filter(() => chance(0.2)).map((category) => category.id),
      confidential: chance(0.07),
      urgent: at % 2 === 0,
      statusType: chance(0.05) ? one(["removed", "merged"] as const) : one(["new", "open", "pending", "done", "closed"] as const),
    };
  });
  const participations: World["participations"] = tickets.flatMap((ticket) => {
    const person = chance(0.6) ? [{ contactId: one(world.contacts).id, companyId: null }] : [];
    const company = chance(0.45) ? [{ contactId: null, companyId: one(world.companies).id }] : [];
    return [...person, ...company].map((who) => ({
      ticketId: ticket.id,
      ...who,
      level: one(["read", "reply"] as const),
      addedBy: one(["agent", "contact"] as const),
    }));
  });
  return { tickets, participations };
}

/** Mostly in projects of the ticket's company or internal ones, each pair once. */
function randomPairs(
  { chance, one }: Pick<Random, "chance" | "one">,
  { projects, tasks }: Pick<World, "projects" | "tasks">,
  companyId: string | null,
): World["tickets"][number]["projects"] {
  const fitting = projects.filter((project) => project.companyId === null || project.companyId === companyId);
  const pairs: World["tickets"][number]["projects"] = [];
  for (let more = true; more; more = chance(0.25)) {
    const projectId = (fitting.length > 0 && chance(0.85) ? one(fitting) : one(projects)).id;
    const own = tasks.filter((task) => task.projectId === projectId);
    const taskId = own.length > 0 && chance(0.7) ? one(own).id : null;
    if (!pairs.some((pair) => pair.projectId === projectId && pair.taskId === taskId)) pairs.push({ projectId, taskId });
  }
  return pairs;
}
