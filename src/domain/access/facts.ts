/** What the access rules are told: plain facts about one contact and one ticket. Loaded by the server, made up by tests. */
import type { AgentNames, FamilyTickets, ProjectPermissions, WorkedHours } from "#domain/settings/catalogue.ts";
import type { OwnField } from "#domain/tickets/own-fields.ts";
import type { Verb } from "./verbs.ts";

/** Milliseconds since 1970, UTC. */
export type Instant = number;

/** Where a fact was set, so that "why?" can name it and link to it. */
export type Origin = {
  kind:
    | "contact"
    | "company"
    | "membership"
    | "groupRight"
    | "setting"
    | "queue"
    | "ticket"
    | "participation"
    | "agentRight"
    | "rule"
    | "project"
    | "grant"
    | "category"
    | "companySetting";
  /** Id of the row; the key for a setting; null where the rule itself is the origin. */
  id: string | null;
  /** What people call it: a company's, group's or queue's name. */
  name: string;
  /** The agent who set it; null: nobody known (import, command line, default). */
  setBy: string | null;
  since: Instant | null;
  /** Of a company's setting: which one. */
  settingKey?: string;
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
  /** Its people are desk users. */
  desk: boolean;
};

/** For a holiday, say; it always has an end. */
export type RoleForATime = { role: RoleFact; from: Instant | null; until: Instant };

export type MembershipFact = Period & {
  membershipId: string;
  company: {
    companyId: string;
    name: string;
    state: RecordState;
    portalEnabled: boolean;
    parentId: string | null;
    /** *show tickets of parent and sister companies*, as it holds for this company. */
    familyTickets: FamilyTickets;
    /** Some child of it shows its tickets to the people of its parent. */
    seesChild: boolean;
    /** It is billed for some other company. */
    billedForOthers: boolean;
    /** What it sets of the view. */
    view: ViewSettings;
  };
  /** Holds whenever none for a time does. */
  lastingRole: RoleFact;
  /** Holds instead within its dates. */
  roleForATime: RoleForATime | null;
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

/** What a contact may see of a project (ZEP-06). */
export type GrantFact = Period & {
  grantId: string;
  /** `companyId` null: an internal project. */
  project: { projectId: string; name: string; companyId: string | null };
  /** *all*: also later ones; *existing* and *named*: those of `taskIds`; only *named* leaves out tickets without a task. */
  tasks: "all" | "existing" | "named";
  /** Tasks that are still of this project. */
  taskIds: readonly string[];
  readOnly: boolean;
  /** Opens the gate only, leads to tickets without a contact, or to all tickets of the covered tasks. */
  scope: "gate" | "withoutContact" | "wholeProject";
  /** Which worked hours show on the tickets that it covers. */
  hours: WorkedHours;
  seesSince: Instant | null;
  setBy: string | null;
  since: Instant | null;
};

/** The installation's switches (access-model, "Gates" and "Paths"). */
export type Switches = {
  restrictQueuesByGroup: boolean;
  otherCompanies: boolean;
  companyTickets: boolean;
  portalReadOnly: boolean;
  projectPermissions: ProjectPermissions;
  /** *contacts may be granted internal projects* */
  internalProjects: boolean;
  /** Some category is confidential. */
  categoriesConfidential: boolean;
  hideTicketsBefore: Instant | null;
  /** Some company has a *hide tickets before* of its own. */
  companiesHideTickets: boolean;
};

/** What one level sets of the view; null: what is set above it holds. */
export type ViewSettings = {
  agentNames: AgentNames | null;
  colleagueNames: boolean | null;
  priority: boolean | null;
  dueDate: boolean | null;
  hours: WorkedHours | null;
};

/** How much of tickets is shown, as the settings say (access-model, "View"). */
export type ViewFacts = {
  installation: ViewSettings;
  /** Some company sets whether the priority shows. */
  companiesSetPriority: boolean;
  /** What stands for an agent's name. */
  teamName: string;
  /** The own fields of tickets that contacts see, in their order. */
  ownFields: readonly OwnField[];
};

export type ContactFacts = {
  contact: { contactId: string; name: string; state: RecordState | "invited"; since: Instant | null };
  /** All memberships, also ended and coming ones. */
  memberships: readonly MembershipFact[];
  /** Own rights, those of the companies of the memberships in both contexts, and everybody's. */
  rights: readonly RightFact[];
  /** All grants, also ended and coming ones. */
  grants: readonly GrantFact[];
  switches: Switches;
  view: ViewFacts;
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

/** One of the (project, task) pairs of a ticket, primary or secondary. */
export type TicketProject = { projectId: string; name: string; internal: boolean; taskId: string | null; taskName: string | null };

export type StatusType = "new" | "open" | "pending" | "done" | "closed" | "removed" | "merged";

export type TicketFacts = {
  ticketId: string;
  contactId: string | null;
  company: {
    companyId: string;
    name: string;
    state: RecordState;
    portalEnabled: boolean;
    parentId: string | null;
    /** *the parent's people see our tickets*, as it holds for this company. */
    parentSees: boolean;
    /** The company that is billed for this one. */
    billedById: string | null;
    /** Ids of its parent, the parent's parent and so on. */
    ancestors: readonly string[];
    /** *hide tickets before* of this company. */
    hideTicketsBefore: Instant | null;
    /** It has an *own company* right in force on the queue's group that lets `read` through. */
    readsGroup: boolean;
    /** What it sets of the view. */
    view: ViewSettings;
  } | null;
  queue: { queueId: string; name: string; confidential: boolean; group: { groupId: string; name: string; active: boolean } };
  confidential: boolean;
  /** A confidential category that it has; null: none. */
  confidentialCategory: { categoryId: string; name: string } | null;
  projects: readonly TicketProject[];
  statusType: StatusType;
  createdAt: Instant;
  mergedIntoId: string | null;
  /** At least those that name the contact or one of its companies. */
  participations: readonly ParticipationFact[];
};
