/** Days as people enter them, in a company's time zone: *from* is the start of the day, *until* the start of the day after. */

const partsIn = (timeZone: string) =>
  new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = Object.fromEntries(
    partsIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const local = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0);
  return local - Math.floor(at / 1000) * 1000;
}

/** `2026-03-14` → the instant at which this day begins there. */
export function startOfDay(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Twice, because the clock may change between the first guess and the answer.
  const guess = midnight - offsetAt(midnight, timeZone);
  return new Date(midnight - offsetAt(guess, timeZone)).toISOString();
}

export function dayOf(instant: string, timeZone: string): string {
  const parts = Object.fromEntries(
    partsIn(timeZone)
      .formatToParts(Date.parse(instant))
      .map(({ type, value }) => [type, value]),
  ) as Record<string, string>;
  return `${parts.year}-${parts.month}-${parts.day}`;
}

const addDays = (day: string, count: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** The last day on which it holds → its end. */
export const endOfDay = (day: string, timeZone: string): string => startOfDay(addDays(day, 1), timeZone);
export const lastDayOf = (until: string, timeZone: string): string => dayOf(new Date(Date.parse(until) - 1).toISOString(), timeZone);
