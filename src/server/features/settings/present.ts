import type { SettingView } from "#contract/administration.ts";
import { SETTING_KEYS, SETTINGS, type SettingDefinition, type SettingKey, type SettingLevel } from "#domain/settings/catalogue.ts";
import { effectiveSetting } from "#domain/settings/setting-value.ts";
import type { Translate } from "#server/platform/i18n/translate.ts";
import { chainOf, type SettingRow } from "./queries.ts";

/** What may be set at a level, with the value that holds there, its origin and who set it. */
export function presentSettings(rows: readonly SettingRow[], level: SettingLevel, translate: Translate): { items: SettingView[] } {
  const keys = SETTING_KEYS.filter((key) => (SETTINGS[key] as SettingDefinition<unknown>).levels.includes(level));
  return { items: keys.map((key) => presentSetting(key, rows, translate)) };
}

function presentSetting(key: SettingKey, rows: readonly SettingRow[], translate: Translate): SettingView {
  const definition = SETTINGS[key] as SettingDefinition<unknown>;
  const { value, origin } = effectiveSetting(key, chainOf(rows, key));
  const row = rows.find((one) => one.key === key && one.level === origin);
  return {
    key,
    type: definition.type,
    value,
    origin,
    default: definition.default,
    options: definition.options?.map((option) => ({ value: option, label: translate(`setting.${key}.option.${option}`) })) ?? null,
    label: translate(`setting.${key}.label`),
    meaning: translate(`setting.${key}.meaning`),
    setBy: row?.setBy && row.setByName !== null ? { id: row.setBy, name: row.setByName } : null,
    since: row ? row.since.toISOString() : null,
  };
}
