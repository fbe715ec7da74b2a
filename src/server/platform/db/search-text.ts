/** Search by fragments: every word occurs somewhere, without case and accents (`search_fold`), served by a trigram index. */
import { type RawBuilder, sql } from "kysely";

/** What was typed, with single spaces between words; empty: nothing is asked. `*` stands for anything, as people know it from OTRS. */
export const typedText = (q: string | undefined): string => (q ?? "").replaceAll(/[\p{Cc}\s]+/gu, " ").trim();

const pattern = (word: string): string => word.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll("*", "%");

/** Folded once per statement: as a sub-query, because a prepared statement would fold a bare parameter anew for every row. */
export const folded = (typed: string): RawBuilder<string> => sql<string>`(select search_fold(${typed}))`;

/** `text` contains every word; it must be written exactly as in its index. */
export const containsWords = (text: RawBuilder<unknown>, typed: string): RawBuilder<boolean>[] =>
  typed.split(" ").map((word) => sql<boolean>`${text} like ${folded(`%${pattern(word)}%`)}`);

/** The same of what may be nothing, which asks nothing. */
export const containsTyped = (text: RawBuilder<unknown>, q: string | undefined): RawBuilder<boolean>[] => {
  const typed = typedText(q);
  return typed === "" ? [] : containsWords(text, typed);
};

/** A word whose letters are too few for the index of fragments: it would be looked for in every row. */
export const isShort = (word: string): boolean => !/[\p{L}\p{N}]{3}/u.test(word);

/** A short word without the `*` around it, as a beginning: of words of `text`, which are parted by spaces. */
export const beginsWord = (text: RawBuilder<unknown>, word: string): RawBuilder<boolean> => sql<boolean>`' ' || ${text} like ${folded(`% ${pattern(word)}%`)}`;
