/** What came in while somebody was reading: not what was there, not what is loaded by turning pages. */
import { useState } from "react";

type Arriving = { id: string };

/** The newest of them. @param isWhole everything that there was has been loaded. @param isOwn written by the person who reads. */
export function useNewestArrival<Item extends Arriving>(
  items: readonly Item[] | undefined,
  isWhole: boolean,
  isOwn: (item: Item) => boolean,
): Item | undefined {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  if (known === null && isWhole && items !== undefined) setKnown(new Set(items.map((item) => item.id)));
  return known === null ? undefined : items?.findLast((item) => !known.has(item.id) && !isOwn(item));
}
