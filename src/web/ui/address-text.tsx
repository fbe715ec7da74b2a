/** An e-mail address or a name: where it is longer than its line, an address breaks behind its @ and before its dots, not inside a word. */
import { Fragment } from "react";

export function AddressText({ children }: { children: string }) {
  if (!children.includes("@")) return children;
  return children.split(/(?<=@)|(?=\.)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in their order
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
