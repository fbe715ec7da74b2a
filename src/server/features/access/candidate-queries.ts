/** Candidates for "who can read this ticket?": a superset by path that the decision then thins out. */

import { type RawBuilder, sql } from "kysely";
import type { TicketFacts } from "#domain/access/facts.ts";
import { isConfidential } from "#domain/access/matches.ts";
import type { FamilyTickets } from "#domain/settings/catalogue.ts";
import { isGone } from "#domain/tickets/follow-up.ts";
import { companySetting, installationSetting } from "#server/features/settings/setting-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

export type Candidate = { contactId: string; rank: number };

type Sql = RawBuilder<unknown>;

/** People on one path: these, or those members of companies whose role may lead there. `where`: no earlier path named them. */
type Arm = { rank: number; of: Sql; where: readonly Sql[] } & ({ people: "named" } | { people: "members" | "managers"; role: Roles });

/**
 * Whose people may be candidates, worked out once for all batches: for most tickets only a few of the paths lead anywhere, and
 * what leads nowhere is not asked.
 */
export type CandidateSearch = (limit: number, after: Candidate | undefined) => Promise<Candidate[]>;

/**
 * Active contacts that one of the paths could lead to this ticket, by first path and id, after a keyset position. `ticket` has
 * everybody's participations. Nobody who can read the ticket is missing; some of these cannot read it. The members of each
 * company are read in order and only as far as needed: a company may have 50,000 people, most of whom see only their own tickets.
 */
export async function searchCandidates(db: Queryable, ticket: TicketFacts): Promise<CandidateSearch> {
  if (isShutToAll(ticket)) return async () => [];
  const surroundings = await findSurroundings(db, ticket);
  if (surroundings.isHidden) return async () => [];
  const around = peopleAround(ticket, surroundings);
  const { requesters, added, addedCompanies, own, above, family, partners, billing, projects, seesCompany, seesBelow } = around;

  const isNot = (contacts: string[]) => (contacts.length === 0 ? [] : [sql`m.contact_id <> all(${ids(contacts)})`]);
  const isMember = (companies: string[], role: Roles) =>
    sql`select from membership o where o.contact_id = m.contact_id and o.company_id = any(${ids(companies)}) and ${role(sql`o`)}`;
  const isNoMember = (companies: string[], role: Roles) => (companies.length === 0 ? [] : [hasNot(isMember(companies, role))]);
  const grants = sql`select from project_grant pg where pg.project_id = any(${ids(projects)}) and pg.contact_id = m.contact_id`;
  const leads = sql`pg.scope <> 'gate'`;

  const passesProject = surroundings.asksGrant ? [has(grants)] : [];
  const passesQueue = surroundings.asksRight
    ? [sql`(${sql.join([...rightsOn(ticket.queue.group.groupId), ...(partners.length > 0 ? [has(isMember(partners, anyRole))] : [])], sql` or `)})`]
    : [];
  const notRequester = [...passesProject, ...isNot(requesters)];
  const notAdded = [...notRequester, ...isNot(added), ...isNoMember(addedCompanies, seesCompany), ...passesQueue];
  const notOwn = [...notAdded, ...isNoMember(own, seesCompany), ...isNoMember(above, seesBelow)];
  const notFamily = [...notOwn, ...family.flatMap(({ of, role }) => isNoMember(of, role))];
  const notPartner = [...notFamily, ...isNoMember(partners, anyRole)];
  const notGranted = [...notPartner, ...(!around.byGrant ? [] : [hasNot(sql`${grants} and ${leads}`)])];
  const granted = sql`array(select distinct pg.contact_id from project_grant pg where pg.project_id = any(${ids(projects)}) and ${leads})`;

  const arms: Arm[] = [
    ...named(0, requesters, []),
    ...named(1, added, notRequester),
    ...members(1, addedCompanies, seesCompany, notRequester),
    ...members(2, own, seesCompany, notAdded),
    ...members(2, above, seesBelow, notAdded, "managers"),
    ...family.flatMap(({ of, role }) => members(3, of, role, notOwn)),
    ...members(4, partners, anyRole, notFamily),
    ...(around.byGrant ? [{ rank: 5, people: "named" as const, of: granted, where: notPartner }] : []),
    ...members(6, billing, seesCompany, notGranted),
  ];
  return async (limit, after) => {
    const wanted = arms.filter((one) => !after || one.rank >= after.rank);
    if (wanted.length === 0) return [];
    const { rows } = await sql<{ contact_id: string; rank: number }>`
      select contact_id, rank from (${sql.join(
        wanted.map((one) => armSql(one, limit, after)),
        sql` union `,
      )}) candidate order by rank, contact_id limit ${limit}`.execute(db);
    return rows.map((row) => ({ contactId: row.contact_id, rank: row.rank }));
  };
}

