/** An agent merges tickets into one: all of them or none (docs/decisions/0027-merge.md). */
import type { BodyOf } from "#contract/endpoint.ts";
import type { mergeTickets as endpoint } from "#contract/merge.ts";
import { agentVerbs } from "#domain/access/agents.ts";
import type { ProjectPair } from "#domain/access/grants.ts";
import { readAlike } from "#domain/access/merged.ts";
import { asksToConfirm, type MergeSide, pairsToAdd, refusedMerge } from "#domain/tickets/merge.ts";
import { lockTickets } from "#server/features/access/queries.ts";
import { listOpenSubtasks, listSubtaskIds, moveSubtasks } from "#server/features/subtasks/queries.ts";
import { listBookedPairs, listTimeOf, moveTime, setTimeVisible } from "#server/features/time-entries/moving-queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command } from "#server/platform/run-command.ts";
import { insertParticipant, isMemberNow } from "./article-queries.ts";
import { loadRelationTargets, valuesOf } from "./change-queries.ts";
import { insertMerge, tellMessages } from "./merge-queries.ts";
import { setTicketProjects } from "./relation-queries.ts";
import { type KnownTicket, listKnownTickets } from "./ticket-row-queries.ts";
import { getDefaultStatus, updateTicket } from "./write-queries.ts";

type Input = BodyOf<typeof endpoint> & { targetId: string };

export const mergeTickets = command({
  name: "ticket.merge-tickets",
  async run(context, { targetId, ticketIds, requesters, confirmed, reason }: Input): Promise<string> {
    const { db } = context;
    const ids = [...new Set(ticketIds)];
    await lockTickets(db, [targetId, ...ids]);
    const { target, sources } = await sidesOf(context, targetId, ids);
    const refused = refusedMerge(
      target.side,
      sources.map(({ side }) => side),
    );
    if (refused) throw new Refusal(refused.refused, { words: refused.words });
    const addedPairs = await pairsFor(context, target, ids);
    const sides = sources.map(({ side }) => side);
    if (!confirmed && asksToConfirm(target.side, sides, addedPairs)) throw new Refusal("merge.notConfirmed");
    if (addedPairs.length > 0) await addPairs(context, target, addedPairs);
    const participants = requesters === "members" ? await addRequesters(context, target, sources) : new Map<string, string>();
    for (const source of sources)
      await mergeOne(context, { target, source, addedPairs, participantId: participants.get(source.side.contactId ?? "") ?? null, reason });
    await updateTicket(db, targetId, {}, context.now);
    await tellMessages(db, targetId);
    context.audit({
      event: "ticket.merged-here",
      subject: { kind: "ticket", id: targetId },
      companyId: target.side.companyId,
      contactId: target.side.contactId,
      after: { merged: sources.map(({ side }) => `#${side.number}`), ...(addedPairs.length > 0 ? { secondaryProjects: addedPairs } : {}) },
      reason,
    });
    return targetId;
  },
});

type Side = { side: MergeSide; ticket: KnownTicket };

/** What is not there is refused like what may not be read. */
async function sidesOf(context: CommandContext, targetId: string, ids: readonly string[]): Promise<{ target: Side; sources: Side[] }> {
  const { agent } = agentOf(context);
  const all = [...new Set([targetId, ...ids])];
  const known = await listKnownTickets(context.db, all, "everybody", context.now);
  if (known.length !== all.length) throw new Refusal("record.notFound");
  const openSubtasks = await listOpenSubtasks(context.db, all);
  const sides = new Map(
    known.map((ticket): [string, Side] => {
      const { ticket_id: ticketId, number, status_type: statusType, status_locks: locks, company_id: companyId, contact_id: contactId } = ticket.row;
      const allowed = agentVerbs(agent, ticket.facts);
      return [
        ticketId,
        { ticket, side: { ticketId, number, statusType, locks, companyId, contactId, allowed, openSubtasks: openSubtasks.get(ticketId) ?? [] } },
      ];
    }),
  );
  const sideOf = (id: string): Side => found(sides.get(id.toLowerCase()));
  return { target: sideOf(targetId), sources: ids.map(sideOf) };
}

