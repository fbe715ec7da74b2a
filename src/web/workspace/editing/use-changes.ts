/** A form over a stored record: only what differs is kept, so that saving sends differences and a newer record shows through. */
import { useCallback, useMemo, useState } from "react";

type Editing<Stored extends object> = {
  values: Stored;
  changes: Partial<Stored>;
  count: number;
  set: <Key extends keyof Stored>(key: Key, value: Stored[Key]) => void;
  discard: () => void;
};

export function useChanges<Stored extends object>(stored: Stored): Editing<Stored> {
  const [wanted, setWanted] = useState<Partial<Stored>>({});
  const set = useCallback(<Key extends keyof Stored>(key: Key, value: Stored[Key]) => setWanted((before) => ({ ...before, [key]: value })), []);
  const discard = useCallback(() => setWanted({}), []);
  const changes = useMemo(
    () => Object.fromEntries(Object.entries(wanted).filter(([key, value]) => !same(value, stored[key as keyof Stored]))) as Partial<Stored>,
    [wanted, stored],
  );
  return { values: { ...stored, ...changes }, changes, count: Object.keys(changes).length, set, discard };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
