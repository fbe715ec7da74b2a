/**
 * Tickets that no rule of access tells apart, counted together: of the same company and queue, both confidential or not, with a
 * contact or without, created in the same stretch of time, with the same categories, and with the same projects and tasks as far
 * as somebody has a grant there. Those that a change itself wrote are left out: each of them is looked at by itself.
 */
import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

/**
 * How tickets are told apart: by instants of creation; by these projects, and by being on any other one (null: by none); by
 * categories where these decide; and without which tickets.
 */
export type Distinction = { instants: readonly number[]; projectIds: readonly string[] | null; byCategory: boolean; without: readonly string[] };

export type TicketClass = {
  key: string;
  companyId: string | null;
  queueId: string;
  confidential: boolean;
  hasContact: boolean;
  /** That it has projects, which of those that tell apart and which tasks of them, and its categories, as one text. */
  belongsTo: string;
  /** How many of the instants lie before its tickets' creation, or at it. */
  age: number;
  count: number;
  /** One of its tickets, which stands for all of them. */
  example: string;
};

type ClassRow = {
  company_id: string | null;
  queue_id: string;
  confidential: boolean;
  has_contact: boolean;
  belongs_to: string;
  age: number;
  contact_id: string | null;
  count: number;
  example: string;
};

type Sql = RawBuilder<unknown>;
const ids = (list: readonly string[]): Sql => sql`${[...list]}::uuid[]`;

/** What tells a ticket `t` apart, as it is stored. `several`: itself, if it has several projects; of all others it says the only one (decision 0021). */
function storedColumns({ instants, projectIds, byCategory }: Distinction): Sql {
  const projects = projectIds
    ? sql`case when t.more_projects then t.ticket_id end as several, t.project_id, t.task_id`
    : sql`null::uuid as several, null::uuid as project_id, null::uuid as task_id`;
  const categories = sql`(select string_agg(c.category_id::text, ',' order by c.category_id) from ticket_category c where c.ticket_id = t.ticket_id)`;
  return sql`t.company_id, t.queue_id, t.confidential, ${projects}, ${byCategory ? categories : sql`''`} as categories,
    width_bucket(t.created_at, ${instants.map((at) => new Date(at).toISOString())}::timestamptz[]) as age`;
}
const stored = sql`company_id, queue_id, confidential, several, project_id, task_id, categories, age`;

const pairs = sql`string_agg(p.project_id::text || coalesce(p.task_id::text, ''), ',' order by p.project_id, p.task_id)`;
const pairsOfOne = ({ projectIds }: Distinction): Sql =>
  sql`(select ${pairs} from ticket_project p where p.ticket_id = k.several and p.project_id = any(${ids(projectIds ?? [])}))`;

/** Of a row `k` of stored columns; `ofSeveral`: which pairs of several tell it apart. */
function belongsTo({ projectIds }: Distinction, ofSeveral: Sql): Sql {
  if (projectIds === null) return sql`concat('/', k.categories)`;
  return sql`concat(case
    when k.several is not null then concat('on ', ${ofSeveral})
    when k.project_id is null then ''
    when k.project_id in (select unnest(${ids(projectIds)})) then 'on ' || k.project_id::text || coalesce(k.task_id::text, '')
    else 'on ' end, '/', k.categories)`;
}

const hasContact = sql`t.contact_id is not null as has_contact`;
const anyOfThem = sql`max(ticket_id::text collate "C")`;

/** Counted as stored first, which is quick, and then by what tells apart. `by`: told apart by that as well. */
function countedClasses(distinction: Distinction, where: Sql, by?: "contact_id"): Sql {
  const also = by === undefined ? sql`` : sql`, ${sql.ref(by)}`;
  return sql`
    with k as materialized (
      select ${stored}${also}, count(*) as count, ${anyOfThem} as example
      from (select ${storedColumns(distinction)}, t.contact_id, t.ticket_id
        from ticket t where t.state_class <> 'gone' and t.ticket_id <> all(${ids(distinction.without)}) and ${where}) as told
      group by ${stored}${also}),
    several as (
      select p.ticket_id, ${pairs} as pairs
      from ticket_project p
      where p.ticket_id in (select k.several from k) and p.project_id in (select unnest(${ids(distinction.projectIds ?? [])}))
      group by p.ticket_id)
    select company_id, queue_id, confidential, belongs_to, age${also}, sum(count)::int as count, max(example) as example
    from (select k.*, ${belongsTo(distinction, sql`several.pairs`)} as belongs_to from k left join several on several.ticket_id = k.several) as counted
    group by company_id, queue_id, confidential, belongs_to, age${also}`;
}

