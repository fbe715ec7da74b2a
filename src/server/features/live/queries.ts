/** What the open streams ask the database, always for many at once: sessions, agents, and tickets as they were. */
import { sql } from "kysely";
import type { AgentFacts } from "#domain/access/agents.ts";
import type { ParticipationFact, TicketFacts, TicketProject } from "#domain/access/facts.ts";
import { type TicketFactsRow, ticketFacts, ticketFactsSql } from "#server/features/access/ticket-facts-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { FormerParticipation, FormerProject, TicketChange } from "./change.ts";

/** When these sessions end if nobody uses them; those that are over are left out. */
export async function listSessionEnds(db: Queryable, sessionIds: readonly string[], now: Date, idleMinutes: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ session_id: string; over_at: Date }>`
    select session_id, least(expires_at, last_seen_at + make_interval(mins => ${idleMinutes})) as over_at from session
    where session_id = any(${[...sessionIds]}::uuid[]) and least(expires_at, last_seen_at + make_interval(mins => ${idleMinutes})) > ${now}`.execute(db);
  return new Map(rows.map((row) => [row.session_id, row.over_at.getTime()]));
}

/** Active agents among these, with their rights on active groups. */
export async function listActiveAgents(db: Queryable, agentIds: readonly string[]): Promise<AgentFacts[]> {
  const { rows } = await sql<{ agent_id: string; is_administrator: boolean; rights: AgentFacts["rights"] | null }>`
    select a.agent_id, a.is_administrator,
      (select json_agg(json_build_object('groupId', r.group_id, 'read', r.can_read, 'create', r.can_create, 'edit', r.can_edit))
       from agent_right r join access_group g on g.group_id = r.group_id and g.state = 'active' where r.agent_id = a.agent_id) as rights
    from agent a where a.agent_id = any(${[...agentIds]}::uuid[]) and a.state = 'active'`.execute(db);
  return rows.map((row) => ({ agentId: row.agent_id, administrator: row.is_administrator, rights: row.rights ?? [] }));
}

/** The changed tickets as facts: as they are now, and as they were before where that decided otherwise. */
export async function listChangedTickets(db: Queryable, changes: ReadonlyMap<string, TicketChange>, now: Date): Promise<TicketFacts[]> {
  if (changes.size === 0) return [];
  const former = [...changes].flatMap(([ticketId, change]) => change.former.map((before) => ({ ticketId, ...before })));
  const { columns, tables } = ticketFactsSql("everybody", now);
  const { rows } = await sql<TicketFactsRow>`select ${columns} from ${tables} where t.ticket_id = any(${[...changes.keys()]}::uuid[])`.execute(db);
  const nowThere = rows.map(ticketFacts);
  const before = former.length === 0 ? [] : await listFormerTickets(db, former, now);
  const known = [...nowThere, ...before];
  return [...known, ...known.flatMap((ticket) => asItWas(ticket, changes.get(ticket.ticketId)))];
}

/** With everything that it lost, so that whoever it led here is told: rather too many people are told than too few. */
function asItWas(ticket: TicketFacts, change: TicketChange | undefined): TicketFacts[] {
  if (!change || (change.left.length === 0 && change.leftProjects.length === 0 && !change.categories)) return [];
  const was = {
    ...ticket,
    participations: [...ticket.participations, ...change.left.map(participation)],
    confidentialCategory: change.categories ? null : ticket.confidentialCategory,
  };
  if (change.leftProjects.length === 0) return [was];
  // Without a project the gate asks nothing: the ticket may have had none before.
  return [
    { ...was, projects: [...ticket.projects, ...change.leftProjects.map(formerProject)] },
    { ...was, projects: [] },
  ];
}

async function listFormerTickets(db: Queryable, former: readonly object[], now: Date): Promise<TicketFacts[]> {
  const { columns } = ticketFactsSql("everybody", now);
  const { rows } = await sql<TicketFactsRow>`select ${columns} from (
      select f."ticketId" as ticket_id, f."contactId" as contact_id, f."companyId" as company_id, f."queueId" as queue_id, f.confidential,
        f."statusType" as status_type, k.created_at, null::uuid as merged_into_id
      from jsonb_to_recordset(${JSON.stringify(former)}::jsonb)
        as f("ticketId" uuid, "contactId" uuid, "companyId" uuid, "queueId" uuid, confidential boolean, "statusType" text)
      join ticket k on k.ticket_id = f."ticketId") as t
    join queue q on q.queue_id = t.queue_id join access_group g on g.group_id = q.group_id left join company c on c.company_id = t.company_id`.execute(db);
  return rows.map(ticketFacts);
}

const formerProject = ({ projectId, taskId }: FormerProject): TicketProject => ({ projectId, name: "", internal: false, taskId, taskName: null });
const participation = (left: FormerParticipation): ParticipationFact => ({ participantId: "", ...left, addedBy: null, since: null });
