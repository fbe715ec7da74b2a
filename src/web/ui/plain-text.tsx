/** Plain text that somebody else wrote: lines kept, addresses as links. */
import classes from "./plain-text.module.css";
import { withQuotes } from "./quoted-text.ts";

const address = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** @param quoteText "Quoted text": with it, long quotations are folded away behind these words. */
export function PlainText({ text, quoteText }: { text: string; quoteText?: string }) {
  if (quoteText === undefined) return <Lines text={text} />;
  return withQuotes(text).map((part, index) =>
    part.quoted ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their order
      <details key={index} className={classes.quote}>
        <summary>{quoteText}</summary>
        <Lines text={part.text} />
      </details>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their order
      <Lines key={index} text={part.text} />
    ),
  );
}

function Lines({ text }: { text: string }) {
  const parts: (string | { href: string })[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    parts.push(text.slice(end, match.index), { href: match[0] });
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return (
    <div className={classes.plain}>
      {parts.map((part, index) =>
        typeof part === "string" ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their order
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.href}
          </a>
        ),
      )}
    </div>
  );
}
