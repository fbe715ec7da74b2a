/** Days as the clocks of a time zone count them. */

/** What the clock shows there, as if it were UTC. */
function clockAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
}

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
const ahead = (at: number, timeZone: string): number => clockAt(at, timeZone) - Math.floor(at / 1000) * 1000;

/** `2026-03-14T09:30` as the clock there shows it → the instant. */
export function instantOf(clock: string, timeZone: string): string {
  const shown = Date.parse(`${clock}Z`);
  // Twice, because the clock may change between the first guess and the answer.
  const guess = shown - ahead(shown, timeZone);
  return new Date(shown - ahead(guess, timeZone)).toISOString();
}

/** An instant → `2026-03-14T09:30` there. */
export const clockOf = (instant: string, timeZone: string): string => new Date(clockAt(Date.parse(instant), timeZone)).toISOString().slice(0, 16);

/** The day of an instant there. */
export const dayOf = (instant: string, timeZone: string): string => clockOf(instant, timeZone).slice(0, 10);

/** `2026-03-14` → the instant at which this day begins there. */
export const startOfDay = (day: string, timeZone: string): string => instantOf(`${day}T00:00:00`, timeZone);

export const addDays = (day: string, count: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** The last day on which something holds → its end: the start of the day after. */
export const endOfDay = (day: string, timeZone: string): string => startOfDay(addDays(day, 1), timeZone);
export const lastDayOf = (until: string, timeZone: string): string => dayOf(new Date(Date.parse(until) - 1).toISOString(), timeZone);
