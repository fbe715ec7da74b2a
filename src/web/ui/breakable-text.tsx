/** A name or an address that is longer than its line: an address breaks behind its @ and before its dots, a name in a tree behind its ::, not inside a word. */
import { Fragment } from "react";

const places = (text: string): RegExp | null => (text.includes("@") ? /(?<=@)|(?=\.)/ : text.includes("::") ? /(?<=::)/ : null);

export function BreakableText({ children }: { children: string }) {
  const at = places(children);
  if (at === null) return children;
  return children.split(at).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in their order
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
