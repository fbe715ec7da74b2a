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
    /** *project permissions* */
    projectPermissions: "off" | "required" | "requesterSuffices";
    /** *contacts may be granted internal projects* */
    internalProjects: boolean;
    /** *show tickets of parent and sister companies*, the installation's */
    familyTickets: "no" | "deskUsers" | "allContacts";
    /** *the parent's people see our tickets*, the installation's */
    parentSeesTickets: boolean;
    /** what is shown of a ticket, the installation's */
    view: {
      agentNames: "full" | "firstName" | "team" | "hidden";
      colleagueNames: boolean;
      priority: boolean;
      dueDate: boolean;
      hours: "none" | "billed" | "worked";
    };
  };
  companies: {
    id: string;
    state: "active" | "suspended" | "closed";
    portalEnabled: boolean;
    parentId: string | null;
    /** *hide tickets before*, this company's */
    hideTicketsBefore: Instant | null;
    /** *billed by* */
    billedById: string | null;
    /** this company's; null: the installation's holds */
    familyTickets: "no" | "deskUsers" | "allContacts" | null;
    parentSeesTickets: boolean | null;
    /** this company's, each part; null: the installation's holds */
    view: {
      agentNames: "full" | "firstName" | "team" | "hidden" | null;
      colleagueNames: boolean | null;
      priority: boolean | null;
      dueDate: boolean | null;
      hours: "none" | "billed" | "worked" | null;
    };
  }[];
  roles: {
    id: string;
    scope: "own" | "company" | "companyAndBelow";
    verbs: Verb[];
    confidential: boolean;
    /** *create for subsidiaries* */
    createForSubsidiaries: boolean;
    /** its people are desk users */
    desk: boolean;
  }[];
  contacts: { id: string; state: "invited" | "active" | "suspended" | "closed" }[];
  memberships: {
    id: string;
    contactId: string;
    companyId: string;
    /** the lasting one */
    roleId: string;
    /** holds instead of the lasting one in [from, until) */
    roleForATime: { roleId: string; from: Instant | null; until: Instant } | null;
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
  categories: { id: string; confidential: boolean }[];
  /** `companyId` null: an internal project */
  projects: { id: string; companyId: string | null }[];
  tasks: { id: string; projectId: string }[];
  /** on projects of companies of the contact's memberships and on internal ones */
  grants: {
    id: string;
    contactId: string;
    projectId: string;
    tasks: "all" | "existing" | "named";
    /** of *existing* and *named* */
    taskIds: string[];
    readOnly: boolean;
    scope: "gate" | "withoutContact" | "wholeProject";
    hours: "none" | "billed" | "worked";
    seesSince: Instant | null;
    from: Instant | null;
    until: Instant | null;
  }[];
  tickets: {
    id: string;
    contactId: string | null;
    companyId: string | null;
    queueId: string;
    createdAt: Instant;
    /** primary and secondary (project, task) pairs */
    projects: { projectId: string; taskId: string | null }[];
    categoryIds: string[];
    /** the ticket's own mark; a queue's or a category's mark counts too */
    confidential: boolean;
    /** which of two priorities it has */
    urgent: boolean;
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
