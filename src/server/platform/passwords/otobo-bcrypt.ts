/** Bcrypt: OTOBO's own text form turned into the standard one, and the standard one verified. */
import { hash, verify } from "@node-rs/bcrypt";
import { inHashQueue } from "./hash-queue.ts";
import { passwordBytes } from "./password-bytes.ts";

/**
 * The highest cost Pforte verifies: 15, about 2 s of one processor for every attempt. Each step doubles it, and OTOBO
 * allows up to 31 (days): such a text would let anybody who knows a login stop the server.
 */
export const maxBcryptCost = 15;

/** OTOBO's lowest cost. Below it bcrypt counts as a fast hash, which is not stored as it is. */
export const slowBcryptCost = 9;

const alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const otoboPattern = /^BCRYPT:(\d{1,2}):([\x20-\x7e]{16}):([./A-Za-z0-9]{31})$/;
/** The last character of a 16-byte salt holds two bits, so it is one of four. */
const settingSource = String.raw`\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{21}[.Oeu]`;
const settingPattern = new RegExp(`^${settingSource}$`);
const textPattern = new RegExp(`^${settingSource}[./A-Za-z0-9]{31}$`);

/**
 * `BCRYPT:<cost>:<salt>:<31 characters>` (otrs-family.md section 26, rule 6) as standard `$2a$` text; `undefined` for
 * any other text. OTOBO's salt is 16 ASCII characters taken as 16 bytes; its key ends in NUL as the standard's does.
 */
export function standardFromOtobo(stored: string): string | undefined {
  const [, cost, salt, digest] = otoboPattern.exec(stored) ?? [];
  if (cost === undefined || salt === undefined || digest === undefined) return undefined;
  const text = `$2a$${cost.padStart(2, "0")}$${bcryptBase64(Buffer.from(salt, "latin1"))}${digest}`;
  return bcryptCost(text) === undefined ? undefined : text;
}

/** The cost of a standard bcrypt text (4 to 31, a power of two), or `undefined` when the text is not one. */
export function bcryptCost(text: string): number | undefined {
  return costOf(textPattern.exec(text)?.[1]);
}

/**
 * Does the password belong to this standard text? Only its first 72 bytes count. False for malformed texts, for costs
 * over `maxBcryptCost`, and for passwords with a NUL: bcrypt repeats the key, so `ab` and `ab\0ab` would be the same.
 */
export async function verifyBcrypt(password: string, text: string): Promise<boolean> {
  const bytes = passwordBytes(password);
  if (!bytes || bytes.includes(0) || !isAffordable(bcryptCost(text))) return false;
  return inHashQueue(() => verify(bytes, text));
}

/** The whole standard text of a password for `$2a$<cost>$<22 characters>`; `undefined` where `verifyBcrypt` is false without looking. */
export async function bcryptText(password: Uint8Array, setting: string): Promise<string | undefined> {
  const cost = costOf(settingPattern.exec(setting)?.[1]);
  if (cost === undefined || password.includes(0) || !isAffordable(cost)) return undefined;
  const text = await inHashQueue(() => hash(password, cost, bytesOf(setting.slice(7))));
  return `${setting.slice(0, 4)}${text.slice(4)}`; // the library writes $2b$, which means the same
}

/** The 16 bytes of a salt in bcrypt's base64. */
const bytesOf = (salt: string): Buffer => Buffer.from(Array.from(salt, (character) => base64Alphabet.charAt(alphabet.indexOf(character))).join(""), "base64");

function costOf(digits: string | undefined): number | undefined {
  const cost = Number(digits);
  return cost >= 4 && cost <= 31 ? cost : undefined;
}

function isAffordable(cost: number | undefined): boolean {
  return cost !== undefined && cost <= maxBcryptCost;
}

/** Bcrypt's base64: the bits of the usual one, another alphabet, no padding. */
function bcryptBase64(bytes: Buffer): string {
  const usual = bytes.toString("base64").replace(/=+$/, "");
  return Array.from(usual, (character) => alphabet.charAt(base64Alphabet.indexOf(character))).join("");
}
