/** The facts of contacts that the access rules are told, in one statement; nobody else reads these tables to decide. */

import { type RawBuilder, sql } from "kysely";
import type { ContactFacts, GrantFact, MembershipFact, RightFact, RightSubject, RoleFact, RoleForATime, Switches } from "#domain/access/facts.ts";
import { FAMILY_TICKETS, PROJECT_PERMISSIONS } from "#domain/settings/catalogue.ts";
import type { OwnField } from "#domain/tickets/own-fields.ts";
import { companySetting } from "#server/features/settings/setting-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { showsParent } from "./ticket-facts-queries.ts";
import { type SettingValues, viewFacts, viewKeys, viewSettings } from "./view-settings.ts";

type PeriodJson = { from: string | null; until: string | null; setBy: string | null; since: string | null };

type CompanyJson = Omit<MembershipFact["company"], "familyTickets" | "view"> & { familyTickets: unknown; view: SettingValues | null };

type MembershipJson = PeriodJson & {
  membershipId: string;
  contactId: string;
  companyId: string;
  roleId: string;
  forATimeRoleId: string | null;
  forATimeFrom: string | null;
  forATimeUntil: string | null;
  primary: boolean;
  carriesGroupRights: boolean;
  keepsOwnTickets: boolean;
  seesSince: string | null;
};

type RightJson = PeriodJson & {
  rightId: string;
  groupId: string;
  contactId: string | null;
  companyId: string | null;
  context: "own" | "others" | null;
  everybody: "contact" | "company" | null;
  read: boolean;
  create: boolean;
  edit: boolean;
};

type GrantJson = PeriodJson & {
  grantId: string;
  contactId: string;
  projectId: string;
  tasks: GrantFact["tasks"];
  taskIds: string[] | null;
  readOnly: boolean;
  scope: GrantFact["scope"];
  hours: GrantFact["hours"];
  seesSince: string | null;
};

type ContactJson = { contactId: string; firstName: string; lastName: string; state: ContactFacts["contact"]["state"]; since: string };

/** Flat: what many people share (their company, its rights, a role) comes once, and is one object in all their facts. */
type FactsRow = {
  contacts: ContactJson[] | null;
  memberships: MembershipJson[] | null;
  companies: CompanyJson[] | null;
  roles: RoleFact[] | null;
  rights: RightJson[] | null;
  groups: RightFact["group"][] | null;
  grants: GrantJson[] | null;
  projects: GrantFact["project"][] | null;
  switches: Record<string, unknown> | null;
  companies_hide: boolean;
  companies_set_priority: boolean;
  own_fields: OwnField[] | null;
  categories_confidential: boolean;
};

/** Everything about a contact that decides its access; undefined: no such contact. */
export const findContactFacts = async (db: Queryable, contactId: string): Promise<ContactFacts | undefined> => (await listContactFacts(db, [contactId]))[0];

/** A ticket, or whatever else is about one group of queues and some projects. */
export type About = { queue: { group: { groupId: string } }; projects: readonly { projectId: string }[] };

/**
 * The facts of several contacts in one statement and so of one state, in no order; unknown ids are left out. `about`: only as far
 * as a decision about it asks for them, rights on the queue's group and grants on the projects.
 */
export async function listContactFacts(db: Queryable, contactIds: readonly string[], about?: About): Promise<ContactFacts[]> {
  const { rows } = await factsSql([...contactIds], about).execute(db);
  const [row] = rows;
  return row ? contactFacts(row) : [];
}

