/** Every setting: what it means, where it may be set, its default. The nearest of contact, company, installation wins. */
import { WORKFLOW_MODES, type WorkflowMode } from "#domain/tickets/workflow.ts";

export type SettingLevel = "installation" | "company" | "contact";
export type SettingType = "boolean" | "integer" | "text" | "instant" | "language" | "timeZone" | "choice";

export type SettingDefinition<Value> = {
  type: SettingType;
  levels: readonly SettingLevel[];
  default: Value;
  /** It changes which tickets people see or what they may do, or how much of a ticket they see: a change asks for the permission `access:write`. */
  access: "tickets" | "view" | false;
  /** integer: smallest and largest value. */
  range?: readonly [number, number];
  /** choice: the values there are, the most closed one first. */
  options?: readonly string[];
};

const setting = <Value>(
  type: SettingType,
  fallback: Value,
  levels: readonly SettingLevel[] = ["installation"],
  more: { access?: SettingDefinition<Value>["access"]; range?: readonly [number, number]; options?: readonly Value[] & readonly string[] } = {},
): SettingDefinition<Value> => ({
  type,
  levels,
  default: fallback,
  access: more.access ?? false,
  ...(more.range ? { range: more.range } : {}),
  ...(more.options ? { options: more.options } : {}),
});

/** Gate *project*: not asked, a grant is needed, or being the requester is enough to read and reply. */
export const PROJECT_PERMISSIONS = ["off", "required", "requesterSuffices"] as const;
export type ProjectPermissions = (typeof PROJECT_PERMISSIONS)[number];
/** Path *family*: to whom tickets of the parent and of sister companies are shown. */
export const FAMILY_TICKETS = ["no", "deskUsers", "allContacts"] as const;
export type FamilyTickets = (typeof FAMILY_TICKETS)[number];
/** View: how agents' names appear to contacts. */
export const AGENT_NAMES = ["hidden", "team", "firstName", "full"] as const;
/** View: which worked hours contacts see. */
export const WORKED_HOURS = ["none", "billed", "worked"] as const;
export type WorkedHours = (typeof WORKED_HOURS)[number];
export type AgentNames = (typeof AGENT_NAMES)[number];

/** Time on a day that is not within the project's run time. */
export const OUTSIDE_PROJECT = ["refuse", "warn"] as const;

