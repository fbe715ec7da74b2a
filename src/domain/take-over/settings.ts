/** `settings.json` of an export: what its system configuration said about customer users, and where their tables are (otrs-family.md 4, 13, 15, 28). */
import { asFlag, asList, asObject, asText, asTexts } from "./json.ts";
import { type AuthSource, type CompanySource, type PersonSource, readAuthSources, readCompanySources, readPersonSources } from "./sources.ts";

/** A module of the old system's open rule, in the order asked (`CustomerTicket::Permission`). */
export type PermissionModule = { check: "group" | "customerUser" | "customerId" | "customerGroup"; required: boolean; granted: boolean };

export type TakeOverSettings = {
  /** Names this old system in import keys: the same for every export of it. */
  system: string;
  groupSupport: boolean;
  alwaysGroups: readonly string[];
  companyAlwaysGroups: readonly string[];
  /** How rows of group_customer name the two contexts; null: switched off. */
  contexts: { same: string | null; other: string | null };
  companyAccessDisabled: boolean;
  permissionModules: readonly PermissionModule[];
  language: "de" | "en" | null;
  /** Agents' passwords are stored in clear text. */
  plainAgentPasswords: boolean;
  characterSet: string;
  personSources: readonly PersonSource[];
  companySources: readonly CompanySource[];
  authSources: readonly AuthSource[];
};

const defaultContexts = { same: "Ticket::CustomerID::Same", other: "Ticket::CustomerID::Other" };
const defaultModules: PermissionModule[] = [
  { check: "group", required: true, granted: false },
  { check: "customerUser", required: false, granted: true },
  { check: "customerId", required: false, granted: true },
  { check: "customerGroup", required: false, granted: true },
];

/** Absent settings have the old system's own defaults (otrs-family.md 28). */
export function readSettings(parsed: unknown): TakeOverSettings {
  const root = asObject(parsed, "settings.json");
  const settings = asObject(root.settings ?? {}, "settings");
  return {
    system: `otrs:${asText(settings.FQDN) || "unknown"}:${asText(settings.SystemID) || "0"}`,
    groupSupport: asFlag(settings.CustomerGroupSupport),
    alwaysGroups: asTexts(settings.CustomerGroupAlwaysGroups, "CustomerGroupAlwaysGroups", ["users"]),
    companyAlwaysGroups: asTexts(settings.CustomerGroupCompanyAlwaysGroups, "CustomerGroupCompanyAlwaysGroups", ["users"]),
    contexts: readContexts(settings.CustomerGroupPermissionContext),
    companyAccessDisabled: asFlag(settings["Ticket::Frontend::CustomerDisableCompanyTicketAccess"]),
    permissionModules: readModules(settings["CustomerTicket::Permission"]),
    language: languageOf(asText(settings.DefaultLanguage)),
    plainAgentPasswords: asText(settings["AuthModule::DB::CryptType"]) === "plain",
    characterSet: asText(root.character_set) || "UTF-8",
    personSources: readPersonSources(asList(root.customer_user_sources, "customer_user_sources")),
    companySources: readCompanySources(asList(root.customer_company_sources, "customer_company_sources")),
    authSources: readAuthSources(asList(root.customer_auth_sources, "customer_auth_sources")),
  };
}

/** de and en with their regions; others have no texts here. */
export function languageOf(text: string): "de" | "en" | null {
  const language = text.toLowerCase().split(/[_-]/)[0];
  return language === "de" || language === "en" ? language : null;
}

function readContexts(value: unknown): TakeOverSettings["contexts"] {
  if (value === undefined || value === null) return { same: defaultContexts.same, other: null };
  const entries = Object.entries(asObject(value, "CustomerGroupPermissionContext"));
  const contextNamed = (suffix: string): string | null => {
    const entry = entries.find(([key, content]) => key.toLowerCase().endsWith(suffix) && content !== null && content !== 0)?.[1];
    return entry === undefined ? null : asText(asObject(entry, "CustomerGroupPermissionContext").Value) || null;
  };
  return { same: contextNamed("-same"), other: contextNamed("-other") };
}

const checkByModule: Record<string, PermissionModule["check"]> = {
  GroupCheck: "group",
  CustomerUserIDCheck: "customerUser",
  CustomerIDCheck: "customerId",
  CustomerGroupCheck: "customerGroup",
};

/** Modules of other makers are left out: nobody knows here what they ask. */
function readModules(value: unknown): PermissionModule[] {
  if (value === undefined || value === null) return defaultModules;
  return Object.entries(asObject(value, "CustomerTicket::Permission"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, content]) => {
      const module = asObject(content ?? {}, "CustomerTicket::Permission");
      const check = checkByModule[asText(module.Module).split("::").at(-1) ?? ""];
      return check ? [{ check, required: asFlag(module.Required), granted: asFlag(module.Granted) }] : [];
    });
}
