/** Sessions, passwords at rest, links, API tokens: everything by which somebody gets in. Tokens are stored as SHA-256 only. */
import { createHash, randomBytes, randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { StoredPassword } from "#server/platform/passwords/stored-password.ts";

/** A contact or an agent. */
export type Person = { contactId: string } | { agentId: string };
const column = (person: Person) => ("contactId" in person ? ("contact_id" as const) : ("agent_id" as const));
const idOf = (person: Person): string => ("contactId" in person ? person.contactId : person.agentId);
/** For columns that say whose a row is. */
export const owner = (person: Person) =>
  "contactId" in person ? { contact_id: person.contactId, agent_id: null } : { contact_id: null, agent_id: person.agentId };

export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();
/** 256 random bits, for cookies, links and API tokens. */
export const newToken = (): string => randomBytes(32).toString("base64url");

// ── sessions ──

export async function insertSession(
  db: Queryable,
  person: Person,
  session: { now: Date; expiresAt: Date; network: string; client: string },
): Promise<{ token: string; sessionId: string }> {
  const token = newToken();
  const sessionId = randomUUIDv7();
  await db
    .insertInto("session")
    .values({
      session_id: sessionId,
      token_hash: hashToken(token),
      ...owner(person),
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
      network: session.network,
      client: session.client,
    })
    .execute();
  return { token, sessionId };
}

export type SessionRow = {
  session_id: string;
  contact_id: string | null;
  agent_id: string | null;
  last_seen_at: Date;
  state: string;
  language: string | null;
  time_zone: string | null;
  is_administrator: boolean | null;
  permissions: string[] | null;
};

/** The session of a cookie with the person's state, if it is neither over nor idle for too long. */
export async function findSession(db: Queryable, token: string, realm: "portal" | "workspace", now: Date, idleSince: Date): Promise<SessionRow | undefined> {
  const person =
    realm === "portal"
      ? sql`select s.session_id, s.contact_id, s.agent_id, s.last_seen_at, p.state, p.language, p.time_zone, null::boolean as is_administrator, null::text[] as permissions
            from session s join contact p on p.contact_id = s.contact_id`
      : sql`select s.session_id, s.contact_id, s.agent_id, s.last_seen_at, p.state, p.language, p.time_zone, p.is_administrator, p.permissions
            from session s join agent p on p.agent_id = s.agent_id`;
  const { rows } =
    await sql<SessionRow>`${person} where s.token_hash = ${hashToken(token)} and s.expires_at > ${now} and s.last_seen_at > ${idleSince}`.execute(db);
  return rows[0];
}

export const touchSession = (db: Queryable, sessionId: string, now: Date) =>
  db.updateTable("session").set({ last_seen_at: now }).where("session_id", "=", sessionId).execute();

/** Ends sessions of a person, except one; says how many. */
export async function endSessionsOf(db: Queryable, person: Person, exceptSessionId?: string | null): Promise<number> {
  let query = db.deleteFrom("session").where(column(person), "=", idOf(person));
  if (exceptSessionId) query = query.where("session_id", "<>", exceptSessionId);
  const { numDeletedRows } = await query.executeTakeFirst();
  return Number(numDeletedRows);
}

/** Sessions `s` of contacts of a company, by membership `m`, for whom no other membership carries (access-model, "Door"). */
const hangOnCompany = (companyId: string, now: Date) => sql`m.company_id = ${companyId}::uuid and s.contact_id = m.contact_id
      and not exists (select from membership o join company c on c.company_id = o.company_id
        where o.contact_id = m.contact_id and o.company_id <> m.company_id and c.state = 'active' and c.portal_enabled
          and (o.starts_at is null or o.starts_at <= ${now}) and (o.ends_at is null or o.ends_at > ${now}))`;

export async function endSessionsOfCompany(db: Queryable, companyId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from session s using membership m where ${hangOnCompany(companyId, now)}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** How many sessions would end with the company, as far as they have not ended by time. */
export async function countSessionsOfCompany(db: Queryable, companyId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from session s join membership m on ${hangOnCompany(companyId, now)} where s.expires_at > ${now}`.execute(db);
  return rows[0]?.count ?? 0;
}

export const listSessionsOf = (db: Queryable, person: Person, now: Date) =>
  db
    .selectFrom("session")
    .selectAll()
    .where(column(person), "=", idOf(person))
    .where("expires_at", ">", now)
    .orderBy("last_seen_at", "desc")
    .limit(200)
    .execute();

/** Ends one session; of this person only, where one is named. */
export async function deleteSession(
  db: Queryable,
  sessionId: string,
  person?: Person,
): Promise<{ contactId: string | null; agentId: string | null } | undefined> {
  let query = db.deleteFrom("session").where("session_id", "=", sessionId);
  if (person) query = query.where(column(person), "=", idOf(person));
  const row = await query.returning(["contact_id", "agent_id"]).executeTakeFirst();
  return row && { contactId: row.contact_id, agentId: row.agent_id };
}

export const deleteOldSessions = (db: Queryable, now: Date) => db.deleteFrom("session").where("expires_at", "<", now).execute();

export const deleteSessionByToken = (db: Queryable, token: string) => db.deleteFrom("session").where("token_hash", "=", hashToken(token)).execute();

// ── passwords ──

export const findCredential = (db: Queryable, person: Person) =>
  db.selectFrom("credential").select(["scheme", "hash", "changed_at"]).where(column(person), "=", idOf(person)).executeTakeFirst();

/** Writes scheme and hash together: a wrapped hash under another scheme would mean another password. */
export async function setCredential(db: Queryable, person: Person, password: StoredPassword, now: Date): Promise<void> {
  const values = { scheme: password.scheme, hash: password.hash, changed_at: now };
  await db
    .insertInto("credential")
    .values({ credential_id: randomUUIDv7(), ...owner(person), ...values })
    .onConflict((conflict) => conflict.column(column(person)).doUpdateSet(values))
    .execute();
}

export const deleteCredential = (db: Queryable, person: Person) => db.deleteFrom("credential").where(column(person), "=", idOf(person)).execute();

/** Of all stored bcrypt hashes the highest cost; null: there is none. By an index of its own: each sign-in asks. */
export async function findHighestBcryptCost(db: Queryable): Promise<number | null> {
  const { rows } = await sql<{ cost: string | null }>`select max(substr(hash, 5, 2)) as cost from credential where scheme = 'bcrypt'`.execute(db);
  return rows[0]?.cost ? Number(rows[0].cost) : null;
}

// ── links ──

export type LinkPurpose = "invitation" | "reset" | "firstAdministrator";
export const linkHours = 24;

/** A new link; earlier unused ones of the same person stop working. */
export async function insertLink(db: Queryable, person: Person | null, purpose: LinkPurpose, now: Date): Promise<{ token: string; expiresAt: Date }> {
  await deleteUnusedLinks(db, person);
  const token = newToken();
  const expiresAt = new Date(now.getTime() + linkHours * 3600 * 1000);
  await db
    .insertInto("link_token")
    .values({ link_token_id: randomUUIDv7(), token_hash: hashToken(token), purpose, ...(person ? owner(person) : {}), created_at: now, expires_at: expiresAt })
    .execute();
  return { token, expiresAt };
}

export async function deleteUnusedLinks(db: Queryable, person: Person | null): Promise<void> {
  const unused = db.deleteFrom("link_token").where("used_at", "is", null);
  await (person ? unused.where(column(person), "=", idOf(person)) : unused.where("purpose", "=", "firstAdministrator")).execute();
}

export const findLink = (db: Queryable, token: string, lock: boolean) => {
  const query = db.selectFrom("link_token").selectAll().where("token_hash", "=", hashToken(token));
  return (lock ? query.forUpdate() : query).executeTakeFirst();
};

export const markLinkUsed = (db: Queryable, linkId: string, now: Date) =>
  db.updateTable("link_token").set({ used_at: now }).where("link_token_id", "=", linkId).execute();

/** Until when the newest unused link of a person works. */
export async function findLinkValidUntil(db: Queryable, person: Person, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom("link_token")
    .select("expires_at")
    .where(column(person), "=", idOf(person))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .orderBy("expires_at", "desc")
    .executeTakeFirst();
  return row?.expires_at ?? null;
}

// ── API tokens ──

export const findApiToken = (db: Queryable, token: string, now: Date) =>
  db
    .selectFrom("api_token as k")
    .innerJoin("agent as a", "a.agent_id", "k.agent_id")
    .select(["k.api_token_id", "k.agent_id", "k.scopes", "k.last_used_at", "a.is_administrator", "a.permissions", "a.language", "a.time_zone"])
    .where("k.token_hash", "=", hashToken(token))
    .where("k.revoked_at", "is", null)
    .where((eb) => eb.or([eb("k.expires_at", "is", null), eb("k.expires_at", ">", now)]))
    .where("a.state", "=", "active")
    .executeTakeFirst();

export const touchApiToken = (db: Queryable, apiTokenId: string, now: Date) =>
  db.updateTable("api_token").set({ last_used_at: now }).where("api_token_id", "=", apiTokenId).execute();
