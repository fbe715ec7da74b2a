/** Keys in a list: j and k (or arrows while a row has the focus) go down and up, Enter opens, x selects, Space looks from the side. */
import { type RefObject, useEffect, useRef } from "react";
import { isTyping } from "./is-typing.ts";

type Given<Row> = { rows: readonly Row[]; onToggle?: ((row: Row) => void) | undefined; onPeek?: ((row: Row) => void) | undefined };

/** Rows are the elements with `data-row`; what Enter follows is the one inside with `data-row-link`. */
export function useRowKeys<Row>(container: RefObject<HTMLElement | null>, given: Given<Row>): void {
  const latest = useRef(given);
  latest.current = given;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = [...(container.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const within = at >= 0;
      if (event.key === "j" || (within && event.key === "ArrowDown")) move(event, rows[Math.min(rows.length - 1, at + 1)]);
      else if (event.key === "k" || (within && event.key === "ArrowUp")) move(event, rows[Math.max(0, at - 1)]);
      else if (within) {
        const row = latest.current.rows[at];
        if (row === undefined) return;
        if (event.key === "x" && latest.current.onToggle) latest.current.onToggle(row);
        else if (event.key === " " && latest.current.onPeek) {
          event.preventDefault();
          latest.current.onPeek(row);
        }
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [container]);
}

function move(event: KeyboardEvent, row: HTMLElement | undefined): void {
  if (row === undefined) return;
  event.preventDefault();
  const target = row.querySelector<HTMLElement>("[data-row-link]") ?? row;
  target.focus();
  row.scrollIntoView({ block: "nearest" });
}
