/** Values of settings: which may be stored and in which form, and which one holds where several levels count. */
import { type ResolvedSetting, resolveSetting, SETTINGS, type SettingChain, type SettingKey, settingProblem } from "./catalogue.ts";

/** `Name <address>` or an address alone: what a mail may come from. */
const sender = /^([^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** The value as it is stored (instants in UTC, texts trimmed and on one line), or why it does not fit. */
export function settingValue(key: SettingKey, value: unknown): { value: unknown } | { problem: "setting.wrongType" | "setting.outOfRange" } {
  const problem = settingProblem(key, value);
  if (problem) return { problem };
  if (typeof value !== "string") return { value };
  if (/\p{Cc}/u.test(value) || (key === "mail.from" && !sender.test(value.trim()))) return { problem: "setting.wrongType" };
  return { value: SETTINGS[key].type === "instant" ? new Date(value).toISOString() : value.trim() };
}

/** The value that holds and where it comes from: the nearest one, but of two *hide tickets before* the later. */
export function effectiveSetting(key: SettingKey, chain: SettingChain): ResolvedSetting {
  const { company, installation } = chain;
  if (key === "tickets.hideBefore" && typeof company === "string" && typeof installation === "string" && Date.parse(installation) > Date.parse(company)) {
    return { value: installation, origin: "installation" };
  }
  return resolveSetting(key, chain);
}
