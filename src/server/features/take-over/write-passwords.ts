/** Password hashes: wrapped, so that no fast hash is ever stored. What cannot be used is listed: those persons choose a new one. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { StoredSecret } from "#domain/take-over/plan-passwords.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { verifyArgon2id } from "#server/platform/passwords/argon2id.ts";
import { createHashQueue } from "#server/platform/passwords/hash-queue.ts";
import { classifyLegacy } from "#server/platform/passwords/legacy.ts";
import { type StoredPassword, wrapForStorage, wrapPlain } from "#server/platform/passwords/stored-password.ts";
import { deleteImportKeys, findImportKeys, type ImportKey, insertBatchEvent, upsertImportKeys } from "./queries.ts";
import { hashOf } from "./row-hash.ts";
import { idOf, linkedIn, type Run, stopIfAsked, type Tally, tallyFor } from "./run.ts";

export type PasswordSubject = { name: string; ownerTable: string; column: "contact_id" | "agent_id" };
export const contactPasswords: PasswordSubject = { name: "credential:contact", ownerTable: "contact", column: "contact_id" };
export const agentPasswords: PasswordSubject = { name: "credential:agent", ownerTable: "users", column: "agent_id" };

export type MustReset = { login: string; reason: "none" | "unusable" | "unknown" };

type Credential = StoredPassword & { id: string; ownerId: string };
/** null: the credential goes, there is no password any more. */
type Change = { secret: StoredSecret; ownerId: string; credentialId: string; stored: StoredPassword | null; isNew: boolean };

const atOnce = 20;
const hashesAtOnce = 2;

/** `takePlain`: the administrator said that texts may be passwords themselves. */
export async function writePasswords(run: Run, subject: PasswordSubject, secrets: readonly StoredSecret[], takePlain: boolean): Promise<MustReset[]> {
  const tally = tallyFor(run, subject.name);
  const linked = linkedIn(run, subject.ownerTable);
  const owned = secrets.filter((secret) => !linked.has(secret.key) && idOf(run, subject.ownerTable, secret.key) !== null);
  const step = run.progress.begin(subject.name, owned.length);
  const mustReset: MustReset[] = [];
  tally.read += owned.length;
  for (let start = 0; start < owned.length; start += atOnce) {
    stopIfAsked(run);
    const batch = owned.slice(start, start + atOnce);
    await writeBatch(run, subject, batch, takePlain, mustReset, tally);
    step.advance(batch.length);
  }
  for (const { login, reason } of mustReset) run.findings.add("mustResetPassword", subject.name, login, reason);
  return mustReset;
}

async function writeBatch(run: Run, subject: PasswordSubject, secrets: readonly StoredSecret[], takePlain: boolean, mustReset: MustReset[], tally: Tally): Promise<void> {
  const known = await findImportKeys(
    run.db,
    run.source,
    subject.name,
    secrets.map((secret) => secret.key),
  );
  const ownerIds = new Map(secrets.map((secret) => [secret.key, idOf(run, subject.ownerTable, secret.key) ?? ""]));
  const here = await findCredentials(run.db, subject.column, [...ownerIds.values()]);
  const inQueue = createHashQueue(hashesAtOnce);
  const changes = await Promise.all(
    secrets.map((secret) =>
      inQueue(async (): Promise<Change | null> => {
        const ownerId = ownerIds.get(secret.key) ?? "";
        const current = here.get(ownerId);
        const key = known.get(secret.key);
        const reason = uselessness(secret, takePlain);
        if (reason !== null) mustReset.push({ login: secret.login, reason });
        if (key ? !current || !isOurs(key, current) : current !== undefined) {
          tally[current ? "linked" : "keptEdited"] += 1; // they have their own by now
          return null;
        }
        if (current ? reason === null && (await isSame(secret, current, takePlain)) : reason !== null) {
          if (current) tally.unchanged += 1;
          return null;
        }
        const credentialId = current?.id ?? randomUUIDv7();
        return { secret, ownerId, credentialId, stored: reason === null ? await wrapped(run, secret, takePlain) : null, isNew: current === undefined };
      }),
    ),
  );
  await apply(
    run,
    subject,
    changes.filter((change) => change !== null),
    tally,
  );
}

