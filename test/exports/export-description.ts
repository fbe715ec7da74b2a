/** What an export for a test contains, in short; what is not said gets a sensible value. */

export type Layout = "otobo" | "znuny" | "otrs6" | "otrs5";

export type SourceDescription = {
  /** `CustomerUser`, `CustomerUser1`, … */
  key: string;
  table: string;
  excludePrimary?: boolean;
  /** Names of the columns where they are not the standard ones. */
  columns?: Partial<Record<"login" | "company" | "email" | "firstName" | "lastName" | "password" | "valid", string>>;
  /** Column with further company ids. */
  furtherColumn?: string;
  /** The table has no `id` column (a foreign database). */
  foreign?: boolean;
};

export type PersonDescription = {
  login: string;
  company: string;
  /** Table of the source; the first one's by default. */
  source?: string;
  valid?: number;
  password?: string;
  email?: string;
  /** Text of the column with further company ids. */
  further?: string;
  /** Columns beyond the standard ones. */
  more?: Record<string, string>;
};

export type TicketDescription = {
  tn?: string;
  title?: string;
  /** A queue's name, or an id that does not exist. */
  queue: string;
  company?: string;
  person?: string;
  state?: string;
  priority?: string;
  owner?: string;
  archived?: boolean;
  created?: string;
  changed?: string;
  articles?: ArticleDescription[];
};

export type Named = string | { name: string; valid?: number };
export type RightRow = readonly [who: string, group: string, key: string, value?: number];

export type ExportDescription = {
  layout?: Layout;
  /** By their names in the old system; group support and both contexts are on unless said otherwise. */
  settings?: Record<string, unknown>;
  sources?: SourceDescription[];
  authSources?: Record<string, unknown>[];
  groups?: Named[];
  /** Queue → group. */
  queues?: Record<string, string>;
  companies?: (string | { id: string; name?: string; valid?: number; more?: Record<string, string> })[];
  people?: PersonDescription[];
  personRights?: RightRow[];
  /** The context last: `same` (by default) or `other`, or a text of its own. */
  companyRights?: (readonly [who: string, group: string, key: string, context?: string, value?: number])[];
  further?: (readonly [login: string, company: string])[];
  services?: Named[];
  personServices?: (readonly [login: string, service: string])[];
  preferences?: (readonly [login: string, key: string, value: string])[];
  agents?: { login: string; password?: string; valid?: number }[];
  agentRights?: RightRow[];
  tickets?: TicketDescription[];
  /** Main ticket → merged ticket, by number. */
  merges?: (readonly [main: string, merged: string])[];
  dynamicFields?: { name: string; object: string; type?: string; values: Record<string, string> }[];
  /** Files as they are, instead of or beside the others; null: left out. */
  files?: Record<string, string | null>;
};

export type ArticleDescription = {
  from?: string;
  subject?: string;
  body?: string;
  contentType?: string;
  visible?: boolean;
  sender?: "agent" | "system" | "customer";
  channel?: "Email" | "Phone" | "Internal";
  /** Wide layout: instead of visibility and channel. */
  type?: string;
  created?: string;
  attachments?: { name: string; type: string; content: Buffer; contentId?: string; disposition?: string /** As MySQL gives it. */; raw?: boolean }[];
};
