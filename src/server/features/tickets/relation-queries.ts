/** The projects, categories and tags of tickets. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { ProjectPair } from "#domain/access/grants.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

export type TicketProjects = { ticketId: string; primaryProject?: ProjectPair | null | undefined; secondaryProjects?: readonly ProjectPair[] | undefined };

/** Makes these the projects of the tickets, by differences. The primary mark goes before another one comes: the table allows one at a time. */
export async function setTicketProjects(db: Queryable, tickets: readonly TicketProjects[]): Promise<void> {
  if (tickets.length === 0) return;
  const rows = tickets.flatMap(({ ticketId, primaryProject, secondaryProjects = [] }) =>
    [...(primaryProject ? [{ ...primaryProject, primary: true }] : []), ...secondaryProjects.map((pair) => ({ ...pair, primary: false }))].map((pair) => ({
      id: randomUUIDv7(),
      ticketId,
      ...pair,
    })),
  );
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, "ticketId" uuid, "projectId" uuid, "taskId" uuid, "primary" boolean)`;
  const same = sql`n."ticketId" = tp.ticket_id and n."projectId" = tp.project_id and n."taskId" is not distinct from tp.task_id`;
  const ofTickets = sql`tp.ticket_id = any(${tickets.map(({ ticketId }) => ticketId)}::uuid[])`;
  await sql`delete from ticket_project tp where ${ofTickets} and not exists (select from ${given} where ${same})`.execute(db);
  await sql`update ticket_project tp set is_primary = false where ${ofTickets} and tp.is_primary
    and exists (select from ${given} where ${same} and not n."primary")`.execute(db);
  await sql`insert into ticket_project (ticket_project_id, ticket_id, project_id, task_id, is_primary)
    select n.id, n."ticketId", n."projectId", n."taskId", n."primary" from ${given}
    on conflict (ticket_id, project_id, task_id) do update set is_primary = excluded.is_primary
      where ticket_project.is_primary is distinct from excluded.is_primary`.execute(db);
}

export async function setTicketCategories(db: Queryable, tickets: readonly { ticketId: string; categoryIds: readonly string[] }[]): Promise<void> {
  if (tickets.length === 0) return;
  const rows = tickets.flatMap(({ ticketId, categoryIds }) => categoryIds.map((categoryId) => ({ id: randomUUIDv7(), ticketId, categoryId })));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, "ticketId" uuid, "categoryId" uuid)`;
  await sql`delete from ticket_category tc where tc.ticket_id = any(${tickets.map(({ ticketId }) => ticketId)}::uuid[])
    and not exists (select from ${given} where n."ticketId" = tc.ticket_id and n."categoryId" = tc.category_id)`.execute(db);
  await sql`insert into ticket_category (ticket_category_id, ticket_id, category_id) select n.id, n."ticketId", n."categoryId" from ${given}
    on conflict (ticket_id, category_id) do nothing`.execute(db);
}

export async function setTicketTags(db: Queryable, tickets: readonly { ticketId: string; tagIds: readonly string[] }[]): Promise<void> {
  if (tickets.length === 0) return;
  const rows = tickets.flatMap(({ ticketId, tagIds }) => tagIds.map((tagId) => ({ ticketId, tagId })));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("ticketId" uuid, "tagId" uuid)`;
  await sql`delete from ticket_tag tt where tt.ticket_id = any(${tickets.map(({ ticketId }) => ticketId)}::uuid[])
    and not exists (select from ${given} where n."ticketId" = tt.ticket_id and n."tagId" = tt.tag_id)`.execute(db);
  await sql`insert into ticket_tag (ticket_id, tag_id) select n."ticketId", n."tagId" from ${given} on conflict do nothing`.execute(db);
}
