/** Tells everybody, a few at a time: all at once would come back and ask at once. */

const atATime = 50;
const pauseMilliseconds = 100;

export type Spread<Entry> = { add: (entries: Iterable<Entry>) => void; remove: (entry: Entry) => void };

export function createSpread<Entry>(tell: (entry: Entry) => void): Spread<Entry> {
  const waiting = new Set<Entry>();
  let next: NodeJS.Timeout | undefined;
  const some = () => {
    next = undefined;
    for (const entry of [...waiting].slice(0, atATime)) {
      waiting.delete(entry);
      tell(entry);
    }
    if (waiting.size > 0) next = setTimeout(some, pauseMilliseconds).unref();
  };
  return {
    add(entries) {
      for (const entry of entries) waiting.add(entry);
      if (next === undefined) some();
    },
    remove: (entry) => void waiting.delete(entry),
  };
}
