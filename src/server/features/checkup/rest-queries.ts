/** Roles and services that nobody uses. */
import { sql } from "kysely";
import { isHeld } from "#server/features/roles/queries.ts";
import type { Check } from "./look-queries.ts";

const nothing = sql`'nobody' as reason, null::uuid as "otherId", null::text as "otherName", null::int as count, null::timestamptz as day`;

export const roleUnused: Check = ({ at }) => ({
  id: sql`r.role_id`,
  name: sql`search_fold(r.name)`,
  kind: sql`'role'`,
  from: sql`portal_role r where r.system_key is null and not (${isHeld(sql`r.role_id`, at)})`,
  columns: sql`r.role_id as "recordId", r.name as "recordName", ${nothing}, json_build_object('name', r.name, 'scope', r.scope, 'verbs', r.verbs,
    'confidential', r.confidential, 'createForSubsidiaries', r.create_for_subsidiaries, 'managesPeople', r.manages_people, 'desk', r.is_desk,
    'assignableByManager', r.assignable_by_manager) as known from portal_role r`,
});

/** One above others may well be there only to hold them together. */
export const serviceUnoffered: Check = () => ({
  id: sql`s.service_id`,
  name: sql`search_fold(s.name)`,
  kind: sql`'service'`,
  from: sql`service s where s.state = 'active'
    and not exists (select from service_assignment a left join company c on c.company_id = a.company_id left join contact ct on ct.contact_id = a.contact_id
      where a.service_id = s.service_id and (a.everybody or c.state = 'active' or ct.state in ('active', 'invited')))
    and not exists (select from service below where below.state = 'active' and starts_with(below.name, s.name || '::'))`,
  columns: sql`s.service_id as "recordId", s.name as "recordName", ${nothing}, null::json as known from service s`,
});
