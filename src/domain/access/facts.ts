/** What the access rules are told: plain facts about one contact and one ticket. Loaded by the server, made up by tests. */
import type { Verb } from "./verbs.ts";

/** Milliseconds since 1970, UTC. */
export type Instant = number;

/** Where a fact was set, so that "why?" can name it and link to it. */
export type Origin = {
  kind: "contact" | "company" | "membership" | "groupRight" | "setting" | "queue" | "ticket" | "participation" | "agentRight" | "rule";
  /** Id of the row; the key for a setting; null where the rule itself is the origin. */
  id: string | null;
  /** What people call it: a company's, group's or queue's name. */
  name: string;
  /** The agent who set it; null: nobody known (import, command line, default). */
  setBy: string | null;
  since: Instant | null;
  /** The group whose rights it hangs on: of a right, and of a queue that is shut for want of one. */
  groupId?: string;
};

/** In force in [from, until); null: open on that side. */
export type Period = { from: Instant | null; until: Instant | null };

export const inForce = (period: Period, now: Instant): boolean => (period.from === null || period.from <= now) && (period.until === null || now < period.until);

export type RecordState = "active" | "suspended" | "closed";
export type RoleScope = "own" | "company" | "companyAndBelow";

export type RoleFact = {
  roleId: string;
  name: string;
  scope: RoleScope;
  verbs: readonly Verb[];
  confidential: boolean;
  createForSubsidiaries: boolean;
};

export type MembershipFact = Period & {
  membershipId: string;
  company: { companyId: string; name: string; state: RecordState; portalEnabled: boolean };
  role: RoleFact;
  primary: boolean;
  /** false: an excluded primary (OTR-03). */
  carriesGroupRights: boolean;
  /** Counts once the membership has ended. */
  keepsOwnTickets: boolean;
  seesSince: Instant | null;
  setBy: string | null;
  since: Instant | null;
};

export type RightSubject =
  | { kind: "contact" }
  | { kind: "company"; companyId: string; context: "own" | "others" }
  | { kind: "everyContact" }
  | { kind: "everyCompany" };

export type RightFact = Period & {
  rightId: string;
  group: { groupId: string; name: string; active: boolean };
  subject: RightSubject;
  read: boolean;
  create: boolean;
  edit: boolean;
  setBy: string | null;
  since: Instant | null;
};

/** The installation's switches (access-model, "Gates" and "Paths"). */
export type Switches = {
  restrictQueuesByGroup: boolean;
  otherCompanies: boolean;
  companyTickets: boolean;
  portalReadOnly: boolean;
  hideTicketsBefore: Instant | null;
  /** Some company has a *hide tickets before* of its own. */
  companiesHideTickets: boolean;
};

export type ContactFacts = {
  contact: { contactId: string; name: string; state: RecordState | "invited"; since: Instant | null };
  /** All memberships, also ended and coming ones. */
  memberships: readonly MembershipFact[];
  /** Own rights, those of the companies of the memberships in both contexts, and everybody's. */
  rights: readonly RightFact[];
  switches: Switches;
};

export type ParticipationFact = {
  participantId: string;
  contactId: string | null;
  companyId: string | null;
  level: "read" | "reply";
  addedByAgent: boolean;
  addedBy: string | null;
  since: Instant | null;
};

export type StatusType = "new" | "open" | "pending" | "done" | "closed" | "removed" | "merged";

export type TicketFacts = {
  ticketId: string;
  contactId: string | null;
  company: {
    companyId: string;
    name: string;
    state: RecordState;
    portalEnabled: boolean;
    /** Ids of its parent, the parent's parent and so on. */
    ancestors: readonly string[];
    /** *hide tickets before* of this company. */
    hideTicketsBefore: Instant | null;
    /** It has an *own company* right in force on the queue's group that lets `read` through. */
    readsGroup: boolean;
  } | null;
  queue: { queueId: string; name: string; confidential: boolean; group: { groupId: string; name: string; active: boolean } };
  confidential: boolean;
  statusType: StatusType;
  createdAt: Instant;
  mergedIntoId: string | null;
  /** At least those that name the contact or one of its companies. */
  participations: readonly ParticipationFact[];
};
