/** Whom and what the transaction of a change touched, and the people whom that may concern: by the rows that it wrote. */
import { type RawBuilder, sql } from "kysely";
import { isSettingKey, SETTINGS, type SettingKey } from "#domain/settings/catalogue.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { AuditEvent } from "#server/platform/kernel.ts";

export type Touched = {
  /** The facts of anybody may differ. */
  everybody: boolean;
  /** People whose own facts may differ. */
  contactIds: readonly string[];
  /** Companies whose people's facts, or whose tickets' facts, may differ. */
  companyIds: readonly string[];
  roleIds: readonly string[];
  /** Queues that have another group, or became confidential or ceased to be. */
  queueIds: readonly string[];
  /** Projects that were written, or tasks of theirs. */
  projectIds: readonly string[];
  categoryIds: readonly string[];
  /** Tickets that were written, or to which somebody was added. */
  ticketIds: readonly string[];
  /** Facts of any ticket may differ, by what no rule here knows. */
  anyTicket: boolean;
};

/** Whether facts of some ticket that decide may differ. */
export const touchesTickets = ({ anyTicket, companyIds, queueIds, projectIds, categoryIds, ticketIds }: Touched): boolean =>
  anyTicket || [companyIds, queueIds, projectIds, categoryIds, ticketIds].some((list) => list.length > 0);

type Versioned = { id: string; version: number };
type Written = {
  installation: number;
  noted: string | null;
  contacts: Versioned[];
  companies: Versioned[];
  roles: string[];
  queues: { id: string; means: string }[];
};

/** A row of this transaction is no older than the transaction: nobody else's newer ones are seen in its snapshot. */
const written = (alias: string): RawBuilder<unknown> => sql`age(${sql.ref(`${alias}.xmin`)}) <= 0`;
const queueMeans = sql`concat_ws(' ', q.group_id, q.confidential)`;

export async function findTouched(before: Queryable, after: Queryable, events: readonly AuditEvent[]): Promise<Touched> {
  const now = await findWritten(after);
  const then = await findFormer(before, now);
  const raised = (rows: readonly Versioned[], former: ReadonlyMap<string, unknown>) =>
    rows.filter((row) => former.get(row.id) !== row.version).map(({ id }) => id);
  const installationRaised = now.noted === "on" || now.installation !== then.installation;
  const of = (event: AuditEvent) => event.subject.kind;
  const moved = installationRaised ? events.filter((event) => of(event) === "company").flatMap((event) => event.companyId ?? event.subject.id ?? []) : [];
  const explained = (event: AuditEvent) => event.companyId || event.contactId || ["role", "ticket", "project"].includes(of(event)) || changesOnlyView(event);
  const unexplained = installationRaised ? events.filter((event) => !explained(event)) : [];
  const idsOf = (kind: string) => [...new Set(events.filter((event) => of(event) === kind).flatMap((event) => event.subject.id ?? []))];
  const queueIds = now.queues.filter((queue) => then.queues.get(queue.id) !== queue.means).map(({ id }) => id);
  return {
    everybody: unexplained.length > 0,
    contactIds: raised(now.contacts, then.contacts),
    companyIds: [...new Set([...raised(now.companies, then.companies), ...(await listBelow(before, moved)), ...(await listBelow(after, moved))])],
    roleIds: now.roles,
    queueIds,
    projectIds: idsOf("project"),
    categoryIds: installationRaised ? idsOf("category") : [],
    ticketIds: idsOf("ticket"),
    anyTicket: unexplained.some(decidesByTicket),
  };
}

/** Settings of the installation that are facts of the reader: they show in its scope. */
const readerSettings: readonly string[] = [
  "access.restrictQueuesByGroup",
  "access.otherCompanies",
  "access.companyTickets",
  "access.projectPermissions",
  "access.internalProjects",
  "access.familyTickets",
  "portal.readOnly",
  "tickets.hideBefore",
] satisfies SettingKey[];

/** Settings of how much of tickets is shown change nobody's sight of one. */
const changesOnlyView = ({ subject, after }: AuditEvent): boolean =>
  subject.kind === "installation" && Object.keys(after ?? {}).every((key) => isSettingKey(key) && SETTINGS[key].access === "view");

/** Whether facts of tickets may differ of which Touched names neither company, queue, project nor category. */
function decidesByTicket({ subject, after }: AuditEvent): boolean {
  if (subject.kind !== "installation") return !["group", "queue", "category"].includes(subject.kind);
  return Object.keys(after ?? {}).some((key) => isSettingKey(key) && SETTINGS[key].access === "tickets" && !readerSettings.includes(key));
}

async function findWritten(after: Queryable): Promise<Written> {
  const { rows } = await sql<Written>`
    select (select access_version from installation) as installation, current_setting('pforte.installation_raised', true) as noted,
      (select coalesce(json_agg(json_build_object('id', c.contact_id, 'version', c.access_version)), '[]') from contact c where ${written("c")}) as contacts,
      (select coalesce(json_agg(json_build_object('id', c.company_id, 'version', c.access_version)), '[]') from company c where ${written("c")}) as companies,
      (select coalesce(json_agg(r.role_id), '[]') from portal_role r where ${written("r")}) as roles,
      (select coalesce(json_agg(json_build_object('id', q.queue_id, 'means', ${queueMeans})), '[]') from queue q where ${written("q")}) as queues`.execute(
    after,
  );
  return rows[0] as Written;
}

