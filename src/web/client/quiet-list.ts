/** A list that is asked for again while somebody reads in it: what is shown is brought up to date where it stands, what is new waits. */
import { useEffect, useState } from "react";

type Identified = { id: string };

/** Rows that are not on the page any more. */
export type Elsewhere<Item> = {
  /** The list still has them, further on. */
  moved: readonly Item[];
  /** The filter lets them through no more; they may be read all the same. */
  left: readonly Item[];
};
export const NOWHERE: Elsewhere<never> = { moved: [], left: [] };

type Shown<Item> = {
  items: readonly Item[];
  /** How many new ones are held back. */
  waiting: number;
  /** Ids of those that stand here and do not belong here any more. */
  left: ReadonlySet<string>;
};
/** `changed`: ids of those that look different than a moment ago, or were not there. */
type Quiet<Item> = Shown<Item> & { changed: ReadonlySet<string> };

const nobody: ReadonlySet<string> = new Set();

/** What nobody may see any more goes; everything else keeps its place; what is new is counted. */
export function quietly<Item extends Identified>(shown: readonly Item[], fresh: readonly Item[], { moved, left }: Elsewhere<Item> = NOWHERE): Shown<Item> {
  const byId = new Map([...left, ...moved, ...fresh].map((item) => [item.id, item]));
  const items = shown.flatMap((item) => byId.get(item.id) ?? []);
  if (items.length === 0) return { items: fresh, waiting: 0, left: nobody };
  const known = new Set(items.map(({ id }) => id));
  return { items, waiting: fresh.filter(({ id }) => !known.has(id)).length, left: new Set(left.map(({ id }) => id)) };
}

/** Of `now` those that `before` had not, or otherwise. */
export function changedIn<Item extends Identified>(before: readonly Item[], now: readonly Item[]): ReadonlySet<string> {
  const texts = new Map(before.map((item) => [item.id, JSON.stringify(item)]));
  return new Set(now.filter((item) => texts.get(item.id) !== JSON.stringify(item)).map(({ id }) => id));
}

const scrolledPixels = 100;
const restMilliseconds = 5000;
/** How long it is to be seen that a row changed. */
const markedMilliseconds = 2000;

/** When the pointer moved last, for all lists. */
let movedAt = Number.NEGATIVE_INFINITY;
const moved = () => {
  movedAt = performance.now();
};

/** Somebody has scrolled into the list, is at a row of it, or has chosen some. */
export function isAtRows(): boolean {
  if (window.scrollY > scrolledPixels || document.querySelector("[data-row]:focus-within, [data-row] input:checked") !== null) return true;
  return performance.now() - movedAt < restMilliseconds && document.querySelector("[data-row]:hover") !== null;
}

export type Fresh<Item> = { items: readonly Item[]; elsewhere: Elsewhere<Item> };
type State<Item> = Quiet<Item> & { fresh: Fresh<Item>; place: string };

const atOnce = <Item>(fresh: Fresh<Item>, place: string, changed = nobody): State<Item> => ({
  ...{ fresh, place, changed },
  ...{ items: fresh.items, waiting: 0, left: nobody },
});

function after<Item extends Identified>(before: State<Item>, fresh: Fresh<Item>, place: string): State<Item> {
  if (before.place !== place) return atOnce(fresh, place);
  const shown = isAtRows() ? quietly(before.items, fresh.items, fresh.elsewhere) : atOnce(fresh, place);
  return { ...shown, changed: changedIn(before.items, shown.items), fresh, place };
}

/** @param fresh the same one as long as the list was not asked for again. @param place of which list and page it is; another one is shown at once. */
export function useQuietList<Item extends Identified>(fresh: Fresh<Item>, place: string): Quiet<Item> & { show: () => void } {
  const [state, setState] = useState(() => atOnce(fresh, place));
  useEffect(() => {
    window.addEventListener("pointermove", moved, { passive: true });
    return () => window.removeEventListener("pointermove", moved);
  }, []);
  const { changed } = state;
  useEffect(() => {
    if (changed.size === 0) return;
    const timer = setTimeout(() => setState((now) => ({ ...now, changed: nobody })), markedMilliseconds);
    return () => clearTimeout(timer);
  }, [changed]);
  const isKnown = state.fresh === fresh && state.place === place;
  const now = isKnown ? state : after(state, fresh, place);
  if (!isKnown) setState(now);
  const show = () => setState(({ items }) => atOnce(fresh, place, changedIn(items, fresh.items)));
  return { ...now, show };
}
