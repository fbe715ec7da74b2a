import { isActiveAgent } from "#server/features/agents/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { Refusal } from "#server/platform/refusal.ts";
import type { SubtaskFields } from "./queries.ts";

/** What no constraint says: work goes to an agent who is there, and what is due is not due before it begins. */
export async function checkFields(db: Queryable, changed: Partial<SubtaskFields>, whole: SubtaskFields): Promise<void> {
  if (changed.assigneeId && !(await isActiveAgent(db, changed.assigneeId)))
    throw new Refusal("record.unknownReference", { fields: [{ path: "assigneeId", code: "notInList" }] });
  if (whole.startsOn !== null && whole.dueOn !== null && whole.dueOn < whole.startsOn)
    throw new Refusal("subtask.dueBeforeStart", { fields: [{ path: "dueOn", code: "tooSmall" }] });
}