function factsSql(contactIds: string[], about: About | undefined): RawBuilder<FactsRow> {
  const theirs = sql`= any(${contactIds}::uuid[])`;
  const onGroup = about ? sql`and g.group_id = ${about.queue.group.groupId}::uuid` : sql``;
  const onProjects = about ? sql`and pg.project_id = any(${about.projects.map((pair) => pair.projectId)}::uuid[])` : sql``;
  return sql<FactsRow>`
    with member as materialized (select * from membership where contact_id ${theirs}),
      holding as materialized (
        select g.* from group_right g where g.contact_id ${theirs} ${onGroup}
        union all select g.* from group_right g where g.company_id = any(array(select distinct company_id from member)) ${onGroup}
        union all select g.* from group_right g where g.everybody is not null ${onGroup}),
      granted as materialized (select pg.* from project_grant pg where pg.contact_id ${theirs} ${onProjects})
    select
      (select json_agg(one) from (
        select ct.contact_id as "contactId", ct.first_name as "firstName", ct.last_name as "lastName", ct.state, ct.valid_from as since
        from contact ct where ct.contact_id ${theirs}) one) as contacts,
      (select json_agg(one) from (
        select m.membership_id as "membershipId", m.contact_id as "contactId", m.company_id as "companyId", m.role_id as "roleId", m.is_primary as primary,
          m.for_a_time_role_id as "forATimeRoleId", m.for_a_time_starts_at as "forATimeFrom", m.for_a_time_ends_at as "forATimeUntil",
          m.carries_group_rights as "carriesGroupRights", m.keeps_own_tickets as "keepsOwnTickets", m.sees_since as "seesSince",
          m.starts_at as "from", m.ends_at as until, m.set_by as "setBy", m.valid_from as since
        from member m join company c on c.company_id = m.company_id order by m.is_primary desc, c.name, m.membership_id) one) as memberships,
      (select json_agg(one) from (
        select c.company_id as "companyId", c.name, c.state, c.portal_enabled as "portalEnabled", c.parent_id as "parentId",
          ${companySetting("access.familyTickets", sql`c.company_id`)} as "familyTickets",
          (select json_object_agg(v.setting_key, v.value) from setting v where v.company_id = c.company_id and v.setting_key in (${viewKeys})) as view,
          exists (select from company k where k.parent_id = c.company_id and ${showsParent(sql`k.company_id`)}) as "seesChild",
          exists (select from company k where k.billed_by_company_id = c.company_id) as "billedForOthers"
        from company c where c.company_id = any(array(select distinct company_id from member))) one) as companies,
      (select json_agg(one) from (
        select r.role_id as "roleId", r.name, r.scope, r.verbs, r.confidential, r.create_for_subsidiaries as "createForSubsidiaries", r.is_desk as desk
        from portal_role r where r.role_id = any(array(select role_id from member union select for_a_time_role_id from member))) one) as roles,
      (select json_agg(one) from (
        select g.group_right_id as "rightId", g.group_id as "groupId", g.contact_id as "contactId", g.company_id as "companyId", g.context, g.everybody,
          g.can_read as read, g.can_create as create, g.can_edit as edit, g.starts_at as "from", g.ends_at as until, g.set_by as "setBy", g.valid_from as since
        from holding g order by g.group_right_id) one) as rights,
      (select json_agg(one) from (
        select ag.group_id as "groupId", ag.name, ag.state = 'active' as active from access_group ag
        where ag.group_id = any(array(select distinct group_id from holding))) one) as groups,
      (select json_agg(one) from (
        select pg.grant_id as "grantId", pg.contact_id as "contactId", pg.project_id as "projectId", pg.tasks,
          case when pg.tasks <> 'all' then (select json_agg(k.task_id) from project_grant_task gt join task k on k.task_id = gt.task_id and k.project_id = pg.project_id
            where gt.grant_id = pg.grant_id) end as "taskIds",
          pg.read_only as "readOnly", pg.scope, pg.hours, pg.sees_since as "seesSince", pg.starts_at as "from", pg.ends_at as until, pg.set_by as "setBy", pg.valid_from as since
        from granted pg join project p on p.project_id = pg.project_id order by p.name, pg.grant_id) one) as grants,
      (select json_agg(one) from (
        select p.project_id as "projectId", p.name, p.company_id as "companyId" from project p
        where p.project_id = any(array(select distinct project_id from granted))) one) as projects,
      (select json_object_agg(s.setting_key, s.value) from setting s where s.company_id is null and s.contact_id is null
        and s.setting_key in ('access.restrictQueuesByGroup', 'access.otherCompanies', 'access.companyTickets', 'portal.readOnly', 'tickets.hideBefore',
          'access.projectPermissions', 'access.internalProjects', 'view.teamName', 'installation.name', ${viewKeys})) as switches,
      (select json_agg(json_build_object('key', f.key, 'name', f.name, 'labels', f.labels, 'type', f.field_type, 'options', f.options) order by f.rank, f.own_field_id)
        from own_field f where f.subject = 'ticket' and f.shown_to_contacts and f.state = 'active' and f.field_type <> 'json') as own_fields,
      exists (select from setting s where s.setting_key = 'tickets.hideBefore' and s.company_id is not null) as companies_hide,
      exists (select from setting s where s.setting_key = 'view.priority' and s.company_id is not null) as companies_set_priority,
      exists (select from category where confidential) as categories_confidential`;
}

