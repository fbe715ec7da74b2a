/** Rights on groups that give nothing, or half of what they should, and queues that they do not open for anybody. */
import { sql } from "kysely";
import { type Check, carries, hasEnded, inForce, type Look, notEnded, personName, type Sql, usable } from "./look-queries.ts";

const tables = sql`group_right g join access_group a on a.group_id = g.group_id left join contact ct on ct.contact_id = g.contact_id
  left join company c on c.company_id = g.company_id`;

const ofRight = {
  id: sql`g.group_right_id`,
  name: sql`coalesce(ct.sort_name, c.sort_name, '')`,
  kind: sql`case when g.contact_id is not null then 'contact' when g.company_id is not null then 'company' else 'everybody' end`,
};

const columns = (reason: Sql): Sql => sql`coalesce(g.contact_id, g.company_id) as "recordId",
  coalesce(c.name, ${personName("ct")}, g.everybody) as "recordName", ${reason} as reason, a.group_id as "otherId", a.name as "otherName", null::int as count,
  g.ends_at as day, json_build_object('version', a.rights_version, 'contactId', g.contact_id, 'companyId', g.company_id, 'context', g.context,
    'everybody', g.everybody, 'read', g.can_read, 'create', g.can_create, 'edit', g.can_edit, 'from', g.starts_at, 'until', g.ends_at) as known from ${tables}`;

export const rightEnded: Check = (look) => ({ ...ofRight, from: sql`${tables} where ${hasEnded(look, "g")}`, columns: columns(sql`'ended'`) });

export const rightGroupNotActive: Check = (look) => ({
  ...ofRight,
  from: sql`${tables} where ${notEnded(look, "g")} and a.state <> 'active'`,
  columns: columns(sql`'notActive'`),
});

export const rightWithoutQueue: Check = (look) => ({
  ...ofRight,
  from: sql`${tables} where ${notEnded(look, "g")} and a.state = 'active'
    and not exists (select from queue q where q.group_id = a.group_id and q.state = 'active')`,
  columns: columns(sql`case when exists (select from queue q where q.group_id = a.group_id) then 'notActive' else 'none' end`),
});

/** On an active group: those on others are found anyway. */
export const partnerRight: Check = (look) => {
  const isOff = !look.switches.otherCompanies;
  const somebody = sql`exists (select from group_right o join company oc on oc.company_id = o.company_id and oc.state = 'active'
    where o.group_id = g.group_id and o.context = 'own' and (o.can_read or o.can_edit) and ${inForce(look, "o")} and o.company_id <> g.company_id)`;
  return {
    ...ofRight,
    from: sql`${tables} where g.context = 'others' and ${notEnded(look, "g")} and a.state = 'active' and (${isOff} or not ${somebody})`,
    columns: columns(isOff ? sql`'switchOff'` : sql`'nobody'`),
  };
};

/** Found where somebody who has the right cannot read there by all rights together. On path partner nobody creates. */
export const createWithoutRead: Check = (look) => {
  if (!look.switches.restrictQueuesByGroup) return null;
  const writes = sql`g.can_create and not g.can_read and not g.can_edit and g.context is distinct from 'others' and ${inForce(look, "g")}`;
  const person = sql`membership m join company c on c.company_id = m.company_id join contact ct on ct.contact_id = m.contact_id and ct.state = 'active'`;
  const blind = sql`${carries(look)} and not ${readsGroup(look)}`;
  const holders = (joined: Sql) =>
    sql`select g.group_right_id from group_right g where ${writes} and exists (select from ${person} where ${joined} and ${blind})`;
  return {
    ...ofRight,
    from: sql`${tables} where a.state = 'active' and g.group_right_id in (
      ${holders(sql`m.contact_id = g.contact_id`)} union all ${holders(sql`m.company_id = g.company_id and m.carries_group_rights`)}
      union all ${holders(sql`g.everybody = 'contact'`)} union all ${holders(sql`g.everybody = 'company' and m.carries_group_rights`)})`,
    columns: columns(sql`case when g.contact_id is null then 'several' else 'one' end`),
  };
};

/** Some right in force lets the member `m` read in the queues of the group of `g`. */
function readsGroup(look: Look): Sql {
  const reads = sql`r.group_id = g.group_id and (r.can_read or r.can_edit) and ${inForce(look, "r")}`;
  const byCompany = sql`membership o join company oc on oc.company_id = o.company_id and oc.state = 'active' and oc.portal_enabled`;
  const carried = sql`o.contact_id = m.contact_id and o.carries_group_rights and ${inForce(look, "o")}`;
  return sql`(exists (select from group_right r where r.contact_id = m.contact_id and ${reads})
    or exists (select from ${byCompany} join group_right r on r.company_id = o.company_id and r.context = 'own' where ${carried} and ${reads})
    or exists (select from group_right r where r.everybody = 'contact' and ${reads})
    or exists (select from group_right r where r.everybody = 'company' and ${reads}) and exists (select from ${byCompany} where ${carried}))`;
}

export const queueUnreached: Check = (look) => {
  if (!look.switches.restrictQueuesByGroup) return null;
  const rights = sql`group_right g where ${inForce(look, "g")} and ${usable(look)}`;
  const person = sql`membership m join company c on c.company_id = m.company_id join contact ct on ct.contact_id = m.contact_id and ct.state = 'active'`;
  const held = (joined: Sql) => sql`select g.group_id from ${person} join group_right g on ${joined} where ${carries(look)} and ${inForce(look, "g")}
    and ${usable(look)}`;
  const everybody = (whom: string, which: Sql) => sql`select g.group_id from ${rights} and g.everybody = ${whom}
    and exists (select from ${person} where ${carries(look)} and ${which})`;
  const reached = sql`${held(sql`g.contact_id = m.contact_id`)} union all ${held(sql`g.company_id = m.company_id and m.carries_group_rights`)}
    union all ${everybody("contact", sql`true`)} union all ${everybody("company", sql`m.carries_group_rights`)}`;
  return {
    id: sql`q.queue_id`,
    name: sql`search_fold(q.name)`,
    kind: sql`'queue'`,
    from: sql`queue q join access_group a on a.group_id = q.group_id where q.state = 'active' and (a.state <> 'active' or a.group_id not in (${reached}))`,
    columns: sql`q.queue_id as "recordId", q.name as "recordName",
      case when a.state <> 'active' then 'groupNotActive' when exists (select from ${rights} and g.group_id = a.group_id) then 'nobody' else 'noRight' end as reason,
      a.group_id as "otherId", a.name as "otherName", null::int as count, null::timestamptz as day, null::json as known
      from queue q join access_group a on a.group_id = q.group_id`,
  };
};
