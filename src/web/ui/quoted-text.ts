/** Which lines of a plain message repeat an earlier one: mails carry the whole conversation along. */

export type TextPart = { quoted: boolean; text: string };

/** Fewer lines are a question that is being answered, and belong to the text. */
const fewestLines = 3;
const isQuoted = (line: string): boolean => /^\s?>/.test(line);
const introduces = (line: string): boolean => /\b(wrote|schrieb|schreibt|écrit)\b.*:\s*$/.test(line);
const beginsOldMail = (line: string): boolean => /^-{2,}\s?(Original Message|Original-Nachricht|Ursprüngliche Nachricht)\s?-{2,}$|^_{20,}$/i.test(line.trim());

function withoutBlankEnds(text: string, atStart: boolean, atEnd: boolean): string {
  const started = atStart ? text.replace(/^(\s*\n)+/, "") : text;
  return atEnd ? started.trimEnd() : started;
}

export function withQuotes(text: string): TextPart[] {
  const lines = text.split("\n");
  const parts: TextPart[] = [];
  let from = 0;
  const push = (quoted: boolean, until: number) => {
    const part = lines.slice(from, until).join("\n");
    if (part.trim() !== "") parts.push({ quoted, text: part });
    from = until;
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (beginsOldMail(line) && at > 0) {
      push(false, at);
      push(true, lines.length);
      break;
    }
    if (!isQuoted(line)) continue;
    let end = at;
    while (end < lines.length && isQuoted(lines[end] ?? "")) end++;
    const isIntroduced = at > 0 && introduces(lines[at - 1] ?? "");
    if (isIntroduced || end - at >= fewestLines) {
      push(false, isIntroduced ? at - 1 : at);
      push(true, end);
    }
    at = end - 1;
  }
  push(false, lines.length);
  if (parts.every((part) => part.quoted)) return [{ quoted: false, text }];
  // Between the parts there is room already.
  return parts.map((part, index) => ({ ...part, text: withoutBlankEnds(part.text, index > 0, index < parts.length - 1) }));
}
