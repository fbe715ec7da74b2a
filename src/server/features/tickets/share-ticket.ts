/** Adding people and companies to a ticket, and taking them off (NEW-17). */
import { resolveFor } from "#server/features/settings/queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, command, contactOf } from "#server/platform/run-command.ts";
import { deleteParticipant, findContactToShareWith, findParticipant, insertParticipant, isMemberNow } from "./article-queries.ts";
import { ticketForAgent, ticketForContact } from "./ticket-for.ts";

type Level = "read" | "reply";

/** By an agent: anybody. */
export const addParticipant = command({
  name: "ticket.add-participant",
  async run(context, input: { ticketId: string; contactId: string | null; companyId: string | null; level: Level }): Promise<string> {
    const asking = agentOf(context);
    const { row } = await ticketForAgent(context.db, asking, input.ticketId, "share", context.now);
    const participantId = await insertParticipant(context.db, { ...input, addedByKind: "agent", addedBy: asking.agent.agentId, now: context.now });
    context.audit({
      event: "ticket.participant-added",
      subject: { kind: "ticket", id: input.ticketId },
      companyId: input.companyId ?? row.company_id,
      contactId: input.contactId,
      after: { participantId, contactId: input.contactId, companyId: input.companyId, level: input.level },
    });
    return input.ticketId;
  },
});

/** By a contact: people of the ticket's company; others only while sharing outside is on. Who is not there and who is outside look the same. */
export const shareTicket = command({
  name: "ticket.share-ticket",
  async run(context, input: { ticketId: string; contactId?: string | undefined; email?: string | undefined; level: Level }): Promise<string> {
    const asking = contactOf(context);
    const { db, now } = context;
    const { row } = await ticketForContact(db, asking, input.ticketId, "share", now);
    const contactId = await findContactToShareWith(db, input);
    const inside = contactId !== undefined && row.company_id !== null && (await isMemberNow(db, contactId, row.company_id, now));
    const outsideAllowed = (await resolveFor(db, "tickets.shareOutside", row.company_id ? { companyId: row.company_id } : {})) === true;
    if (contactId === undefined || (!inside && !outsideAllowed)) throw new Refusal("participant.outside");
    const participantId = await insertParticipant(db, {
      ticketId: input.ticketId,
      contactId,
      companyId: null,
      level: input.level,
      addedByKind: "contact",
      addedBy: asking.access.contactId,
      now,
    });
    context.audit({
      event: "ticket.participant-added",
      subject: { kind: "ticket", id: input.ticketId },
      companyId: row.company_id,
      contactId,
      after: { participantId, contactId, level: input.level },
    });
    return input.ticketId;
  },
});

type Removal = { ticketId: string; participantId: string };

export const removeParticipant = command({
  name: "ticket.remove-participant",
  async run(context, input: Removal): Promise<void> {
    const { row } = await ticketForAgent(context.db, agentOf(context), input.ticketId, "share", context.now);
    const participant = found(await findParticipant(context.db, input.ticketId, input.participantId));
    await deleteParticipant(context.db, input.participantId);
    context.audit({
      event: "ticket.participant-removed",
      subject: { kind: "ticket", id: input.ticketId },
      companyId: participant.company_id ?? row.company_id,
      contactId: participant.contact_id,
      before: { contactId: participant.contact_id, companyId: participant.company_id, level: participant.level },
    });
  },
});

/** A contact takes off whom a contact added; what an agent added stays. */
export const unshareTicket = command({
  name: "ticket.unshare-ticket",
  async run(context, input: Removal): Promise<void> {
    const { row } = await ticketForContact(context.db, contactOf(context), input.ticketId, "share", context.now);
    const participant = found(await findParticipant(context.db, input.ticketId, input.participantId));
    if (participant.added_by_kind !== "contact") throw new Refusal("ticket.notPermitted");
    await deleteParticipant(context.db, input.participantId);
    context.audit({
      event: "ticket.participant-removed",
      subject: { kind: "ticket", id: input.ticketId },
      companyId: row.company_id,
      contactId: participant.contact_id,
      before: { contactId: participant.contact_id, level: participant.level },
    });
  },
});
