/** Folds case as the database's lower() does, letter by letter, so that what is one key here is one key there. */
const onlyAscii = /^[\0-\x7f]*$/;

export function fold(text: string): string {
  if (onlyAscii.test(text)) return text.toLowerCase();
  let folded = "";
  for (const letter of text) folded += String.fromCodePoint(letter.toLowerCase().codePointAt(0) ?? 0);
  return folded;
}
