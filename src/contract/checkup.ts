/** The check-up: what is half-finished or without effect, each with the way to mend it. */
import { z } from "zod";
import { CHECK_AREAS, CHECK_IDS, FIX_PLACES, FIXES } from "#domain/access/checkup.ts";
import { rehearsedCall } from "./access.ts";
import { agent, get } from "./endpoint.ts";
import { id, listOf, page } from "./fields.ts";

const checkId = z.enum(CHECK_IDS);

export const checkupView = z.strictObject({
  checks: z.array(
    z.strictObject({
      id: checkId,
      area: z.enum(CHECK_AREAS),
      /** Exact up to 1,000. */
      count: z.int(),
      countIsLowerBound: z.literal(true).optional(),
    }),
  ),
});
export type CheckupView = z.infer<typeof checkupView>;
export const getCheckup = get("/api/v1/access/checkup", {
  summary: "What the check-up looks for, and how much it finds of each (NEW-18)",
  policy: agent("access:read"),
  response: checkupView,
});

export const findingView = z.strictObject({
  id,
  /** Why it is a finding, as a sentence in the asking person's language. */
  reason: z.string(),
  sentence: z.string(),
  /** Whom or what it is about; `link` is an address in the workspace. */
  record: z.strictObject({
    kind: z.enum(["contact", "company", "everybody", "queue", "role", "service"]),
    id: id.nullable(),
    name: z.string(),
    link: z.string(),
  }),
  /** Where it is mended by hand. */
  place: z.strictObject({ kind: z.enum(FIX_PLACES), link: z.string() }),
  /** A call of this API that mends it, for whoever may make it; `undo` holds until somebody changes the same again, null: it cannot be taken back. */
  fix: z.strictObject({ kind: z.enum(FIXES), call: rehearsedCall, undo: rehearsedCall.nullable() }).nullable(),
});
export type FindingView = z.infer<typeof findingView>;
export const listFindings = get("/api/v1/access/checkup/findings", {
  summary: "The findings of one check, by name, each with the way to mend it",
  policy: agent("access:read"),
  query: page.pick({ limit: true, cursor: true }).extend({ check: checkId }),
  response: listOf(findingView),
  errors: ["request.cursor"],
});
