/** Of the tickets that were merged: who did it and when, so that their messages are read in the ticket that goes on. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { listMerged } from "./queries.ts";
import type { World } from "./world.ts";

const openStatusId = "00000000-0000-7000-8000-000000000202";

export async function writeMerges(db: Queryable, world: World): Promise<void> {
  const rows = (await listMerged(db)).map(({ ticketId, targetId, agentId, at }) => ({
    ticket_merge_id: world.random.id(at),
    ticket_id: ticketId,
    target_id: targetId,
    agent_id: agentId ?? world.agents.lukas.id,
    merged_at: at,
    former_status_id: openStatusId,
  }));
  await insertRows(db, "ticket_merge", rows);
}
