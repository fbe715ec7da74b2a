/** The table of links between tickets. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { LinkKind } from "#domain/tickets/ticket-links.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

/** As the ticket that was asked for sees it. */
export type LinkRow = { id: string; kind: LinkKind; outward: boolean; otherId: string };

/** Oldest first. */
export async function listLinks(db: Queryable, ticketId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select ticket_link_id as id, kind, true as outward, to_id as "otherId" from ticket_link where from_id = ${ticketId}::uuid
    union all select ticket_link_id, kind, false, from_id from ticket_link where to_id = ${ticketId}::uuid order by id`.execute(db);
  return rows;
}

export async function insertLink(db: Queryable, link: { kind: LinkKind; fromId: string; toId: string; agentId: string; now: Date }): Promise<string> {
  const id = randomUUIDv7();
  await db
    .insertInto("ticket_link")
    .values({ ticket_link_id: id, kind: link.kind, from_id: link.fromId, to_id: link.toId, created_by: link.agentId, created_at: link.now })
    .execute();
  return id;
}

export const deleteLink = (db: Queryable, linkId: string) => db.deleteFrom("ticket_link").where("ticket_link_id", "=", linkId).execute();
