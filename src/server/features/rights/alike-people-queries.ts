/** People of companies for whom everything that decides group rights is the same: counted together. Nothing is decided here. */
import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

/** One of them, and how many they are, so that the rules have to be asked for one of them only. */
export type AlikePeople = { company_id: string; contact_id: string; people: number };

type Sql = RawBuilder<unknown>;

/** Companies with more contacts than this together are counted, and only whoever is not like most is looked at. */
const mostLookedAt = 3000;

/** Active contacts of these companies by what state, memberships and own rights they have; null: they are of more than `most` kinds. */
export async function listAlikePeople(db: Queryable, companyIds: readonly string[], most: number): Promise<AlikePeople[] | null> {
  if (companyIds.length === 0) return [];
  const ids = [...companyIds];
  const members = sql`membership where company_id = any(${ids}::uuid[])`;
  if (!(await isMore(db, members, mostLookedAt))) return atMost(most, await list(db, kindsOf(sql`(select company_id, contact_id from ${members})`)));
  const first = sql`(select contact_id from ${members} limit ${mostLookedAt}) m`;
  if (await isMore(db, sql`${first} where exists (select from group_right r where r.contact_id = m.contact_id)`, most)) return null;
  return atMost(most, await list(db, sql`${plainAndOdd(ids)} select company_id, contact_id, people from plain union all ${kindsOf(sql`odd`)}`));
}

async function isMore(db: Queryable, from: Sql, most: number): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`select count(*) > ${most} as more from (select from ${from} limit ${most + 1}) counted`.execute(db);
  return rows[0]?.more ?? false;
}

const list = async (db: Queryable, query: Sql): Promise<AlikePeople[]> => (await sql<AlikePeople>`${query}`.execute(db)).rows;
const atMost = (most: number, kinds: AlikePeople[]): AlikePeople[] | null => (kinds.length > most ? null : kinds);

const kindsOf = (members: Sql): Sql => sql`
  select company_id, (array_agg(contact_id))[1] as contact_id, count(*)::int as people from (
    select m.company_id, m.contact_id,
      (select string_agg(concat_ws(' ', o.company_id, o.carries_group_rights, 'from', o.starts_at, 'until', o.ends_at), ',' order by o.company_id)
        from membership o where o.contact_id = m.contact_id) as memberships,
      case when exists (select from group_right r where r.contact_id = m.contact_id) then m.contact_id end as with_own_rights
    from ${members} m join contact ct on ct.contact_id = m.contact_id and ct.state = 'active') one
  group by company_id, memberships, with_own_rights`;

/**
 * `odd` are those who may be in another company, have own rights or are not active; the others, `plain`, are all members without
 * them, so that nobody of them is read but one. Whoever is in two companies has a membership that is not primary.
 */
const plainAndOdd = (companyIds: string[]): Sql => sql`
  with odd as materialized (
    select m.company_id, m.contact_id, m.carries_group_rights, m.starts_at, m.ends_at
    from (select contact_id from membership where not is_primary
      union select contact_id from group_right where contact_id is not null
      union select contact_id from contact where state < 'active' or state > 'active') one
    join membership m on m.contact_id = one.contact_id and m.company_id = any(${companyIds}::uuid[])),
  counted as (
    select company_id, carries_group_rights, starts_at, ends_at, count(*) as people from membership where company_id = any(${companyIds}::uuid[]) group by 1, 2, 3, 4
    union all select company_id, carries_group_rights, starts_at, ends_at, -count(*) from odd group by 1, 2, 3, 4),
  plain as (
    select c.company_id, c.people, (select m.contact_id from membership m join contact ct on ct.contact_id = m.contact_id and ct.state = 'active'
        where m.company_id = c.company_id and m.carries_group_rights = c.carries_group_rights
          and m.starts_at is not distinct from c.starts_at and m.ends_at is not distinct from c.ends_at
          and not exists (select from membership o where o.contact_id = m.contact_id and not o.is_primary)
          and not exists (select from group_right r where r.contact_id = m.contact_id) limit 1) as contact_id
    from (select company_id, carries_group_rights, starts_at, ends_at, sum(people)::int as people from counted group by 1, 2, 3, 4 having sum(people) > 0) c)`;
