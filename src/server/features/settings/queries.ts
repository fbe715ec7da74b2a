/** The table of settings: values set at the installation, a company or a contact, and what holds for somebody. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { SettingChain, SettingKey, SettingLevel, SettingValue } from "#domain/settings/catalogue.ts";
import { effectiveSetting } from "#domain/settings/setting-value.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { lockInstallation } from "#server/platform/db/lock-installation.ts";
import type { Language } from "#server/platform/i18n/translate.ts";

/** Whose settings: with neither the installation's, with a contact or company the whole chain above it. */
export type SettingSubject = { contactId?: string | null | undefined; companyId?: string | null | undefined };

export type SettingRow = { key: string; level: SettingLevel; value: unknown; setBy: string | null; setByName: string | null; since: Date };

/** All values set along the chain of a subject, of all keys or of some. */
export async function findSettingRows(db: Queryable, subject: SettingSubject, keys?: readonly SettingKey[]): Promise<SettingRow[]> {
  const wanted = keys ? sql`and s.setting_key = any(${[...keys]}::text[])` : sql``;
  const { rows } = await sql<SettingRow>`
    select s.setting_key as key, case when s.contact_id is not null then 'contact' when s.company_id is not null then 'company' else 'installation' end as level,
      s.value, s.set_by as "setBy", case when a.agent_id is not null then coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) end as "setByName",
      s.valid_from as since
    from setting s left join agent a on a.agent_id = s.set_by
    where ((s.company_id is null and s.contact_id is null) or s.company_id = ${subject.companyId ?? null}::uuid or s.contact_id = ${subject.contactId ?? null}::uuid)
      ${wanted}`.execute(db);
  return rows;
}

/** The values of one key, by level. */
export const chainOf = (rows: readonly SettingRow[], key: SettingKey): SettingChain =>
  Object.fromEntries(rows.filter((row) => row.key === key).map((row) => [row.level, row.value]));

/** What holds for a subject: the nearest of contact, company, installation, else the default of the catalogue. */
export async function resolveFor<Key extends SettingKey>(db: Queryable, key: Key, subject: SettingSubject = {}): Promise<SettingValue<Key>> {
  const rows = await findSettingRows(db, subject, [key]);
  return effectiveSetting(key, chainOf(rows, key)).value as SettingValue<Key>;
}

const languages = new WeakMap<Queryable, { language: Language; until: number }>();
const languageCachedMilliseconds = 2000;

/** What people read of whom no language is known. A change is seen everywhere after two seconds; without a database the last known one holds. */
export async function installationLanguage(db: Queryable): Promise<Language> {
  const cached = languages.get(db);
  if (cached && cached.until > performance.now()) return cached.language;
  try {
    const language: Language = (await resolveFor(db, "installation.language")) === "de" ? "de" : "en";
    languages.set(db, { language, until: performance.now() + languageCachedMilliseconds });
    return language;
  } catch (error) {
    if (db.isTransaction) throw error;
    return cached?.language ?? "en";
  }
}

/** One change of settings at a time, so that each knows what was set before it. */
export const lockSettings = (db: Queryable) => lockInstallation(db);

export async function findCompanyId(db: Queryable, companyId: string): Promise<string | undefined> {
  return (await db.selectFrom("company").select("company_id").where("company_id", "=", companyId).executeTakeFirst())?.company_id;
}

export async function findContactPlace(db: Queryable, contactId: string): Promise<{ contactId: string; companyId: string | null } | undefined> {
  const { rows } = await sql<{ contactId: string; companyId: string | null }>`
    select c.contact_id as "contactId", m.company_id as "companyId"
    from contact c left join membership m on m.contact_id = c.contact_id and m.is_primary where c.contact_id = ${contactId}::uuid`.execute(db);
  return rows[0];
}

/** Where a value is set: at a contact, at a company, or with neither for the installation. */
export type SettingPlace = { companyId: string | null; contactId?: string | null };

export async function setSetting(db: Queryable, setting: SettingPlace & { key: SettingKey; value: unknown; setBy: string | null }): Promise<void> {
  const { companyId, contactId = null } = setting;
  const value = sql`${JSON.stringify(setting.value)}::jsonb`;
  const target =
    contactId !== null
      ? sql`(contact_id, setting_key) where contact_id is not null`
      : companyId === null
        ? sql`(setting_key) where company_id is null and contact_id is null`
        : sql`(company_id, setting_key) where company_id is not null`;
  await sql`insert into setting (setting_id, setting_key, company_id, contact_id, value, set_by)
    values (${randomUUIDv7()}::uuid, ${setting.key}, ${companyId}::uuid, ${contactId}::uuid, ${value}, ${setting.setBy}::uuid)
    on conflict ${target} do update set value = excluded.value, set_by = excluded.set_by`.execute(db);
}

