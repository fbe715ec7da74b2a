/** What somebody typed into a search box, as a full-text query: every word a beginning, all of them wanted. */

/** More words than this are left out. */
const mostWords = 10;

/** Text for `to_tsquery`; null: nothing to search for. Quotes and operators are taken as plain characters. */
export function prefixQuery(typed: string): string | null {
  const words = typed
    .normalize("NFC")
    .replaceAll(/['\\\0]/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, mostWords);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(" & ");
}
