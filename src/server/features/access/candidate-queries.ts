/** Candidates for "who can read this ticket?": a superset by path that the decision then thins out. */

import { type RawBuilder, sql } from "kysely";
import type { TicketFacts } from "#domain/access/facts.ts";
import type { FamilyTickets } from "#domain/settings/catalogue.ts";
import { companySetting, installationSetting } from "#server/features/settings/setting-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

export type Candidate = { contactId: string; rank: number };

type Sql = RawBuilder<unknown>;

/** People on one path: these, or those members of companies whose role may lead there. `where`: no earlier path named them. */
type Arm = { rank: number; of: Sql; where: readonly Sql[] } & ({ people: "named" | "managers" } | { people: "members"; role: Roles });

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
  const { company, participations } = ticket;
  const surroundings = await findSurroundings(db, ticket);
  const requesters = list([ticket.contactId]);
  const added = list(participations.map((participation) => participation.contactId));
  const addedCompanies = list(participations.map((participation) => participation.companyId));
  const own = list([company?.companyId ?? null]);
  const above = list(company?.ancestors ?? []);
  const family = [
    { of: list(surroundings.showingAll), role: anyRole },
    { of: list(surroundings.showingDesk), role: deskRoles },
    { of: list(surroundings.shownTo), role: seesCompany },
  ];
  const partners = list(surroundings.partners);
  const billing = list([company?.billedById ?? null]);
  const projects = list(ticket.projects.map((pair) => pair.projectId));

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
  const notGranted = [...notPartner, ...(projects.length === 0 ? [] : [hasNot(sql`${grants} and ${leads}`)])];
  const granted = sql`array(select distinct pg.contact_id from project_grant pg where pg.project_id = any(${ids(projects)}) and ${leads})`;

  const arms: Arm[] = [
    ...arm(0, "named", requesters, []),
    ...arm(1, "named", added, notRequester),
    ...members(1, addedCompanies, seesCompany, notRequester),
    ...members(2, own, seesCompany, notAdded),
    ...arm(2, "managers", above, notAdded),
    ...family.flatMap(({ of, role }) => members(3, of, role, notOwn)),
    ...members(4, partners, anyRole, notFamily),
    ...(projects.length === 0 ? [] : [{ rank: 5, people: "named" as const, of: granted, where: notPartner }]),
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

const arm = (rank: number, people: "named" | "managers", of: string[], where: readonly Sql[]): Arm[] =>
  of.length === 0 ? [] : [{ rank, people, of: ids(of), where }];
const members = (rank: number, of: string[], role: Roles, where: readonly Sql[]): Arm[] =>
  of.length === 0 ? [] : [{ rank, people: "members", of: ids(of), role, where }];

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
      return sql`(select distinct m.contact_id, ${sql.lit(rank)} as rank from membership m where m.company_id = any(${of}) and ${seesBelow(sql`m`)} and ${position} and ${asked} order by m.contact_id limit ${limit})`;
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
const seesCompany = withRole(sql`r.scope <> 'own'`);
const seesBelow = withRole(sql`r.scope = 'companyAndBelow'`);
const deskRoles = withRole(sql`r.is_desk`);

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
};

/** What hangs on settings and rights around a ticket. */
async function findSurroundings(db: Queryable, { company, queue, projects }: TicketFacts): Promise<Surroundings> {
  const companyId = sql`${company?.companyId ?? null}::uuid`;
  const groupId = sql`${queue.group.groupId}::uuid`;
  const showing = (whom: FamilyTickets) => sql`array(select c.company_id from company c
    where (c.parent_id = ${companyId} or c.parent_id = ${company?.parentId ?? null}::uuid) and c.company_id <> ${companyId}
      and ${companySetting("access.familyTickets", sql`c.company_id`)} = ${JSON.stringify(whom)}::jsonb)`;
  const { rows } = await sql<{ showing_all: string[]; showing_desk: string[]; partners: string[]; asks_grant: boolean; asks_right: boolean }>`
    select ${showing("allContacts")} as showing_all, ${showing("deskUsers")} as showing_desk,
      array(select distinct g.company_id from group_right g where g.group_id = ${groupId} and g.context = 'others') as partners,
      coalesce(${installationSetting("access.projectPermissions")}, '"off"') <> '"off"' as asks_grant,
      coalesce(${installationSetting("access.restrictQueuesByGroup")}, 'false') = 'true'
        and not exists (select from group_right g where g.group_id = ${groupId} and g.everybody is not null) as asks_right`.execute(db);
  const [row] = rows;
  return {
    showingAll: row?.showing_all ?? [],
    showingDesk: row?.showing_desk ?? [],
    shownTo: company?.parentSees && company.parentId !== null ? [company.parentId] : [],
    partners: row?.partners ?? [],
    asksGrant: projects.length > 0 && row?.asks_grant === true,
    asksRight: row?.asks_right === true,
  };
}

const list = (given: readonly (string | null)[]): string[] => [...new Set(given.filter((id) => id !== null))];
const ids = (given: string[]): Sql => sql`${given}::uuid[]`;
