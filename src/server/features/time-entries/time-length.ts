import { timeOfDay } from "#domain/tickets/duration.ts";
import type { TimeEntryFields } from "./queries.ts";

/** From and until, or only how long; the contract lets through one of them. Undefined: nothing is said of it. */
export function lengthOf(given: {
  minutes?: number | undefined;
  from?: string | undefined;
  until?: string | undefined;
}): Pick<TimeEntryFields, "startsMinute" | "minutes"> | undefined {
  if (given.minutes !== undefined) return { startsMinute: null, minutes: given.minutes };
  if (given.from === undefined || given.until === undefined) return undefined;
  const startsMinute = timeOfDay(given.from) ?? 0;
  return { startsMinute, minutes: (timeOfDay(given.until) ?? 0) - startsMinute };
}
