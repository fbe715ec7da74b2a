/** What Pforte stores for a password, and the one way to check it. No fast hash is ever stored. */
import { argon2Parameters, decoyHash, hashPassword, isArgon2id, isCurrentArgon2id, verifyArgon2id } from "./argon2id.ts";
import { classifyLegacy, legacyDigest } from "./legacy.ts";
import { bcryptCost, maxBcryptCost, slowBcryptCost, verifyBcrypt } from "./otobo-bcrypt.ts";
import { passwordBytes } from "./password-bytes.ts";

/**
 * `scheme` says what `hash` is:
 * - `argon2id`: PHC text of the password;
 * - `argon2id+<recipe>`: PHC text of the legacy digest of the password (`argon2id+sha256`, `argon2id+md5-crypt:<salt in
 *   base64url>`, `argon2id+apr1:…`, `argon2id+des:<2 characters>`, `argon2id+bigcrypt:…`, `argon2id+bcrypt:$2a$04$…` for
 *   costs below OTOBO's lowest);
 * - `bcrypt`: standard bcrypt text of the password.
 * The scheme is part of the secret's meaning: with a wrapped hash under `argon2id` the old digest would sign in.
 */
export type StoredPassword = { scheme: string; hash: string };

/** Why an imported person has to choose a new password: nothing stored, a text that never was a hash, a text of no known kind. */
export type NoPassword = { reason: "unusable" | "none" | "unknown" };

export type PasswordCheck = {
  ok: boolean;
  /** The password was right and should be stored anew with `hashPassword`: old scheme or old parameters. */
  rehash: boolean;
};

const wrapPrefix = "argon2id+";
const refused: PasswordCheck = { ok: false, rehash: false };

/**
 * Turns a stored text of OTOBO into what Pforte stores, without knowing the password. Fast hashes are hashed again with
 * argon2id; bcrypt stays. Bcrypt costs over `maxBcryptCost` are `unknown`: `classifyLegacy` tells the cost for the report.
 */
export async function wrapForStorage(stored: string | null, login: string, parameters = argon2Parameters): Promise<StoredPassword | NoPassword> {
  const legacy = classifyLegacy(stored, login);
  if ("digest" in legacy) return wrapDigest(legacy.recipe, legacy.digest, parameters);
  if (!("text" in legacy)) return { reason: legacy.kind };
  if (legacy.cost > maxBcryptCost) return { reason: "unknown" };
  if (legacy.cost >= slowBcryptCost) return { scheme: "bcrypt", hash: legacy.text };
  return wrapDigest(`bcrypt:${legacy.text.slice(0, 29)}`, legacy.text, parameters);
}

/**
 * For installations whose setting `CryptType` is `plain`, only when the administrator says so: the text is the password.
 * Texts that can only be a hash of an older setting are wrapped as such, so that the hash itself is not a password;
 * 13 characters (DES) are taken as a password. `*0` and `*1`, crypt's failures, open nothing.
 */
export async function wrapPlain(stored: string | null, login: string, parameters = argon2Parameters): Promise<StoredPassword | NoPassword> {
  if (stored === "*0" || stored === "*1") return { reason: "unusable" };
  const { kind } = classifyLegacy(stored);
  if (stored === null || !["unknown", "unusable", "des-crypt"].includes(kind)) return wrapForStorage(stored, login, parameters);
  if (!passwordBytes(stored)) return { reason: "unknown" };
  return { scheme: "argon2id", hash: await hashPassword(stored, parameters) };
}

/**
 * Is this the stored password? Never throws on malformed stored data: that opens nothing, and takes as long as a real
 * check so that nobody sees the difference. The empty password is never right.
 */
export async function verifyStored(password: string, stored: StoredPassword, current = argon2Parameters): Promise<PasswordCheck> {
  const bytes = passwordBytes(password);
  if (!bytes) return refused;
  const { scheme, hash } = stored;
  if (scheme === "argon2id" && isArgon2id(hash)) {
    const ok = await verifyArgon2id(password, hash);
    return { ok, rehash: ok && !isCurrentArgon2id(hash, current) };
  }
  if (scheme === "bcrypt" && bcryptCost(hash) !== undefined) return onceMore(await verifyBcrypt(password, hash));
  if (typeof scheme === "string" && scheme.startsWith(wrapPrefix) && isArgon2id(hash)) {
    const digest = await legacyDigest(scheme.slice(wrapPrefix.length), bytes);
    if (digest !== undefined) return onceMore(await verifyArgon2id(digest, hash));
  }
  await verifyNobody(password);
  return refused;
}

/** The work of checking a password, for a login that does not exist or has none. Always false. */
export async function verifyNobody(password: string): Promise<false> {
  await verifyArgon2id(password, decoyHash);
  return false;
}

function onceMore(ok: boolean): PasswordCheck {
  return { ok, rehash: ok };
}

async function wrapDigest(recipe: string, digest: string, parameters: typeof argon2Parameters): Promise<StoredPassword> {
  return { scheme: wrapPrefix + recipe, hash: await hashPassword(digest, parameters) };
}
