/** Companies that nobody can use the portal for, and relations between companies that lead nowhere. */
import { sql } from "kysely";
import { type Check, notEnded, signsIn } from "./look-queries.ts";

const ofCompany = { id: sql`c.company_id`, name: sql`c.sort_name`, kind: sql`'company'` };
const named = sql`c.company_id as "recordId", c.name as "recordName"`;

/** Invited people count as such who can sign in: whether their links still work is another check. */
export const companyWithoutSignIn: Check = (look) => {
  const people = sql`from membership m join contact ct on ct.contact_id = m.contact_id where m.company_id = c.company_id and ${notEnded(look, "m")}
    and ct.state in ('active', 'invited')`;
  return {
    ...ofCompany,
    from: sql`company c where c.state = 'active' and c.portal_enabled and not exists (select ${people} and ${signsIn})`,
    columns: sql`${named}, case when known.count = 0 then 'nobody' else 'noSignIn' end as reason, null::uuid as "otherId", null::text as "otherName",
      known.count, null::timestamptz as day, null::json as known from company c cross join lateral (select count(*)::int as count ${people}) known`,
  };
};

const keys = { familyTickets: "access.familyTickets", parentSeesTickets: "access.parentSeesTickets" } as const;

/** The setting of the company itself: one of the installation is for those that have a family. */
export const familyMissing: Check = () => ({
  id: sql`s.setting_id`,
  name: sql`c.sort_name`,
  kind: sql`'company'`,
  from: sql`setting s join company c on c.company_id = s.company_id where c.state = 'active' and c.parent_id is null
    and (s.setting_key = ${keys.familyTickets} and s.value <> '"no"' or s.setting_key = ${keys.parentSeesTickets} and s.value = 'true')`,
  columns: sql`${named}, case s.setting_key when ${keys.familyTickets} then 'familyTickets' else 'parentSeesTickets' end as reason, null::uuid as "otherId",
    null::text as "otherName", null::int as count, null::timestamptz as day, json_build_object('key', s.setting_key, 'value', s.value) as known
    from setting s join company c on c.company_id = s.company_id`,
});

export const billedByInactive: Check = () => ({
  ...ofCompany,
  from: sql`company c join company b on b.company_id = c.billed_by_company_id where c.state = 'active' and b.state <> 'active'`,
  columns: sql`${named}, 'notActive' as reason, b.company_id as "otherId", b.name as "otherName", null::int as count, null::timestamptz as day,
    null::json as known from company c join company b on b.company_id = c.billed_by_company_id`,
});
