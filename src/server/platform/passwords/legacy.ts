/** The ways OTOBO, Znuny and OTRS stored passwords (otrs-family.md section 26): which one is this text, and what would a password give. */
import { hash } from "node:crypto";
import { bigCrypt, desCrypt } from "./des-crypt.ts";
import { md5Crypt, md5CryptSaltBytes } from "./md5-crypt.ts";
import { bcryptCost, bcryptText, standardFromOtobo } from "./otobo-bcrypt.ts";

/**
 * What a stored text is.
 * - fast kinds: `recipe` (kind and salt) says how to get `digest` from the right password, see `legacyDigest`;
 * - bcrypt kinds: `text` in the standard form, `cost` 4 to 31 for the importer's report;
 * - `unusable`: begins with `*`, crypt's "failed" (OTOBO lets anybody in with it; here it opens nothing);
 * - `none`: NULL or empty; `unknown`: anything else. `$5$` and `$6$` are unknown: no OTOBO ever accepted them.
 */
export type LegacyPassword =
  | { kind: "des-crypt" | "md5-crypt" | "apr1" | "sha1" | "sha256" | "sha512"; recipe: string; digest: string }
  | { kind: "bcrypt-otobo" | "bcrypt"; cost: number; text: string }
  | { kind: "unusable" | "none" | "unknown" };

export type LegacyKind = LegacyPassword["kind"];

const shaByHexLength = { 40: "sha1", 64: "sha256", 128: "sha512" } as const;
const desPattern = /^[./0-9A-Za-z]{13}$/;
const bigCryptPattern = /^[./0-9A-Za-z]{2}(?:[./0-9A-Za-z]{11}){2,16}$/;
const md5CryptPattern = /^\$(1|apr1)\$([^$]{1,16})\$([./0-9A-Za-z]{22})$/;
const hexPattern = /^[0-9a-f]+$/;

/**
 * Which kind a stored text is, in OTOBO's own order. The login is asked for only where it was the salt and cannot be
 * read back with certainty: DES texts over 13 characters ("bigcrypt") are `unknown` without the login that made them.
 */
export function classifyLegacy(stored: string | null, login?: string): LegacyPassword {
  if (stored === null || stored === "") return { kind: "none" };
  if (stored.startsWith("*")) return { kind: "unusable" };
  return classifyCrypt(stored) ?? classifyHex(stored) ?? classifyBcrypt(stored) ?? classifyBigCrypt(stored, login) ?? { kind: "unknown" };
}

/** The digest a password gives under a recipe of `classifyLegacy`; `undefined` for a malformed recipe and for a password that kind cannot hold. */
export async function legacyDigest(recipe: string, password: Uint8Array): Promise<string | undefined> {
  const colon = recipe.indexOf(":");
  const kind = colon < 0 ? recipe : recipe.slice(0, colon);
  const salt = colon < 0 ? "" : recipe.slice(colon + 1);
  switch (kind) {
    case "sha1":
    case "sha256":
    case "sha512":
      return salt === "" ? hash(kind, password, "hex") : undefined;
    case "md5-crypt":
    case "apr1": {
      const bytes = Buffer.from(salt, "base64url");
      if (bytes.length < 1 || bytes.length > md5CryptSaltBytes) return undefined;
      return md5Crypt(password, bytes, kind === "apr1" ? "$apr1$" : "$1$");
    }
    case "des":
    case "bigcrypt":
      // C's crypt stops at NUL: everything typed after it would be ignored.
      if (password.includes(0) || !/^[./0-9A-Za-z]{2}$/.test(salt)) return undefined;
      return kind === "des" ? desCrypt(password, salt) : bigCrypt(password, salt);
    case "bcrypt":
      return bcryptText(password, salt);
    default:
      return undefined;
  }
}

/** Rules 2 and 3. */
function classifyCrypt(stored: string): LegacyPassword | undefined {
  if (desPattern.test(stored)) return { kind: "des-crypt", recipe: `des:${stored.slice(0, 2)}`, digest: stored };
  const [, magic, salt, digest] = md5CryptPattern.exec(stored) ?? [];
  if (salt === undefined || digest === undefined) return undefined;
  const kind = magic === "apr1" ? "apr1" : "md5-crypt";
  return { kind, recipe: `${kind}:${md5CryptSalt(salt).toString("base64url")}`, digest };
}

/** Rules 4, 5 and 7: unsalted, lower-case hexadecimal. */
function classifyHex(stored: string): LegacyPassword | undefined {
  const kind = shaByHexLength[stored.length as keyof typeof shaByHexLength];
  return kind !== undefined && hexPattern.test(stored) ? { kind, recipe: kind, digest: stored } : undefined;
}

/** Rule 6, and the standard form. */
function classifyBcrypt(stored: string): LegacyPassword | undefined {
  const converted = standardFromOtobo(stored);
  const text = converted ?? stored;
  const cost = bcryptCost(text);
  return cost === undefined ? undefined : { kind: converted === undefined ? "bcrypt" : "bcrypt-otobo", cost, text };
}

/** Rule 8 with a login longer than 13 bytes, which was the setting: the text begins as the login does. */
function classifyBigCrypt(stored: string, login = ""): LegacyPassword | undefined {
  const isFromLogin = Buffer.byteLength(login) > 13 && stored.slice(0, 2) === login.slice(0, 2);
  if (!isFromLogin || !bigCryptPattern.test(stored)) return undefined;
  return { kind: "des-crypt", recipe: `bigcrypt:${stored.slice(0, 2)}`, digest: stored };
}

/**
 * The salt's bytes: the first 8 of the login's UTF-8. They may end within a character; a database then holds each
 * byte as a Latin-1 character, which shows in a text that is too long as UTF-8 and fits as Latin-1.
 */
function md5CryptSalt(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const latin1 = Buffer.from(text, "latin1");
  const isLatin1 = bytes.length > md5CryptSaltBytes && latin1.toString("latin1") === text;
  return (isLatin1 ? latin1 : bytes).subarray(0, md5CryptSaltBytes);
}
