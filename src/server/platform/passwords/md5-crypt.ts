/** MD5-crypt (`$1$`, Poul-Henning Kamp, FreeBSD crypt.c) and Apache's variant (`$apr1$`), for passwords brought from OTOBO. */
import { hash } from "node:crypto";

/** The two differ only in this text, which goes into the digest. */
export type Md5CryptMagic = "$1$" | "$apr1$";

/** Only so many bytes of the salt count; OTOBO gives the whole login (otrs-family.md section 26, rule 3). */
export const md5CryptSaltBytes = 8;

const alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const rounds = 1000;

/** The three digest bytes behind each group of four characters, highest first; byte 11 makes the last two characters. */
const byteOrder = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
] as const;

/** The 22 characters after the last `$` of the stored text. The salt's first 8 bytes count, whatever they are. */
export function md5Crypt(password: Uint8Array, wholeSalt: Uint8Array, magic: Md5CryptMagic): string {
  const salt = wholeSalt.subarray(0, md5CryptSaltBytes);
  let digest = firstDigest(password, salt, magic);
  for (let round = 0; round < rounds; round += 1) {
    const isOdd = round % 2 === 1;
    const parts = [isOdd ? password : digest];
    if (round % 3 !== 0) parts.push(salt);
    if (round % 7 !== 0) parts.push(password);
    parts.push(isOdd ? digest : password);
    digest = md5(parts);
  }
  return encode(digest);
}

function firstDigest(password: Uint8Array, salt: Uint8Array, magic: Md5CryptMagic): Buffer {
  const inner = md5([password, salt, password]);
  const parts: Uint8Array[] = [password, Buffer.from(magic), salt];
  for (let left = password.length; left > 0; left -= inner.length) parts.push(inner.subarray(0, left));
  // For every bit of the length, lowest first: NUL for 1, the first byte of the password for 0.
  for (let bits = password.length; bits > 0; bits >>= 1) {
    parts.push(bits % 2 === 1 ? Buffer.alloc(1) : password.subarray(0, 1));
  }
  return md5(parts);
}

function md5(parts: readonly Uint8Array[]): Buffer {
  return hash("md5", Buffer.concat(parts), "buffer");
}

function encode(digest: Buffer): string {
  const groups = byteOrder.map(([high, middle, low]) =>
    characters((digest.readUInt8(high) << 16) | (digest.readUInt8(middle) << 8) | digest.readUInt8(low), 4),
  );
  return groups.join("") + characters(digest.readUInt8(11), 2);
}

/** Six bits a character, lowest first. */
function characters(value: number, count: number): string {
  let text = "";
  for (let index = 0; index < count; index += 1) text += alphabet.charAt((value >> (6 * index)) & 63);
  return text;
}
