/** A list that is asked for again while somebody reads in it: what is shown is brought up to date where it stands, what is new waits. */
import { useEffect, useRef, useState } from "react";

type Identified = { id: string };
type Quiet<Item> = { items: readonly Item[]; waiting: number };

/** What is gone goes, since it may not be seen any more; what stayed keeps its place; what is new is counted. */
export function quietly<Item extends Identified>(shown: readonly Item[], fresh: readonly Item[]): Quiet<Item> {
  const byId = new Map(fresh.map((item) => [item.id, item]));
  const items = shown.flatMap((item) => byId.get(item.id) ?? []);
  return items.length === 0 ? { items: fresh, waiting: 0 } : { items, waiting: fresh.length - items.length };
}

const scrolledPixels = 100;
const restMilliseconds = 5000;

/** Somebody has scrolled into the list, is at a row of it, or has chosen some. */
function isAtRows(movedAt: number): boolean {
  if (window.scrollY > scrolledPixels || document.querySelector("[data-row]:focus-within, [data-row] input:checked") !== null) return true;
  return performance.now() - movedAt < restMilliseconds && document.querySelector("[data-row]:hover") !== null;
}

/** @param place of which list and page `fresh` is; another one is shown at once. */
export function useQuietList<Item extends Identified>(fresh: readonly Item[], place: string): Quiet<Item> & { show: () => void } {
  const movedAt = useRef(Number.NEGATIVE_INFINITY);
  const [state, setState] = useState({ fresh, place, items: fresh, waiting: 0 });
  useEffect(() => {
    const moved = () => {
      movedAt.current = performance.now();
    };
    window.addEventListener("pointermove", moved, { passive: true });
    return () => window.removeEventListener("pointermove", moved);
  }, []);
  const show = () => setState({ fresh, place, items: fresh, waiting: 0 });
  if (state.fresh === fresh && state.place === place) return { items: state.items, waiting: state.waiting, show };
  const isSame = state.place === place && isAtRows(movedAt.current);
  const next = { fresh, place, ...(isSame ? quietly(state.items, fresh) : { items: fresh, waiting: 0 }) };
  setState(next);
  return { items: next.items, waiting: next.waiting, show };
}