export const SETTINGS = {
  /** OLD-03, OTRS CustomerGroupSupport. */
  "access.restrictQueuesByGroup": setting("boolean", false, ["installation"], { access: "tickets" }),
  /** Path *partner*, OTRS context "Other Customers". */
  "access.otherCompanies": setting("boolean", false, ["installation"], { access: "tickets" }),
  /** OTR-04, OTRS CustomerDisableCompanyTicketAccess reversed. */
  "access.companyTickets": setting("boolean", true, ["installation"], { access: "tickets" }),
  /** Gate *project* (ZEP-06): off, a grant is needed, or the requester may read and reply without one. */
  "access.projectPermissions": setting<ProjectPermissions>("choice", "off", ["installation"], { access: "tickets", options: PROJECT_PERMISSIONS }),
  /** ZEP-07 *Kundenansprechpartner können auch auf interne Projekte berechtigt werden*. */
  "access.internalProjects": setting("boolean", false, ["installation"], { access: "tickets" }),
  /** Path *family* (ATK-13), read from the reader's company. */
  "access.familyTickets": setting<FamilyTickets>("choice", "no", ["installation", "company"], { access: "tickets", options: FAMILY_TICKETS }),
  /** Path *family*, read from the subsidiary: people of its direct parent with scope *company* see its tickets. */
  "access.parentSeesTickets": setting("boolean", false, ["installation", "company"], { access: "tickets" }),
  /** ZEP-08 *Kundenzugang auf Tickets hat ausschließlich Leserechte*. */
  "portal.readOnly": setting("boolean", false, ["installation"], { access: "tickets" }),
  /** Gate *window*: tickets created before are hidden; installation and company both count, the later one wins. */
  "tickets.hideBefore": setting<string | null>("instant", null, ["installation", "company"], { access: "tickets" }),
  /** ZEP-12 *Bestehende Primärzuordnung immer als Sekundärzuordnung beibehalten*. */
  "tickets.keepPrimaryProject": setting("boolean", false),
  /** Whether a contact may add people of other companies to a ticket. */
  "tickets.shareOutside": setting("boolean", false, ["installation", "company"], { access: "tickets" }),
  /** ATK-05 *Zugewiesener Mitarbeiter*. */
  "view.agentNames": setting<AgentNames>("choice", "full", ["installation", "company"], { access: "view", options: AGENT_NAMES }),
  /** What stands instead of an agent's name; null: the provider's name. */
  "view.teamName": setting<string | null>("text", null, ["installation"], { access: "view" }),
  /** Whether names of other contacts show. */
  "view.colleagueNames": setting("boolean", true, ["installation", "company"], { access: "view" }),
  "view.priority": setting("boolean", true, ["installation", "company"], { access: "view" }),
  /** ZEP, settings of the ticket system: booking outside the duration, and on closed tickets. */
  "time.outsideProject": setting<(typeof OUTSIDE_PROJECT)[number]>("choice", "warn", ["installation"], { options: OUTSIDE_PROJECT }),
  "time.onClosedTickets": setting("boolean", false),
  /** Whether contacts may see new time, until somebody says otherwise of it. */
  "time.visibleAtFirst": setting("boolean", false),
  /** ATK-06 *Geleistete Stunden*: what desk users see. */
  "view.hours": setting<WorkedHours>("choice", "none", ["installation", "company"], { access: "view", options: WORKED_HOURS }),
  /** ATK-09 *Ticket-Fälligkeitsdaten*. */
  "view.dueDate": setting("boolean", false, ["installation", "company"], { access: "view" }),
  /** {yyyy} {MM} {dd} are the day in UTC, {n:5} a counter with at least five digits that starts anew when the rest changes. */
  "tickets.numberFormat": setting("text", "{yyyy}{MM}{dd}{n:5}"),
  /** ZEP-13: every status leads to every other, or only where a step says so. */
  "tickets.workflow": setting<WorkflowMode>("choice", "free", ["installation"], { options: WORKFLOW_MODES }),
  "companies.numberFormat": setting("text", "{n:5}"),
  "installation.name": setting("text", "Pforte"),
  /** ZEP-02: what people read and which clock they see who have no language or time zone of their own, nor their company. */
  "installation.language": setting("language", "en"),
  timeZone: setting("timeZone", "Europe/Berlin"),
  "attachments.largestMegabytes": setting("integer", 25, ["installation"], { range: [1, 200] }),
  "signIn.sessionIdleMinutes": setting("integer", 720, ["installation"], { range: [5, 10080] }),
  "signIn.sessionLongestHours": setting("integer", 168, ["installation"], { range: [1, 2160] }),
  /** Whether contacts are told by mail what becomes of their tickets. */
  "mail.tickets": setting("boolean", true, ["installation", "company", "contact"]),
  /** ZEP-09: also of tickets that they may not read, with nothing of them but the number. */
  "mail.ticketsWithoutRight": setting("boolean", false, ["installation", "company", "contact"]),
  "mail.from": setting("text", "Pforte <pforte@localhost>"),
  /** Whether the list of first steps is offered until all of them are done. */
  "installation.firstSteps": setting("boolean", true),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<Key extends SettingKey> = (typeof SETTINGS)[Key]["default"] extends boolean
  ? boolean
  : (typeof SETTINGS)[Key]["default"] extends number
    ? number
    : (typeof SETTINGS)[Key]["default"] extends string
      ? string
      : string | null;

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];
export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key);

/** Values set per level, as far as they are set; `undefined` inherits. */
export type SettingChain = { contact?: unknown; company?: unknown; installation?: unknown };
export type ResolvedSetting = { value: unknown; origin: SettingLevel | "default" };

/** The nearest set value and where it comes from. */
export function resolveSetting(key: SettingKey, chain: SettingChain): ResolvedSetting {
  const { levels } = SETTINGS[key] as SettingDefinition<unknown>;
  for (const level of ["contact", "company", "installation"] as const) {
    if (levels.includes(level) && chain[level] !== undefined) return { value: chain[level], origin: level };
  }
  return { value: SETTINGS[key].default, origin: "default" };
}

/** Why a value does not fit its setting, or null. */
export function settingProblem(key: SettingKey, value: unknown): "setting.wrongType" | "setting.outOfRange" | null {
  const definition = SETTINGS[key] as SettingDefinition<unknown>;
  switch (definition.type) {
    case "boolean":
      return typeof value === "boolean" ? null : "setting.wrongType";
    case "integer": {
      if (typeof value !== "number" || !Number.isInteger(value)) return "setting.wrongType";
      const [least, most] = definition.range ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
      return value >= least && value <= most ? null : "setting.outOfRange";
    }
    case "text":
      if (value === null) return definition.default === null ? null : "setting.wrongType";
      return typeof value === "string" && value.trim() !== "" && value.length <= 500 ? null : "setting.wrongType";
    case "instant":
      return value === null || (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))) ? null : "setting.wrongType";
    case "language":
      return value === null || value === "de" || value === "en" ? null : "setting.wrongType";
    case "choice":
      return typeof value === "string" && (definition.options ?? []).includes(value) ? null : "setting.wrongType";
    case "timeZone":
      return value === null || (typeof value === "string" && isTimeZone(value)) ? null : "setting.wrongType";
  }
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
