import type { BodyOf } from "#contract/endpoint.ts";
import type { changeWorkflow as endpoint } from "#contract/status.ts";
import { stepKey } from "#domain/tickets/workflow.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { listStatuses, listSteps, lockWorkflow, raiseWorkflowVersion, type StepRow, writeSteps } from "./queries.ts";

/** Changes steps, all or none, against the version that was read. */
export const changeWorkflow = command({
  name: "statuses.change-workflow",
  silent: true, // what is already so is neither written nor audited
  async run(context, { version, changes, reason }: BodyOf<typeof endpoint>): Promise<void> {
    const { db } = context;
    if ((await lockWorkflow(db)) !== version) throw new Refusal("record.versionStale");
    const known = new Set((await listStatuses(db)).map(({ id }) => id));
    const strange = changes.findIndex(({ fromId, toId }) => fromId === toId || !known.has(fromId) || !known.has(toId));
    if (strange >= 0) throw new Refusal("record.unknownReference", { fields: [{ path: `changes.${strange}`, code: "notInList" }] });
    const before = new Map((await listSteps(db)).map((step) => [stepKey(step.fromId, step.toId), step]));
    const formerly = ({ fromId, toId }: StepRow): StepRow => before.get(stepKey(fromId, toId)) ?? { fromId, toId, agents: null, contacts: false };
    const differing = changes.filter((step) => step.agents !== formerly(step).agents || step.contacts !== formerly(step).contacts);
    if (differing.length === 0) return;
    await writeSteps(db, differing);
    await raiseWorkflowVersion(db);
    const subject = { kind: "installation", id: null };
    context.audit({ event: "workflow.changed", subject, before: { steps: differing.map(formerly) }, after: { steps: differing }, reason });
  },
});
