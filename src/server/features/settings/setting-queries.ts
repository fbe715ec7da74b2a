/** A setting inside a larger statement, as JSON; null: as the catalogue says. Elsewhere `resolveFor` answers. */
import { type RawBuilder, sql } from "kysely";
import type { SettingKey } from "#domain/settings/catalogue.ts";

export const installationSetting = (key: SettingKey): RawBuilder<unknown> =>
  sql`(select v.value from setting v where v.setting_key = ${sql.lit(key)} and v.company_id is null and v.contact_id is null)`;

/** As it holds for a company: its own, else the installation's. */
export const companySetting = (key: SettingKey, companyId: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`coalesce((select v.value from setting v where v.setting_key = ${sql.lit(key)} and v.company_id = ${companyId}), ${installationSetting(key)})`;
