/** Grants on projects that give nothing, or open the gate where nothing lies behind it. */
import { sql } from "kysely";
import { type Check, carries, hasEnded, mayCarry, notEnded, personName, type Sql } from "./look-queries.ts";

const tables = sql`project_grant g join contact ct on ct.contact_id = g.contact_id join project p on p.project_id = g.project_id
  left join company c on c.company_id = g.company_id left join membership m on m.contact_id = g.contact_id and m.company_id = g.company_id`;

const ofGrant = { id: sql`g.grant_id`, name: sql`ct.sort_name`, kind: sql`'contact'` };

/** Of a frozen list it is told whether it would be the same today: only then the grant can be given back as it was. */
const columns = (reason: Sql): Sql => sql`ct.contact_id as "recordId", ${personName("ct")} as "recordName", ${reason} as reason, p.project_id as "otherId",
  p.name as "otherName", null::int as count, g.ends_at as day, json_build_object('projectId', g.project_id, 'tasks', g.tasks, 'readOnly', g.read_only,
    'taskIds', array(select gt.task_id from project_grant_task gt where gt.grant_id = g.grant_id order by gt.task_id), 'scope', g.scope, 'hours', g.hours,
    'isComplete', not exists (select from task t where t.project_id = g.project_id
      and not exists (select from project_grant_task gt where gt.grant_id = g.grant_id and gt.task_id = t.task_id)),
    'seesSince', g.sees_since, 'from', g.starts_at, 'until', g.ends_at) as known from ${tables}`;

/** One that is yet to begin is not finished with. */
export const grantWithoutEffect: Check = (look) => {
  const { internalProjects, projectPermissions } = look.switches;
  const isShut = sql`g.company_id is not null and not (${mayCarry(look)})`;
  const isInternalOff = sql`g.company_id is null and ${!internalProjects}`;
  const isGateOff = sql`g.scope = 'gate' and ${projectPermissions === "off"}`;
  return {
    ...ofGrant,
    from: sql`${tables} where (${hasEnded(look, "g")} or ${isShut} or ${isInternalOff} or ${isGateOff})`,
    columns: columns(sql`case when ${hasEnded(look, "g")} then 'ended' when ${isShut} then 'membership' when ${isInternalOff} then 'internalOff'
      else 'permissionsOff' end`),
  };
};

/** The person is neither requester nor participant there, sees own tickets only, and the grant leads to none itself. */
export const grantWithoutTickets: Check = (look) => {
  const { internalProjects, projectPermissions, companyTickets } = look.switches;
  if (projectPermissions === "off") return null;
  const seesOthers = sql`exists (select from membership m join company c on c.company_id = m.company_id 
    where m.contact_id = g.contact_id and ${carries(look)} and exists (select from portal_role r where r.scope <> 'own'
      and (r.role_id = m.role_id or r.role_id = m.for_a_time_role_id and m.for_a_time_ends_at > ${look.at})))`;
  return {
    ...ofGrant,
    from: sql`${tables} where g.scope = 'gate' and ${notEnded(look, "g")} and case when g.company_id is null then ${internalProjects} else ${mayCarry(look)} end
      and not exists (select from ticket t join ticket_project tp on tp.ticket_id = t.ticket_id
        where t.contact_id = g.contact_id and t.state_class <> 'gone' and tp.project_id = g.project_id)
      and not exists (select from participant pa join ticket_project tp on tp.ticket_id = pa.ticket_id
        where pa.contact_id = g.contact_id and tp.project_id = g.project_id)
      ${companyTickets ? sql`and not ${seesOthers}` : sql``}`,
    columns: columns(sql`'never'`),
  };
};