/** Gates that are the same for everybody on every path. */
const isShutToAll = ({ statusType, company, createdAt }: TicketFacts): boolean =>
  isGone(statusType) || (company !== null && (company.state !== "active" || (company.hideTicketsBefore ?? createdAt) > createdAt));

/** Whose people each path may lead to the ticket, and by which roles: nobody's where a gate is shut for all of them. */
function peopleAround(ticket: TicketFacts, { companyTickets, ...surroundings }: Surroundings) {
  const { company, participations } = ticket;
  const confidential = isConfidential(ticket);
  const when = (open: boolean, given: readonly (string | null)[]) => (open ? list(given) : []);
  const ofPortal = companyTickets && company?.portalEnabled === true;
  const openly = companyTickets && !confidential;
  const roles = (which: Sql): Roles => withRole(confidential ? sql`${which} and r.confidential` : which);
  const seesCompany = roles(sql`r.scope <> 'own'`);
  const projects = list(ticket.projects.map((pair) => pair.projectId));
  return {
    seesCompany,
    seesBelow: roles(sql`r.scope = 'companyAndBelow'`),
    requesters: list([ticket.contactId]),
    added: list(participations.map((participation) => participation.contactId)),
    addedCompanies: when(
      openly,
      participations.map((participation) => participation.companyId),
    ),
    own: when(ofPortal, [company?.companyId ?? null]),
    above: when(ofPortal, company?.ancestors ?? []),
    family: [
      { of: when(companyTickets, surroundings.showingAll), role: confidential ? roles(sql`true`) : anyRole },
      { of: when(companyTickets, surroundings.showingDesk), role: roles(sql`r.is_desk`) },
      { of: when(companyTickets, surroundings.shownTo), role: seesCompany },
    ],
    partners: when(openly, surroundings.partners),
    billing: when(openly, [company?.billedById ?? null]),
    projects,
    byGrant: projects.length > 0 && !confidential,
  };
}

const named = (rank: number, of: string[], where: readonly Sql[]): Arm[] => (of.length === 0 ? [] : [{ rank, people: "named", of: ids(of), where }]);
const members = (rank: number, of: string[], role: Roles, where: readonly Sql[], people: "members" | "managers" = "members"): Arm[] =>
  of.length === 0 ? [] : [{ rank, people, of: ids(of), role, where }];

function armSql(one: Arm, limit: number, after: Candidate | undefined): Sql {
  const { rank, of, where } = one;
  const from = after?.rank === rank ? [sql`m.contact_id > ${after.contactId}::uuid`] : [];
  const isActive = sql`(select ct.state = 'active' from contact ct where ct.contact_id = m.contact_id)`;
  const asked = sql.join([isActive, ...where], sql` and `);
  const position = sql.join([sql`true`, ...from], sql` and `);
  switch (one.people) {
    case "named":
      return sql`(select m.contact_id, ${sql.lit(rank)} as rank from unnest(${of}) as m (contact_id) where ${position} and ${asked} order by m.contact_id limit ${limit})`;
    case "managers":
      return sql`(select distinct m.contact_id, ${sql.lit(rank)} as rank from membership m where m.company_id = any(${of}) and ${one.role(sql`m`)} and ${position} and ${asked} order by m.contact_id limit ${limit})`;
    case "members":
      // OFFSET 0: first the members by role in the order of their index, then the conditions on each until there are enough.
      return sql`(select m.contact_id, ${sql.lit(rank)} as rank from unnest(${of}) as c (company_id) cross join lateral (
        select m.contact_id from (select m.contact_id from membership m where m.company_id = c.company_id and ${one.role(sql`m`)} and ${position} order by m.contact_id offset 0) m
        where ${asked} limit ${limit}) m)`;
  }
}

