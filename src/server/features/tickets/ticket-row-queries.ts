/** A ticket as lists and pages show it, with the facts that decide who may do what with it. */
import { sql } from "kysely";
import type { StatusType, TicketFacts } from "#domain/access/facts.ts";
import type { FollowUp, Verdict } from "#domain/tickets/follow-up.ts";
import { type ParticipationsOf, type TicketFactsRow, ticketFacts, ticketFactsSql } from "#server/features/access/ticket-facts-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Sql } from "./scope-conditions.ts";

export type TicketRow = {
  ticket_id: string;
  number: string;
  subject: string;
  status_id: string;
  status_name: string;
  status_labels: Record<string, string>;
  status_type: StatusType;
  status_locks: boolean;
  status_verdict: Verdict | null;
  priority_id: string;
  priority_name: string;
  priority_labels: Record<string, string>;
  queue_id: string;
  queue_name: string;
  follow_up: FollowUp;
  company_id: string | null;
  company_name: string | null;
  contact_id: string | null;
  contact_name: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
  assignee_first_name: string | null;
  service_id: string | null;
  service_name: string | null;
  /** The primary one first. */
  shown_projects:
    | { project: { id: string; name: string; number: string; companyId: string | null }; task: { id: string; name: string } | null; primary: boolean }[]
    | null;
  categories: { id: string; name: string }[] | null;
  tags: { id: string; name: string }[] | null;
  company_text: string;
  contact_text: string;
  confidential: boolean;
  archived: boolean;
  merged_into_id: string | null;
  /** Of a merged one that was merged here: when. */
  merged_at: Date | null;
  own_fields: Record<string, unknown>;
  due_at: Date | null;
  customer_reference: string;
  pending_until: Date | null;
  created_at: Date;
  changed_at: Date;
  version: number;
};

/** A ticket with what it shows and what decides who may do what with it, both of one moment. */
export type KnownTicket = { row: TicketRow; facts: TicketFacts };

export type KnownTicketRow = TicketRow & TicketFactsRow;
export const knownTicket = (row: KnownTicketRow): KnownTicket => ({ row, facts: ticketFacts(row) });

const shownProjects = sql`(select json_agg(json_build_object(
    'project', json_build_object('id', pj.project_id, 'name', pj.name, 'number', pj.number, 'companyId', pj.company_id),
    'task', case when tk.task_id is not null then json_build_object('id', tk.task_id, 'name', tk.name) end,
    'primary', tp.is_primary) order by tp.is_primary desc, pj.name, tk.name)
  from ticket_project tp join project pj on pj.project_id = tp.project_id left join task tk on tk.task_id = tp.task_id where tp.ticket_id = t.ticket_id)`;
const shownCategories = sql`(select json_agg(json_build_object('id', cg.category_id, 'name', cg.name) order by cg.name)
  from ticket_category tc join category cg on cg.category_id = tc.category_id where tc.ticket_id = t.ticket_id)`;

const mergedAt = sql`case when t.merged_into_id is not null then
  (select m.merged_at from ticket_merge m where m.ticket_id = t.ticket_id and m.undone_at is null) end`;

const shownTags = sql`(select json_agg(json_build_object('id', tg.tag_id, 'name', tg.name) order by search_fold(tg.name))
  from ticket_tag tt join tag tg on tg.tag_id = tt.tag_id where tt.ticket_id = t.ticket_id)`;

/** `select` of the columns of `KnownTicketRow` for tickets `t`. What may be absent is looked up apart: every join more is planned for long. */
export function knownTicketsSql(of: ParticipationsOf, now: Date, where: Sql): Sql {
  const facts = ticketFactsSql(of, now);
  return sql`
    select ${facts.columns}, t.number, t.subject, t.status_id, s.name as status_name, s.labels as status_labels, s.locks as status_locks, s.verdict as status_verdict,
      t.priority_id, p.name as priority_name, p.labels as priority_labels, q.follow_up,
      (select nullif(trim(ct.first_name || ' ' || ct.last_name), '') from contact ct where ct.contact_id = t.contact_id) as contact_name, t.assignee_id,
      (select nullif(trim(a.first_name || ' ' || a.last_name), '') from agent a where a.agent_id = t.assignee_id) as assignee_name,
      (select a.first_name from agent a where a.agent_id = t.assignee_id) as assignee_first_name, t.service_id,
      (select sv.name from service sv where sv.service_id = t.service_id) as service_name,
      ${shownProjects} as shown_projects, ${shownCategories} as categories, ${shownTags} as tags, t.company_text, t.contact_text, t.archived, ${mergedAt} as merged_at, t.own_fields, t.pending_until, t.due_at, t.customer_reference, t.changed_at, t.version
    from ${facts.tables} join ticket_status s on s.status_id = t.status_id join priority p on p.priority_id = t.priority_id
    where ${where}`;
}

/** In the order of the ids; those that are not there are left out. */
export async function listKnownTickets(db: Queryable, ticketIds: readonly string[], of: ParticipationsOf, now: Date): Promise<KnownTicket[]> {
  if (ticketIds.length === 0) return [];
  const { rows } = await sql<KnownTicketRow>`${knownTicketsSql(of, now, sql`t.ticket_id = any(${[...ticketIds]}::uuid[])`)}`.execute(db);
  const found = new Map(rows.map((row) => [row.ticket_id, row]));
  return ticketIds.flatMap((id) => found.get(id) ?? []).map(knownTicket);
}

/** For an id to decide next, or one that was let through. */
export async function findKnownTicket(db: Queryable, ticketId: string, of: ParticipationsOf, now: Date): Promise<KnownTicket | undefined> {
  const { rows } = await sql<KnownTicketRow>`${knownTicketsSql(of, now, sql`t.ticket_id = ${ticketId}::uuid`)}`.execute(db);
  return rows[0] && knownTicket(rows[0]);
}
