/** Argon2id (RFC 9106) in the PHC text form: what every password of Pforte is stored as in the end. */
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { inHashQueue } from "./hash-queue.ts";
import { passwordBytes } from "./password-bytes.ts";

/** RFC 9106 section 3.1: memory `m` in KiB, passes `t`, lanes `p`. */
export type Argon2Parameters = { memoryKibibytes: number; passes: number; lanes: number };

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane; about 30 ms of one processor. Stored hashes that differ are renewed. */
export const argon2Parameters: Argon2Parameters = { memoryKibibytes: 19_456, passes: 2, lanes: 1 };

/** RFC 9106 section 3.1 recommends 16 bytes of salt; section 4 uses 32 bytes of tag. */
const saltBytes = 16;
const tagBytes = 32;

/** A stored text may not ask for more work than this: 256 MiB, 16 passes, 8 lanes. */
const mostParameters: Argon2Parameters = { memoryKibibytes: 262_144, passes: 16, lanes: 8 };

type PhcHash = { parameters: Argon2Parameters; salt: Buffer; tag: Buffer };

const phcPattern = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const derive = promisify(argon2);

/**
 * Hashes a password for storage: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, base64 without padding.
 * Throws `RangeError` for what is never a password (see `passwordBytes`). Other parameters are for tests.
 */
export async function hashPassword(password: string, parameters = argon2Parameters): Promise<string> {
  const message = passwordBytes(password);
  if (!message) throw new RangeError("A password has 1 to 1024 bytes of well-formed text.");
  const salt = randomBytes(saltBytes);
  return formatPhc({ parameters, salt, tag: await deriveTag(message, parameters, salt, tagBytes) });
}

/** Does the password belong to this PHC text? Malformed texts belong to no password; nothing is thrown. */
export async function verifyArgon2id(password: string, phc: string): Promise<boolean> {
  const message = passwordBytes(password);
  const stored = parsePhc(phc);
  if (!message || !stored) return false;
  return timingSafeEqual(await deriveTag(message, stored.parameters, stored.salt, stored.tag.length), stored.tag);
}

/** Can `verifyArgon2id` work with this text at all? */
export function isArgon2id(phc: string): boolean {
  return parsePhc(phc) !== undefined;
}

/** Was this text made with the parameters and sizes of today? If not, the hash is renewed at the next sign-in. */
export function isCurrentArgon2id(phc: string, current = argon2Parameters): boolean {
  const stored = parsePhc(phc);
  return (
    stored !== undefined &&
    stored.parameters.memoryKibibytes === current.memoryKibibytes &&
    stored.parameters.passes === current.passes &&
    stored.parameters.lanes === current.lanes &&
    stored.salt.length === saltBytes &&
    stored.tag.length === tagBytes
  );
}

/** A text with today's parameters that belongs to no known password (its tag is chance): work for unknown logins. */
export const decoyHash: string = formatPhc({
  parameters: argon2Parameters,
  salt: randomBytes(saltBytes),
  tag: randomBytes(tagBytes),
});

function deriveTag(message: Buffer, parameters: Argon2Parameters, salt: Buffer, tagLength: number): Promise<Buffer> {
  const { memoryKibibytes: memory, passes, lanes: parallelism } = parameters;
  return inHashQueue(() => derive("argon2id", { message, nonce: salt, memory, passes, parallelism, tagLength }));
}

function formatPhc({ parameters, salt, tag }: PhcHash): string {
  const { memoryKibibytes, passes, lanes } = parameters;
  return `$argon2id$v=19$m=${memoryKibibytes},t=${passes},p=${lanes}$${toBase64(salt)}$${toBase64(tag)}`;
}

function parsePhc(phc: string): PhcHash | undefined {
  const [, memory, passes, lanes, saltText, tagText] = phcPattern.exec(phc) ?? [];
  if (saltText === undefined || tagText === undefined) return undefined;
  const parameters = { memoryKibibytes: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const salt = Buffer.from(saltText, "base64");
  const tag = Buffer.from(tagText, "base64");
  const fits =
    parameters.lanes >= 1 &&
    parameters.lanes <= mostParameters.lanes &&
    parameters.passes >= 1 &&
    parameters.passes <= mostParameters.passes &&
    parameters.memoryKibibytes >= 8 * parameters.lanes &&
    parameters.memoryKibibytes <= mostParameters.memoryKibibytes &&
    toBase64(salt) === saltText &&
    toBase64(tag) === tagText &&
    salt.length >= 8 &&
    salt.length <= 64 &&
    tag.length >= 16 &&
    tag.length <= 64;
  return fits ? { parameters, salt, tag } : undefined;
}

function toBase64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
