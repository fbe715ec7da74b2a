/** What somebody has begun to write, kept in this browser until it is sent: it survives a closed tab and a lost network (docs/decisions/0028-drafts.md). */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const prefix = "pforte-draft:";
/** Drafts end with the session of the person who wrote them. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

type Kept<Draft> = { at: string; draft: Draft };

function read<Draft>(key: string): Kept<Draft> | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Kept<Draft> | null;
  } catch {
    return null;
  }
}

/** When the draft of this name was written last; null: there is none. */
export const draftKeptAt = (name: string): string | null => read(prefix + name)?.at ?? null;

/** @param name says whose and what: `${contactId}:reply:${ticketId}`. @param isEmpty an empty draft is not kept. */
export function useDraft<Draft>(name: string, empty: Draft, isEmpty: (draft: Draft) => boolean) {
  const key = prefix + name;
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...read<Draft>(key)?.draft }));
  const [restoredAt, setRestoredAt] = useState(() => read<Draft>(key)?.at ?? null);
  const latest = useRef(draft);
  const check = useRef(isEmpty);
  const store = useCallback(() => {
    try {
      const kept = read<Draft>(key);
      if (check.current(latest.current)) localStorage.removeItem(key);
      // Its time is that of the last change, not of the last look.
      else if (JSON.stringify(kept?.draft) !== JSON.stringify(latest.current))
        localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), draft: latest.current } satisfies Kept<Draft>));
    } catch {
      // Storage is full or forbidden: the draft lives as long as the page.
    }
  }, [key]);
  // With the change itself, before it is seen: a tab may be gone a moment later.
  useLayoutEffect(() => {
    latest.current = draft;
    store();
  }, [draft, store]);
  useEffect(() => {
    window.addEventListener("pagehide", store);
    return () => {
      window.removeEventListener("pagehide", store);
      store();
    };
  }, [store]);
  const change = useCallback((values: Partial<Draft>) => setDraft((before) => ({ ...before, ...values })), []);
  const discard = useCallback(() => {
    latest.current = empty;
    localStorage.removeItem(key);
    setRestoredAt(null);
    setDraft(empty);
  }, [key, empty]);
  return {
    draft,
    change,
    discard,
    /** When it was written that was there when the page was opened; null: nothing was. */
    restoredAt,
    isEmpty: isEmpty(draft),
  };
}
