/** Contacts with what the old system knew about them: fields, language, time zone, last sign-in. */
import type { Instant, RecordState } from "#domain/access/facts.ts";
import { isTimeZone } from "#domain/settings/catalogue.ts";
import type { Findings } from "./findings.ts";
import { extraColumns, type OwnFields, type OwnFieldValues } from "./own-fields.ts";
import type { Person, Persons } from "./persons.ts";
import { cell, type Raw, type Tables } from "./raw.ts";
import { languageOf } from "./settings.ts";
import type { SourceClock } from "./source-time.ts";
import type { PersonField, PersonSource } from "./sources.ts";

export type ContactRecord = Readonly<Record<PersonField, string>> & {
  key: string;
  /** null: no sign-in. */
  login: string | null;
  language: "de" | "en" | null;
  timeZone: string | null;
  state: RecordState;
  lastSignInAt: Instant | null;
  ownFields: OwnFieldValues;
  createdAt: Instant | null;
  changedAt: Instant | null;
};

const personFields = ["title", "firstName", "lastName", "email", "phone", "fax", "mobile", "street", "zip", "city", "country", "comment"] as const;

/** Preferences that mean something to people and have no place of their own yet. */
const keptPreferences = new Set(["UserShowTickets", "UserRefreshTime", "CustomerAccept1"]);
const secondFactorPreference = "UserGoogleAuthenticatorSecretKey";

export function planContacts(
  persons: Persons,
  tables: Tables,
  fields: OwnFields,
  clock: SourceClock,
  applyCaseVariants: boolean,
  findings: Findings,
): ContactRecord[] {
  const preferences = readPreferences(persons, tables, applyCaseVariants, findings);
  const extras = new Map<PersonSource, (row: Raw) => OwnFieldValues>();
  for (const { source } of persons.all) {
    if (!extras.has(source)) extras.set(source, extraColumns(fields, "contact", tables(source.table), usedColumns(source), source.labels));
  }
  return persons.all.map((person) => {
    const { row, source } = person;
    const preferred = readPreferred((person.standsForLogin && preferences.get(person.key)) || new Map(), person, fields, findings);
    return {
      key: person.key,
      ...personTexts(source, row),
      login: person.standsForLogin ? person.login : null,
      language: preferred.language,
      timeZone: preferred.timeZone,
      state: person.state,
      lastSignInAt: preferred.lastSignInAt,
      ownFields: {
        ...(person.standsForLogin ? fields.dynamic("contact", person.login) : {}),
        ...extras.get(source)?.(row),
        ...preferred.kept,
        ...lostLogin(person, fields),
      },
      createdAt: clock(cell(row, "create_time")),
      changedAt: clock(cell(row, "change_time")),
    };
  });
}

const usedColumns = (source: PersonSource): Set<string> =>
  new Set([
    source.loginColumn,
    source.companyColumn,
    source.validColumn,
    ...(source.furtherColumn === null ? [] : [source.furtherColumn]),
    ...source.passwordColumns,
    ...Object.values(source.columns),
  ]);

function personTexts(source: PersonSource, row: Raw): Record<PersonField, string> {
  const texts = {} as Record<PersonField, string>;
  for (const field of personFields) texts[field] = cell(row, source.columns[field] ?? "");
  return texts;
}

/** A login that somebody else has stays readable. */
function lostLogin(person: Person, fields: OwnFields): OwnFieldValues {
  if (person.standsForLogin || person.login === "") return {};
  fields.define("contact", "otrs:login", "Login in the old system");
  return { "otrs:login": person.login };
}

/** Per person the preferences of its exact login. */
function readPreferences(persons: Persons, tables: Tables, applyCaseVariants: boolean, findings: Findings): Map<string, Map<string, string>> {
  const preferences = new Map<string, Map<string, string>>();
  for (const row of tables("customer_preferences").rows) {
    const login = cell(row, "user_id");
    const key = cell(row, "preferences_key");
    const person = persons.byLogin(login);
    if (!person) findings.add("orphan", "customer_preferences", login, key);
    else if (person.login !== login) findings.add("caseVariant", "customer_preferences", login, `${key} → ${person.login}`);
    if (!person || (person.login !== login && !applyCaseVariants)) continue;
    const held = preferences.get(person.key) ?? new Map<string, string>();
    preferences.set(person.key, held.set(key, cell(row, "preferences_value")));
  }
  return preferences;
}

type Preferred = { language: "de" | "en" | null; timeZone: string | null; lastSignInAt: Instant | null; kept: OwnFieldValues };

function readPreferred(preferences: ReadonlyMap<string, string>, person: Person, fields: OwnFields, findings: Findings): Preferred {
  const preferred: Preferred = { language: null, timeZone: null, lastSignInAt: null, kept: {} };
  const keep = (key: string, value: string) => {
    fields.define("contact", `otrs:${key}`, key);
    preferred.kept[`otrs:${key}`] = value;
  };
  for (const [key, value] of preferences) {
    if (value === "") continue;
    if (key === "UserLanguage") {
      preferred.language = languageOf(value);
      if (preferred.language === null) {
        findings.add("languageUnknown", "customer_preferences", person.login, value);
        keep(key, value);
      }
    } else if (key === "UserTimeZone") {
      if (isTimeZone(value)) preferred.timeZone = value;
      else findings.add("timeZoneUnknown", "customer_preferences", person.login, value);
    } else if (key === "UserLastLogin") {
      if (/^\d{1,11}$/.test(value)) preferred.lastSignInAt = Number(value) * 1000;
    } else if (keptPreferences.has(key)) keep(key, value);
    else findings.add(key === secondFactorPreference ? "secondFactorNotKept" : "preferenceNotKept", "customer_preferences", person.login, key);
  }
  return preferred;
}
