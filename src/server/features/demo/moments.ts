/** Times of the demo, all counted back from its start: working days and hours in the provider's time zone. */
import { timeZone } from "./tables/provider.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Minutes after midnight between which people write. */
const opening = 7 * 60 + 20;
const closing = 17 * 60 + 40;

const clock = new Intl.DateTimeFormat("en", {
  timeZone,
  hourCycle: "h23",
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

const calendar = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
/** The day there, as `2026-03-02`. */
export const dayAt = (at: Date): string => calendar.format(at);

/** Minutes after midnight, and whether it is a Saturday or Sunday. */
function localClock(at: Date): { minutes: number; weekend: boolean } {
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return { minutes: Number(parts["hour"]) * 60 + Number(parts["minute"]), weekend: parts["weekday"] === "Sat" || parts["weekday"] === "Sun" };
}

const shifted = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds);

/** The same moment if people work then, else as soon as they work again, a little later than the doors open. */
export function inWorkingHours(at: Date): Date {
  const { minutes, weekend } = localClock(at);
  if (!weekend && minutes >= opening && minutes < closing) return at;
  const late = minutes >= closing;
  const untilOpening = (opening - minutes + (late ? 24 * 60 : 0)) * minute;
  const opened = shifted(at, untilOpening + (at.getTime() % (50 * minute)));
  if (!weekend && !late) return opened;
  return localClock(opened).weekend ? inWorkingHours(shifted(opened, day)) : opened;
}

/** So many days before `now`, at a time of that day ("09:40"), moved to a working day. */
export function daysAgo(now: Date, days: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const about = shifted(now, -days * day);
  const at = shifted(about, (hours * 60 + minutes - localClock(about).minutes) * minute);
  // Before the start, whatever the time of day.
  const past = at.getTime() < now.getTime() ? at : shifted(at, -day);
  return localClock(past).weekend ? shifted(past, -2 * day) : past;
}
