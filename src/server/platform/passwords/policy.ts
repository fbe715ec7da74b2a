/** Which new passwords are refused, and why. Length and guessability only, no composition rules (OWASP ASVS 5.0, 6.2). */
import { commonPasswords } from "./common-passwords.ts";
import { maxPasswordBytes, passwordBytes } from "./password-bytes.ts";

export type PasswordProblem = "password.tooShort" | "password.tooLong" | "password.containsLogin" | "password.common";

/** What the person is called: none of it may be in the password. */
export type PasswordOwner = { login: string; email?: string | null; names?: readonly string[] };

/** In characters (code points). ASVS 6.2.1 asks for 8 and recommends 15. */
export const minPasswordCharacters = 10;

/** Shorter names and parts of names are found in innocent words. */
const shortestTellingPart = 4;

/** So many figures and marks after a common word do not make it another password: `Passwort2026!`. */
const commonEnding = /[^\p{L}]{1,6}$/u;

const common = new Set(commonPasswords);
const commonWords = new Set(commonPasswords.map((password) => password.replace(/[^\p{L}]+$/u, "")).filter((word) => word.length >= 5));

/** Every reason against a new password, in the order they should be shown; none means it may be used. */
export function checkPassword(password: string, owner: PasswordOwner): PasswordProblem[] {
  const problems: PasswordProblem[] = [];
  if (Array.from(password).length < minPasswordCharacters) problems.push("password.tooShort");
  else if (!passwordBytes(password)) problems.push("password.tooLong");
  // Nothing more to say about a text of megabytes, and no work for it.
  if (password.length > maxPasswordBytes) return problems;
  const folded = fold(password);
  if (tellingParts(owner).some((part) => folded.includes(part))) problems.push("password.containsLogin");
  if (isCommon(folded)) problems.push("password.common");
  return problems;
}

/** One or two different characters, a listed password, or a listed word with a few figures and marks at the end. */
function isCommon(folded: string): boolean {
  if (new Set(folded).size <= 2) return true;
  return common.has(folded) || commonWords.has(folded.replace(commonEnding, ""));
}

/** The login, the address and what is before its `@`, and each name. */
function tellingParts({ login, email, names }: PasswordOwner): string[] {
  const parts = [login, login.split("@")[0], email, email?.split("@")[0], ...(names ?? [])];
  return parts.map((part) => fold(part ?? "").trim()).filter((part) => part.length >= shortestTellingPart);
}

/** Only for comparing: upper and lower case and the two ways to write an accent are the same here. */
function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
