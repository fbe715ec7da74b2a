/** The way through the matrix by keys: one stop for Tab, arrows from there. */

const marksIn = (element: Element | null | undefined): HTMLButtonElement[] => [...(element?.querySelectorAll<HTMLButtonElement>("button[data-mark]") ?? [])];

/** Left and right in the row, up and down in the column, Home and End to the ends of the row; up and down the mark stays the same. */
export function moveFocus(cell: HTMLElement, key: string): void {
  const row = cell.closest("tr");
  const inRow = marksIn(row);
  const at = inRow.indexOf(document.activeElement as HTMLButtonElement);
  if (key === "Home" || key === "End") {
    inRow.at(key === "Home" ? 0 : -1)?.focus();
    return;
  }
  if (key === "ArrowLeft" || key === "ArrowRight") {
    inRow[at + (key === "ArrowLeft" ? -1 : 1)]?.focus();
    return;
  }
  const column = cell.closest("td")?.cellIndex ?? 0;
  const mark = Math.max(0, marksIn(cell).indexOf(document.activeElement as HTMLButtonElement));
  for (let next = neighbour(row, key); next !== null; next = neighbour(next, key)) {
    const button = marksIn(next.cells[column])[mark];
    if (button === undefined) continue;
    button.focus();
    return;
  }
}

/** The row above or below, also in the next block; one that is not drawn yet comes into sight and is reached by the next key. */
function neighbour(row: Element | null, key: string): HTMLTableRowElement | null {
  const isUp = key === "ArrowUp";
  const block = row?.parentElement;
  const beside = isUp ? row?.previousElementSibling : row?.nextElementSibling;
  const other = isUp ? block?.previousElementSibling : block?.nextElementSibling;
  const next = beside ?? (other?.tagName === "TBODY" ? (isUp ? other.lastElementChild : other.firstElementChild) : null);
  if (!(next instanceof HTMLTableRowElement)) return null;
  if (next.dataset["spacer"] === undefined) return next;
  row?.scrollIntoView({ block: isUp ? "end" : "start" });
  return null;
}

/** Makes one mark the stop for Tab: the one with the focus, else the first. What is chosen beside a mark is a stop only with it. */
export function keepOneStop(table: HTMLElement | null, focused?: EventTarget): void {
  const marks = marksIn(table);
  const reached = focused instanceof HTMLSelectElement ? marksIn(cellAround(focused))[0] : focused;
  const stop = reached instanceof HTMLButtonElement && marks.includes(reached) ? reached : (marks.find((mark) => mark.tabIndex === 0) ?? marks[0]);
  for (const mark of marks) if (mark !== stop && mark.tabIndex === 0) mark.tabIndex = -1;
  if (stop === undefined) return;
  stop.tabIndex = 0;
  for (const select of table?.querySelectorAll("select") ?? []) select.tabIndex = cellAround(select) === cellAround(stop) ? 0 : -1;
}

const cellAround = (element: Element): Element | null => element.closest("[data-cell]");
