/** Any failure as one line for the terminal: what is wrong and what to do, never a password, never a stack trace. */

import { ExportError } from "#domain/take-over/export-error.ts";
import { BackupError } from "#server/features/backup/backup-error.ts";
import { ConfigError } from "#server/platform/config/config.ts";
import { asRefusal } from "#server/platform/db/constraint-errors.ts";
import { problemOf } from "#server/platform/http/problem.ts";
import { type Translate, translateTo } from "#server/platform/i18n/translate.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type FaultCode, faultCodeOf, terminalLanguage } from "./faults.ts";

/** Said as it is, exit code 1. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FaultCode | undefined;
  /** The same in the reader's language, where it has gaps to fill. */
  readonly detail: ((translate: Translate) => string) | undefined;
  constructor(message: string, options: { cause?: unknown; code?: FaultCode; detail?: (translate: Translate) => string } = {}) {
    super(message, options);
    this.code = options.code;
    this.detail = options.detail;
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
  const translate = translateTo(language);
  const detail = refusal instanceof Refusal ? refusalText(refusal, translate) : (exactCause(error, environment, translate) ?? plainText(error));
  const code = faultCodeOf(error);
  // What the system, the database or a library says stays as it says it; what it means and what to do is in the reader's language.
  const text = code !== undefined && language !== "en" ? `${translate(`fault.${code}`)} (${detail})` : detail;
  return withoutSecrets(text, environment)
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
}

function refusalText(refusal: Refusal, translate: Translate): string {
  const { title, errors } = problemOf(refusal, translate);
  return [title, ...(errors ?? []).map((field) => `${field.path}: ${field.message}`)].join(" ");
}

/** The exact cause in the reader's language, where the error says it by a reason and values. */
function exactCause(error: unknown, environment: Environment, translate: Translate): string | undefined {
  if (error instanceof ConfigError) return translate(`fault.value.${error.reason}`, error.values);
  if (error instanceof Failure && error.detail) return error.detail(translate);
  if (error instanceof BackupError) return error.told(translate);
  if (error instanceof ExportError) {
    const { file, line, column, reason, values } = error;
    const place = [
      file,
      ...(line === undefined ? [] : [translate("fault.place.line", { line })]),
      ...(column === undefined ? [] : [translate("fault.place.column", { column })]),
    ];
    return `${place.join(", ")}: ${translate(`fault.export.${reason}`, values)}.`;
  }
  return portText(error, environment, translate);
}

const listenFaults = ["EADDRINUSE", "EACCES", "EADDRNOTAVAIL"];

function portText(error: unknown, environment: Environment, translate: Translate): string | undefined {
  const { code, syscall, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (syscall !== "listen" || code === undefined) return undefined;
  const { PFORTE_PORT: wanted = "8080", PFORTE_HOST: host = "127.0.0.1" } = environment;
  return translate(`fault.listen.${listenFaults.includes(code) ? code : "other"}`, { port: port ?? wanted, host: address ?? host, code });
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
