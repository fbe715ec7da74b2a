/** Field shapes that many resources use. */

import { z } from "zod";
import { isTimeZone } from "#domain/settings/catalogue.ts";

export const id = z.uuid();
export const ids = z.array(id);
export const instant = z.iso.datetime({ offset: true });
/** A day of the calendar, as `2026-03-14`. */
export const day = z.iso.date();
/** Null: nothing is planned; up to 100,000 hours. */
export const plannedMinutes = z.int().min(0).max(6_000_000).nullable();
export const shortText = z.string().max(200);
export const name = z.string().trim().min(1).max(200);
export const longText = z.string().max(200_000);
export const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/);
export const language = z.enum(["de", "en"]);
export const timeZone = z.string().refine(isTimeZone);
export const version = z.int().min(1);
export const recordState = z.enum(["active", "suspended", "closed"]);
export const statusType = z.enum(["new", "open", "pending", "done", "closed", "removed", "merged"]);
export const ticketVerb = z.enum(["read", "reply", "change", "close", "judge", "share"]);
export const password = z.string().min(1).max(1024);
export const login = z.string().trim().min(1).max(200);
export const ownFields = z.record(z.string(), z.unknown());
export const labels = z.strictObject({ de: z.string().max(200).optional(), en: z.string().max(200).optional() });

export const byId = z.strictObject({ id });

/** A person or thing named beside its id, so that screens need no second request. */
export const named = z.strictObject({ id, name: z.string() });
export type Named = z.infer<typeof named>;

/** Query of a list: limit, keyset cursor, search, exact count. */
export const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(2000).optional(),
  q: z.string().max(500).optional(),
  count: z.enum(["exact"]).optional(),
});

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    /** Cursor of the next page. */
    next: z.string().nullable(),
    /** Exact up to 10,000, or always with `count=exact`. */
    total: z.int(),
    totalIsLowerBound: z.literal(true).optional(),
  });

export type ListOf<Item> = { items: Item[]; next: string | null; total: number; totalIsLowerBound?: true | undefined };
