/** Times of the old database: local times without a zone. */
import type { Instant } from "#domain/access/facts.ts";

/** A text of the export as an instant; null: it is none ("0000-00-00 00:00:00"). */
export type SourceClock = (text: string) => Instant | null;

const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/;
const dayMilliseconds = 86_400_000;

/**
 * Reads times in a zone (IANA name; UTC when none is given). A text with its own offset keeps it. The hour that comes twice
 * in autumn is the first one; one that never was in spring is taken as if the clock had not been changed.
 */
export function sourceClock(zone: string | null): SourceClock {
  const offsetAt = zone === null || zone === "UTC" ? () => 0 : zoneOffset(zone);
  const known = new Map<string, number>();
  return (text) => {
    const parts = pattern.exec(text.trim());
    if (!parts) return null;
    const local = localMilliseconds(parts);
    if (local === null) return null;
    if (parts[8] !== undefined) return local - ownOffset(parts[8]);
    const hour = text.slice(0, 13);
    let offset = known.get(hour);
    if (offset === undefined) {
      offset = local - utcOf(local, offsetAt);
      known.set(hour, offset);
    }
    return local - offset;
  };
}

function localMilliseconds(parts: RegExpExecArray): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second, Math.trunc(Number(`0.${parts[7] ?? "0"}`) * 1000));
  const read = new Date(milliseconds);
  const exists = year > 0 && read.getUTCMonth() === month - 1 && read.getUTCDate() === day && hour < 24 && minute < 60 && second < 61;
  return exists ? milliseconds : null;
}

function ownOffset(text: string): number {
  if (text === "Z") return 0;
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)) * 60_000;
}

/** The earliest instant that shows this local time. */
function utcOf(local: number, offsetAt: (instant: Instant) => number): Instant {
  const candidates = [local - offsetAt(local - dayMilliseconds), local - offsetAt(local + dayMilliseconds)];
  const shown = candidates.filter((instant) => instant + offsetAt(instant) === local);
  return shown.length > 0 ? Math.min(...shown) : (candidates[0] ?? local);
}

function zoneOffset(zone: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (instant) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}
