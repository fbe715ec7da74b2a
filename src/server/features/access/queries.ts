/** The facts that the access rules are told, each kind in one statement; nobody else reads these tables to decide. */

import { type RawBuilder, sql } from "kysely";
import type { AgentFacts } from "#domain/access/agents.ts";
import type {
  ContactFacts,
  GrantFact,
  MembershipFact,
  RightFact,
  RightSubject,
  StatusType,
  Switches,
  TicketFacts,
  TicketProject,
} from "#domain/access/facts.ts";
import type { Verb } from "#domain/access/verbs.ts";
import { FAMILY_TICKETS, type FamilyTickets, PROJECT_PERMISSIONS } from "#domain/settings/catalogue.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

const personName = (first: string, last: string): string => `${first} ${last}`.trim();
const instant = (value: Date | string | null): number | null => (value === null ? null : new Date(value).getTime());

type MembershipJson = {
  membershipId: string;
  companyId: string;
  companyName: string;
  companyState: MembershipFact["company"]["state"];
  portalEnabled: boolean;
  parentId: string | null;
  familyTickets: unknown;
  seesChild: boolean;
  billedForOthers: boolean;
  roleId: string;
  roleName: string;
  scope: MembershipFact["role"]["scope"];
  verbs: Verb[];
  confidential: boolean;
  createForSubsidiaries: boolean;
  desk: boolean;
  primary: boolean;
  carriesGroupRights: boolean;
  keepsOwnTickets: boolean;
  seesSince: string | null;
  from: string | null;
  until: string | null;
  setBy: string | null;
  since: string | null;
};

type RightJson = {
  rightId: string;
  groupId: string;
  groupName: string;
  groupActive: boolean;
  contactId: string | null;
  companyId: string | null;
  context: "own" | "others" | null;
  everybody: "contact" | "company" | null;
  read: boolean;
  create: boolean;
  edit: boolean;
  from: string | null;
  until: string | null;
  setBy: string | null;
  since: string | null;
};

type GrantJson = {
  grantId: string;
  projectId: string;
  projectName: string;
  companyId: string | null;
  tasks: GrantFact["tasks"];
  taskIds: string[] | null;
  readOnly: boolean;
  scope: GrantFact["scope"];
  seesSince: string | null;
  from: string | null;
  until: string | null;
  setBy: string | null;
  since: string | null;
};

type ContactJson = {
  contactId: string;
  firstName: string;
  lastName: string;
  state: ContactFacts["contact"]["state"];
  since: string;
  memberships: MembershipJson[] | null;
  grants: GrantJson[] | null;
};

type FactsRow = {
  contacts: ContactJson[] | null;
  rights: RightJson[] | null;
  switches: Record<string, unknown> | null;
  companies_hide: boolean;
  categories_confidential: boolean;
};

/** Everything about a contact that decides its access; undefined: no such contact. */
export const findContactFacts = async (db: Queryable, contactId: string): Promise<ContactFacts | undefined> => (await listContactFacts(db, [contactId]))[0];

/** Equal versions: equal facts. `participates` see Asking. */
export type AccessVersions = { versions: string; participates: boolean };

/** The three versions of docs/decisions/0009-access-versions.md as one text; undefined: no such contact. */
export async function findAccessVersions(db: Queryable, contactId: string): Promise<AccessVersions | undefined> {
  const { rows } = await sql<AccessVersions>`
    select concat_ws('.', (select access_version from installation), ct.access_version,
        (select sum(c.access_version) from membership m join company c on c.company_id = m.company_id where m.contact_id = ct.contact_id)) as versions,
      exists (select from participant p where p.contact_id = ct.contact_id)
        or exists (select from membership m join participant p on p.company_id = m.company_id where m.contact_id = ct.contact_id) as participates
    from contact ct where ct.contact_id = ${contactId}::uuid`.execute(db);
  return rows[0];
}

