/** The bytes of a typed password, and which texts are passwords at all. */

/** Longest accepted password in UTF-8 bytes: hashing must not become a way to keep the server busy (CVE-2023-30082). */
export const maxPasswordBytes = 1024;

/**
 * The UTF-8 bytes of a password exactly as typed: nothing trimmed, folded or normalised.
 * `undefined` for what is never a password: the empty text, more than `maxPasswordBytes`,
 * and text with a lone surrogate (it has no UTF-8 form; all of them would turn into the same bytes).
 */
export function passwordBytes(password: string): Buffer | undefined {
  if (typeof password !== "string" || password.length === 0 || password.length > maxPasswordBytes) return undefined;
  if (!password.isWellFormed()) return undefined;
  const bytes = Buffer.from(password, "utf8");
  return bytes.length > maxPasswordBytes ? undefined : bytes;
}
