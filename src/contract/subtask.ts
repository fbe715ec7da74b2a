/** Subtasks of a ticket: agents only. */
import { z } from "zod";
import { SUBTASK_STATES } from "#domain/tickets/subtasks.ts";
import { agent, del, get, patch, post, put } from "./endpoint.ts";
import { byId, day, id, instant, named, plannedMinutes, version } from "./fields.ts";

/** How many subtasks a ticket has at most: they are shown as one list. */
export const MOST_SUBTASKS = 200;

const subject = z.string().trim().min(1).max(500);

const comment = z.string().max(20_000);
const fields = {
  startsOn: day.nullable().optional(),
  dueOn: day.nullable().optional(),
  plannedMinutes: plannedMinutes.optional(),
  comment: comment.optional(),
};

export const subtaskView = z.strictObject({
  id,
  ticketId: id,
  subject: z.string(),
  state: z.enum(SUBTASK_STATES),
  assignee: named.nullable(),
  startsOn: day.nullable(),
  dueOn: day.nullable(),
  plannedMinutes,
  /** What is booked on it. */
  workedMinutes: z.int(),
  comment: z.string(),
  doneAt: instant.nullable(),
  createdAt: instant,
  changedAt: instant,
  version,
  can: z.array(z.enum(["change"])),
});
export type SubtaskView = z.infer<typeof subtaskView>;
const subtaskList = z.strictObject({ items: z.array(subtaskView) });

const oneSubtask = z.strictObject({ id, subtaskId: id });

export const listSubtasks = get("/api/v1/tickets/{id}/subtasks", {
  summary: "The subtasks of a ticket, in their order",
  policy: agent("ticket:read"),
  params: byId,
  response: subtaskList,
  errors: ["record.notFound"],
});
export const createSubtask = post("/api/v1/tickets/{id}/subtasks", {
  summary: "Add a subtask, after the others. Contacts never see it",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({ subject, state: z.enum(SUBTASK_STATES).default("open"), assigneeId: id.nullable().default(null), ...fields }),
  response: subtaskView,
  status: 201,
  errors: [
    "record.notFound",
    "ticket.notPermitted",
    "ticket.gone",
    "ticket.locked",
    "subtask.ticketFinished",
    "subtask.tooMany",
    "subtask.dueBeforeStart",
    "record.unknownReference",
  ],
});
export const changeSubtask = patch("/api/v1/tickets/{id}/subtasks/{subtaskId}", {
  summary: "Change a subtask: subject, state, assignee, dates, planned minutes, comment",
  policy: agent("ticket:write"),
  params: oneSubtask,
  body: z.strictObject({
    version,
    subject: subject.optional(),
    state: z.enum(SUBTASK_STATES).optional(),
    assigneeId: id.nullable().optional(),
    ...fields,
  }),
  response: subtaskView,
  errors: [
    "record.notFound",
    "record.versionStale",
    "ticket.notPermitted",
    "ticket.gone",
    "ticket.locked",
    "subtask.ticketFinished",
    "subtask.dueBeforeStart",
    "record.unknownReference",
  ],
});
export const orderSubtasks = put("/api/v1/tickets/{id}/subtasks/order", {
  summary: "Put the subtasks into this order; all of them are named",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({ subtaskIds: z.array(id).min(1).max(MOST_SUBTASKS) }),
  response: subtaskList,
  errors: ["record.notFound", "record.versionStale", "ticket.notPermitted", "ticket.gone", "ticket.locked"],
});
export const deleteSubtask = del("/api/v1/tickets/{id}/subtasks/{subtaskId}", {
  summary: "Take a subtask away; it can be brought back",
  policy: agent("ticket:write"),
  params: oneSubtask,
  errors: ["record.notFound", "ticket.notPermitted", "ticket.gone", "ticket.locked"],
});
export const restoreSubtask = post("/api/v1/tickets/{id}/subtasks/{subtaskId}/restore", {
  summary: "Bring a subtask back that was taken away, to its former place",
  policy: agent("ticket:write"),
  params: oneSubtask,
  response: subtaskView,
  errors: ["record.notFound", "ticket.notPermitted", "ticket.gone", "ticket.locked", "subtask.ticketFinished", "subtask.tooMany"],
});
