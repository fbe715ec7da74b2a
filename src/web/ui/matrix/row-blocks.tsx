/** Thousands of rows: drawn in blocks, and only those near what is on the screen; the others keep their height. */
import { type ReactNode, useEffect, useRef, useState } from "react";

const rowsPerBlock = 40;
/** Drawn before it comes into sight. */
const nearPixels = 1200;
/** Until a block has been drawn once. */
const usualRowPixels = 45;

type Given<Row> = {
  rows: readonly Row[];
  cellsPerRow: number;
  render: (row: Row) => ReactNode;
  /** Rows have come or gone. */
  onDrawn: () => void;
};

export function RowBlocks<Row extends { id: string }>({ rows, cellsPerRow, render, onDrawn }: Given<Row>) {
  const starts = Array.from({ length: Math.ceil(rows.length / rowsPerBlock) }, (_, at) => at * rowsPerBlock);
  return starts.map((start) => (
    <Block
      key={start}
      rows={rows.slice(start, start + rowsPerBlock)}
      cellsPerRow={cellsPerRow}
      render={render}
      onDrawn={onDrawn}
      isAlone={rows.length <= rowsPerBlock}
      isFirst={start === 0}
    />
  ));
}

function Block<Row>({ rows, cellsPerRow, render, onDrawn, isAlone, isFirst }: Given<Row> & { isAlone: boolean; isFirst: boolean }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const measured = useRef<number | null>(null);
  const [isNear, setNear] = useState(isFirst);
  const isDrawn = isNear || isAlone;
  useEffect(() => {
    const element = body.current;
    if (element === null || isAlone) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        // Whoever is in it by keys stays in it.
        const isHeld = element.contains(document.activeElement);
        if (!entry.isIntersecting && !isHeld && element.rows.length > 1) measured.current = element.offsetHeight / element.rows.length;
        setNear(entry.isIntersecting || isHeld);
      },
      { rootMargin: `${nearPixels}px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isAlone]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is told looks at what is drawn now
  useEffect(onDrawn, [isDrawn, rows.length, onDrawn]);
  return (
    <tbody ref={body}>
      {isDrawn ? (
        rows.map(render)
      ) : (
        <tr aria-hidden data-spacer>
          <td colSpan={cellsPerRow} style={{ height: rows.length * (measured.current ?? usualRowPixels) }} />
        </tr>
      )}
    </tbody>
  );
}
