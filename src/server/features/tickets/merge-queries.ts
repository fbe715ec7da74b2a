/** Which ticket was merged into which, and what a merge needs to be undone. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { ProjectPair } from "#domain/access/grants.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

/** Merges that are followed from one ticket to the next. */
const longestWay = 10;

/** The tickets that were merged into this one here, also over others; without those that an import brought. */
export async function listMergedInto(db: Queryable, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive merged as (
      select ticket_id as id, 1 as way from ticket_merge where target_id = ${ticketId}::uuid and undone_at is null
      union all select m.ticket_id, merged.way + 1 from ticket_merge m join merged on m.target_id = merged.id
        where m.undone_at is null and merged.way < ${longestWay})
    select distinct id from merged where id <> ${ticketId}::uuid`.execute(db);
  return rows.map(({ id }) => id);
}

export type Merge = {
  id: string;
  ticketId: string;
  targetId: string;
  mergedAt: Date;
  formerStatusId: string;
  formerClosedAt: Date | null;
  participantId: string | null;
  subtaskIds: string[];
  timeEntryIds: string[];
  hiddenTimeEntryIds: string[];
  addedPairs: ProjectPair[];
};

/** The one that holds, kept from being undone twice. */
export async function findMerge(db: Queryable, ticketId: string): Promise<Merge | undefined> {
  const { rows } = await sql<Merge>`
    select ticket_merge_id as id, ticket_id as "ticketId", target_id as "targetId", merged_at as "mergedAt", former_status_id as "formerStatusId",
      former_closed_at as "formerClosedAt", participant_id as "participantId", subtask_ids as "subtaskIds", time_entry_ids as "timeEntryIds",
      hidden_time_entry_ids as "hiddenTimeEntryIds", added_pairs as "addedPairs"
    from ticket_merge where ticket_id = ${ticketId}::uuid and undone_at is null for update`.execute(db);
  return rows[0];
}

export type NewMerge = Omit<Merge, "id" | "formerClosedAt"> & { agentId: string };

/** Writes it down, and makes the ticket a merged one that leads to its target. */
export async function insertMerge(db: Queryable, merge: NewMerge, mergedStatusId: string): Promise<void> {
  await sql`
    insert into ticket_merge (ticket_merge_id, ticket_id, target_id, agent_id, merged_at, former_status_id, former_closed_at, participant_id, subtask_ids,
      time_entry_ids, hidden_time_entry_ids, added_pairs)
    select ${randomUUIDv7()}::uuid, t.ticket_id, ${merge.targetId}::uuid, ${merge.agentId}::uuid, ${merge.mergedAt}, t.status_id, t.closed_at,
      ${merge.participantId}::uuid, ${merge.subtaskIds}::uuid[], ${merge.timeEntryIds}::uuid[], ${merge.hiddenTimeEntryIds}::uuid[],
      ${JSON.stringify(merge.addedPairs)}::jsonb
    from ticket t where t.ticket_id = ${merge.ticketId}::uuid`.execute(db);
  await sql`
    update ticket set status_id = ${mergedStatusId}::uuid, status_type = 'merged', closed_at = null, merged_into_id = ${merge.targetId}::uuid,
      changed_at = ${merge.mergedAt}, version = version + 1
    where ticket_id = ${merge.ticketId}::uuid`.execute(db);
}

export type UndoneMerge = { merge: Merge; status: { statusId: string; statusType: string }; now: Date };

export async function undoMerge(db: Queryable, { merge, status, now }: UndoneMerge): Promise<void> {
  await sql`update ticket_merge set undone_at = ${now} where ticket_merge_id = ${merge.id}::uuid`.execute(db);
  const closedAt = status.statusId === merge.formerStatusId ? merge.formerClosedAt : null;
  await sql`
    update ticket set status_id = ${status.statusId}::uuid, status_type = ${status.statusType}, closed_at = ${closedAt}, merged_into_id = null,
      changed_at = ${now}, version = version + 1
    where ticket_id = ${merge.ticketId}::uuid`.execute(db);
}

/** Open pages of those who read the target ask again: messages came or went. */
export const tellMessages = (db: Queryable, ticketId: string) =>
  sql`select tell_tickets(array[jsonb_build_object('kind', 'ticket', 'ticketId', ${ticketId}::uuid, 'visible', true)])`.execute(db);
