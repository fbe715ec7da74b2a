/** Any failure as one line for the terminal: what is wrong and what to do, never a password, never a stack trace. */

import { asRefusal } from "#server/platform/db/constraint-errors.ts";
import { problemOf } from "#server/platform/http/problem.ts";
import { type Language, translateTo } from "#server/platform/i18n/translate.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type FaultCode, faultCodeOf, terminalLanguage } from "./faults.ts";

/** Said as it is, exit code 1. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FaultCode | undefined;
  constructor(message: string, options: { cause?: unknown; code?: FaultCode } = {}) {
    super(message, options);
    this.code = options.code;
  }
}

/** The command was typed wrongly, exit code 2. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

type Environment = Readonly<Record<string, string | undefined>>;

export function faultLine(error: unknown, environment: Environment): string {
  const refusal = asRefusal(error);
  const language = terminalLanguage(environment);
  const detail = refusal instanceof Refusal ? refusalText(refusal, language) : (portText(error, environment) ?? plainText(error));
  const code = faultCodeOf(error);
  // The cause is named in English, as the system and the sources name it; what it means and what to do, in the reader's language.
  const text = code !== undefined && language !== "en" ? `${translateTo(language)(`fault.${code}`)} (${detail})` : detail;
  return withoutSecrets(text, environment)
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
}

function refusalText(refusal: Refusal, language: Language): string {
  const { title, errors } = problemOf(refusal, translateTo(language));
  return [title, ...(errors ?? []).map((field) => `${field.path}: ${field.message}`)].join(" ");
}

const portFaults: Record<string, string> = {
  EADDRINUSE: "is in use by another program",
  EACCES: "may not be opened by this account",
  EADDRNOTAVAIL: "is no address of this machine",
};

function portText(error: unknown, environment: Environment): string | undefined {
  const { code, syscall, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (syscall !== "listen" || code === undefined) return undefined;
  const { PFORTE_PORT: wanted = "8080", PFORTE_HOST: host = "127.0.0.1" } = environment;
  if (code === "EADDRNOTAVAIL") return `PFORTE_HOST ${address ?? host} ${portFaults[code]}. Example: PFORTE_HOST=127.0.0.1`;
  return `Port ${port ?? wanted} of ${address ?? host} ${portFaults[code] ?? `cannot be opened (${code})`}. Stop that program, or set PFORTE_PORT to another port. Example: PFORTE_PORT=8090`;
}

function plainText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return plainText(error.errors[0]);
  const known = error.name !== "Error" || !("severity" in error);
  return `${known ? "" : "The database says: "}${error.message || error.name}`;
}

/** Passwords of the addresses in the environment, however the failing library quotes them. */
function withoutSecrets(text: string, environment: Environment): string {
  let safe = text;
  for (const name of ["DATABASE_URL", "PFORTE_SMTP_URL"]) {
    const given = environment[name];
    if (!given || !URL.canParse(given)) continue;
    const { password, searchParams } = new URL(given);
    for (const secret of [password, searchParams.get("password") ?? ""]) {
      if (secret === "") continue;
      safe = safe.replaceAll(secret, "***").replaceAll(decoded(secret), "***");
    }
  }
  return safe;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
