import type { FieldCode } from "#contract/errors.ts";
import { SETTING_KEYS, SETTINGS, type SettingDefinition, type SettingKey, type SettingLevel } from "#domain/settings/catalogue.ts";
import { settingValue } from "#domain/settings/setting-value.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command, settingAgent } from "#server/platform/run-command.ts";
import { chainOf, deleteSetting, findCompanyId, findContactPlace, findSettingRows, lockSettings, type SettingPlace, setSetting } from "./queries.ts";

export type ChangeSettingsInput = SettingPlace & { values: Record<string, unknown>; reason?: string | undefined };

/** Sets values of the installation, of a company or of a contact; null inherits again. What decides who sees what asks for `access:write` too. */
export const changeSettings = command({
  name: "settings.change-settings",
  silent: true, // what is already so is neither written nor audited
  async run(context, { companyId, contactId = null, values, reason }: ChangeSettingsInput): Promise<void> {
    const { db } = context;
    const level: SettingLevel = contactId !== null ? "contact" : companyId === null ? "installation" : "company";
    await lockSettings(db);
    if (contactId !== null) found(await findContactPlace(db, contactId));
    if (companyId !== null) found(await findCompanyId(db, companyId));
    const given = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, wantedValue(key, level, value)])) as Record<SettingKey, unknown>;
    const keys = Object.keys(given) as SettingKey[];
    const rows = await findSettingRows(db, { companyId, contactId }, keys);
    const { names, before, after } = changedFields<Record<string, unknown>>(
      Object.fromEntries(keys.map((key) => [key, chainOf(rows, key)[level] ?? null])),
      given,
    );
    if (names.some((key) => SETTINGS[key as SettingKey].access) && !mayChangeAccess(context)) throw new Refusal("permission.missing");
    for (const key of names as SettingKey[]) {
      if (given[key] === null) await deleteSetting(db, key, { companyId, contactId });
      else await setSetting(db, { key, companyId, contactId, value: given[key], setBy: settingAgent(context) });
    }
    const event = level === "contact" ? "setting.contact-changed" : level === "company" ? "setting.company-changed" : "setting.changed";
    if (names.length > 0) context.audit({ event, subject: { kind: level, id: contactId ?? companyId }, companyId, contactId, before, after, reason });
  },
});

const mayChangeAccess = (context: CommandContext): boolean =>
  context.asking.kind === "system" || agentOf(context).principal.permissions.includes("access:write");

/** The value to store, null to inherit; refuses what is no setting, cannot be set at this level or does not fit. */
function wantedValue(key: string, level: SettingLevel, value: unknown): unknown {
  const known = SETTING_KEYS.find((one) => one === key);
  if (!known) throw new Refusal("setting.unknown", { fields: [{ path: `values.${key}`, code: "unknownProperty" }] });
  const definition = SETTINGS[known] as SettingDefinition<unknown>;
  if (!definition.levels.includes(level)) throw new Refusal("setting.levelNotAllowed", { fields: [{ path: `values.${key}`, code: "notInList" }] });
  if (value === null) return null;
  const checked = settingValue(known, value);
  if ("value" in checked) return checked.value;
  throw new Refusal(checked.problem, { fields: [{ path: `values.${key}`, code: fieldCode(checked.problem, definition, value) }] });
}

function fieldCode(problem: "setting.wrongType" | "setting.outOfRange", { range }: SettingDefinition<unknown>, value: unknown): FieldCode {
  if (problem === "setting.wrongType") return "wrongType";
  return Number(value) < (range?.[0] ?? 0) ? "tooSmall" : "tooLarge";
}
