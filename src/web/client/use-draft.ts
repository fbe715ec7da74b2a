/** What somebody has begun to write, kept in this browser until it is sent: it survives a closed tab and a lost network. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const prefix = "pforte-draft:";
/** Drafts end with the session of the person who wrote them. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

function read<Draft>(key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

/** @param name says whose and what: `${contactId}:reply:${ticketId}`. @param isEmpty an empty draft is not kept. */
export function useDraft<Draft>(name: string, empty: Draft, isEmpty: (draft: Draft) => boolean) {
  const key = prefix + name;
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...read<Draft>(key) }));
  const [wasRestored, setWasRestored] = useState(() => read<Draft>(key) !== null);
  const latest = useRef(draft);
  const check = useRef(isEmpty);
  const store = useCallback(() => {
    try {
      if (check.current(latest.current)) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(latest.current));
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
    setWasRestored(false);
    setDraft(empty);
  }, [key, empty]);
  return { draft, change, discard, wasRestored, isEmpty: isEmpty(draft) };
}