const isPlain = (secret: StoredSecret, takePlain: boolean): boolean => takePlain && secret.plain;

function uselessness(secret: StoredSecret, takePlain: boolean): MustReset["reason"] | null {
  const { kind, ...legacy } = classifyLegacy(secret.stored, secret.login);
  if (isPlain(secret, takePlain) && kind !== "none" && secret.stored !== "*0" && secret.stored !== "*1") return null;
  if (kind === "none" || kind === "unusable" || kind === "unknown") return kind;
  return "cost" in legacy && legacy.cost > maxCost ? "unknown" : null;
}

/** As `wrapForStorage` refuses them. */
const maxCost = 15;

/** In a dry run nothing is hashed: what would be stored is not known, only that it would be. */
async function wrapped(run: Run, secret: StoredSecret, takePlain: boolean): Promise<StoredPassword | null> {
  if (run.dryRun) return { scheme: "", hash: "" };
  const stored = await (isPlain(secret, takePlain) ? wrapPlain : wrapForStorage)(secret.stored, secret.login);
  return "reason" in stored ? null : stored;
}

const isOurs = (key: ImportKey, credential: Credential): boolean => hashOf({ scheme: credential.scheme, hash: credential.hash }).equals(key.rowHash);

/** Does the credential come from this very text? Asked without keeping anything quicker to guess than the credential itself. */
async function isSame(secret: StoredSecret, { scheme, hash }: StoredPassword, takePlain: boolean): Promise<boolean> {
  const legacy = classifyLegacy(secret.stored, secret.login);
  if ("text" in legacy && scheme === "bcrypt") return hash === legacy.text;
  if ("digest" in legacy && scheme === `argon2id+${legacy.recipe}`) return verifyArgon2id(legacy.digest, hash);
  if ("text" in legacy && scheme.startsWith("argon2id+bcrypt:")) return verifyArgon2id(legacy.text, hash);
  return isPlain(secret, takePlain) && scheme === "argon2id" && verifyArgon2id(secret.stored, hash);
}

async function findCredentials(db: Queryable, column: PasswordSubject["column"], ownerIds: readonly string[]): Promise<Map<string, Credential>> {
  const { rows } = await sql<Credential>`
    select credential_id as id, ${sql.ref(column)} as "ownerId", scheme, hash from credential where ${sql.ref(column)} = any(${[...ownerIds]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.ownerId, row]));
}

async function apply(run: Run, subject: PasswordSubject, changes: readonly Change[], tally: Tally): Promise<void> {
  const kept = changes.flatMap((change) => (change.stored ? [{ ...change, stored: change.stored }] : []));
  const dropped = changes.filter((change) => change.stored === null && !change.isNew);
  const created = kept.filter((change) => change.isNew).length;
  tally.created += created;
  tally.updated += kept.length - created;
  tally.removed += dropped.length;
  if (run.dryRun || kept.length + dropped.length === 0) return;
  await run.db.transaction().execute(async (db) => {
    for (const { credentialId, ownerId, stored } of kept) {
      await sql`
        insert into credential (credential_id, ${sql.ref(subject.column)}, scheme, hash, changed_at)
        values (${credentialId}::uuid, ${ownerId}::uuid, ${stored.scheme}, ${stored.hash}, ${run.now})
        on conflict (credential_id) do update set scheme = excluded.scheme, hash = excluded.hash, changed_at = excluded.changed_at`.execute(db);
    }
    await sql`delete from credential where credential_id = any(${dropped.map((change) => change.credentialId)}::uuid[])`.execute(db);
    await upsertImportKeys(
      db,
      run.source,
      subject.name,
      kept.map(({ secret, credentialId, stored }) => ({ rowKey: secret.key, rowHash: hashOf(stored), targetId: credentialId, targetVersion: 1 })),
    );
    await deleteImportKeys(
      db,
      run.source,
      subject.name,
      dropped.map((change) => change.secret.key),
    );
    await insertBatchEvent(db, run.id, run.now, { table: subject.name, created, updated: kept.length - created, removed: dropped.length });
  });
}
