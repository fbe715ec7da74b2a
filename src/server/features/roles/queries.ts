/** The table of portal roles. */
import { randomUUIDv7 } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Verb } from "#domain/access/verbs.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { found } from "#server/platform/refusal.ts";

export type RoleFields = {
  name: string;
  scope: "own" | "company" | "companyAndBelow";
  verbs: Verb[];
  confidential: boolean;
  createForSubsidiaries: boolean;
  managesPeople: boolean;
  desk: boolean;
  assignableByManager: boolean;
};
type RoleRecord = RoleFields & { systemKey: "basic" | "advanced" | "manager" | "deskAgent" | "deskAdministrator" | null; version: number };
export type RoleRow = RoleRecord & { id: string; membershipCount: number; sortKey: string };
export type RoleFilter = { q?: string | undefined };

const record = sql`r.name, r.scope, r.verbs, r.confidential, r.create_for_subsidiaries as "createForSubsidiaries", r.manages_people as "managesPeople", r.is_desk as desk,
  r.assignable_by_manager as "assignableByManager", r.system_key as "systemKey", r.version`;
/** The system's roles first, in their own order, then own roles by name. */
const sortKey = sql`case when r.system_key is null then 'own ' || search_fold(r.name) else 'a ' || r.role_id::text end`;
const columns = (now: Date) => sql`r.role_id as id, ${record}, ${sortKey} as "sortKey", (select count(*) from membership m where m.role_id = r.role_id)
  + (select count(*) from membership m where m.for_a_time_role_id = r.role_id and m.for_a_time_ends_at > ${now}) as "membershipCount"`;
const matching = ({ q }: RoleFilter) => sql`portal_role r where ${sql.join(containsWords(sql`search_fold(r.name)`, typedText(q)), sql` and `)}`;

export async function listRoles(db: Queryable, filter: RoleFilter, after: readonly string[] | undefined, limit: number, now: Date): Promise<RoleRow[]> {
  const from = after ? sql`and (${sortKey}, r.role_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<RoleRow>`select ${columns(now)} from ${matching(filter)} ${from} order by ${sortKey}, r.role_id limit ${limit + 1}`.execute(db);
  return rows;
}

export const countRoles = (db: Queryable, filter: RoleFilter, count: "exact" | undefined) => countRows(db, matching(filter), count);

export async function getRole(db: Queryable, roleId: string, now: Date): Promise<RoleRow> {
  const { rows } = await sql<RoleRow>`select ${columns(now)} from portal_role r where r.role_id = ${roleId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The role, held until the end of the transaction: nobody gets it meanwhile. */
export async function lockRole(db: Queryable, roleId: string): Promise<RoleRecord> {
  const { rows } = await sql<RoleRecord>`select ${record} from portal_role r where r.role_id = ${roleId}::uuid for update`.execute(db);
  return found(rows[0]);
}

/** Somebody has it for good, or for a time that has not ended. */
export const isHeld = (roleId: RawBuilder<unknown>, now: Date): RawBuilder<unknown> => sql`exists (select from membership m where m.role_id = ${roleId})
  or exists (select from membership m where m.for_a_time_role_id = ${roleId} and m.for_a_time_ends_at > ${now})`;

export async function isRoleInUse(db: Queryable, roleId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select ${isHeld(sql`${roleId}::uuid`, now)} as held`.execute(db);
  return rows[0]?.held === true;
}

const columnNames = {
  name: "name",
  scope: "scope",
  verbs: "verbs",
  confidential: "confidential",
  createForSubsidiaries: "create_for_subsidiaries",
  managesPeople: "manages_people",
  desk: "is_desk",
  assignableByManager: "assignable_by_manager",
} as const satisfies Record<keyof RoleFields, string>;
const columnsOf = (fields: Partial<RoleFields>) =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [columnNames[field as keyof RoleFields], value]));

export async function insertRole(db: Queryable, fields: RoleFields, now: Date): Promise<string> {
  const roleId = randomUUIDv7();
  await db
    .insertInto("portal_role")
    .values({
      role_id: roleId,
      name: fields.name,
      scope: fields.scope,
      verbs: fields.verbs,
      confidential: fields.confidential,
      create_for_subsidiaries: fields.createForSubsidiaries,
      manages_people: fields.managesPeople,
      is_desk: fields.desk,
      assignable_by_manager: fields.assignableByManager,
      created_at: now,
      changed_at: now,
    })
    .execute();
  return roleId;
}

export async function updateRole(db: Queryable, roleId: string, fields: Partial<RoleFields>, now: Date): Promise<void> {
  await db
    .updateTable("portal_role")
    .set((eb) => ({ ...columnsOf(fields), changed_at: now, version: eb("version", "+", 1) }))
    .where("role_id", "=", roleId)
    .execute();
}

export const deleteRole = (db: Queryable, roleId: string) => db.deleteFrom("portal_role").where("role_id", "=", roleId).execute();
