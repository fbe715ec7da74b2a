/** The tables of agents and of their rights on groups. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import { found } from "#server/platform/refusal.ts";

export type AgentFields = {
  email: string;
  firstName: string;
  lastName: string;
  administrator: boolean;
  permissions: string[];
  language: Language | null;
  timeZone: string | null;
  state: "active" | "suspended" | "closed";
};
export type AgentRecord = AgentFields & { id: string; login: string; version: number };
export type Levels = { read: boolean; create: boolean; edit: boolean };
export type AgentRow = AgentRecord & { lastSignInAt: Date | null; rights: (Levels & { groupId: string; groupName: string })[]; sortKey: string };
export type AgentFilter = { q?: string | undefined; state?: AgentFields["state"] | undefined };

const record = sql`a.agent_id as id, a.login, a.email, a.first_name as "firstName", a.last_name as "lastName", a.is_administrator as administrator,
  a.permissions, a.language, a.time_zone as "timeZone", a.state, a.version`;
const sortKey = sql`search_fold(coalesce(nullif(trim(a.last_name || ' ' || a.first_name), ''), a.login))`;
const columns = sql`${record}, a.last_sign_in_at as "lastSignInAt", ${sortKey} as "sortKey",
  coalesce((select json_agg(json_build_object('groupId', g.group_id, 'groupName', g.name, 'read', r.can_read, 'create', r.can_create, 'edit', r.can_edit)
    order by search_fold(g.name)) from agent_right r join access_group g on g.group_id = r.group_id where r.agent_id = a.agent_id), '[]') as rights`;
const matching = ({ q, state }: AgentFilter) => sql`agent a where (${state ?? null}::text is null or a.state = ${state ?? null})
  and ${sql.join(containsWords(sql`search_fold(a.first_name || ' ' || a.last_name || ' ' || a.login || ' ' || a.email)`, typedText(q)), sql` and `)}`;

/** By last name, from after the cursor on; one row more than asked. */
export async function listAgents(db: Queryable, filter: AgentFilter, after: readonly string[] | undefined, limit: number): Promise<AgentRow[]> {
  const from = after ? sql`and (${sortKey}, a.agent_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<AgentRow>`select ${columns} from ${matching(filter)} ${from} order by ${sortKey}, a.agent_id limit ${limit + 1}`.execute(db);
  return rows;
}

export const countAgents = (db: Queryable, filter: AgentFilter, count: "exact" | undefined) => countRows(db, matching(filter), count);

export async function getAgent(db: Queryable, agentId: string): Promise<AgentRow> {
  const { rows } = await sql<AgentRow>`select ${columns} from agent a where a.agent_id = ${agentId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The agent, held until the end of the transaction. */
export async function lockAgent(db: Queryable, agentId: string): Promise<AgentRecord> {
  const { rows } = await sql<AgentRecord>`select ${record} from agent a where a.agent_id = ${agentId}::uuid for update`.execute(db);
  return found(rows[0]);
}

/** All who keep the installation manageable, held until the end of the transaction: two of them cannot remove each other at the same time. */
export async function lockActiveAdministrators(db: Queryable): Promise<string[]> {
  const rows = await db
    .selectFrom("agent")
    .select("agent_id")
    .where("is_administrator", "=", true)
    .where("state", "=", "active")
    .orderBy("agent_id")
    .forUpdate()
    .execute();
  return rows.map((row) => row.agent_id);
}

export async function insertAgent(db: Queryable, agent: AgentFields & { login: string }, now: Date): Promise<string> {
  const agentId = randomUUIDv7();
  await db
    .insertInto("agent")
    .values({
      agent_id: agentId,
      login: agent.login,
      email: agent.email,
      first_name: agent.firstName,
      last_name: agent.lastName,
      is_administrator: agent.administrator,
      permissions: agent.permissions,
      language: agent.language,
      time_zone: agent.timeZone,
      created_at: now,
      changed_at: now,
    })
    .execute();
  return agentId;
}

const columnNames = {
  email: "email",
  firstName: "first_name",
  lastName: "last_name",
  administrator: "is_administrator",
  permissions: "permissions",
  language: "language",
  timeZone: "time_zone",
  state: "state",
} as const satisfies Record<keyof AgentFields, string>;

/** Writes the fields and raises the version, also when only rights were changed. */
export async function updateAgent(db: Queryable, agentId: string, fields: Partial<AgentFields>, now: Date): Promise<void> {
  const values = Object.fromEntries(Object.entries(fields).map(([field, value]) => [columnNames[field as keyof AgentFields], value]));
  await db
    .updateTable("agent")
    .set((eb) => ({ ...values, changed_at: now, version: eb("version", "+", 1) }))
    .where("agent_id", "=", agentId)
    .execute();
}

// ── rights on groups ──

export type GroupLevels = Levels & { groupId: string };

export async function listRightsOn(db: Queryable, agentId: string, groupIds: readonly string[]): Promise<GroupLevels[]> {
  const rows = await db
    .selectFrom("agent_right")
    .select(["group_id as groupId", "can_read as read", "can_create as create", "can_edit as edit"])
    .where("agent_id", "=", agentId)
    .where("group_id", "in", [...groupIds])
    .execute();
  return rows;
}

export async function setRights(db: Queryable, agentId: string, rights: readonly GroupLevels[], setBy: string | null): Promise<void> {
  if (rights.length === 0) return;
  await db
    .insertInto("agent_right")
    .values(
      rights.map((right) => ({
        agent_right_id: randomUUIDv7(),
        agent_id: agentId,
        group_id: right.groupId,
        can_read: right.read,
        can_create: right.create,
        can_edit: right.edit,
        set_by: setBy,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["agent_id", "group_id"]).doUpdateSet((eb) => ({
        can_read: eb.ref("excluded.can_read"),
        can_create: eb.ref("excluded.can_create"),
        can_edit: eb.ref("excluded.can_edit"),
        set_by: eb.ref("excluded.set_by"),
      })),
    )
    .execute();
}

export async function deleteRights(db: Queryable, agentId: string, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  await db
    .deleteFrom("agent_right")
    .where("agent_id", "=", agentId)
    .where("group_id", "in", [...groupIds])
    .execute();
}

/** Those of these agents who are there and active. */
export async function listActiveAgents(db: Queryable, agentIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select agent_id as id from agent where agent_id = any(${[...agentIds]}::uuid[]) and state = 'active'`.execute(db);
  return rows.map(({ id }) => id);
}

export const isActiveAgent = async (db: Queryable, agentId: string): Promise<boolean> => (await listActiveAgents(db, [agentId])).length > 0;
