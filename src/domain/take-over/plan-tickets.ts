/** Tickets with everything they point to, by keys of the old system. */
import type { Instant, StatusType } from "#domain/access/facts.ts";
import type { Findings } from "./findings.ts";
import { fold } from "./fold.ts";
import type { OtrsTicket } from "./otrs-list-rule.ts";
import type { OwnFieldValues } from "./own-fields.ts";
import type { Persons } from "./persons.ts";
import type { Companies } from "./plan-companies.ts";
import type { MasterRecords } from "./plan-master.ts";
import { cell, type Raw } from "./raw.ts";
import type { SourceClock } from "./source-time.ts";

export type TicketRecord = {
  key: string;
  number: string;
  subject: string;
  statusKey: string;
  statusType: StatusType;
  priorityKey: string;
  queueKey: string;
  companyKey: string | null;
  contactKey: string | null;
  companyText: string;
  contactText: string;
  assigneeKey: string | null;
  serviceKey: string | null;
  archived: boolean;
  mergedIntoKey: string | null;
  ownFields: OwnFieldValues;
  createdAt: Instant | null;
  changedAt: Instant | null;
  closedAt: Instant | null;
  /** What the old system's rules ask. */
  rule: OtrsTicket;
};

type TicketsInput = {
  rows: readonly Raw[];
  persons: Persons;
  companies: Companies;
  master: MasterRecords;
  agentKeys: ReadonlySet<string>;
  mergedInto: ReadonlyMap<string, string>;
  /** By ticket id and row: what is kept for later. */
  ownFields: (row: Raw) => OwnFieldValues;
  clock: SourceClock;
  findings: Findings;
};

/** The user behind everything nobody did. */
const systemAgent = "1";

export function planTickets(input: TicketsInput): TicketRecord[] {
  const { rows, master, findings } = input;
  const queueGroups = new Map(master.queues.map((queue) => [queue.key, queue.groupKey]));
  const statusTypes = new Map(master.statuses.map((status) => [status.key, status.statusType]));
  const services = new Set(master.services.map((service) => service.key));
  const numbers = new Set<string>();
  const ids = new Set(rows.map((row) => cell(row, "id")));
  return rows.map((row): TicketRecord => {
    const key = cell(row, "id");
    const statusType = statusTypes.get(cell(row, "ticket_state_id")) ?? "open";
    const times = readTimes(row, input.clock, findings);
    const serviceKey = cell(row, "service_id");
    if (serviceKey !== "" && !services.has(serviceKey)) findings.add("unknownId", "ticket", cell(row, "tn"), `service ${serviceKey}`);
    const target = statusType === "merged" ? input.mergedInto.get(key) : undefined;
    return {
      key,
      number: uniqueNumber(row, numbers, findings),
      subject: cell(row, "title"),
      statusKey: cell(row, "ticket_state_id"),
      statusType,
      priorityKey: cell(row, "ticket_priority_id"),
      queueKey: cell(row, "queue_id"),
      ...connections(row, input),
      assigneeKey: assigneeOf(row, input),
      serviceKey: services.has(serviceKey) ? serviceKey : null,
      archived: cell(row, "archive_flag") === "1",
      mergedIntoKey: target !== undefined && target !== key && ids.has(target) ? target : null,
      ownFields: input.ownFields(row),
      ...times,
      closedAt: statusType === "closed" ? times.changedAt : null,
      rule: { customerUser: cell(row, "customer_user_id"), companyId: cell(row, "customer_id"), groupId: queueGroups.get(cell(row, "queue_id")) ?? "" },
    };
  });
}

/** Person and company by their keys ignoring case, as the old system opened tickets; what is nobody's stays as text. */
function connections(
  row: Raw,
  { persons, companies, findings }: TicketsInput,
): Pick<TicketRecord, "companyKey" | "contactKey" | "companyText" | "contactText"> {
  const number = cell(row, "tn");
  const login = cell(row, "customer_user_id");
  const companyId = cell(row, "customer_id");
  const person = login === "" ? undefined : persons.byLogin(login);
  const company = companies.find(companyId);
  if (person && person.login !== login) findings.add("ticketLoginCase", "ticket", number, `${login} → ${person.login}`);
  if (!person && login !== "") findings.add("ticketContactText", "ticket", number, login);
  if (company && company.number !== companyId) findings.add("ticketCompanyCase", "ticket", number, `${companyId} → ${company.number}`);
  if (!company && companyId !== "") findings.add("ticketCompanyText", "ticket", number, companyId);
  return {
    companyKey: company?.key ?? null,
    contactKey: person?.key ?? null,
    companyText: company ? "" : companyId,
    contactText: person ? "" : login,
  };
}

function assigneeOf(row: Raw, { agentKeys, findings }: TicketsInput): string | null {
  const owner = cell(row, "user_id");
  if (owner === "" || owner === systemAgent) return null;
  if (agentKeys.has(owner)) return owner;
  findings.add("unknownId", "ticket", cell(row, "tn"), `owner ${owner}`);
  return null;
}

function uniqueNumber(row: Raw, taken: Set<string>, findings: Findings): string {
  const number = cell(row, "tn") || `otrs-${cell(row, "id")}`;
  let unique = number;
  for (let count = 2; taken.has(fold(unique)); count += 1) unique = `${number}-${count}`;
  taken.add(fold(unique));
  if (unique !== number) findings.add("duplicateNumber", "ticket", number, `→ ${unique}`);
  return unique;
}

function readTimes(row: Raw, clock: SourceClock, findings: Findings): { createdAt: Instant | null; changedAt: Instant | null } {
  const created = clock(cell(row, "create_time"));
  const changed = clock(cell(row, "change_time"));
  if (created === null || changed === null) findings.add("badTime", "ticket", cell(row, "tn"), `${cell(row, "create_time")} / ${cell(row, "change_time")}`);
  return { createdAt: created ?? changed, changedAt: changed ?? created };
}