/** Those with a contact are all without those that have none, few as a rule and in an index of their own: so the indexes of lists answer, which do not know the contact. */
async function listClasses(db: Queryable, distinction: Distinction, where: Sql): Promise<TicketClass[]> {
  const counted = (which: Sql) => sql<Omit<ClassRow, "has_contact" | "contact_id">>`${countedClasses(distinction, which)}`.execute(db);
  const [all, withoutContact] = await Promise.all([counted(where), counted(sql`t.contact_id is null and ${where}`)]);
  const without = withoutContact.rows.map((row) => ticketClass({ ...row, has_contact: false }));
  const countWithout = new Map(without.map((one) => [one.key, one.count]));
  const withContact = all.rows.flatMap((row) => {
    const count = row.count - (countWithout.get(keyOf({ ...row, has_contact: false })) ?? 0);
    return count > 0 ? [ticketClass({ ...row, has_contact: true, count })] : [];
  });
  return [...withContact, ...without];
}

function ticketClass(row: Omit<ClassRow, "contact_id">): TicketClass {
  return {
    key: keyOf(row),
    companyId: row.company_id,
    queueId: row.queue_id,
    confidential: row.confidential,
    hasContact: row.has_contact,
    belongsTo: row.belongs_to,
    age: row.age,
    count: row.count,
    example: row.example,
  };
}

const keyOf = (row: Omit<ClassRow, "contact_id" | "count" | "example">): string =>
  [row.company_id, row.queue_id, row.confidential, row.has_contact, row.age, row.belongs_to].join(" ");

/** By whose request they are. */
export async function listOwnClasses(db: Queryable, distinction: Distinction, contactIds: readonly string[]): Promise<Map<string, TicketClass[]>> {
  const asked = sql`t.contact_id = any(${ids(contactIds)})`;
  const { rows } = await sql<
    Omit<ClassRow, "has_contact" | "contact_id"> & { contact_id: string }
  >`${countedClasses(distinction, asked, "contact_id")}`.execute(db);
  const own = new Map<string, TicketClass[]>();
  for (const row of rows) {
    const classes = own.get(row.contact_id) ?? [];
    own.set(row.contact_id, classes);
    classes.push(ticketClass({ ...row, has_contact: true }));
  }
  return own;
}

/** Of companies; `queueIds`: only those in these queues. */
export function listCompanyClasses(
  db: Queryable,
  distinction: Distinction,
  companyIds: readonly string[],
  queueIds: readonly string[] | "any",
): Promise<TicketClass[]> {
  if (companyIds.length === 0) return Promise.resolve([]);
  const queues = queueIds === "any" ? sql`true` : sql`t.queue_id = any(${ids(queueIds)})`;
  return listClasses(db, distinction, sql`t.company_id = any(${ids(companyIds)}) and ${queues}`);
}

/** Where classes are wanted, whatever their company: in queues of groups, of companies, in queues, of projects, of categories. */
export type Narrow = Partial<Record<"groupIds" | "companyIds" | "queueIds" | "projectIds" | "categoryIds", readonly string[]>>;

export function listClassesAnywhere(
  db: Queryable,
  distinction: Distinction,
  { groupIds, companyIds, queueIds, projectIds, categoryIds }: Narrow,
): Promise<TicketClass[]> {
  const where = [
    sql`true`,
    ...(companyIds ? [sql`t.company_id = any(${ids(companyIds)})`] : []),
    ...(queueIds ? [sql`t.queue_id = any(${ids(queueIds)})`] : []),
    ...(groupIds ? [sql`t.queue_id in (select q.queue_id from queue q where q.group_id = any(${ids(groupIds)}))`] : []),
    ...(projectIds ? [sql`t.ticket_id in (select p.ticket_id from ticket_project p where p.project_id = any(${ids(projectIds)}))`] : []),
    ...(categoryIds ? [sql`t.ticket_id in (select c.ticket_id from ticket_category c where c.category_id = any(${ids(categoryIds)}))`] : []),
  ];
  return listClasses(db, distinction, sql.join(where, sql` and `));
}

/** Among so many of the newest of a company's queue, or of a requester, those of a class are looked for. */
const mostLookedThrough = 1000;

/**
 * Of each of these places some of the newest tickets, at most `limit`; `requesterId`: of this person's requests or of others'.
 * Where none of a class is among the newest of its company's queue, the one that stands for it.
 */
