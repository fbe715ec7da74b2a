/** A small, complete, made-up installation as plain data: what the reference model reads and what the builders write into a database. */
import type { Verb } from "#domain/access/verbs.ts";

/** Instants are milliseconds since 1970 (UTC); `null` means "not set". */
export type Instant = number;

export type World = {
  now: Instant;
  settings: {
    /** *restrict queues by group* */
    restrictQueuesByGroup: boolean;
    /** *other companies* (path partner) */
    otherCompanies: boolean;
    /** *company tickets*: false shuts what the model says for everybody */
    companyTickets: boolean;
    /** *portal is read-only* */
    readOnly: boolean;
    /** *hide tickets before*, the installation's */
    hideTicketsBefore: Instant | null;
  };
  companies: {
    id: string;
    state: "active" | "suspended" | "closed";
    portalEnabled: boolean;
    parentId: string | null;
    /** *hide tickets before*, this company's */
    hideTicketsBefore: Instant | null;
  }[];
  roles: {
    id: string;
    scope: "own" | "company" | "companyAndBelow";
    verbs: Verb[];
    confidential: boolean;
    /** *create for subsidiaries* */
    createForSubsidiaries: boolean;
  }[];
  contacts: { id: string; state: "invited" | "active" | "suspended" | "closed" }[];
  memberships: {
    id: string;
    contactId: string;
    companyId: string;
    roleId: string;
    /** false: it carries no group rights, as an excluded primary (whose role has scope *own* besides) */
    carriesGroupRights: boolean;
    seesSince: Instant | null;
    from: Instant | null;
    until: Instant | null;
    /** *keeps own tickets*: only meaningful once the membership has ended (its `until` is past) */
    keepsOwnTickets: boolean;
  }[];
  groups: { id: string; active: boolean }[];
  queues: { id: string; groupId: string; active: boolean; confidential: boolean }[];
  rights: {
    groupId: string;
    subject: { contactId: string } | { companyId: string; context: "own" | "others" } | "everyContact" | "everyCompany";
    read: boolean;
    create: boolean;
    edit: boolean;
    from: Instant | null;
    until: Instant | null;
  }[];
  tickets: {
    id: string;
    contactId: string | null;
    companyId: string | null;
    queueId: string;
    createdAt: Instant;
    /** the ticket's own mark; a queue's mark counts too */
    confidential: boolean;
    statusType: "new" | "open" | "pending" | "done" | "closed" | "removed" | "merged";
  }[];
  participations: {
    ticketId: string;
    /** exactly one of the two */
    contactId: string | null;
    companyId: string | null;
    level: "read" | "reply";
    addedBy: "agent" | "contact";
  }[];
};
