import { listActiveAgents } from "#server/features/agents/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { Refusal } from "#server/platform/refusal.ts";

/** Each once, sorted. Who is new in a project is active; who is in it may stay when it is not any more. */
export async function membersGiven(db: Queryable, given: readonly string[], before: readonly string[]): Promise<string[]> {
  const memberIds = [...new Set(given.map((id) => id.toLowerCase()))].sort();
  const added = memberIds.filter((id) => !before.includes(id));
  if ((await listActiveAgents(db, added)).length < added.length)
    throw new Refusal("record.unknownReference", { fields: [{ path: "memberIds", code: "notInList" }] });
  return memberIds;
}
