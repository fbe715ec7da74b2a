/** The table of queues. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { found } from "#server/platform/refusal.ts";

export type QueueFields = {
  name: string;
  groupId: string;
  comment: string;
  state: "active" | "suspended" | "closed";
  confidential: boolean;
  followUp: "possible" | "reject" | "newTicket";
};
export type QueueRow = QueueFields & { id: string; groupName: string; version: number; sortKey: string };
export type QueueFilter = { q?: string | undefined; state?: QueueFields["state"] | undefined; groupId?: string | undefined };

const fields = sql`q.name, q.group_id as "groupId", q.comment, q.state, q.confidential, q.follow_up as "followUp", q.version`;
const columns = sql`q.queue_id as id, ${fields}, g.name as "groupName", search_fold(q.name) as "sortKey"`;
const matching = ({ q, state, groupId }: QueueFilter) => sql`queue q join access_group g on g.group_id = q.group_id
  where (${state ?? null}::text is null or q.state = ${state ?? null}) and (${groupId ?? null}::uuid is null or q.group_id = ${groupId ?? null}::uuid)
    and ${sql.join(containsWords(sql`search_fold(q.name)`, typedText(q)), sql` and `)}`;

/** By name, from after the cursor on; one row more than asked. */
export async function listQueues(db: Queryable, filter: QueueFilter, after: readonly string[] | undefined, limit: number): Promise<QueueRow[]> {
  const from = after ? sql`and (search_fold(q.name), q.queue_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<QueueRow>`select ${columns} from ${matching(filter)} ${from} order by search_fold(q.name), q.queue_id limit ${limit + 1}`.execute(
    db,
  );
  return rows;
}

export const countQueues = (db: Queryable, filter: QueueFilter, count: "exact" | undefined) => countRows(db, matching(filter), count);

export async function getQueue(db: Queryable, queueId: string): Promise<QueueRow> {
  const { rows } =
    await sql<QueueRow>`select ${columns} from queue q join access_group g on g.group_id = q.group_id where q.queue_id = ${queueId}::uuid`.execute(db);
  return found(rows[0]);
}

/** The queue, held until the end of the transaction. */
export async function lockQueue(db: Queryable, queueId: string): Promise<QueueFields & { version: number }> {
  const { rows } = await sql<QueueFields & { version: number }>`select ${fields} from queue q where q.queue_id = ${queueId}::uuid for update`.execute(db);
  return found(rows[0]);
}

const columnsOf = ({ groupId, followUp, ...same }: Partial<QueueFields>) => ({
  ...same,
  ...(groupId === undefined ? {} : { group_id: groupId }),
  ...(followUp === undefined ? {} : { follow_up: followUp }),
});

export async function insertQueue(db: Queryable, queue: QueueFields, now: Date): Promise<string> {
  const queueId = randomUUIDv7();
  const { groupId, followUp, ...same } = queue;
  await db
    .insertInto("queue")
    .values({ queue_id: queueId, ...same, group_id: groupId, follow_up: followUp, created_at: now, changed_at: now })
    .execute();
  return queueId;
}

export async function updateQueue(db: Queryable, queueId: string, changes: Partial<QueueFields>, now: Date): Promise<void> {
  await db
    .updateTable("queue")
    .set((eb) => ({ ...columnsOf(changes), changed_at: now, version: eb("version", "+", 1) }))
    .where("queue_id", "=", queueId)
    .execute();
}
