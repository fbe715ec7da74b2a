/** Tickets of one company and queue that have to do with each other: one waits for the other, or follows up on it. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { listTicketsAtWork } from "./queries.ts";
import type { World } from "./world.ts";

const kinds = ["relates", "blocks", "follows"] as const;

/** Of the newest ones somebody works on, neighbours of the same company. */
export async function writeLinks(db: Queryable, world: World): Promise<void> {
  const byCompany = Map.groupBy(await listTicketsAtWork(db, 80), ({ companyId }) => companyId);
  const rows = [...byCompany.values()].flatMap(([newer, older], place) =>
    newer === undefined || older === undefined
      ? []
      : [
          {
            ticket_link_id: world.random.id(newer.at),
            kind: kinds[place % kinds.length],
            from_id: newer.id,
            to_id: older.id,
            created_by: newer.assigneeId,
            created_at: newer.at,
          },
        ],
  );
  await insertRows(db, "ticket_link", rows);
}
