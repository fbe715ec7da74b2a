import { endOfDay, startOfDay } from "#domain/time-zones.ts";

type Days = { from: string; until: string; seesSince: string };
const KEYS = ["from", "until", "seesSince"] as const;

/** The days that were changed as instants in the company's time zone; an emptied one is none. */
export const instantsOf = (days: Days, stored: Days, zone: string): { [Key in (typeof KEYS)[number]]?: string | null } =>
  Object.fromEntries(
    KEYS.filter((key) => days[key] !== stored[key]).map((key) => {
      const day = days[key];
      return [key, day === "" ? null : key === "until" ? endOfDay(day, zone) : startOfDay(day, zone)];
    }),
  );
