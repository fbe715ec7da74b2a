/** People who are half-finished: a sign-in that leads nowhere, an invitation that nobody can follow, memberships that are over. */
import { sql } from "kysely";
import { type Check, carries, hasEnded, inForce, mayCarry, personName, signsIn, usable } from "./look-queries.ts";

const ofContact = { id: sql`ct.contact_id`, name: sql`ct.sort_name`, kind: sql`'contact'` };
const named = sql`ct.contact_id as "recordId", ${personName("ct")} as "recordName"`;

/** The obstacle of the primary membership is told: that is where people look. */
export const signInWithoutMembership: Check = (look) => ({
  ...ofContact,
  from: sql`contact ct where ${signsIn} and not exists (
    select from membership m join company c on c.company_id = m.company_id where m.contact_id = ct.contact_id and ${mayCarry(look)})`,
  columns: sql`${named}, coalesce(shut.reason, 'none') as reason, shut.company_id as "otherId", shut.name as "otherName", null::int as count,
    shut.ends_at as day, null::json as known
    from contact ct left join lateral (
      select c.company_id, c.name, m.ends_at,
        case when ${hasEnded(look, "m")} then 'ended' when c.state <> 'active' then 'companyNotActive' else 'portalOff' end as reason
      from membership m join company c on c.company_id = m.company_id where m.contact_id = ct.contact_id order by m.is_primary desc, m.membership_id limit 1) shut
      on true`,
});

/** Asked only while queues are restricted: no right in force on an active group with queues reaches this person. */
export const signInWithoutGroup: Check = (look) => {
  if (!look.switches.restrictQueuesByGroup) return null;
  const opens = sql`${inForce(look, "g")} and g.group_id = any(array(
    select a.group_id from access_group a where a.state = 'active' and exists (select from queue q where q.group_id = a.group_id)))`;
  const everybody = (whom: string) => sql`exists (select from group_right g where g.everybody = ${whom} and ${opens})`;
  const member = sql`from membership m join company c on c.company_id = m.company_id where m.contact_id = ct.contact_id and ${carries(look)}`;
  const opened = sql`select g.company_id from group_right g where g.company_id is not null and ${usable(look)} and ${opens}`;
  return {
    ...ofContact,
    from: sql`contact ct where ${signsIn} and not ${everybody("contact")} and exists (select ${member})
      and not exists (select from group_right g where g.contact_id = ct.contact_id and ${opens})
      and not exists (select ${member} and m.carries_group_rights and (${everybody("company")} or m.company_id in (${opened})))`,
    columns: sql`${named}, 'none' as reason, null::uuid as "otherId", null::text as "otherName", null::int as count, null::timestamptz as day, null::json as known
      from contact ct`,
  };
};

export const invitationExpired: Check = ({ at }) => ({
  ...ofContact,
  from: sql`contact ct where ct.state = 'invited' and ct.login is not null and not exists (
    select from link_token l where l.contact_id = ct.contact_id and l.used_at is null and l.expires_at > ${at})`,
  columns: sql`${named}, case when ct.email = '' then 'noEmail' else 'expired' end as reason, null::uuid as "otherId", null::text as "otherName",
    null::int as count, (select max(l.expires_at) from link_token l where l.contact_id = ct.contact_id) as day, null::json as known from contact ct`,
});

/** Not the only one of a contact: that stays as the trace of where the person was. Nor where own tickets there are kept in sight. */
export const membershipEnded: Check = (look) => ({
  id: sql`e.membership_id`,
  name: sql`ct.sort_name`,
  kind: sql`'contact'`,
  from: sql`membership e join contact ct on ct.contact_id = e.contact_id where ${hasEnded(look, "e")} and not e.keeps_own_tickets
    and exists (select from membership o where o.contact_id = e.contact_id and o.membership_id <> e.membership_id)`,
  columns: sql`${named}, 'ended' as reason, c.company_id as "otherId", c.name as "otherName", null::int as count, e.ends_at as day,
    json_build_object('grants', (select count(*) from project_grant pg where pg.contact_id = e.contact_id and pg.company_id = e.company_id),
      'membership', json_build_object('companyId', e.company_id, 'primary', e.is_primary, 'roleId', e.role_id, 'carriesGroupRights', e.carries_group_rights,
        'keepsOwnTickets', e.keeps_own_tickets, 'seesSince', e.sees_since, 'from', e.starts_at, 'until', e.ends_at,
        'roleForATime', case when e.for_a_time_role_id is not null then json_build_object('roleId', e.for_a_time_role_id, 'from', e.for_a_time_starts_at,
          'until', e.for_a_time_ends_at) end)) as known
    from membership e join contact ct on ct.contact_id = e.contact_id join company c on c.company_id = e.company_id`,
});
