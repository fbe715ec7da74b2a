/** Reads the log of changes (written by the runner of commands) and the log of sign-ins. */
import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";

export type AuditRow = {
  id: string;
  at: Date;
  actorKind: "agent" | "contact" | "system" | "nobody";
  actorId: string | null;
  event: string;
  subjectKind: string;
  subjectId: string | null;
  companyId: string | null;
  contactId: string | null;
  before: unknown;
  after: unknown;
  reason: string;
  sortKey: string;
};
export type AuditFilter = {
  company?: string | undefined;
  contact?: string | undefined;
  project?: string | undefined;
  ticket?: string | undefined;
  event?: string | undefined;
  actor?: string | undefined;
};

const and = (conditions: RawBuilder<unknown>[]) => sql.join([sql`true`, ...conditions], sql` and `);
const conditions = ({ company, contact, project, ticket, event, actor }: AuditFilter) => [
  ...(company ? [sql`e.company_id = ${company}::uuid`] : []),
  ...(contact ? [sql`e.contact_id = ${contact}::uuid`] : []),
  ...(project ? [sql`e.subject_kind = 'project' and e.subject_id = ${project}::uuid`] : []),
  ...(ticket ? [sql`e.subject_kind = 'ticket' and e.subject_id = ${ticket}::uuid`] : []),
  ...(event ? [sql`e.event = ${event}`] : []),
  ...(actor ? [sql`e.actor_id = ${actor}::uuid`] : []),
];

/** Newest first, from after the cursor on; one row more than asked. */
export async function listEvents(db: Queryable, filter: AuditFilter, after: readonly string[] | undefined, limit: number): Promise<AuditRow[]> {
  const from = after ? [sql`(e.at, e.audit_event_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : [];
  const { rows } = await sql<AuditRow>`
    select e.audit_event_id as id, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.event, e.subject_kind as "subjectKind",
      e.subject_id as "subjectId", e.company_id as "companyId", e.contact_id as "contactId", e.before, e.after, e.reason, e.at::text as "sortKey"
    from audit_event e where ${and([...conditions(filter), ...from])} order by e.at desc, e.audit_event_id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export const countEvents = (db: Queryable, filter: AuditFilter, count: "exact" | undefined) =>
  countRows(db, sql`audit_event e where ${and(conditions(filter))}`, count);

/** What people call the records with these ids; ids that no record has (any more) are left out. */
export async function findNames(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const given = sql`any(${[...ids]}::uuid[])`;
  const { rows } = await sql<{ id: string; name: string }>`
    select contact_id as id, coalesce(nullif(trim(first_name || ' ' || last_name), ''), login, email) as name from contact where contact_id = ${given}
    union all select agent_id, coalesce(nullif(trim(first_name || ' ' || last_name), ''), login) from agent where agent_id = ${given}
    union all select company_id, name from company where company_id = ${given}
    union all select group_id, name from access_group where group_id = ${given}
    union all select queue_id, name from queue where queue_id = ${given}
    union all select role_id, name from portal_role where role_id = ${given}
    union all select service_id, name from service where service_id = ${given}
    union all select project_id, name from project where project_id = ${given}
    union all select category_id, name from category where category_id = ${given}
    union all select view_id, name from saved_view where view_id = ${given}
    union all select tag_id, name from tag where tag_id = ${given}
    union all select own_field_id, coalesce(nullif(name, ''), key) from own_field where own_field_id = ${given}
    union all select priority_id, name from priority where priority_id = ${given}
    union all select status_id, name from ticket_status where status_id = ${given}
    union all select ticket_id, number from ticket where ticket_id = ${given}`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

// ── sign-ins ──

export type SignInRow = {
  id: string;
  at: Date;
  realm: "portal" | "workspace";
  personId: string | null;
  personName: string;
  outcome: string;
  network: string;
  client: string;
  sortKey: string;
};
export type SignInFilter = { contact?: string | undefined };
const ofContact = ({ contact }: SignInFilter) => (contact ? [sql`e.contact_id = ${contact}::uuid`] : []);

/** Newest first, from after the cursor on; one row more than asked. */
export async function listSignIns(db: Queryable, filter: SignInFilter, after: readonly string[] | undefined, limit: number): Promise<SignInRow[]> {
  const from = after ? [sql`(e.at, e.sign_in_event_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : [];
  const { rows } = await sql<SignInRow>`
    select e.sign_in_event_id as id, e.at, e.realm, coalesce(e.contact_id, e.agent_id) as "personId",
      coalesce(nullif(trim(coalesce(c.first_name, a.first_name) || ' ' || coalesce(c.last_name, a.last_name)), ''), c.login, a.login, '') as "personName",
      e.outcome, e.network, e.client, e.at::text as "sortKey"
    from sign_in_event e left join contact c on c.contact_id = e.contact_id left join agent a on a.agent_id = e.agent_id
    where ${and([...ofContact(filter), ...from])} order by e.at desc, e.sign_in_event_id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export const countSignIns = (db: Queryable, filter: SignInFilter, count: "exact" | undefined) =>
  countRows(db, sql`sign_in_event e where ${and(ofContact(filter))}`, count);
