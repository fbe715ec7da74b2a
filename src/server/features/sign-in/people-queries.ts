/** Whom a login means, and what signing in, links and mails need to know of a person; the log of sign-ins. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import { permissionsOf } from "#domain/agent-permissions.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import { owner, type Person } from "./queries.ts";

export type SignInCandidate = { id: string; login: string; state: string; scheme: string | null; hash: string | null };

/** A contact by login, or by an address that exactly one contact has. */
export async function findContactForSignIn(db: Queryable, typed: string): Promise<SignInCandidate | undefined> {
  const { rows } = await sql<SignInCandidate>`
    select ct.contact_id as id, ct.login, ct.state, cr.scheme, cr.hash from contact ct left join credential cr on cr.contact_id = ct.contact_id
    where ct.contact_id = coalesce(
      (select contact_id from contact where lower(login) = lower(${typed})),
      (select (array_agg(contact_id))[1] from contact where lower(email) = lower(${typed}) and email <> '' having count(*) = 1))
      and ct.login is not null`.execute(db);
  return rows[0];
}

export async function findAgentForSignIn(db: Queryable, typed: string): Promise<SignInCandidate | undefined> {
  const { rows } = await sql<SignInCandidate>`
    select a.agent_id as id, a.login, a.state, cr.scheme, cr.hash from agent a left join credential cr on cr.agent_id = a.agent_id
    where a.agent_id = coalesce(
      (select agent_id from agent where lower(login) = lower(${typed})),
      (select (array_agg(agent_id))[1] from agent where lower(email) = lower(${typed}) and email <> '' having count(*) = 1))`.execute(db);
  return rows[0];
}

export async function setLastSignIn(db: Queryable, person: Person, now: Date): Promise<void> {
  if ("contactId" in person) await db.updateTable("contact").set({ last_sign_in_at: now }).where("contact_id", "=", person.contactId).execute();
  else await db.updateTable("agent").set({ last_sign_in_at: now }).where("agent_id", "=", person.agentId).execute();
}

export async function insertSignInEvent(
  db: Queryable,
  event: { realm: "portal" | "workspace"; person: Person | null; outcome: string; network: string; client: string; now: Date },
): Promise<void> {
  await db
    .insertInto("sign_in_event")
    .values({
      sign_in_event_id: randomUUIDv7(),
      at: event.now,
      realm: event.realm,
      ...(event.person ? owner(event.person) : {}),
      outcome: event.outcome,
      network: event.network,
      client: event.client,
    })
    .execute();
}

export async function findAgentState(db: Queryable, agentId: string): Promise<string | undefined> {
  return (await db.selectFrom("agent").select("state").where("agent_id", "=", agentId).forShare().executeTakeFirst())?.state;
}

export type MailFacts = { login: string | null; email: string; state: string; language: string | null; name: string; names: [first: string, last: string] };

export async function findMailFacts(db: Queryable, person: Person): Promise<MailFacts | undefined> {
  const row =
    "contactId" in person
      ? await db
          .selectFrom("contact")
          .select(["login", "email", "state", "language", "first_name", "last_name"])
          .where("contact_id", "=", person.contactId)
          .executeTakeFirst()
      : await db
          .selectFrom("agent")
          .select(["login", "email", "state", "language", "first_name", "last_name"])
          .where("agent_id", "=", person.agentId)
          .executeTakeFirst();
  if (!row) return undefined;
  return {
    login: row.login,
    email: row.email,
    state: row.state,
    language: row.language,
    name: `${row.first_name} ${row.last_name}`.trim() || (row.login ?? ""),
    names: [row.first_name, row.last_name],
  };
}

/** Whether any company stands below one of these. */
export async function haveSubsidiaries(db: Queryable, companyIds: readonly string[]): Promise<boolean> {
  if (companyIds.length === 0) return false;
  return (await db.selectFrom("company").select("company_id").where("parent_id", "in", companyIds).limit(1).executeTakeFirst()) !== undefined;
}

/** Whether one of these companies is billed for another one. */
export async function areBilledForOthers(db: Queryable, companyIds: readonly string[]): Promise<boolean> {
  if (companyIds.length === 0) return false;
  return (await db.selectFrom("company").select("company_id").where("billed_by_company_id", "in", companyIds).limit(1).executeTakeFirst()) !== undefined;
}

/** An invited contact who has set a password is active. */
export async function activateInvited(db: Queryable, person: Person): Promise<void> {
  if ("contactId" in person)
    await db.updateTable("contact").set({ state: "active" }).where("contact_id", "=", person.contactId).where("state", "=", "invited").execute();
}

/** What an agent may do through a session of its own. */
export async function findAgentPrincipal(db: Queryable, agentId: string) {
  const row = await db
    .selectFrom("agent")
    .select(["is_administrator", "permissions", "language", "time_zone"])
    .where("agent_id", "=", agentId)
    .executeTakeFirst();
  if (!row) return undefined;
  const administrator = row.is_administrator;
  return {
    agentId,
    administrator,
    permissions: permissionsOf({ administrator, permissions: row.permissions }, null),
    language: row.language as Language | null,
    timeZone: row.time_zone,
  };
}