/** Takes a value away, so that the level above holds again. */
export async function deleteSetting(db: Queryable, key: SettingKey, { companyId, contactId = null }: SettingPlace): Promise<void> {
  const whole = db.deleteFrom("setting").where("setting_key", "=", key);
  if (contactId !== null) {
    await whole.where("contact_id", "=", contactId).execute();
    return;
  }
  const query = whole.where("contact_id", "is", null);
  await (companyId === null ? query.where("company_id", "is", null) : query.where("company_id", "=", companyId)).execute();
}

export type DoneSteps = { mail: boolean; queue: boolean; customer: boolean; colleague: boolean };

/** Which of the first steps of an installation are done, as its records say. */
export async function findDoneSteps(db: Queryable): Promise<DoneSteps> {
  const { rows } = await sql<DoneSteps>`select
    exists (select from outbox_mail where kind = 'test' and state in ('sent', 'kept')) as mail,
    exists (select from queue where state = 'active') as queue,
    exists (select from contact where login is not null) as customer,
    (select count(*) from (select from agent limit 2) first_two) > 1 as colleague`.execute(db);
  return rows[0] ?? { mail: false, queue: false, customer: false, colleague: false };
}

type FromAbove<Value> = { value: Value; from: "company" | "installation" };

/** ZEP-02: what holds for a contact without a language or time zone of its own: its primary company's, else the installation's. */
export async function inheritedLocale(db: Queryable, contactId: string): Promise<{ language: FromAbove<Language>; timeZone: FromAbove<string> }> {
  const { rows } = await sql<{ language: string | null; time_zone: string | null }>`
    select c.language, c.time_zone from membership m join company c using (company_id)
    where m.contact_id = ${contactId}::uuid and m.is_primary`.execute(db);
  const [company] = rows;
  return {
    language:
      company?.language === "de" || company?.language === "en"
        ? { value: company.language, from: "company" }
        : { value: await installationLanguage(db), from: "installation" },
    timeZone: company?.time_zone == null ? { value: await resolveFor(db, "timeZone"), from: "installation" } : { value: company.time_zone, from: "company" },
  };
}

/** In which time zone a day counts that is entered for these: the company's, of contacts their primary company's, else the installation's. */
export async function listDayZones(db: Queryable, of: { companyIds: readonly string[] } | { contactIds: readonly string[] }): Promise<Map<string, string>> {
  const installation = await resolveFor(db, "timeZone");
  const { rows } =
    "companyIds" in of
      ? await sql<{ id: string; zone: string | null }>`
          select company_id as id, time_zone as zone from company where company_id = any(${[...of.companyIds]}::uuid[])`.execute(db)
      : await sql<{ id: string; zone: string | null }>`
          select m.contact_id as id, c.time_zone as zone from membership m join company c using (company_id)
          where m.contact_id = any(${[...of.contactIds]}::uuid[]) and m.is_primary`.execute(db);
  const zones = new Map(rows.map((row) => [row.id, row.zone ?? installation]));
  for (const id of "companyIds" in of ? of.companyIds : of.contactIds) if (!zones.has(id)) zones.set(id, installation);
  return zones;
}

/** ZEP-02: a contact's language and time zone: its own, else what it inherits. */
/** An agent's own time zone, else the installation's. */
export async function zoneOfAgent(db: Queryable, agentId: string): Promise<string> {
  const agent = await db.selectFrom("agent").select("time_zone").where("agent_id", "=", agentId).executeTakeFirst();
  return agent?.time_zone ?? resolveFor(db, "timeZone");
}

export async function localeOfContact(db: Queryable, contactId: string): Promise<{ language: Language; timeZone: string }> {
  const own = await db.selectFrom("contact").select(["language", "time_zone"]).where("contact_id", "=", contactId).executeTakeFirst();
  const inherited = await inheritedLocale(db, contactId);
  return {
    language: own?.language === "de" || own?.language === "en" ? own.language : inherited.language.value,
    timeZone: own?.time_zone ?? inherited.timeZone.value,
  };
}
