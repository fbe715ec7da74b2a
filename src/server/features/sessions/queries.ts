/** Sessions of everybody; single ones belong to features/sign-in. */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";

export type SessionRow = {
  id: string;
  realm: "portal" | "workspace";
  personId: string;
  personName: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  network: string;
  client: string;
};
/** Sessions that are over or idle for too long are left out. */
export type SessionFilter = { q?: string | undefined; now: Date; idleSince: Date };

const searched = sql`search_fold(coalesce(c.first_name || ' ' || c.last_name || ' ' || coalesce(c.login, '') || ' ' || c.email,
  a.first_name || ' ' || a.last_name || ' ' || a.login || ' ' || a.email))`;
const matching = ({ q, now, idleSince }: SessionFilter) => sql`session s left join contact c on c.contact_id = s.contact_id
  left join agent a on a.agent_id = s.agent_id where s.expires_at > ${now} and s.last_seen_at > ${idleSince}
    and ${q ? sql.join(containsWords(searched, typedText(q)), sql` and `) : sql`true`}`;

/** Newest first, from after the cursor on; one row more than asked. */
export async function listSessions(db: Queryable, filter: SessionFilter, after: readonly string[] | undefined, limit: number): Promise<SessionRow[]> {
  const from = after ? sql`and s.session_id < ${after[0]}::uuid` : sql``;
  const { rows } = await sql<SessionRow>`
    select s.session_id as id, case when s.agent_id is null then 'portal' else 'workspace' end as realm, coalesce(s.contact_id, s.agent_id) as "personId",
      coalesce(nullif(trim(coalesce(c.first_name, a.first_name) || ' ' || coalesce(c.last_name, a.last_name)), ''), c.login, a.login, '') as "personName",
      s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.network, s.client
    from ${matching(filter)} ${from} order by s.session_id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export const countSessions = (db: Queryable, filter: SessionFilter, count: "exact" | undefined) => countRows(db, matching(filter), count);
