/** What every feature stands on, built once by main.ts and handed down. */
import type { AgentFacts } from "#domain/access/agents.ts";
import type { Access } from "#domain/access/effective-access.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { Config } from "./config/config.ts";
import type { Databases, Queryable, Tx } from "./db/connect.ts";
import type { FileStore } from "./files/file-store.ts";
import type { GivenAnswers } from "./http/told-answers.ts";
import type { Language, Translate } from "./i18n/translate.ts";
import type { Log } from "./log/log.ts";

export type AgentPrincipal = {
  kind: "agent";
  agentId: string;
  administrator: boolean;
  permissions: readonly AgentPermission[];
  language: Language | null;
  timeZone: string | null;
  /** null: an API token. */
  sessionId: string | null;
};
export type ContactPrincipal = { kind: "contact"; contactId: string; language: Language | null; timeZone: string | null; sessionId: string };
export type Principal = { kind: "nobody" } | { kind: "system" } | AgentPrincipal | ContactPrincipal;

/** Who asks, with the facts that decide what they may do. */
export type Asking =
  | { kind: "nobody" }
  | { kind: "system" }
  | { kind: "agent"; principal: AgentPrincipal; agent: AgentFacts }
  | {
      kind: "contact";
      principal: ContactPrincipal;
      access: Access;
      /** Whether it, or a company of its, was ever added to a ticket: else no list has to look for such tickets. */
      participates: boolean;
    };

export type AuditEvent = {
  /** `feature.past-tense`, for example `company.created`. */
  event: string;
  subject: { kind: string; id: string | null };
  companyId?: string | null;
  contactId?: string | null;
  before?: unknown;
  after?: unknown;
  reason?: string | undefined;
};

export type Job = { name: string; payload: Record<string, unknown> };

export type Kernel = {
  databases: Databases;
  files: FileStore;
  config: Config;
  log: Log;
  /** The address that links in mails begin with; never taken from a request. */
  publicUrl: () => string;
  clock: () => Date;
  loadFacts: (db: Queryable, principal: Principal, now: Date, lock: boolean) => Promise<Asking>;
  /** Aborted when the server stops: answers that would never end by themselves end then. */
  ending: AbortSignal;
  /** For one snapshot: loaded, and remembered for the next time. */
  readFacts: (snapshot: Tx, principal: Principal, now: Date) => Promise<Asking>;
  /**
   * The facts of whoever asked before, and whether they are still those of this snapshot. Nobody may be told what was worked
   * out with them before `hold` says so.
   */
  recallFacts: (snapshot: Tx, principal: Principal, now: Date) => { asking: Asking; hold: Promise<boolean> } | undefined;
  givenAnswers: GivenAnswers;
  /** Writes a job in the caller's transaction. */
  enqueue: (db: Queryable, job: Job) => Promise<void>;
};

/** One request, or one call of the command line or of a job. */
export type Caller = {
  kernel: Kernel;
  principal: Principal;
  now: Date;
  language: Language;
  translate: Translate;
  /** Network address of the asking client; empty for the command line. */
  network: string;
  client: string;
  idempotency: { key: string; path: string; bodyHash: Buffer } | null;
};
