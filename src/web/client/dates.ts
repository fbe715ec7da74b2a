/** Times, numbers and sizes as people read them, in their language and time zone. */

export type Formats = {
  language: string;
  timeZone: string;
  /** "3 minutes ago", "yesterday"; after a week the date. */
  relative: (instant: string, now?: number) => string;
  /** Date and time to the minute, with the zone's name. */
  exact: (instant: string) => string;
  date: (instant: string) => string;
  /** The date, with the year only if it is another one. */
  day: (instant: string, now?: number) => string;
  time: (instant: string) => string;
  number: (value: number) => string;
  /** "1.2 MB", as the settings count them: 1 MB is 1,024 times 1,024 bytes. */
  bytes: (value: number) => string;
  list: (values: readonly string[]) => string;
};

const steps: readonly [limitSeconds: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [45, "second", 1],
  [45 * 60, "minute", 60],
  [22 * 3600, "hour", 3600],
  [6.5 * 86_400, "day", 86_400],
];
const sizes = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Falls back to UTC where the browser does not know the zone. */
function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    return "UTC";
  }
}

export function formatsFor(language: string, wantedZone: string): Formats {
  const timeZone = knownZone(wantedZone);
  const locale = language === "en" ? "en-GB" : language;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "long" });
  const exact = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "full", timeStyle: "short" });
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" });
  const zoneName = (at: Date): string => zone.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short", year: "numeric" });
  const dayThisYear = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short" });
  const year = new Intl.DateTimeFormat("en", { timeZone, year: "numeric" });
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short" });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const isSameYear = (at: number, now: number): boolean => year.format(at) === year.format(now);
  const shortDay = (instant: string, now = Date.now()): string => (isSameYear(Date.parse(instant), now) ? dayThisYear : day).format(Date.parse(instant));
  return {
    language,
    timeZone,
    relative(instant, now = Date.now()) {
      const at = Date.parse(instant);
      const seconds = (at - now) / 1000;
      const step = steps.find(([limit]) => Math.abs(seconds) < limit);
      if (step) return step[1] === "second" ? relative.format(0, "second") : relative.format(Math.round(seconds / step[2]), step[1]);
      return shortDay(instant, now);
    },
    exact: (instant) => `${exact.format(new Date(instant))} (${zoneName(new Date(instant))})`,
    date: (instant) => day.format(new Date(instant)),
    day: shortDay,
    time: (instant) => time.format(new Date(instant)),
    number: (value) => number.format(value),
    bytes(value) {
      const power = Math.min(sizes.length - 1, value < 1024 ? 0 : Math.floor(Math.log2(value) / 10));
      const shown = value / 1024 ** power;
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit: sizes[power] ?? "byte",
        unitDisplay: power === 0 ? "long" : "short",
        maximumFractionDigits: shown < 10 && power > 0 ? 1 : 0,
      }).format(shown);
    },
    list: (values) => list.format(values),
  };
}