/** The facts of several contacts in one statement and so of one state, in no order; unknown ids are left out. Rights that many share are read once. */
export async function listContactFacts(db: Queryable, contactIds: readonly string[]): Promise<ContactFacts[]> {
  const ids = sql`any(${[...contactIds]}::uuid[])`;
  const { rows } = await sql<FactsRow>`
    select
      (select json_agg(one) from (
        select ct.contact_id as "contactId", ct.first_name as "firstName", ct.last_name as "lastName", ct.state, ct.valid_from as since,
          (select json_agg(mine) from (
            select m.membership_id as "membershipId", c.company_id as "companyId", c.name as "companyName", c.state as "companyState",
              c.portal_enabled as "portalEnabled", c.parent_id as "parentId",
              (select f.value from setting f where f.setting_key = 'access.familyTickets' and f.company_id = c.company_id) as "familyTickets",
              exists (select from company k where k.parent_id = c.company_id and ${showsParent(sql`k.company_id`)}) as "seesChild",
              exists (select from company k where k.billed_by_company_id = c.company_id) as "billedForOthers",
              r.role_id as "roleId", r.name as "roleName", r.scope, r.verbs, r.confidential,
              r.create_for_subsidiaries as "createForSubsidiaries", r.is_desk as desk, m.is_primary as primary, m.carries_group_rights as "carriesGroupRights",
              m.keeps_own_tickets as "keepsOwnTickets", m.sees_since as "seesSince", m.starts_at as "from", m.ends_at as until, m.set_by as "setBy",
              m.valid_from as since
            from membership m join company c on c.company_id = m.company_id join portal_role r on r.role_id = m.role_id
            where m.contact_id = ct.contact_id order by m.is_primary desc, c.name, m.membership_id) mine) as memberships,
          (select json_agg(granted) from (
            select pg.grant_id as "grantId", p.project_id as "projectId", p.name as "projectName", p.company_id as "companyId", pg.tasks,
              (select json_agg(k.task_id) from project_grant_task gt join task k on k.task_id = gt.task_id and k.project_id = pg.project_id
                where gt.grant_id = pg.grant_id) as "taskIds",
              pg.read_only as "readOnly", pg.scope, pg.sees_since as "seesSince", pg.starts_at as "from", pg.ends_at as until, pg.set_by as "setBy",
              pg.valid_from as since
            from project_grant pg join project p on p.project_id = pg.project_id where pg.contact_id = ct.contact_id order by p.name, pg.grant_id) granted)
            as grants
        from contact ct where ct.contact_id = ${ids}) one) as contacts,
      (select json_agg(one) from (
        select g.group_right_id as "rightId", ag.group_id as "groupId", ag.name as "groupName", ag.state = 'active' as "groupActive", g.contact_id as "contactId",
          g.company_id as "companyId", g.context, g.everybody, g.can_read as read, g.can_create as create, g.can_edit as edit, g.starts_at as "from",
          g.ends_at as until, g.set_by as "setBy", g.valid_from as since
        from (select * from group_right where contact_id = ${ids}
              union all select * from group_right where company_id = any(array(select distinct company_id from membership where contact_id = ${ids}))
              union all select * from group_right where everybody is not null) g
        join access_group ag on ag.group_id = g.group_id order by g.group_right_id) one) as rights,
      (select json_object_agg(s.setting_key, s.value) from setting s where s.company_id is null and s.contact_id is null
        and s.setting_key in ('access.restrictQueuesByGroup', 'access.otherCompanies', 'access.companyTickets', 'portal.readOnly', 'tickets.hideBefore',
          'access.projectPermissions', 'access.internalProjects', 'access.familyTickets')) as switches,
      exists (select from setting s where s.setting_key = 'tickets.hideBefore' and s.company_id is not null) as companies_hide,
      exists (select from category where confidential) as categories_confidential`.execute(db);
  const [row] = rows;
  if (!row) return [];
  const switches = switchesFrom(row.switches ?? {}, { companiesHideTickets: row.companies_hide, categoriesConfidential: row.categories_confidential });
  const familyTickets = familyTicketsFrom(row.switches?.["access.familyTickets"], "no");
  const rightsOf = Map.groupBy(row.rights ?? [], (right) => right.contactId ?? right.companyId ?? "everybody");
  return (row.contacts ?? []).map((contact) => {
    const memberships = (contact.memberships ?? []).map((json) => membershipFact(json, familyTickets));
    const owners = [contact.contactId, ...memberships.map((membership) => membership.company.companyId), "everybody"];
    return {
      contact: {
        contactId: contact.contactId,
        name: personName(contact.firstName, contact.lastName),
        state: contact.state,
        since: Date.parse(contact.since),
      },
      memberships,
      rights: owners.flatMap((owner) => rightsOf.get(owner) ?? []).map(rightFact),
      grants: (contact.grants ?? []).map(grantFact),
      switches,
    };
  });
}

