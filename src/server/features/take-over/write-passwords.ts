/** Password hashes: wrapped, so that no fast hash is ever stored. What cannot be used is listed: those persons choose a new one. */
import { randomUUIDv7 } from "node:crypto";
import type { StoredSecret } from "#domain/take-over/plan-passwords.ts";
import { verifyArgon2id } from "#server/platform/passwords/argon2id.ts";
import { createHashQueue } from "#server/platform/passwords/hash-queue.ts";
import { classifyLegacy, legacyDigest } from "#server/platform/passwords/legacy.ts";
import { maxBcryptCost, verifyBcrypt } from "#server/platform/passwords/otobo-bcrypt.ts";
import { type StoredPassword, wrapForStorage, wrapPlain } from "#server/platform/passwords/stored-password.ts";
import { type Credential, deleteCredentials, findCredentials, type OwnerColumn, upsertCredentials } from "./credential-queries.ts";
import { deleteImportKeys, findImportKeys, type ImportKey, insertBatchEvent, upsertImportKeys } from "./queries.ts";
import { hashOf } from "./row-hash.ts";
import { idOf, linkedIn, type Run, stopIfAsked, type Tally, tallyFor } from "./run.ts";

type PasswordSubject = { name: string; ownerTable: string; column: OwnerColumn };
export const contactPasswords: PasswordSubject = { name: "credential:contact", ownerTable: "contact", column: "contact_id" };
export const agentPasswords: PasswordSubject = { name: "credential:agent", ownerTable: "users", column: "agent_id" };

/** `default`: the password that every new installation of the old system has. */
export type MustReset = { login: string; reason: "none" | "unusable" | "unknown" | "default" };

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

async function writeBatch(
  run: Run,
  subject: PasswordSubject,
  secrets: readonly StoredSecret[],
  takePlain: boolean,
  mustReset: MustReset[],
  tally: Tally,
): Promise<void> {
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
    secrets.map((secret) => {
      const ownerId = ownerIds.get(secret.key) ?? "";
      return inQueue(() => decide(run, { secret, ownerId, current: here.get(ownerId), known: known.get(secret.key), takePlain }, mustReset, tally));
    }),
  );
  await apply(
    run,
    subject,
    changes.filter((change) => change !== null),
    tally,
  );
}

type Question = { secret: StoredSecret; ownerId: string; current: Credential | undefined; known: ImportKey | undefined; takePlain: boolean };

/** null: nothing to write. */
async function decide(run: Run, { secret, ownerId, current, known, takePlain }: Question, mustReset: MustReset[], tally: Tally): Promise<Change | null> {
  if (known ? !current || !isOurs(known, current) : current) {
    tally[known ? "keptEdited" : "linked"] += 1; // they have a password of their own by now, or none on purpose
    return null;
  }
  const reason = (await isDefault(secret)) ? "default" : uselessness(secret, takePlain);
  if (reason !== null) {
    mustReset.push({ login: secret.login, reason });
    return current ? { secret, ownerId, credentialId: current.id, stored: null, isNew: false } : null;
  }
  if (current && (await isSame(secret, current, takePlain))) {
    tally.unchanged += 1;
    return null;
  }
  const stored = await wrapped(run, secret, takePlain);
  if (stored === null) mustReset.push({ login: secret.login, reason: "unknown" });
  return { secret, ownerId, credentialId: current?.id ?? randomUUIDv7(), stored, isNew: current === undefined };
}

const defaultLogin = "root@localhost";
const defaultPassword = "root";

/** `root@localhost` with the password everybody knows: it does not come along. */
async function isDefault({ login, stored }: StoredSecret): Promise<boolean> {
  if (login !== defaultLogin) return false;
  const legacy = classifyLegacy(stored, login);
  if ("digest" in legacy) return (await legacyDigest(legacy.recipe, Buffer.from(defaultPassword))) === legacy.digest;
  return "text" in legacy ? verifyBcrypt(defaultPassword, legacy.text) : stored === defaultPassword;
}

const isPlain = (secret: StoredSecret, takePlain: boolean): boolean => takePlain && secret.plain;

function uselessness(secret: StoredSecret, takePlain: boolean): MustReset["reason"] | null {
  const { kind, ...legacy } = classifyLegacy(secret.stored, secret.login);
  if (isPlain(secret, takePlain) && kind !== "none" && secret.stored !== "*0" && secret.stored !== "*1") return null;
  if (kind === "none" || kind === "unusable" || kind === "unknown") return kind;
  return "cost" in legacy && legacy.cost > maxBcryptCost ? "unknown" : null;
}

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

async function apply(run: Run, subject: PasswordSubject, changes: readonly Change[], tally: Tally): Promise<void> {
  const kept = changes.flatMap((change) => (change.stored ? [{ ...change, stored: change.stored }] : []));
  const dropped = changes.filter((change) => change.stored === null && !change.isNew);
  const created = kept.filter((change) => change.isNew).length;
  tally.created += created;
  tally.updated += kept.length - created;
  tally.removed += dropped.length;
  if (run.dryRun || kept.length + dropped.length === 0) return;
  await run.db.transaction().execute(async (db) => {
    await upsertCredentials(db, subject.column, kept, run.now);
    await deleteCredentials(
      db,
      dropped.map((change) => change.credentialId),
    );
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