/** Condition on a membership. */
type Roles = (membership: Sql) => Sql;

/** By the lasting role, or by one for a time: its dates are for the decision. */
const withRole =
  (which: Sql): Roles =>
  (membership) => {
    const roles = sql`array(select r.role_id from portal_role r where ${which})`;
    return sql`(${membership}.role_id = any(${roles}) or ${membership}.for_a_time_role_id = any(${roles}))`;
  };
const anyRole: Roles = () => sql`true`;

// OFFSET 0: asked of each person by an index. PostgreSQL would make a join of it, and read all grants of a project for it.
const has = (rows: Sql): Sql => sql`exists (${rows} offset 0)`;
const hasNot = (rows: Sql): Sql => sql`not exists (${rows} offset 0)`;

/** A right on a group, of the person or of a company of theirs: their dates and what they let through is for the decision. */
const rightsOn = (groupId: string): Sql[] => [
  has(sql`select from group_right g where g.contact_id = m.contact_id and g.group_id = ${groupId}::uuid`),
  has(sql`select from membership o join group_right g on g.company_id = o.company_id and g.context = 'own' and g.group_id = ${groupId}::uuid
    where o.contact_id = m.contact_id`),
];

type Surroundings = {
  /** The switch *company tickets*. */
  companyTickets: boolean;
  /** Its sisters and children that show their people tickets of parent and sisters, all or only desk users. */
  showingAll: string[];
  showingDesk: string[];
  /** Its parent, if its people see the ticket. */
  shownTo: string[];
  /** Companies with rights for others' tickets on the group of its queue. */
  partners: string[];
  /** The gate *project* is shut for whoever has no grant on a project of it, their own ticket excepted. */
  asksGrant: boolean;
  /** The gate *queue* is shut on every path but participant and partner for whoever has no right of their own or a company's. */
  asksRight: boolean;
  /** It was created before the installation's *hide tickets before*. */
  isHidden: boolean;
};

/** What hangs on settings and rights around a ticket. */
async function findSurroundings(db: Queryable, { company, queue, projects, createdAt }: TicketFacts): Promise<Surroundings> {
  const companyId = sql`${company?.companyId ?? null}::uuid`;
  const groupId = sql`${queue.group.groupId}::uuid`;
  const showing = (whom: FamilyTickets) => sql`array(select c.company_id from company c
    where (c.parent_id = ${companyId} or c.parent_id = ${company?.parentId ?? null}::uuid) and c.company_id <> ${companyId}
      and ${companySetting("access.familyTickets", sql`c.company_id`)} = ${JSON.stringify(whom)}::jsonb)`;
  const { rows } = await sql<{
    showing_all: string[];
    showing_desk: string[];
    partners: string[];
    company_tickets: boolean;
    asks_grant: boolean;
    asks_right: boolean;
    is_hidden: boolean;
  }>`
    select coalesce(${installationSetting("access.companyTickets")}, 'true') <> 'false' as company_tickets,
      ${showing("allContacts")} as showing_all, ${showing("deskUsers")} as showing_desk,
      array(select distinct g.company_id from group_right g where g.group_id = ${groupId} and g.context = 'others') as partners,
      coalesce(${installationSetting("access.projectPermissions")}, '"off"') <> '"off"' as asks_grant,
      coalesce(${installationSetting("access.restrictQueuesByGroup")}, 'false') = 'true'
        and not exists (select from group_right g where g.group_id = ${groupId} and g.everybody is not null) as asks_right,
      coalesce((${installationSetting("tickets.hideBefore")} #>> '{}')::timestamptz > ${new Date(createdAt)}, false) as is_hidden`.execute(db);
  const [row] = rows;
  return {
    companyTickets: row?.company_tickets !== false,
    showingAll: row?.showing_all ?? [],
    showingDesk: row?.showing_desk ?? [],
    shownTo: company?.parentSees && company.parentId !== null ? [company.parentId] : [],
    partners: row?.partners ?? [],
    asksGrant: projects.length > 0 && row?.asks_grant === true,
    asksRight: row?.asks_right === true,
    isHidden: row?.is_hidden === true,
  };
}

const list = (given: readonly (string | null)[]): string[] => [...new Set(given.filter((id) => id !== null))];
const ids = (given: string[]): Sql => sql`${given}::uuid[]`;