const familyTicketsFrom = (value: unknown, otherwise: FamilyTickets): FamilyTickets => FAMILY_TICKETS.find((one) => one === value) ?? otherwise;

function membershipFact(json: MembershipJson, familyTickets: FamilyTickets): MembershipFact {
  return {
    membershipId: json.membershipId,
    company: {
      companyId: json.companyId,
      name: json.companyName,
      state: json.companyState,
      portalEnabled: json.portalEnabled,
      parentId: json.parentId,
      familyTickets: familyTicketsFrom(json.familyTickets, familyTickets),
      seesChild: json.seesChild,
      billedForOthers: json.billedForOthers,
    },
    role: {
      roleId: json.roleId,
      name: json.roleName,
      scope: json.scope,
      verbs: json.verbs,
      confidential: json.confidential,
      createForSubsidiaries: json.createForSubsidiaries,
      desk: json.desk,
    },
    primary: json.primary,
    carriesGroupRights: json.carriesGroupRights,
    keepsOwnTickets: json.keepsOwnTickets,
    seesSince: instant(json.seesSince),
    from: instant(json.from),
    until: instant(json.until),
    setBy: json.setBy,
    since: instant(json.since),
  };
}

function rightFact(json: RightJson): RightFact {
  return {
    rightId: json.rightId,
    group: { groupId: json.groupId, name: json.groupName, active: json.groupActive },
    subject: rightSubject(json),
    read: json.read,
    create: json.create,
    edit: json.edit,
    from: instant(json.from),
    until: instant(json.until),
    setBy: json.setBy,
    since: instant(json.since),
  };
}

function grantFact(json: GrantJson): GrantFact {
  return {
    grantId: json.grantId,
    project: { projectId: json.projectId, name: json.projectName, companyId: json.companyId },
    tasks: json.tasks,
    taskIds: json.taskIds ?? [],
    readOnly: json.readOnly,
    scope: json.scope,
    seesSince: instant(json.seesSince),
    from: instant(json.from),
    until: instant(json.until),
    setBy: json.setBy,
    since: instant(json.since),
  };
}

function rightSubject(json: RightJson): RightSubject {
  if (json.everybody !== null) return { kind: json.everybody === "contact" ? "everyContact" : "everyCompany" };
  if (json.companyId !== null) return { kind: "company", companyId: json.companyId, context: json.context ?? "own" };
  return { kind: "contact" };
}

/** The switches from the installation's settings, with the catalogue's defaults. */
export function switchesFrom(values: Record<string, unknown>, some: Pick<Switches, "companiesHideTickets" | "categoriesConfidential">): Switches {
  const hideBefore = values["tickets.hideBefore"];
  return {
    restrictQueuesByGroup: values["access.restrictQueuesByGroup"] === true,
    otherCompanies: values["access.otherCompanies"] === true,
    companyTickets: values["access.companyTickets"] !== false,
    portalReadOnly: values["portal.readOnly"] === true,
    hideTicketsBefore: typeof hideBefore === "string" ? Date.parse(hideBefore) : null,
    projectPermissions: PROJECT_PERMISSIONS.find((one) => one === values["access.projectPermissions"]) ?? "off",
    internalProjects: values["access.internalProjects"] === true,
    ...some,
  };
}

