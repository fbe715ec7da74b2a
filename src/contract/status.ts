/** Statuses as data, and the workflow: which leads to which, and for whom. Listed by `listStatuses`. */
import { z } from "zod";
import { VERDICTS } from "#domain/tickets/follow-up.ts";
import { STEP_AGENTS, WORKFLOW_MODES } from "#domain/tickets/workflow.ts";
import { TEMPLATES } from "#domain/tickets/workflow-templates.ts";
import { agent, del, get, patch, post, put } from "./endpoint.ts";
import { byId, id, labels, name, shortText, statusType, version } from "./fields.ts";
import { statusView } from "./master-data.ts";

const statusFields = {
  labels,
  locks: z.boolean(),
  commentRequired: z.boolean(),
  assigns: z.boolean(),
  verdict: z.enum(VERDICTS).nullable(),
  closesToId: id.nullable(),
};
const statusErrors = ["status.nameTaken", "status.typeForbids", "record.unknownReference"] as const;

export const createStatus = post("/api/v1/statuses", {
  summary: "Create a status of a type; it comes last",
  policy: agent("setting:write"),
  body: z.strictObject({
    name,
    statusType,
    labels: labels.default({}),
    locks: z.boolean().default(false),
    commentRequired: z.boolean().default(false),
    assigns: z.boolean().default(false),
    verdict: z.enum(VERDICTS).nullable().default(null),
    closesToId: id.nullable().default(null),
    reason: shortText.optional(),
  }),
  response: statusView,
  status: 201,
  errors: statusErrors,
});
export const changeStatus = patch("/api/v1/statuses/{id}", {
  summary: "Change a status; what new, judged or waiting tickets get cannot be closed, and its type stays",
  policy: agent("setting:write"),
  params: byId,
  body: z.strictObject({
    version,
    reason: shortText.optional(),
    name: name.optional(),
    isDefaultOfType: z.literal(true).optional(),
    state: z.enum(["active", "closed"]).optional(),
    ...z.object(statusFields).partial().shape,
  }),
  response: statusView,
  errors: ["record.notFound", "record.versionStale", "status.stillNeeded", ...statusErrors],
});
export const deleteStatus = del("/api/v1/statuses/{id}", {
  summary: "Delete a status that no ticket has",
  policy: agent("setting:write"),
  params: byId,
  errors: ["record.notFound", "status.stillNeeded", "status.hasTickets"],
});
export const orderStatuses = put("/api/v1/statuses/order", {
  summary: "Put all statuses into this order",
  policy: agent("setting:write"),
  body: z.strictObject({ ids: z.array(id).min(1).max(500) }),
  response: z.strictObject({ items: z.array(statusView) }),
  errors: ["record.unknownReference"],
});
export const listStatusUse = get("/api/v1/statuses/use", {
  summary: "How many tickets have each status; those that none has are left out",
  policy: agent("setting:read"),
  response: z.strictObject({ items: z.array(z.strictObject({ id, ticketCount: z.int() })) }),
});

const step = z.strictObject({ fromId: id, toId: id, agents: z.enum(STEP_AGENTS).nullable(), contacts: z.boolean() });
export type StepView = z.infer<typeof step>;
export const workflowView = z.strictObject({ mode: z.enum(WORKFLOW_MODES), version, steps: z.array(step) });

export const getWorkflow = get("/api/v1/workflow", {
  summary: "Which status leads to which, and for whom; asked while the setting tickets.workflow is `steps`",
  policy: agent("ticket:read"),
  response: workflowView,
});
export const changeWorkflow = patch("/api/v1/workflow", {
  summary: "Change steps, by differences against the version that was read; for nobody: the step goes",
  policy: agent("setting:write"),
  body: z.strictObject({ version, changes: z.array(step).min(1).max(5000), reason: shortText.optional() }),
  response: workflowView,
  errors: ["record.versionStale", "record.unknownReference"],
});

/** What a template makes of the statuses and steps that are there. */
const templateOutcome = z.strictObject({
  statuses: z.array(
    z.strictObject({
      id,
      label: z.string(),
      outcome: z.enum(["created", "changed", "closed", "unchanged"]),
      /** The fields that differ. */
      before: z.record(z.string(), z.unknown()),
      after: z.record(z.string(), z.unknown()),
    }),
  ),
  steps: z.strictObject({ added: z.int(), removed: z.int(), changed: z.int() }),
  mode: z.strictObject({ before: z.enum(WORKFLOW_MODES), after: z.enum(WORKFLOW_MODES) }),
  version,
});
export type TemplateOutcome = z.infer<typeof templateOutcome>;

export const applyTemplate = post("/api/v1/workflow/template", {
  summary: "Set up statuses and steps as ZEP or OTRS have them; no ticket changes its status. `dryRun` only says what would change",
  policy: agent("setting:write"),
  body: z.strictObject({ template: z.enum(TEMPLATES), version, dryRun: z.boolean().default(false), reason: shortText.optional() }),
  response: templateOutcome,
  errors: ["record.versionStale", "status.nameTaken"],
});