function contactFacts(row: FactsRow): ContactFacts[] {
  const switches = switchesFrom(row.switches ?? {}, { companiesHideTickets: row.companies_hide, categoriesConfidential: row.categories_confidential });
  const view = viewFacts(row.switches ?? {}, row.companies_set_priority, row.own_fields ?? []);
  const companies = new Map(
    (row.companies ?? []).map((company) => [
      company.companyId,
      { ...company, familyTickets: FAMILY_TICKETS.find((one) => one === company.familyTickets) ?? "no", view: viewSettings(company.view) },
    ]),
  );
  const roles = new Map((row.roles ?? []).map((role) => [role.roleId, role]));
  const groups = new Map((row.groups ?? []).map((group) => [group.groupId, group]));
  const projects = new Map((row.projects ?? []).map((project) => [project.projectId, project]));
  const membershipsOf = groupedBy(row.memberships, (json) => json.contactId);
  const memberships = (contactId: string) => membershipsOf(contactId).map((json) => membershipFact(json, known(companies, json.companyId), roles));
  const rights = new Map((row.rights ?? []).map((json) => [json, rightFact(json, known(groups, json.groupId))]));
  const rightsOf = groupedBy(row.rights, (json) => json.contactId ?? json.companyId ?? "everybody");
  const grantsOf = groupedBy(row.grants, (json) => json.contactId);
  return (row.contacts ?? []).map(({ contactId, firstName, lastName, state, since }) => {
    const mine = memberships(contactId);
    const owners = [contactId, ...mine.map((membership) => membership.company.companyId), "everybody"];
    return {
      contact: { contactId, name: `${firstName} ${lastName}`.trim(), state, since: Date.parse(since) },
      memberships: mine,
      rights: owners.flatMap((owner) => rightsOf(owner).map((json) => known(rights, json))),
      grants: grantsOf(contactId).map((json) => grantFact(json, known(projects, json.projectId))),
      switches,
      view,
    };
  });
}

function groupedBy<Row>(rows: readonly Row[] | null, key: (row: Row) => string): (key: string) => readonly Row[] {
  const groups = Map.groupBy(rows ?? [], key);
  return (wanted) => groups.get(wanted) ?? [];
}

/** What the same statement read of the same state. */
function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error("a fact names what its statement did not read");
  return value;
}

const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text));

const period = ({ from, until, setBy, since }: PeriodJson) => ({ from: instant(from), until: instant(until), setBy, since: instant(since) });

const membershipFact = (json: MembershipJson, company: MembershipFact["company"], roles: ReadonlyMap<string, RoleFact>): MembershipFact => ({
  membershipId: json.membershipId,
  company,
  lastingRole: known(roles, json.roleId),
  roleForATime: roleForATime(json, roles),
  primary: json.primary,
  carriesGroupRights: json.carriesGroupRights,
  keepsOwnTickets: json.keepsOwnTickets,
  seesSince: instant(json.seesSince),
  ...period(json),
});

function roleForATime(
  { forATimeRoleId: id, forATimeFrom: from, forATimeUntil: until }: MembershipJson,
  roles: ReadonlyMap<string, RoleFact>,
): RoleForATime | null {
  return id === null || until === null ? null : { role: known(roles, id), from: instant(from), until: Date.parse(until) };
}

const rightFact = (json: RightJson, group: RightFact["group"]): RightFact => ({
  rightId: json.rightId,
  group,
  subject: rightSubject(json),
  read: json.read,
  create: json.create,
  edit: json.edit,
  ...period(json),
});

const grantFact = (json: GrantJson, project: GrantFact["project"]): GrantFact => ({
  grantId: json.grantId,
  project,
  tasks: json.tasks,
  taskIds: json.taskIds ?? [],
  readOnly: json.readOnly,
  scope: json.scope,
  hours: json.hours,
  seesSince: instant(json.seesSince),
  ...period(json),
});

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
