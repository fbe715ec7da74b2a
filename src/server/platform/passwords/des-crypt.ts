/// <reference path="./unix-crypt-td-js.d.ts" />
/** The classic DES hash of crypt(3) and its long-password variant, for passwords brought from OTOBO (otrs-family.md section 26, rules 2 and 8). */
import unixCrypt from "unix-crypt-td-js";

const segmentBytes = 8;
const mostSegments = 16;

/** crypt(3): 13 characters, the salt first. Only the first 8 bytes and of each the lower 7 bits count; salt: 2 of `./0-9A-Za-z`. */
export function desCrypt(password: Uint8Array, salt: string): string {
  return unixCrypt(password.subarray(0, segmentBytes), salt);
}

/**
 * "bigcrypt": what crypt(3) of libxcrypt gives when its setting (OTOBO: the login) is longer than 13 bytes.
 * 2 + 11 characters for every 8 bytes of the password, 16 times at most; each segment's salt is the start of
 * the segment before. Up to 8 bytes the result is the classic one.
 */
export function bigCrypt(password: Uint8Array, salt: string): string {
  let result = desCrypt(password, salt);
  let segmentSalt = result.slice(2, 4);
  const end = Math.min(password.length, segmentBytes * mostSegments);
  for (let start = segmentBytes; start < end; start += segmentBytes) {
    const segment = desCrypt(password.subarray(start, end), segmentSalt).slice(2);
    result += segment;
    segmentSalt = segment.slice(0, 2);
  }
  return result;
}
