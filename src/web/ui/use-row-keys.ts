/**
 * Keys in a list: j and k (or arrows while a row has the focus) go down and up, Enter opens, x selects, X selects up to here,
 * Space looks from the side, Escape leaves that or the selection. Whoever comes back to a list goes on at the row that was left.
 */
import { type RefObject, useEffect } from "react";
import { isTyping } from "./is-typing.ts";
import { useStable } from "./use-stable.ts";

type Given = {
  /** Name of the list, for coming back to it. */
  list: string;
  keys: readonly string[];
  onToggle?: ((key: string, range: boolean) => void) | undefined;
  onPeek?: ((key: string) => void) | undefined;
  onMove?: ((key: string) => void) | undefined;
  /** Says whether there was something to leave. */
  onEscape?: (() => boolean) | undefined;
};

/** The row that had the focus last, by list. */
const lastKeys = new Map<string, string>();

/** Rows are the elements with `data-row`, in the order of `keys`; what Enter follows is the one inside with `data-row-link`. */
export function useRowKeys(container: RefObject<HTMLElement | null>, given: Given): void {
  const onKey = useStable((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    const rows = [...(container.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const focused = rows.findIndex((row) => row.contains(document.activeElement));
    const last = given.keys.indexOf(lastKeys.get(given.list) ?? "");
    const at = focused >= 0 ? focused : document.activeElement?.contains(container.current) ? last : -1;
    const goTo = (to: number) => {
      if (!focusRow(event, rows[to])) return;
      const key = given.keys[to];
      if (key !== undefined) given.onMove?.(key);
    };
    const key = given.keys[at];
    switch (event.key) {
      case "j":
        return goTo(focused < 0 && last >= 0 ? last : Math.min(rows.length - 1, at + 1));
      case "k":
        return goTo(focused < 0 && last >= 0 ? last : Math.max(0, at - 1));
      case "ArrowDown":
        return focused < 0 ? undefined : goTo(Math.min(rows.length - 1, at + 1));
      case "ArrowUp":
        return focused < 0 ? undefined : goTo(Math.max(0, at - 1));
      case "x":
      case "X":
        return key === undefined ? undefined : given.onToggle?.(key, event.key === "X");
      case "Escape":
        if (given.onEscape?.()) event.preventDefault();
        return;
      case " ":
        if (key === undefined || !given.onPeek || !isRowItself(event.target)) return;
        event.preventDefault();
        return given.onPeek(key);
    }
  });
  const onFocus = useStable((event: FocusEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    const at = row === null ? -1 : [...(container.current?.querySelectorAll("[data-row]") ?? [])].indexOf(row);
    const key = given.keys[at];
    if (key !== undefined) lastKeys.set(given.list, key);
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    document.addEventListener("focusin", onFocus);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("focusin", onFocus);
    };
  }, [onKey, onFocus]);
}

/** Space on a button or a box inside the row is theirs. */
const isRowItself = (target: EventTarget | null): boolean =>
  target === document.body || (target instanceof HTMLElement && target.matches("[data-row], [data-row-link]"));

function focusRow(event: KeyboardEvent, row: HTMLElement | undefined): boolean {
  if (row === undefined) return false;
  event.preventDefault();
  const target = row.querySelector<HTMLElement>("[data-row-link]") ?? row;
  target.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}
