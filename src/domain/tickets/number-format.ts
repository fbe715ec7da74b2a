/** Numbers that people read: a format like `{yyyy}{MM}{dd}{n:5}`. The counter starts anew whenever the rest of the number changes. */

export type NumberParts = { before: string; digits: number; after: string };

/** The parts of the number on this day (UTC); a format without a counter gets one at its end. */
export function numberParts(format: string, day: Date): NumberParts {
  const dated = format
    .replaceAll("{yyyy}", String(day.getUTCFullYear()))
    .replaceAll("{yy}", String(day.getUTCFullYear()).slice(-2))
    .replaceAll("{MM}", String(day.getUTCMonth() + 1).padStart(2, "0"))
    .replaceAll("{dd}", String(day.getUTCDate()).padStart(2, "0"));
  const counter = /\{n(?::(\d{1,2}))?\}/.exec(dated);
  if (!counter) return { before: dated, digits: 1, after: "" };
  return { before: dated.slice(0, counter.index), digits: Number(counter[1] ?? 1), after: dated.slice(counter.index + counter[0].length) };
}

export const formatNumber = ({ before, digits, after }: NumberParts, count: number): string => before + String(count).padStart(digits, "0") + after;
