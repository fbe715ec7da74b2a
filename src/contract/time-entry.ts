/** Time that agents work on tickets. */
import { z } from "zod";
import { WORKED_HOURS } from "#domain/settings/catalogue.ts";
import { MOST_MINUTES, timeOfDay } from "#domain/tickets/duration.ts";
import { agent, contact, del, get, patch, post } from "./endpoint.ts";
import { byId, day, id, instant, listOf, named, page, version } from "./fields.ts";
import { projectPair } from "./ticket-fields.ts";

/** `09:05`; the end of a day is `24:00`. */
const time = z
  .string()
  .regex(/^\d\d:\d\d$/)
  .refine((text) => timeOfDay(text) !== null);
const minutes = z.int().min(1).max(MOST_MINUTES);
const comment = z.string().max(4000);

export const timeEntryView = z.strictObject({
  id,
  ticketId: id,
  day,
  /** Null: only the duration is known. */
  from: time.nullable(),
  until: time.nullable(),
  minutes,
  agent: named,
  /** One of the ticket's; null: none. */
  project: named.extend({ number: z.string() }).nullable(),
  task: named.nullable(),
  /** A part of the ticket on which it was worked; null: on the ticket as a whole. */
  subtask: named.nullable(),
  billable: z.boolean(),
  /** It stands on a bill: nothing of it changes any more. */
  billed: z.boolean(),
  /** Contacts may see it, as far as their view shows worked hours; else internal. */
  visible: z.boolean(),
  comment: z.string(),
  /** Its day is not within the project's run time. */
  outsideProject: z.boolean(),
  version,
  createdAt: instant,
  changedAt: instant,
  can: z.array(z.enum(["change", "delete", "bill"])),
});
export type TimeEntryView = z.infer<typeof timeEntryView>;

/** In minutes, over all entries of a ticket. */
export const timeSums = z.strictObject({ worked: z.int(), billable: z.int(), billed: z.int(), visible: z.int() });
export type TimeSums = z.infer<typeof timeSums>;

const fields = {
  day,
  minutes: minutes.optional(),
  from: time.optional(),
  until: time.optional(),
  project: projectPair.nullable().optional(),
  subtaskId: id.nullable().optional(),
  billable: z.boolean().optional(),
  visible: z.boolean().optional(),
  comment: comment.optional(),
};

/** Either a duration, or from and until within the day. */
const hasOneLength = ({ minutes: length, from, until }: { minutes?: number | undefined; from?: string | undefined; until?: string | undefined }): boolean =>
  length !== undefined
    ? from === undefined && until === undefined
    : from !== undefined && until !== undefined && (timeOfDay(from) ?? 0) < (timeOfDay(until) ?? 0) && from !== "24:00";

const ofEntry = z.strictObject({ id, entryId: id });
const refusals = [
  "record.notFound",
  "ticket.notPermitted",
  "timeEntry.ticketClosed",
  "timeEntry.otherProject",
  "timeEntry.outsideProject",
  "record.unknownReference",
] as const;
const changeRefusals = [...refusals, "record.versionStale", "timeEntry.notYours", "timeEntry.billed"] as const;

export const listTimeEntries = get("/api/v1/tickets/{id}/time-entries", {
  summary: "Time worked on a ticket, the latest day first, with its sums in minutes",
  policy: agent("ticket:read"),
  params: byId,
  query: page.pick({ limit: true, cursor: true }),
  response: listOf(timeEntryView).extend({
    sums: timeSums,
    /** How new time begins: whether contacts see it. */
    visibleAtFirst: z.boolean(),
    can: z.array(z.enum(["book", "bookForOthers"])),
  }),
  errors: ["record.notFound", "request.cursor"],
});
export const createTimeEntry = post("/api/v1/tickets/{id}/time-entries", {
  summary: "Book time: a duration in minutes, or from and until; without `project` on the ticket's primary one",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({ ...fields, agentId: id.optional() }).refine(hasOneLength),
  response: timeEntryView,
  status: 201,
  errors: [...refusals, "timeEntry.notYours"],
});
export const changeTimeEntry = patch("/api/v1/tickets/{id}/time-entries/{entryId}", {
  summary: "Change booked time; `billed` says that it stands on a bill, and is set by administrators",
  policy: agent("ticket:write"),
  params: ofEntry,
  body: z
    .strictObject({ ...fields, day: day.optional(), billed: z.boolean().optional(), version })
    .refine((given) => [given.minutes, given.from, given.until].every((one) => one === undefined) || hasOneLength(given)),
  response: timeEntryView,
  errors: changeRefusals,
});
export const deleteTimeEntry = del("/api/v1/tickets/{id}/time-entries/{entryId}", {
  summary: "Delete booked time",
  policy: agent("ticket:write"),
  params: ofEntry,
  query: z.strictObject({ version: z.coerce.number().int().min(1) }),
  errors: changeRefusals,
});
export const restoreTimeEntry = post("/api/v1/tickets/{id}/time-entries/{entryId}/restore", {
  summary: "Bring deleted time back as it was",
  policy: agent("ticket:write"),
  params: ofEntry,
  response: timeEntryView,
  errors: [...refusals, "timeEntry.notYours"],
});

export const getProjectTime = get("/api/v1/projects/{id}/time", {
  summary: "Time booked on a project with all its tasks, in minutes, and what is planned for it",
  policy: agent("company:read"),
  params: byId,
  response: timeSums.omit({ visible: true }).extend({
    planned: z.int().nullable(),
    /** What was worked on each task itself; one on which nobody worked is left out. */
    tasks: z.array(z.strictObject({ taskId: id, worked: z.int() })),
  }),
  errors: ["record.notFound"],
});

const portalTimeEntry = z.strictObject({ id, day, minutes, agentName: z.string().nullable(), comment: z.string() });
export type PortalTimeEntryView = z.infer<typeof portalTimeEntry>;
export const listPortalTimeEntries = get("/api/v1/portal/tickets/{id}/time-entries", {
  summary: "Time on a ticket as far as the view shows worked hours: nothing, what is billed, or what was worked; never internal entries",
  policy: contact,
  params: byId,
  query: page.pick({ limit: true, cursor: true }),
  response: listOf(portalTimeEntry).extend({
    hours: z.enum(WORKED_HOURS),
    /** The sum of what is shown; null: no hours are. */
    minutes: z.int().nullable(),
  }),
  errors: ["record.notFound", "request.cursor"],
});
