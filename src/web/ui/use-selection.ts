/** The selection of a list. It holds while somebody pages and sorts; another filter begins a new one. */
import { useState } from "react";
import { NOTHING, type Selection } from "./selection.ts";

/** @param scope what the list is narrowed by, as a text. */
export function useSelection(scope: string) {
  const [held, setHeld] = useState<{ scope: string; selection: Selection }>({ scope, selection: NOTHING });
  const selection = held.scope === scope ? held.selection : NOTHING;
  return { selection, change: (next: Selection) => setHeld({ scope, selection: next }), clear: () => setHeld({ scope, selection: NOTHING }) };
}
