/** What an attachment's cell holds: base64 as PostgreSQL and Oracle keep it, hexadecimal as their exports may write it, or the text itself. */

/** `size`: what the old system noted, which decides between the ways to read; null: there is no content. */
export function attachmentBytes(cell: string, size: number | null): Buffer | null {
  if (cell === "") return size === 0 ? Buffer.alloc(0) : null;
  const readings = [base64(cell), hexadecimal(cell), Buffer.from(cell, "utf8")].filter((bytes) => bytes !== null);
  return readings.find((bytes) => bytes.length === size) ?? readings[0] ?? null;
}

function base64(cell: string): Buffer | null {
  const text = cell.replace(/\s+/g, "");
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : null;
}

function hexadecimal(cell: string): Buffer | null {
  const digits = /^(?:\\x|0x)([0-9a-fA-F]+)$/.exec(cell)?.[1];
  return digits !== undefined && digits.length % 2 === 0 ? Buffer.from(digits, "hex") : null;
}

/** HTML of an attached body, by the character set of its content type; unknown ones are read as UTF-8, then as Windows-1252. */
export function htmlText(bytes: Buffer, contentType: string): string {
  const label = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1];
  for (const characterSet of [label, "utf-8"]) {
    if (characterSet === undefined) continue;
    try {
      return new TextDecoder(characterSet, { fatal: true }).decode(bytes);
    } catch {
      // another try
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

/** The old system keeps the HTML of a message as an attachment named `file-1`, `file-2` or `file-1.html`. */
export const isHtmlBody = (name: string, contentType: string, disposition: string): boolean =>
  /^file-[12](\.html)?$/.test(name) && /^text\/html/i.test(contentType) && disposition !== "attachment";

/** And its plain text beside it, which the article has as well. */
export const isPlainBody = (name: string, contentType: string, disposition: string): boolean =>
  name === "file-1" && /^text\/plain/i.test(contentType) && disposition !== "attachment";

/** Texts that differ in white space only count as the same. */
export const normalisedText = (text: string): string => text.replace(/\s+/g, " ").trim();
