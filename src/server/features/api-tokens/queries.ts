/** The table of API tokens. Only the SHA-256 of a token is stored. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { found } from "#server/platform/refusal.ts";

export type ApiTokenRow = {
  id: string;
  name: string;
  agentId: string;
  agentName: string;
  scopes: AgentPermission[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
};

const columns = sql`k.api_token_id as id, k.name, a.agent_id as "agentId", coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) as "agentName",
  k.scopes, k.created_at as "createdAt", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"`;
/** Tokens that can still be used. */
const matching = (q: string | undefined, now: Date) => sql`api_token k join agent a on a.agent_id = k.agent_id
  where k.revoked_at is null and (k.expires_at is null or k.expires_at > ${now}) and a.state = 'active'
    and ${sql.join(containsWords(sql`search_fold(k.name || ' ' || a.first_name || ' ' || a.last_name || ' ' || a.login)`, typedText(q)), sql` and `)}`;

/** Newest first, from after the cursor on; one row more than asked. */
export async function listApiTokens(
  db: Queryable,
  filter: { q?: string | undefined },
  now: Date,
  after: readonly string[] | undefined,
  limit: number,
): Promise<ApiTokenRow[]> {
  const from = after ? sql`and k.api_token_id < ${after[0]}::uuid` : sql``;
  const { rows } = await sql<ApiTokenRow>`select ${columns} from ${matching(filter.q, now)} ${from} order by k.api_token_id desc limit ${limit + 1}`.execute(
    db,
  );
  return rows;
}

export const countApiTokens = (db: Queryable, filter: { q?: string | undefined }, now: Date, count: "exact" | undefined) =>
  countRows(db, matching(filter.q, now), count);

export async function getApiToken(db: Queryable, tokenId: string): Promise<ApiTokenRow> {
  const { rows } =
    await sql<ApiTokenRow>`select ${columns} from api_token k join agent a on a.agent_id = k.agent_id where k.api_token_id = ${tokenId}::uuid`.execute(db);
  return found(rows[0]);
}

export async function insertApiToken(
  db: Queryable,
  token: { hash: Buffer; agentId: string; name: string; scopes: string[]; expiresAt: Date | null; now: Date },
): Promise<string> {
  const tokenId = randomUUIDv7();
  await db
    .insertInto("api_token")
    .values({
      api_token_id: tokenId,
      token_hash: token.hash,
      agent_id: token.agentId,
      name: token.name,
      scopes: token.scopes,
      created_at: token.now,
      expires_at: token.expiresAt,
    })
    .execute();
  return tokenId;
}

/** Revokes a token that is not yet revoked; of one agent only, where one is named. Says whose it was. */
export async function setRevoked(db: Queryable, tokenId: string, ofAgentId: string | null, now: Date): Promise<{ agentId: string } | undefined> {
  let query = db.updateTable("api_token").set({ revoked_at: now }).where("api_token_id", "=", tokenId).where("revoked_at", "is", null);
  if (ofAgentId !== null) query = query.where("agent_id", "=", ofAgentId);
  return query.returning("agent_id as agentId").executeTakeFirst();
}
