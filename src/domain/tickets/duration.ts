/** Worked time as people type and read it. Inside it is whole minutes, so that sums are exact. */

/** A day has no more. */
export const MOST_MINUTES = 24 * 60;

/** `1:30`, `1,5`, `1.5`, `90m`, `1h 30m`, `2h`; a number alone is hours. Null: it is none of these, or no whole minute, or more than a day. */
export function minutesOf(text: string): number | null {
  const typed = text.trim().toLowerCase().replaceAll(",", ".");
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(typed);
  const hours = /^(\d{1,2}(?:\.\d{1,4})?|\.\d{1,4})\s*(?:h|std)?$/.exec(typed);
  const parts = /^(?:(\d{1,2})\s*(?:h|std)\s*)?(\d{1,4})\s*(?:m|min)$/.exec(typed);
  const minutes = clock
    ? Number(clock[1]) * 60 + Number(clock[2])
    : hours
      ? Math.round(Number(hours[1]) * 60)
      : parts
        ? Number(parts[1] ?? 0) * 60 + Number(parts[2])
        : null;
  return minutes !== null && minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
}

/** `90` is `1:30`. */
export const hoursText = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

/** `9`, `905`, `9.05`, `09:05` become minutes after midnight; `24:00` is the end of the day. */
export function timeOfDay(text: string): number | null {
  const parts = /^(\d{1,2})(?::?([0-5]\d))?$/.exec(text.trim().replace(".", ":"));
  if (!parts) return null;
  const minutes = Number(parts[1]) * 60 + Number(parts[2] ?? 0);
  return minutes <= MOST_MINUTES ? minutes : null;
}

/** With two figures for the hour, as the API writes it. */
export const timeText = (minutes: number): string => hoursText(minutes).padStart(5, "0");
