/** Sets up statuses and steps as a template has them; tickets keep their statuses. */
import { randomUUIDv7 } from "node:crypto";
import type { BodyOf } from "#contract/endpoint.ts";
import type { applyTemplate as endpoint } from "#contract/status.ts";
import { type PlannedStatus, planTemplate, type TemplatePlan } from "#domain/tickets/plan-template.ts";
import { stepKey, type WorkflowMode } from "#domain/tickets/workflow.ts";
import { WORKFLOW_TEMPLATES } from "#domain/tickets/workflow-templates.ts";
import { lockSettings, resolveFor, setSetting } from "#server/features/settings/queries.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command, settingAgent } from "#server/platform/run-command.ts";
import {
  getWorkflowVersion,
  insertStatus,
  listStatuses,
  listSteps,
  lockStatuses,
  lockWorkflow,
  raiseWorkflowVersion,
  type StatusFields,
  type StatusRow,
  type StepRow,
  updateRanks,
  updateStatus,
  writeSteps,
} from "./queries.ts";
import { statusOf } from "./status-of.ts";

type Input = BodyOf<typeof endpoint>;
type AppliedStatus = {
  id: string;
  outcome: PlannedStatus["outcome"];
  row: Pick<StatusRow, "name" | "labels">;
  before: Partial<StatusFields>;
  after: Partial<StatusFields>;
};
export type TemplateApplied = {
  statuses: AppliedStatus[];
  steps: { added: number; removed: number; changed: number };
  mode: { before: WorkflowMode; after: WorkflowMode };
  version: number;
};

export const applyTemplate = command({
  name: "statuses.apply-template",
  silent: true, // what is already so is neither written nor audited
  async run(context, input: Input): Promise<TemplateApplied> {
    const { db } = context;
    await lockSettings(db);
    if ((await lockWorkflow(db)) !== input.version) throw new Refusal("record.versionStale");
    const { plan, ...review } = await planned(db, input, await lockStatuses(db));
    await writeStatuses(context, plan, input.reason);
    await writeSteps(db, review.differing);
    if (review.mode.before !== review.mode.after) await switchMode(context, review.mode, input.reason);
    await raiseWorkflowVersion(db);
    const { applied } = review;
    if (review.differing.length > 0)
      context.audit({
        event: "workflow.template-applied",
        subject: { kind: "installation", id: null },
        after: { template: input.template, ...applied.steps },
        reason: input.reason,
      });
    return { ...applied, version: await getWorkflowVersion(db) };
  },
});

/** What it would come to now; writes nothing. */
export async function reviewTemplate(db: Queryable, input: Input): Promise<TemplateApplied> {
  return (await planned(db, input, await listStatuses(db))).applied;
}

async function planned(db: Queryable, { template: name, version }: Input, rows: StatusRow[]) {
  const template = WORKFLOW_TEMPLATES[name];
  const known = rows.map((row) => ({ ...statusOf(row), name: row.name, labels: row.labels }));
  const plan = planTemplate(template, known, randomUUIDv7);
  const before = new Map((await listSteps(db)).map((step) => [stepKey(step.fromId, step.toId), step]));
  const gone = [...before].filter(([key]) => !plan.steps.has(key)).map(([, step]): StepRow => ({ ...step, agents: null, contacts: false }));
  const isChanged = (step: StepRow) => {
    const former = before.get(stepKey(step.fromId, step.toId));
    return former?.agents !== step.agents || former.contacts !== step.contacts;
  };
  const given = [...plan.steps.values()].filter(isChanged);
  const mode = { before: await resolveFor(db, "tickets.workflow"), after: template.mode } as { before: WorkflowMode; after: WorkflowMode };
  const changed = given.filter((step) => before.has(stepKey(step.fromId, step.toId))).length;
  const applied: TemplateApplied = {
    statuses: plan.statuses.map(appliedStatus),
    steps: { added: given.length - changed, removed: gone.length, changed },
    mode,
    version,
  };
  return { plan, differing: [...gone, ...given], mode, applied };
}

const fieldsOf = ({ active, statusId: _id, statusType: _type, rank: _rank, ...same }: PlannedStatus["after"]): StatusFields => ({
  ...same,
  state: active ? "active" : "closed",
});

function appliedStatus({ outcome, before, after }: PlannedStatus): AppliedStatus {
  const given = fieldsOf(after);
  const differing = before === null ? { before: {}, after: given } : changedFields(fieldsOf(before), given);
  return { id: after.statusId, outcome, row: after, before: differing.before, after: differing.after };
}

async function writeStatuses(context: CommandContext, { statuses }: TemplatePlan, reason: string | undefined): Promise<void> {
  // What waits for another status is written once that is there.
  const inOrder = [...statuses].sort((a, b) => Number(a.after.closesToId !== null) - Number(b.after.closesToId !== null));
  for (const status of inOrder) {
    const { id, before, after } = appliedStatus(status);
    const subject = { kind: "status", id };
    const { statusType, rank } = status.after;
    if (status.before === null) {
      await insertStatus(context.db, { id, statusType, rank, ...fieldsOf(status.after) });
      context.audit({ event: "status.created", subject, after: { ...after, statusType }, reason });
    } else if (Object.keys(after).length > 0) {
      await updateStatus(context.db, { id, statusType }, after);
      context.audit({ event: "status.changed", subject, before, after, reason });
    }
  }
  await updateRanks(
    context.db,
    statuses.map(({ after }) => after.statusId),
  );
}

async function switchMode(context: CommandContext, { before, after }: TemplateApplied["mode"], reason: string | undefined): Promise<void> {
  await setSetting(context.db, { key: "tickets.workflow", companyId: null, value: after, setBy: settingAgent(context) });
  const subject = { kind: "installation", id: null };
  context.audit({ event: "setting.changed", subject, companyId: null, before: { "tickets.workflow": before }, after: { "tickets.workflow": after }, reason });
}
