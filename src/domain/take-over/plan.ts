/** From the raw tables of an export to everything that is to be written: records, what was noticed, and what the comparison needs. */

import type { Worlds } from "./compare-visibility.ts";
import type { Findings } from "./findings.ts";
import { fold } from "./fold.ts";
import { sightOf } from "./otrs-list-rule.ts";
import { asStored, type OtrsWorld, otrsWorld, type Spelling } from "./otrs-world.ts";
import { type OwnFields, readOwnFields } from "./own-fields.ts";
import { type Persons, readPersons } from "./persons.ts";
import { type AgentRecord, type AgentRightRecord, planAgents } from "./plan-agents.ts";
import { type Companies, planCompanies } from "./plan-companies.ts";
import { type ContactRecord, planContacts } from "./plan-contacts.ts";
import { type MasterRecords, planMaster, type TakenStatus } from "./plan-master.ts";
import { type MembershipRecord, planKeptOwnTickets, planMemberships } from "./plan-memberships.ts";
import { planRights, type RightRecord } from "./plan-rights.ts";
import { planServiceAssignments, type ServiceAssignmentRecord } from "./plan-services.ts";
import { planSettings, type SettingRecord } from "./plan-settings.ts";
import { planTickets, type TicketRecord } from "./plan-tickets.ts";
import { cell, type Raw, type Tables } from "./raw.ts";
import type { TakeOverSettings } from "./settings.ts";
import type { SourceClock } from "./source-time.ts";
import { mergedTargets, ticketExtras } from "./ticket-extras.ts";
import { uniqueById } from "./unique-rows.ts";

type PlanInput = {
  settings: TakeOverSettings;
  tables: Tables;
  /** Rows of `ticket_history` that tell of merges. */
  historyRows: readonly Raw[];
  clock: SourceClock;
  /** Rights and relations whose key differs from the record in case only are applied as well. */
  applyCaseVariants: boolean;
  /** Statuses that are here already. */
  takenStatuses: readonly TakenStatus[];
  findings: Findings;
};

export type Plan = {
  master: MasterRecords;
  agents: AgentRecord[];
  agentRights: AgentRightRecord[];
  companies: Companies;
  contacts: ContactRecord[];
  memberships: MembershipRecord[];
  rights: RightRecord[];
  serviceAssignments: ServiceAssignmentRecord[];
  settings: SettingRecord[];
  tickets: TicketRecord[];
  ownFields: OwnFields;
  persons: Persons;
  worlds: Worlds;
};

export function planTakeOver(input: PlanInput): Plan {
  const { settings, clock, applyCaseVariants, findings } = input;
  const tables = uniqueById(input.tables, new Set(settings.personSources.map((source) => source.table)), findings);
  const persons = readPersons(settings.personSources, tables, findings);
  const tickets = tables("ticket").rows;
  const ownFields = readOwnFields(tables, clock);
  const actual = otrsWorld(settings, tables, persons);
  const loginsAsRecorded = otrsWorld(settings, tables, persons, { ...asStored, login: (key) => persons.byLogin(key)?.login ?? key });
  const companies = planCompanies(
    settings.companySources,
    tables,
    persons,
    applyCaseVariants ? loginsAsRecorded : actual,
    new Set(tickets.map((row) => fold(cell(row, "customer_id")))),
    ownFields,
    clock,
    findings,
  );
  const worlds = otherWorlds(settings, tables, persons, companies, actual, loginsAsRecorded);
  const world = applyCaseVariants ? worlds.ignoringCase.both : actual;
  const master = planMaster(tables, usedIds(tickets), input.takenStatuses, findings);
  const { agents, rights: agentRights } = planAgents(tables, clock, findings);
  const everybodyEverywhere = !settings.groupSupport && ticketsInClosedGroups(tickets, master, findings);
  const memberships = planMemberships(persons, companies, world, findings);
  const planned = planTickets({
    rows: tickets,
    persons,
    companies,
    master,
    agentKeys: new Set(agents.map((agent) => agent.key)),
    mergedInto: mergedTargets(tables, input.historyRows),
    ownFields: ticketExtras(tables, ownFields, clock),
    clock,
    findings,
  });
  return {
    master,
    agents,
    agentRights,
    companies,
    contacts: planContacts(persons, tables, ownFields, clock, applyCaseVariants, findings),
    memberships: [...memberships, ...planKeptOwnTickets(planned, memberships, persons, sightOf(actual), findings)],
    rights: planRights({ settings, tables, persons, companies, world, applyCaseVariants, everybodyEverywhere, findings }),
    serviceAssignments: planServiceAssignments(tables, persons, applyCaseVariants, findings),
    settings: planSettings(settings, everybodyEverywhere),
    tickets: planned,
    ownFields,
    persons,
    worlds,
  };
}

function otherWorlds(settings: TakeOverSettings, tables: Tables, persons: Persons, companies: Companies, actual: OtrsWorld, logins: OtrsWorld): Worlds {
  const recorded: Spelling = { login: (key) => persons.byLogin(key)?.login ?? key, companyId: (key) => companies.find(key)?.number ?? key };
  const exact = (key: string): string | null => {
    const company = companies.find(key);
    return company === undefined || company.number === key ? key : null;
  };
  return {
    actual,
    exactIds: otrsWorld(settings, tables, persons, { ...asStored, companyId: exact }),
    ignoringCase: {
      logins,
      companyIds: otrsWorld(settings, tables, persons, { ...asStored, companyId: recorded.companyId }),
      both: otrsWorld(settings, tables, persons, recorded),
    },
  };
}

function usedIds(tickets: readonly Raw[]): { queues: Set<string>; states: Set<string>; priorities: Set<string> } {
  const idsIn = (column: string) => new Set(tickets.map((row) => cell(row, column)));
  return { queues: idsIn("queue_id"), states: idsIn("ticket_state_id"), priorities: idsIn("ticket_priority_id") };
}

/** Without group support the old system still listed nothing from groups that are not valid; Pforte's switch alone would. */
function ticketsInClosedGroups(tickets: readonly Raw[], master: MasterRecords, findings: Findings): boolean {
  const closed = new Set(master.groups.filter((group) => group.state !== "active").map((group) => group.key));
  const queues = new Set(master.queues.filter((queue) => closed.has(queue.groupKey)).map((queue) => queue.key));
  const found = tickets.some((row) => queues.has(cell(row, "queue_id")));
  if (found) findings.add("closedGroup", "settings.json", "CustomerGroupSupport");
  return found;
}
