/** Which stored text was a person's password: only what the old system would have asked for that very person. */
import { fold } from "./fold.ts";
import type { Persons } from "./persons.ts";
import { cell, type Tables } from "./raw.ts";
import type { TakeOverSettings } from "./settings.ts";

export type StoredSecret = {
  /** Key of the contact. */
  key: string;
  /** Salt of some kinds. */
  login: string;
  /** "": none. */
  stored: string;
  /** By the settings the text is the password itself. */
  plain: boolean;
};

/**
 * Sign-in modules are asked in their order; the first that has a text for the person counts. A module that looks into another
 * source's table is not asked: it knows somebody else under that login.
 */
export function planPasswords(settings: TakeOverSettings, tables: Tables, persons: Persons): StoredSecret[] {
  const personTables = new Set(settings.personSources.map((source) => source.table));
  const separate = new Map(
    settings.authSources
      .filter((source) => !personTables.has(source.table))
      .map((source) => [source, new Map(tables(source.table).rows.map((row) => [fold(cell(row, source.loginColumn)), cell(row, source.passwordColumn)]))]),
  );
  return persons.all
    .filter((person) => person.standsForLogin)
    .map((person) => {
      for (const source of settings.authSources) {
        const own = source.table === person.source.table ? cell(person.row, source.passwordColumn) : "";
        const stored = own || (separate.get(source)?.get(fold(person.login)) ?? "");
        if (stored !== "") return { key: person.key, login: person.login, stored, plain: source.plain };
      }
      return { key: person.key, login: person.login, stored: "", plain: false };
    });
}
