/** The access facts that a plan would leave behind, in memory: what Pforte's own rule is asked with. Ids are keys of the old system. */
import type { ContactFacts, Instant, MembershipFact, RecordState, RightFact, RoleFact, StatusType, Switches, TicketFacts } from "#domain/access/facts.ts";
import { nothingSet } from "#domain/access/view.ts";
import type { CompanyRecord } from "./plan-companies.ts";
import type { ContactRecord } from "./plan-contacts.ts";
import type { NamedRecord } from "./plan-master.ts";
import type { MembershipRecord } from "./plan-memberships.ts";
import type { RightRecord } from "./plan-rights.ts";

export type PlannedAccess = {
  contacts: readonly ContactRecord[];
  companies: readonly CompanyRecord[];
  groups: readonly NamedRecord[];
  memberships: readonly MembershipRecord[];
  rights: readonly RightRecord[];
  /** The two roles that an import gives. */
  roles: { basic: RoleFact; advanced: RoleFact };
  switches: Switches;
};

/** What is taken as if it were otherwise, to see whether a difference comes from it. */
export type Relaxed = { person?: boolean; companies?: boolean; state?: boolean };

/** What of a ticket decides; many tickets share one. */
export type TicketShape = { contactKey: string | null; companyKey: string | null; groupKey: string; statusType: StatusType };

type FactsOf = {
  contact(contactKey: string, relaxed?: Relaxed): ContactFacts;
  ticket(shape: TicketShape, relaxed?: Relaxed): TicketFacts;
};

export function factsOf(access: PlannedAccess, now: Instant): FactsOf {
  const contacts = new Map(access.contacts.map((contact) => [contact.key, contact]));
  const companies = new Map(access.companies.map((company) => [company.key, company]));
  const groups = new Map(access.groups.map((group) => [group.key, { groupId: group.key, name: group.name, active: group.state === "active" }]));
  const groupOf = (key: string) => groups.get(key) ?? { groupId: key, name: key, active: false };
  const memberships = Map.groupBy(access.memberships, (membership) => membership.contactKey);
  const rights = Map.groupBy(
    access.rights.map((right) => rightFact(right, groupOf(right.groupKey))),
    rightOwner,
  );
  const reading = new Set(access.rights.flatMap((right) => readingKey(right, groupOf(right.groupKey).active)));
  const stateOf = (company: CompanyRecord, relaxed: Relaxed): RecordState => (relaxed.companies ? "active" : company.state);

  return {
    contact(contactKey, relaxed = {}) {
      const held = memberships.get(contactKey) ?? [];
      const contact = contacts.get(contactKey);
      return {
        contact: { contactId: contactKey, name: contact?.login ?? contactKey, state: relaxed.person ? "active" : (contact?.state ?? "closed"), since: null },
        memberships: held.flatMap((membership) => {
          const company = companies.get(membership.companyKey);
          return company ? [membershipFact(membership, company, stateOf(company, relaxed), access.roles[membership.role], now)] : [];
        }),
        rights: [
          ...(rights.get(`contact:${contactKey}`) ?? []),
          ...held.flatMap((membership) => rights.get(`company:${membership.companyKey}`) ?? []),
          ...(rights.get("everybody") ?? []),
        ],
        grants: [],
        switches: access.switches,
        view: { installation: nothingSet, companiesSetPriority: false, teamName: "", ownFields: [] },
      };
    },
    ticket(shape, relaxed = {}) {
      const company = shape.companyKey === null ? undefined : companies.get(shape.companyKey);
      const gone = shape.statusType === "removed" || shape.statusType === "merged";
      return {
        ticketId: "",
        contactId: shape.contactKey,
        company: company
          ? {
              companyId: company.key,
              name: company.name,
              state: stateOf(company, relaxed),
              portalEnabled: true,
              parentId: null,
              parentSees: false,
              billedById: null,
              ancestors: [],
              hideTicketsBefore: null,
              readsGroup: reading.has(`${company.key}|${shape.groupKey}`),
              view: nothingSet,
            }
          : null,
        queue: { queueId: shape.groupKey, name: shape.groupKey, confidential: false, group: groupOf(shape.groupKey) },
        confidential: false,
        confidentialCategory: null,
        projects: [],
        statusType: relaxed.state && gone ? "open" : shape.statusType,
        createdAt: now,
        mergedIntoId: null,
        participations: [],
      };
    },
  };
}

const membershipFact = (membership: MembershipRecord, company: CompanyRecord, state: RecordState, role: RoleFact, now: Instant): MembershipFact => ({
  membershipId: membership.key,
  company: {
    companyId: company.key,
    name: company.name,
    state,
    portalEnabled: true,
    parentId: null,
    familyTickets: "no",
    seesChild: false,
    billedForOthers: false,
    view: nothingSet,
  },
  lastingRole: role,
  roleForATime: null,
  primary: membership.primary,
  carriesGroupRights: membership.carriesGroupRights,
  keepsOwnTickets: membership.keepsOwnTickets,
  seesSince: null,
  setBy: null,
  since: null,
  from: null,
  until: membership.keepsOwnTickets ? now : null,
});

function rightFact(right: RightRecord, group: RightFact["group"]): RightFact & { owner: string } {
  const { subject } = right;
  const common = { rightId: right.key, group, read: right.read, create: right.create, edit: right.edit, setBy: null, since: null, from: null, until: null };
  switch (subject.kind) {
    case "contact":
      return { ...common, subject: { kind: "contact" }, owner: `contact:${subject.contactKey}` };
    case "company":
      return { ...common, subject: { kind: "company", companyId: subject.companyKey, context: subject.context }, owner: `company:${subject.companyKey}` };
    case "everybody":
      return { ...common, subject: { kind: subject.everybody === "contact" ? "everyContact" : "everyCompany" }, owner: "everybody" };
  }
}

const rightOwner = (right: RightFact & { owner: string }): string => right.owner;

function readingKey(right: RightRecord, active: boolean): string[] {
  const { subject } = right;
  const reads = active && (right.read || right.edit) && subject.kind === "company" && subject.context === "own";
  return reads ? [`${subject.companyKey}|${right.groupKey}`] : [];
}