export async function listNewestOfClasses(
  db: Queryable,
  distinction: Distinction,
  wanted: readonly { of: TicketClass; mine: boolean; requesterId: string }[],
  limit: number,
): Promise<string[][]> {
  if (wanted.length === 0) return [];
  const places = JSON.stringify(
    wanted.map(({ of: { companyId, queueId, confidential, hasContact, belongsTo, age }, mine, requesterId }) => ({
      ...{ companyId, queueId, confidential, hasContact, belongsTo, age },
      ...{ mine, requesterId },
    })),
  );
  // Each arm ends with its newest, found by an index of its own: a requester's, those of a company, those without one.
  const arms = [
    sql`place.mine and t.contact_id = place.requester_id and t.company_id is not distinct from place.company_id`,
    sql`not place.mine and t.contact_id is distinct from place.requester_id and t.company_id = place.company_id`,
    sql`not place.mine and t.contact_id is distinct from place.requester_id and place.company_id is null and t.company_id is null`,
  ].map(
    (which) => sql`(select k.ticket_id, k.changed_at from (select ${storedColumns(distinction)}, ${hasContact}, t.ticket_id, t.changed_at from ticket t
        where ${which} and t.queue_id = place.queue_id and t.state_class <> 'gone'
        order by t.changed_at desc, t.ticket_id desc limit ${mostLookedThrough}) as k
      where k.confidential = place.confidential and k.has_contact = place.has_contact and k.age = place.age and ${belongsTo(distinction, pairsOfOne(distinction))} = place.belongs_to
      order by k.changed_at desc, k.ticket_id desc limit ${limit})`,
  );
  const { rows } = await sql<{ at: number; ticket_id: string }>`
    select place.at::int - 1 as at, found.ticket_id
    from rows from (json_to_recordset(${places}::json) as ("companyId" uuid, "queueId" uuid, confidential boolean, "hasContact" boolean, "belongsTo" text, age int,
        mine boolean, "requesterId" uuid))
      with ordinality as place (company_id, queue_id, confidential, has_contact, belongs_to, age, mine, requester_id, at)
    cross join lateral (
      select one.ticket_id from (${sql.join(arms, sql` union all `)}) as one order by one.changed_at desc, one.ticket_id desc limit ${limit}) as found`.execute(
    db,
  );
  const found = Map.groupBy(rows, (row) => row.at);
  return wanted.map(({ of }, at) => found.get(at)?.map((row) => row.ticket_id) ?? [of.example]);
}

/** A ticket to which somebody was added: the class that it would be counted in, and whose request it is. */
export type AddedTicket = { ticketId: string; key: string; requesterId: string | null };

/** Tickets to which these people or companies were added, by person or company. */
export async function listAddedTickets(db: Queryable, distinction: Distinction, of: { contactIds: readonly string[]; companyIds: readonly string[] }) {
  const { rows } = await sql<Omit<ClassRow, "count" | "example"> & { added: string; ticket_id: string }>`
    select k.*, ${belongsTo(distinction, pairsOfOne(distinction))} as belongs_to
    from (
      select coalesce(p.contact_id, p.company_id) as added, t.ticket_id, t.contact_id, ${storedColumns(distinction)}, ${hasContact}
      from participant p join ticket t on t.ticket_id = p.ticket_id
      where (p.contact_id = any(${ids(of.contactIds)}) or p.company_id = any(${ids(of.companyIds)})) and t.state_class <> 'gone'
        and t.ticket_id <> all(${ids(distinction.without)})) as k`.execute(db);
  const byAdded = new Map<string, AddedTicket[]>();
  for (const row of rows) {
    const added = byAdded.get(row.added) ?? [];
    byAdded.set(row.added, added);
    added.push({ ticketId: row.ticket_id, key: keyOf(row), requesterId: row.contact_id });
  }
  return byAdded;
}

/** Instants from which companies show their tickets. */
export async function listCompanyWindows(db: Queryable): Promise<number[]> {
  const { rows } = await sql<{ at: Date }>`
    select distinct (s.value #>> '{}')::timestamptz as at from setting s
    where s.setting_key = 'tickets.hideBefore' and s.company_id is not null and s.value <> 'null'::jsonb`.execute(db);
  return rows.map((row) => row.at.getTime());
}

/** Of companies what CompanySet names as relations: all that lie below, their children, and those for which they are billed. */
export type Related = { below: Map<string, string[]>; children: Map<string, string[]>; billed: Map<string, string[]> };

export async function listRelated(db: Queryable, of: Record<keyof Related, readonly string[]>): Promise<Related> {
  const { rows } = await sql<{ relation: keyof Related; top: string; company_id: string }>`
    with recursive below as (
      select c.parent_id as top, c.company_id from company c where c.parent_id = any(${ids(of.below)})
      union select below.top, child.company_id from company child join below on child.parent_id = below.company_id)
    select 'below' as relation, top, company_id from below
    union all select 'children', c.parent_id, c.company_id from company c where c.parent_id = any(${ids(of.children)})
    union all select 'billed', c.billed_by_company_id, c.company_id from company c where c.billed_by_company_id = any(${ids(of.billed)})`.execute(db);
  const related = (relation: keyof Related) => {
    const tops = Map.groupBy(
      rows.filter((row) => row.relation === relation),
      (row) => row.top,
    );
    return new Map([...tops].map(([top, found]) => [top, found.map((row) => row.company_id)]));
  };
  return { below: related("below"), children: related("children"), billed: related("billed") };
}
