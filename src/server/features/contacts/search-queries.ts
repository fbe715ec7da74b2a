/** What a search among contacts finds, and which of it comes first. */
import { type RawBuilder, sql } from "kysely";
import { beginsWord, containsWords, folded, isShort, typedText } from "#server/platform/db/search-text.ts";

type Sql = RawBuilder<unknown>;

// Written exactly as in their indexes.
const searched = sql`ct.search_text`;
const beginnings = sql`search_beginnings(ct.search_text)`;

/**
 * A contact is found if each word is in its names, login or address: a word with three letters or digits in a row anywhere,
 * a shorter one at the beginning of a name, the login or the address.
 */
export type Search = {
  typed: string;
  /** For a row that was read already. */
  matches: Sql[];
  /** The same, with what the indexes of fragments and beginnings answer. */
  found: Sql[];
};

/** Undefined: nothing is asked. */
export function searchOf(q: string | undefined): Search | undefined {
  const typed = typedText(q);
  const words = typed.split(" ").map((word) => (isShort(word) ? word.replace(/^\*+|\*+$/g, "") : word));
  const long = words.filter((word) => !isShort(word));
  const short = words.filter((word) => isShort(word) && word !== "");
  if (long.length + short.length === 0) return undefined;
  const contains = long.length === 0 ? [] : containsWords(searched, long.join(" "));
  const matches = [...contains, ...short.map((word) => beginsWord(searched, word))];
  const indexed = short.map((word) => hasBeginning(word.replace(/\*.*/, "")));
  return { typed, matches, found: [...contains, ...indexed, ...matches.slice(contains.length)] };
}

/** The same people in a list of contacts `ct` that a search only narrows, as a matrix; nothing where nothing is asked. */
export const foundContacts = (q: string | undefined): Sql[] => searchOf(q)?.found ?? [];

/** Of the contacts with a word that begins as the first word of `text` does, up to its fourth letter; *whole*: or with just this word. */
const hasBeginning = (text: string, whole = false): Sql =>
  sql`${beginnings} @> array[left(split_part(ltrim(${folded(text)}), ' ', 1) || ${whole ? " " : ""}, 4)]`;

// ── what comes first ──

/** The order of what was found; each rank by last and first name. */
export const RANKS = { asTyped: 0, lastNameBegins: 1, anyBegins: 2, anywhere: 3 } as const;
export type Rank = (typeof RANKS)[keyof typeof RANKS];

export const rankOf = ({ typed }: Search): Sql => sql`case
  when ${folded(typed)} = '' then ${sql.lit(RANKS.anywhere)}
  when lower(ct.login) = lower(${typed}) or lower(ct.email) = lower(${typed}) or starts_with(${searched}, ${folded(typed)} || ' ')
    or starts_with(ct.sort_name || ' ', ${folded(typed)} || ' ') then ${sql.lit(RANKS.asTyped)}
  when starts_with(ct.sort_name, ${folded(typed)}) then ${sql.lit(RANKS.lastNameBegins)}
  when starts_with(${searched}, ${folded(typed)}) or starts_with(lower(ct.login), lower(${typed})) or starts_with(lower(ct.email), lower(${typed}))
    then ${sql.lit(RANKS.anyBegins)}
  else ${sql.lit(RANKS.anywhere)} end`;

/** What the index of beginnings says about everybody of the first ranks, and maybe of others too. */
export const begins = ({ typed }: Search, rank: Rank): Sql => hasBeginning(typed, rank === RANKS.asTyped || typed.includes(" "));

/** What can be said quickly of a row that was read: everybody of a rank is so, and maybe others too. */
export function maybeOf(search: Search, rank: Rank): Sql[] {
  if (rank === RANKS.anywhere) return search.matches;
  const begun = beginsWord(searched, search.typed);
  // Last name and first name stand in this order only where they are sorted by.
  return rank === RANKS.asTyped ? [sql`(${begun} or starts_with(ct.sort_name, ${folded(search.typed)}))`] : [begun];
}

/**
 * Last names that begin as typed lie together in the order of names: none sorts behind the last character that there is.
 * The end is said with the id, so that PostgreSQL does not take it for a small range, to be read and sorted.
 */
export const lastNameBegins = ({ typed }: Search): Sql => sql`ct.sort_name >= ${folded(typed)}
  and (ct.sort_name, ct.contact_id) < (${folded(typed)} || ${String.fromCodePoint(0x10_ffff)}, '00000000-0000-0000-0000-000000000000'::uuid)`;