/** Hours stay on the projects that they are booked on, so the target comes into these; into another company's it cannot. */
async function pairsFor({ db }: CommandContext, { ticket, side }: Side, ids: readonly string[]): Promise<ProjectPair[]> {
  const pairs = pairsToAdd(ticket.facts.projects, await listBookedPairs(db, ids));
  if (pairs.length === 0 || side.companyId === null) return pairs;
  const values = valuesOf(ticket.row);
  const { fits } = await loadRelationTargets(db, [{ values, wanted: { secondaryProjects: [...values.secondaryProjects, ...pairs] } }], false);
  if (pairs.some(({ projectId }) => !fits(projectId, side.companyId ?? ""))) throw new Refusal("merge.foreignTime");
  return pairs;
}

async function addPairs({ db }: CommandContext, { ticket }: Side, pairs: readonly ProjectPair[]): Promise<void> {
  const { primaryProject, secondaryProjects } = valuesOf(ticket.row);
  await setTicketProjects(db, [{ ticketId: ticket.row.ticket_id, primaryProject, secondaryProjects: [...secondaryProjects, ...pairs] }]);
}

/** Whoever asked the same and is of the target's company becomes a participant who may reply; the participation by requester. */
async function addRequesters(context: CommandContext, { side, ticket }: Side, sources: readonly Side[]): Promise<Map<string, string>> {
  const { db, now } = context;
  const added = new Map<string, string>();
  const there = new Set([side.contactId, ...ticket.facts.participations.map(({ contactId }) => contactId)]);
  for (const contactId of new Set(sources.map((source) => source.side.contactId))) {
    if (contactId === null || there.has(contactId) || side.companyId === null || !(await isMemberNow(db, contactId, side.companyId, now))) continue;
    const participation = { ticketId: side.ticketId, contactId, companyId: null, level: "reply" } as const;
    const participantId = await insertParticipant(db, { ...participation, addedByKind: "agent", addedBy: agentOf(context).agent.agentId, now });
    added.set(contactId, participantId);
    context.audit({
      event: "ticket.participant-added",
      subject: { kind: "ticket", id: side.ticketId },
      companyId: side.companyId,
      contactId,
      after: { participantId, contactId, companyId: null, level: "reply" },
    });
  }
  return added;
}

type One = { target: Side; source: Side; addedPairs: readonly ProjectPair[]; participantId: string | null; reason: string | undefined };

/** Hours that contacts saw become internal where others read the target: what is said about them was not said to those. */
async function mergeOne(context: CommandContext, { target, source, addedPairs, participantId, reason }: One): Promise<void> {
  const { db, now } = context;
  const { ticketId, companyId, contactId } = source.side;
  const targetId = target.side.ticketId;
  const [subtaskIds, entries] = [await listSubtaskIds(db, ticketId), await listTimeOf(db, [ticketId])];
  const hidden = readAlike(source.ticket.facts, target.ticket.facts) ? [] : entries.filter(({ visible }) => visible).map(({ entryId }) => entryId);
  const timeEntryIds = entries.map(({ entryId }) => entryId);
  const status = await getDefaultStatus(db, "merged");
  const formerStatusId = source.ticket.row.status_id;
  await insertMerge(
    db,
    {
      ticketId,
      targetId,
      agentId: agentOf(context).agent.agentId,
      mergedAt: now,
      formerStatusId,
      participantId,
      subtaskIds,
      timeEntryIds,
      hiddenTimeEntryIds: hidden,
      addedPairs: [...addedPairs],
    },
    status.statusId,
  );
  await moveSubtasks(db, subtaskIds, ticketId, targetId);
  await moveTime(db, timeEntryIds, ticketId, targetId);
  await setTimeVisible(db, hidden, false);
  context.audit({
    event: "ticket.merged",
    subject: { kind: "ticket", id: ticketId },
    companyId,
    contactId,
    before: { statusId: formerStatusId },
    after: { statusId: status.statusId, mergedInto: `#${target.side.number}` },
    reason,
  });
}
