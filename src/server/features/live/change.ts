/** What the database tells after a commit (db/migrations, `tell_change`), gathered until it is looked at together. */
import type { StatusType } from "#domain/access/facts.ts";

/** What decided access to a ticket before it changed. */
export type FormerTicket = { queueId: string; companyId: string | null; contactId: string | null; confidential: boolean; statusType: StatusType };
/** Somebody who was taken off a ticket. */
export type FormerParticipation = { contactId: string | null; companyId: string | null; level: "read" | "reply"; addedByAgent: boolean };
/** A project and task that a ticket belonged to. */
export type FormerProject = { projectId: string; taskId: string | null };

type Told =
  | { kind: "ticket"; ticketId: string; visible: boolean; former?: FormerTicket; left?: FormerParticipation; leftProject?: FormerProject; categories?: true }
  | { kind: "many" | "everything" }
  | { kind: "contact"; contactId: string }
  | { kind: "company"; companyId: string }
  | { kind: "agent"; agentId: string }
  | { kind: "session"; sessionId: string };

export type TicketChange = {
  /** Something changed that contacts see; else only agents are told. */
  visible: boolean;
  former: FormerTicket[];
  left: FormerParticipation[];
  leftProjects: FormerProject[];
  /** It has other categories than before: it may have been confidential, or not. */
  categories: boolean;
};

export type Batch = {
  tickets: Map<string, TicketChange>;
  contactIds: Set<string>;
  companyIds: Set<string>;
  agentIds: Set<string>;
  endedSessionIds: Set<string>;
  /** Anybody's access may have changed, or something may have been missed: everything is loaded anew, everybody looks again. */
  everything: boolean;
  /** Too many tickets to name: everybody looks again. */
  manyTickets: boolean;
};

/** Beyond this many in one look they are not told apart any more. */
const mostTickets = 1000;

export const emptyBatch = (): Batch => ({
  tickets: new Map(),
  contactIds: new Set(),
  companyIds: new Set(),
  agentIds: new Set(),
  endedSessionIds: new Set(),
  everything: false,
  manyTickets: false,
});

export function gather(batch: Batch, message: string): void {
  const told = read(message);
  switch (told.kind) {
    case "ticket":
      gatherTicket(batch, told);
      return;
    case "many":
      batch.manyTickets = true;
      return;
    case "everything":
      batch.everything = true;
      return;
    case "contact":
      batch.contactIds.add(told.contactId);
      return;
    case "company":
      batch.companyIds.add(told.companyId);
      return;
    case "agent":
      batch.agentIds.add(told.agentId);
      return;
    case "session":
      batch.endedSessionIds.add(told.sessionId);
  }
}

/** What nobody here has written may mean anything. */
function read(message: string): Told {
  try {
    return JSON.parse(message) as Told;
  } catch {
    return { kind: "everything" };
  }
}

function gatherTicket(batch: Batch, told: Extract<Told, { kind: "ticket" }>): void {
  const known = batch.tickets.get(told.ticketId) ?? { visible: false, former: [], left: [], leftProjects: [], categories: false };
  known.visible ||= told.visible;
  if (told.former) known.former.push(told.former);
  if (told.left) known.left.push(told.left);
  if (told.leftProject) known.leftProjects.push(told.leftProject);
  known.categories ||= told.categories === true;
  batch.tickets.set(told.ticketId, known);
  if (batch.tickets.size <= mostTickets && known.former.length + known.left.length + known.leftProjects.length <= mostTickets) return;
  batch.tickets.clear();
  batch.manyTickets = true;
}

export const hasNews = (batch: Batch): boolean =>
  batch.everything || batch.manyTickets || batch.tickets.size + batch.contactIds.size + batch.companyIds.size + batch.agentIds.size > 0;
