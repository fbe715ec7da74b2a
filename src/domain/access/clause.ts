/** Access as data: what a scope is made of. Both interpreters read it (matches.ts, and the server's scope-to-sql.ts). */
import type { Instant } from "./facts.ts";
import type { Covered } from "./grants.ts";
import type { TicketVerb } from "./verbs.ts";

/** In the order in which people are counted by the first path that leads. */
export const CONTACT_PATHS = ["requester", "participant", "company", "family", "partner", "project", "billing"] as const;
export type ContactPath = (typeof CONTACT_PATHS)[number];
export type PathId = ContactPath | "agent";

/** A company of mine whose people see tickets of its parent and of the parent's other children. */
export type FamilyReader = { companyId: string; parentId: string };

/** The union of these; what is not listed is named: a relation between companies. */
export type CompanySet = {
  ids: readonly string[];
  /** Descendants of these. */
  below: readonly string[];
  /** The parents and sisters of these. */
  familyOf: readonly FamilyReader[];
  /** Children of these that show their tickets to the parent's people. */
  shownTo: readonly string[];
  /** Companies for which one of these is billed. */
  billedBy: readonly string[];
  /** Also tickets without a company. */
  orNone: boolean;
};

/**
 * A conjunction over a ticket's attributes. Sets that grow with the installation are named, not listed:
 * those of CompanySet, `groups` (queues of) and `readsGroup` (companies with a right on the queue's group).
 */
export type Clause = {
  path: PathId;
  /** The ticket's contact is this one. */
  requester: string | null;
  /** Somebody of these was added with one of these levels. */
  participation: { contactId: string | null; companyIds: readonly string[]; levels: readonly ("read" | "reply")[]; addedByAgentOnly: boolean } | null;
  /** The ticket's company is of this set; null: any or none. */
  companies: CompanySet | null;
  /** The ticket has a covered pair; `withoutContact`: and no contact. On an internal project its company is one of `internalFor` or absent. */
  project: { covered: Covered; withoutContact: boolean; internalFor: readonly string[] } | null;
  /** Gate *project*: the ticket has no project, a covered pair, or this contact; null: not asked. */
  projectGate: { covered: Covered; requester: string | null } | null;
  /** The ticket's company is none of these. */
  exceptCompanies: readonly string[];
  /** The ticket's company has an *own company* right that lets read through on the queue's group. */
  readsGroup: boolean;
  /** What the gate *company* asks of the ticket's company; tickets without one are open. */
  companyGate: "none" | "active" | "activeAndEnabled";
  /** The queue's group is one of these. */
  groups: readonly string[] | "any";
  /** Whether confidential tickets (own mark, queue's or a category's) are included. */
  confidential: boolean;
  /** Whether some category is confidential, and so has to be asked about. */
  categoriesCount: boolean;
  /** Created at or after. */
  createdFrom: Instant | null;
};

export type Scope = {
  verb: TicketVerb;
  clauses: readonly Clause[];
  /** Removed and merged tickets belong to it (agents only). */
  includesGone: boolean;
  /** The installation's *hide tickets before*. */
  hideBefore: Instant | null;
  /** Whether *hide tickets before* of the ticket's company counts. */
  companyWindow: boolean;
};