export type TicketFactsRow = {
  ticket_id: string;
  contact_id: string | null;
  company_id: string | null;
  company_name: string | null;
  company_state: NonNullable<TicketFacts["company"]>["state"] | null;
  portal_enabled: boolean | null;
  parent_id: string | null;
  parent_sees: boolean;
  billed_by_company_id: string | null;
  ancestors: string[] | null;
  hide_before: string | null;
  reads_group: boolean;
  queue_id: string;
  queue_name: string;
  queue_confidential: boolean;
  group_id: string;
  group_name: string;
  group_active: boolean;
  confidential: boolean;
  status_type: StatusType;
  confidential_category: { categoryId: string; name: string } | null;
  projects: TicketProject[] | null;
  created_at: Date;
  merged_into_id: string | null;
  participations:
    | { id: string; contactId: string | null; companyId: string | null; level: "read" | "reply"; byAgent: boolean; by: string | null; since: string }[]
    | null;
};

/** Whose participations are loaded: those of one contact and its companies, or everybody's. */
export type ParticipationsOf = { contactId: string; companyIds: readonly string[] } | "everybody" | "nobody";

/** The facts of tickets as columns of a larger statement over `tables`; `ticketFacts` reads them from its rows. */
export function ticketFactsSql(of: ParticipationsOf, now: Date): { columns: RawBuilder<unknown>; tables: RawBuilder<unknown> } {
  const whose =
    of === "everybody"
      ? sql`true`
      : of === "nobody"
        ? sql`false`
        : sql`(p.contact_id = ${of.contactId}::uuid or p.company_id = any(${[...of.companyIds]}::uuid[]))`;
  return {
    columns: sql`t.ticket_id, t.contact_id, t.company_id, c.name as company_name, c.state as company_state, c.portal_enabled, c.parent_id, c.billed_by_company_id,
      c.parent_id is not null and ${showsParent(sql`c.company_id`)} as parent_sees,
      case when c.parent_id is not null then array(
        with recursive ancestor as (
          select parent.company_id, parent.parent_id from company parent where parent.company_id = c.parent_id
          union select parent.company_id, parent.parent_id from company parent join ancestor on parent.company_id = ancestor.parent_id)
        select company_id::text from ancestor) end as ancestors,
      (select w.value #>> '{}' from setting w where w.setting_key = 'tickets.hideBefore' and w.company_id = t.company_id) as hide_before,
      exists (select from group_right r where r.company_id = t.company_id and r.context = 'own' and r.group_id = q.group_id and (r.can_read or r.can_edit)
        and (r.starts_at is null or r.starts_at <= ${now}) and (r.ends_at is null or r.ends_at > ${now})) as reads_group,
      q.queue_id, q.name as queue_name, q.confidential as queue_confidential, g.group_id, g.name as group_name, g.state = 'active' as group_active,
      t.confidential, t.status_type, t.created_at, t.merged_into_id,
      (select json_build_object('categoryId', k.category_id, 'name', k.name) from ticket_category tc join category k on k.category_id = tc.category_id
        where tc.ticket_id = t.ticket_id and k.confidential order by k.name limit 1) as confidential_category,
      (select json_agg(json_build_object('projectId', p.project_id, 'name', p.name, 'internal', p.internal, 'taskId', k.task_id, 'taskName', k.name)
          order by tp.is_primary desc, tp.ticket_project_id)
        from ticket_project tp join project p on p.project_id = tp.project_id left join task k on k.task_id = tp.task_id
        where tp.ticket_id = t.ticket_id) as projects,
      (select json_agg(json_build_object('id', p.participant_id, 'contactId', p.contact_id, 'companyId', p.company_id, 'level', p.level,
          'byAgent', p.added_by_kind = 'agent', 'by', p.added_by, 'since', p.created_at) order by p.participant_id)
        from participant p where p.ticket_id = t.ticket_id and ${whose}) as participations`,
    tables: sql`ticket t join queue q on q.queue_id = t.queue_id join access_group g on g.group_id = q.group_id left join company c on c.company_id = t.company_id`,
  };
}

