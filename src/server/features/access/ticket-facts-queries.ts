/** The facts of tickets that the access rules are told, as columns of any statement about tickets. */

import { type RawBuilder, sql } from "kysely";
import type { Access } from "#domain/access/effective-access.ts";
import type { StatusType, TicketFacts, TicketProject } from "#domain/access/facts.ts";
import { companySetting } from "#server/features/settings/setting-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type SettingValues, viewKeys, viewSettings } from "./view-settings.ts";

const hideBefore = (settings: SettingValues | null): string | null => {
  const value = settings?.["tickets.hideBefore"];
  return typeof value === "string" ? value : null;
};

const instant = (value: Date | string | null): number | null => (value === null ? null : new Date(value).getTime());

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
  company_settings: SettingValues | null;
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

export const participationsOf = (access: Access): ParticipationsOf => ({
  contactId: access.contactId,
  companyIds: access.memberships.filter((membership) => membership.obstacle === null).map((membership) => membership.company.companyId),
});

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
      (select json_object_agg(w.setting_key, w.value) from setting w
        where w.company_id = t.company_id and w.setting_key in ('tickets.hideBefore', ${viewKeys})) as company_settings,
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
  sql`coalesce(${companySetting("access.parentSeesTickets", companyId)} = 'true', false)`;

/** Facts of the tickets with these ids, in no order; unknown ids are left out. */
export async function listTicketFacts(db: Queryable, ticketIds: readonly string[], of: ParticipationsOf, now: Date): Promise<TicketFacts[]> {
  return ticketIds.length === 0 ? [] : readFacts(db, sql`t.ticket_id = any(${[...ticketIds]}::uuid[])`, of, now);
}

/** Not one of a list: PostgreSQL would plan that anew each time. */
export async function findTicketFacts(db: Queryable, ticketId: string, of: ParticipationsOf, now: Date): Promise<TicketFacts | undefined> {
  return (await readFacts(db, sql`t.ticket_id = ${ticketId}::uuid`, of, now))[0];
}

async function readFacts(db: Queryable, which: RawBuilder<unknown>, of: ParticipationsOf, now: Date): Promise<TicketFacts[]> {
  const { columns, tables } = ticketFactsSql(of, now);
  const { rows } = await sql<TicketFactsRow>`select ${columns} from ${tables} where ${which}`.execute(db);
  return rows.map(ticketFacts);
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
            hideTicketsBefore: instant(hideBefore(row.company_settings)),
            readsGroup: row.reads_group,
            view: viewSettings(row.company_settings),
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
