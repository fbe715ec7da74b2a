/** One field for both: how long, or from and until. */
import { hoursText, minutesOf, timeOfDay, timeText } from "#domain/tickets/duration.ts";

export type TypedTime = { minutes: number } | { from: string; until: string };

/** `1:30`, `90m`, `9-10:30`, `9:00–10:30`; null: neither. */
export function typedTime(text: string): TypedTime | null {
  const minutes = minutesOf(text);
  if (minutes !== null) return { minutes };
  const [from, until, ...more] = text.split(/[-–]/).map(timeOfDay);
  if (from == null || until == null || more.length > 0 || from >= until) return null;
  return { from: timeText(from), until: timeText(until) };
}

export const lengthOf = (time: TypedTime): number => ("minutes" in time ? time.minutes : (timeOfDay(time.until) ?? 0) - (timeOfDay(time.from) ?? 0));

/** As it would be typed again. */
export const asTyped = ({ minutes, from, until }: { minutes: number; from: string | null; until: string | null }): string =>
  from !== null && until !== null ? `${from}–${until}` : hoursText(minutes);