/** *the parent's people see our tickets* as it holds for a company: its own setting, else the installation's. */
export const showsParent = (companyId: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`coalesce((select v.value = 'true' from setting v where v.setting_key = 'access.parentSeesTickets' and v.company_id = ${companyId}),
    (select v.value = 'true' from setting v where v.setting_key = 'access.parentSeesTickets' and v.company_id is null and v.contact_id is null), false)`;

/** Facts of the tickets with these ids, in no order; unknown ids are left out. */
export async function listTicketFacts(db: Queryable, ticketIds: readonly string[], of: ParticipationsOf, now: Date): Promise<TicketFacts[]> {
  if (ticketIds.length === 0) return [];
  const { columns, tables } = ticketFactsSql(of, now);
  const { rows } = await sql<TicketFactsRow>`select ${columns} from ${tables} where t.ticket_id = any(${[...ticketIds]}::uuid[])`.execute(db);
  return rows.map(ticketFacts);
}

export async function findTicketFacts(db: Queryable, ticketId: string, of: ParticipationsOf, now: Date): Promise<TicketFacts | undefined> {
  return (await listTicketFacts(db, [ticketId], of, now))[0];
}

export function ticketFacts(row: TicketFactsRow): TicketFacts {
  return {
    ticketId: row.ticket_id,
    contactId: row.contact_id,
    company:
      row.company_id === null || row.company_state === null
        ? null
        : {
            companyId: row.company_id,
            name: row.company_name ?? "",
            state: row.company_state,
            portalEnabled: row.portal_enabled ?? false,
            parentId: row.parent_id,
            parentSees: row.parent_sees,
            billedById: row.billed_by_company_id,
            ancestors: row.ancestors ?? [],
            hideTicketsBefore: row.hide_before === null ? null : Date.parse(row.hide_before),
            readsGroup: row.reads_group,
          },
    queue: {
      queueId: row.queue_id,
      name: row.queue_name,
      confidential: row.queue_confidential,
      group: { groupId: row.group_id, name: row.group_name, active: row.group_active },
    },
    confidential: row.confidential,
    confidentialCategory: row.confidential_category,
    projects: row.projects ?? [],
    statusType: row.status_type,
    createdAt: row.created_at.getTime(),
    mergedIntoId: row.merged_into_id,
    participations: (row.participations ?? []).map((json) => ({
      participantId: json.id,
      contactId: json.contactId,
      companyId: json.companyId,
      level: json.level,
      addedByAgent: json.byAgent,
      addedBy: json.by,
      since: instant(json.since),
    })),
  };
}

/** An agent's rights on active groups. */
export async function findAgentFacts(db: Queryable, agentId: string): Promise<AgentFacts | undefined> {
  const { rows } = await sql<{ is_administrator: boolean; rights: { groupId: string; read: boolean; create: boolean; edit: boolean }[] | null }>`
    select a.is_administrator,
      (select json_agg(json_build_object('groupId', r.group_id, 'read', r.can_read, 'create', r.can_create, 'edit', r.can_edit))
       from agent_right r join access_group g on g.group_id = r.group_id and g.state = 'active' where r.agent_id = a.agent_id) as rights
    from agent a where a.agent_id = ${agentId}::uuid`.execute(db);
  const row = rows[0];
  return row && { agentId, administrator: row.is_administrator, rights: row.rights ?? [] };
}

/** What a command of a contact holds on to, so that a right taken away at the same time waits or is seen (see access-model, "Facts"). */
export async function lockContactAccess(db: Queryable, contactId: string): Promise<void> {
  await sql`select access_version from installation for share`.execute(db);
  await sql`select c.access_version from company c join membership m on m.company_id = c.company_id where m.contact_id = ${contactId}::uuid order by c.company_id for share of c`.execute(
    db,
  );
  await sql`select access_version from contact where contact_id = ${contactId}::uuid for share`.execute(db);
}

/** For commands on a ticket: its row, and its company's rights. */
export const lockTicket = (db: Queryable, ticketId: string): Promise<void> => lockTickets(db, [ticketId]);

/** In the order of their ids: two commands on the same tickets wait for each other instead of ending each other. */
export async function lockTickets(db: Queryable, ticketIds: readonly string[]): Promise<void> {
  const ids = sql`any(${[...ticketIds]}::uuid[])`;
  await sql`select ticket_id from ticket where ticket_id = ${ids} order by ticket_id for update`.execute(db);
  await sql`select access_version from company where company_id in (select t.company_id from ticket t where t.ticket_id = ${ids})
    order by company_id for share`.execute(db);
}
