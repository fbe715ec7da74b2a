/** Configuration by environment, all optional; a bad value stops the start with one line that names variable, fault and example. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

export type Config = {
  port: number;
  host: string;
  /** Folder of the embedded database and of files. */
  dataFolder: string;
  /** What links in mails begin with; null: http://host:port. */
  publicUrl: string | null;
  databaseUrl: string | null;
  smtpUrl: string | null;
  /** A key outside the database, for secrets that are kept in it; nothing asks for it yet (decision 0018). */
  secretFile: string | null;
  /** Addresses or networks whose X-Forwarded-* count; nobody's by default. */
  trustedProxies: readonly string[];
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
};

/** What can be wrong with a value; each has a sentence in locales, `fault.value.<reason>`, with the values in its gaps. */
export const VALUE_FAULTS = ["noPort", "noAddress", "otherProtocol", "noNetwork", "notOneOf", "noFile", "secretTooShort", "secretOpenToOthers"] as const;
type ValueFault = (typeof VALUE_FAULTS)[number];

export class ConfigError extends Error {
  readonly code = "config.badValue";
  readonly variable: string;
  readonly reason: ValueFault;
  readonly values: Readonly<Record<string, string>>;
  constructor(variable: string, reason: ValueFault, example: string, values: Readonly<Record<string, string>> = {}) {
    super(`${variable}: ${reason} ${JSON.stringify(values)}`);
    this.variable = variable;
    this.reason = reason;
    this.values = { ...values, variable, example };
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(environment: Environment): Config {
  const given = (name: string): string | null => environment[name]?.trim() || null;
  return {
    port: port(given("PFORTE_PORT") ?? "8080"),
    host: given("PFORTE_HOST") ?? "127.0.0.1",
    dataFolder: resolve(given("PFORTE_DATA") ?? "./data"),
    publicUrl: url(given("PFORTE_URL"), "PFORTE_URL", ["http:", "https:"], "https://portal.example.com")?.replace(/\/+$/, "") ?? null,
    databaseUrl: url(given("DATABASE_URL"), "DATABASE_URL", ["postgres:", "postgresql:"], "postgres://pforte:secret@db.example.com:5432/pforte"),
    smtpUrl: url(given("PFORTE_SMTP_URL"), "PFORTE_SMTP_URL", ["smtp:", "smtps:"], "smtps://user:secret@mail.example.com:465"),
    secretFile: secretFile(given("PFORTE_SECRET_FILE")),
    trustedProxies: proxies(given("PFORTE_TRUSTED_PROXIES")),
    logLevel: level(given("PFORTE_LOG") ?? "info"),
  };
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65535) throw new ConfigError("PFORTE_PORT", "noPort", "8080", { value: text });
  return value;
}

function url(text: string | null, variable: string, protocols: string[], example: string): string | null {
  if (text === null) return null;
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed) throw new ConfigError(variable, "noAddress", example);
  if (!protocols.includes(parsed.protocol))
    throw new ConfigError(variable, "otherProtocol", example, { value: `${parsed.protocol}//`, allowed: protocols.map((name) => `${name}//`).join(", ") });
  return text;
}

const fewestSecretBytes = 32;

/** Checked at each start, so that a key that is lost or open is known before something depends on it. */
function secretFile(path: string | null): string | null {
  if (path === null) return null;
  const [variable, example] = ["PFORTE_SECRET_FILE", "/etc/pforte.key"];
  const file = resolve(path);
  let bytes: number;
  try {
    bytes = readFileSync(file).length;
  } catch {
    throw new ConfigError(variable, "noFile", example, { value: file });
  }
  if (bytes < fewestSecretBytes) throw new ConfigError(variable, "secretTooShort", example, { value: file });
  if ((statSync(file).mode & 0o077) !== 0) throw new ConfigError(variable, "secretOpenToOthers", example, { value: file });
  return file;
}

function proxies(text: string | null): string[] {
  const list =
    text
      ?.split(",")
      .map((part) => part.trim())
      .filter(Boolean) ?? [];
  const bad = list.find((part) => !/^([0-9.]+|[0-9a-f:]+)(\/\d+)?$/i.test(part));
  if (bad) throw new ConfigError("PFORTE_TRUSTED_PROXIES", "noNetwork", "127.0.0.1,10.0.0.0/8", { value: bad });
  return list;
}

function level(text: string): Config["logLevel"] {
  const levels = ["debug", "info", "warn", "error", "silent"] as const;
  const known = levels.find((name) => name === text);
  if (!known) throw new ConfigError("PFORTE_LOG", "notOneOf", "info", { value: text, allowed: levels.join(", ") });
  return known;
}