async function findFormer(
  before: Queryable,
  now: Written,
): Promise<{ installation: number } & Record<"contacts" | "companies" | "queues", Map<string, unknown>>> {
  const idsOf = (list: readonly { id: string }[]) => sql`${list.map(({ id }) => id)}::uuid[]`;
  const { rows } = await sql<{ installation: number; contacts: Versioned[]; companies: Versioned[]; queues: { id: string; means: string }[] }>`
    select (select access_version from installation) as installation,
      (select coalesce(json_agg(json_build_object('id', c.contact_id, 'version', c.access_version)), '[]') from contact c
        where c.contact_id = any(${idsOf(now.contacts)})) as contacts,
      (select coalesce(json_agg(json_build_object('id', c.company_id, 'version', c.access_version)), '[]') from company c
        where c.company_id = any(${idsOf(now.companies)})) as companies,
      (select coalesce(json_agg(json_build_object('id', q.queue_id, 'means', ${queueMeans})), '[]') from queue q
        where q.queue_id = any(${idsOf(now.queues)})) as queues`.execute(before);
  const [row] = rows;
  const byId = (list: readonly (Versioned | { id: string; means: string })[]) =>
    new Map<string, unknown>(list.map((one) => [one.id, "means" in one ? one.means : one.version]));
  return { installation: row?.installation ?? 0, contacts: byId(row?.contacts ?? []), companies: byId(row?.companies ?? []), queues: byId(row?.queues ?? []) };
}

/** The companies with all that lie below them. */
async function listBelow(db: Queryable, companyIds: readonly string[]): Promise<string[]> {
  if (companyIds.length === 0) return [];
  const { rows } = await sql<{ company_id: string }>`
    with recursive below as (
      select company_id from company where company_id = any(${[...companyIds]}::uuid[])
      union select child.company_id from company child join below on child.parent_id = below.company_id)
    select company_id from below`.execute(db);
  return rows.map((row) => row.company_id);
}

/** A page of the people whom it may concern, by id: more than those whom it does, nobody less. */
export async function listConcerned(db: Queryable, touched: Touched, after: string | undefined, limit: number): Promise<string[]> {
  const { rows } = await sql<{ contact_id: string }>`
    select contact_id from (${concerned(touched)}) as concerned
    where ${after === undefined ? sql`true` : sql`contact_id > ${after}::uuid`} order by contact_id limit ${limit}`.execute(db);
  return rows.map((row) => row.contact_id);
}

export async function countConcerned(db: Queryable, touched: Touched): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${concerned(touched)}) as concerned`.execute(db);
  return rows[0]?.count ?? 0;
}

/** `select contact_id`, each once. */
function concerned(touched: Touched): RawBuilder<unknown> {
  const own = sql`select unnest(${[...touched.contactIds]}::uuid[]) as contact_id`;
  // Whose state did not change and is not active can do nothing before and after.
  if (touched.everybody) return sql`${own} union select contact_id from contact where state = 'active'`;
  const tickets = [...touched.ticketIds];
  const parts = [own];
  if (touched.roleIds.length > 0) {
    const roles = sql`any(${[...touched.roleIds]}::uuid[])`;
    parts.push(sql`select contact_id from membership where role_id = ${roles}`, sql`select contact_id from membership where for_a_time_role_id = ${roles}`);
  }
  const projects = sql`${[...touched.projectIds]}::uuid[]`;
  if (touched.projectIds.length > 0) parts.push(sql`select contact_id from project_grant where project_id = any(${projects})`);
  if (tickets.length > 0) {
    parts.push(
      sql`select g.contact_id from project_grant g join ticket_project p on p.project_id = g.project_id where p.ticket_id = any(${tickets}::uuid[])`,
      sql`select contact_id from ticket where ticket_id = any(${tickets}::uuid[]) and contact_id is not null`,
      sql`select contact_id from participant where ticket_id = any(${tickets}::uuid[]) and contact_id is not null`,
    );
  }
  if (tickets.length > 0 || touched.companyIds.length > 0) parts.push(reaching(touched));
  return sql.join(parts, sql` union `);
}

/**
 * People of companies from which one of the paths could lead to tickets of these companies: themselves, those above them,
 * parent, sisters and children, whoever is billed, partners by a right on a group, and whoever was added to one of their tickets.
 */
function reaching({ companyIds, ticketIds }: Touched): RawBuilder<unknown> {
  const tickets = sql`${[...ticketIds]}::uuid[]`;
  return sql`
    select m.contact_id from membership m where m.company_id in (
      with recursive named as materialized (
        select unnest(${[...companyIds]}::uuid[]) as company_id
        union select company_id from ticket where ticket_id = any(${tickets}) and company_id is not null),
      up as (
        select c.company_id, c.parent_id from company c join named on named.company_id = c.company_id
        union select parent.company_id, parent.parent_id from company parent join up on parent.company_id = up.parent_id)
      select company_id from up
      union select sister.company_id from named join company c on c.company_id = named.company_id join company sister on sister.parent_id = c.parent_id
      union select child.company_id from named join company child on child.parent_id = named.company_id
      union select c.billed_by_company_id from named join company c on c.company_id = named.company_id where c.billed_by_company_id is not null
      union select others.company_id from group_right others
        where others.context = 'others' and others.group_id in (
          select own.group_id from named join group_right own on own.company_id = named.company_id and own.context = 'own')
      union select p.company_id from participant p where p.company_id is not null
        and (p.ticket_id = any(${tickets}) or p.ticket_id in (select t.ticket_id from ticket t join named on named.company_id = t.company_id)))
    union select p.contact_id from participant p where p.contact_id is not null and p.ticket_id in (
      select t.ticket_id from ticket t where t.company_id = any(${[...companyIds]}::uuid[]))`;
}
