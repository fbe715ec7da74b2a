/** What tickets stand on: groups, queues, services, statuses, priorities. */
import type { RecordState, StatusType } from "#domain/access/facts.ts";
import type { FollowUp } from "#domain/tickets/follow-up.ts";
import type { Findings } from "./findings.ts";
import { fold } from "./fold.ts";
import { cell, groupTable, namesOf, type Raw, type RawTable, type Tables } from "./raw.ts";
import { recordStates } from "./states.ts";

export type NamedRecord = { key: string; name: string; comment: string; state: RecordState };
export type QueueRecord = NamedRecord & { groupKey: string; followUp: FollowUp };
export type StatusRecord = { key: string; name: string; statusType: StatusType; state: "active" | "closed" };
export type PriorityRecord = { key: string; name: string; state: "active" | "closed" };

export type MasterRecords = {
  groups: NamedRecord[];
  queues: QueueRecord[];
  services: NamedRecord[];
  statuses: StatusRecord[];
  priorities: PriorityRecord[];
};

/** Names that are taken here by something of another meaning. */
export type TakenStatus = { name: string; statusType: string };

const unknownGroup = "unknown";

/** `usedQueues`, `usedStates`, `usedPriorities`: ids that tickets have; those without a row get a closed record. */
export function planMaster(
  tables: Tables,
  used: { queues: ReadonlySet<string>; states: ReadonlySet<string>; priorities: ReadonlySet<string> },
  takenStatuses: readonly TakenStatus[],
  findings: Findings,
): MasterRecords {
  const table = groupTable(tables);
  const groups = named(table, tables, findings);
  const queues = planQueues(tables, groups, used.queues, findings);
  return {
    groups,
    queues,
    services: named(tables("service"), tables, findings),
    statuses: planStatuses(tables, used.states, takenStatuses, findings),
    priorities: planPriorities(tables, used.priorities, findings),
  };
}

/** Gives each name once, ignoring case. */
function uniqueNames(table: string, findings: Findings): (name: string, key: string) => string {
  const taken = new Set<string>();
  return (name, key) => {
    let unique = name;
    for (let count = 2; taken.has(fold(unique)); count += 1) unique = `${name} (${count})`;
    taken.add(fold(unique));
    if (unique !== name) findings.add("nameTaken", table, key, `${name} → ${unique}`);
    return unique;
  };
}

function named(table: RawTable, tables: Tables, findings: Findings): NamedRecord[] {
  const stateOf = recordStates(tables);
  const unique = uniqueNames(table.name, findings);
  return table.rows.map((row) => namedRecord(row, unique, stateOf));
}

function namedRecord(row: Raw, unique: (name: string, key: string) => string, stateOf: (validId: string) => RecordState): NamedRecord {
  const key = cell(row, "id");
  return { key, name: unique(cell(row, "name") || `${key}`, key), comment: cell(row, "comments"), state: stateOf(cell(row, "valid_id")) };
}

function planQueues(tables: Tables, groups: NamedRecord[], used: ReadonlySet<string>, findings: Findings): QueueRecord[] {
  const stateOf = recordStates(tables);
  const unique = uniqueNames("queue", findings);
  const known = new Set(groups.map((group) => group.key));
  const followUps = tables("follow_up_possible").present
    ? namesOf(tables("follow_up_possible"))
    : new Map([
        ["2", "reject"],
        ["3", "new ticket"],
      ]);
  const queues: QueueRecord[] = tables("queue").rows.map((row) => {
    const groupId = cell(row, "group_id");
    if (!known.has(groupId)) findings.add("unknownId", "queue", cell(row, "name"), `group ${groupId}`);
    const followUp = followUps.get(cell(row, "follow_up_id"));
    return {
      ...namedRecord(row, unique, stateOf),
      groupKey: known.has(groupId) ? groupId : unknownGroup,
      followUp: followUp === "reject" ? "reject" : followUp === "new ticket" ? "newTicket" : "possible",
    };
  });
  for (const id of used) {
    if (queues.some((queue) => queue.key === id)) continue;
    findings.add("unknownId", "ticket", `queue ${id}`, `→ unknown queue ${id}`);
    queues.push({ key: id, name: unique(`unknown queue ${id}`, id), comment: "", state: "closed", groupKey: unknownGroup, followUp: "reject" });
  }
  if (queues.some((queue) => queue.groupKey === unknownGroup)) groups.push({ key: unknownGroup, name: "unknown group", comment: "", state: "closed" });
  return queues;
}

const statusTypes: Record<string, StatusType> = {
  new: "new",
  open: "open",
  closed: "closed",
  "pending reminder": "pending",
  "pending auto": "pending",
  removed: "removed",
  merged: "merged",
};
const standardStates: Raw[] = [
  ["1", "new", "1"],
  ["2", "closed successful", "3"],
  ["3", "closed unsuccessful", "3"],
  ["4", "open", "2"],
  ["5", "removed", "6"],
  ["6", "pending reminder", "4"],
  ["7", "pending auto close+", "5"],
  ["8", "pending auto close-", "5"],
  ["9", "merged", "7"],
].map(([id = "", name = "", type_id = ""]) => ({ id, name, type_id, valid_id: "1" }));
const standardTypes = new Map(
  ["new", "open", "closed", "pending reminder", "pending auto", "removed", "merged"].map((name, index) => [String(index + 1), name]),
);

/** A name that stands here for another type is kept with "(OTRS)" behind it. */
function planStatuses(tables: Tables, used: ReadonlySet<string>, taken: readonly TakenStatus[], findings: Findings): StatusRecord[] {
  const table = tables("ticket_state");
  const stateOf = recordStates(tables);
  const types = tables("ticket_state_type").present ? namesOf(tables("ticket_state_type")) : standardTypes;
  const unique = uniqueNames("ticket_state", findings);
  const statuses: StatusRecord[] = (table.present ? table.rows : standardStates).map((row) => {
    const key = cell(row, "id");
    const typeName = types.get(cell(row, "type_id")) ?? "";
    const statusType = statusTypes[typeName];
    if (!statusType) findings.add("unknownId", "ticket_state", cell(row, "name"), `"${typeName}" → open`);
    const name = unique(cell(row, "name") || key, key);
    const meansElse = taken.some((status) => fold(status.name) === fold(name) && status.statusType !== (statusType ?? "open"));
    if (meansElse) findings.add("nameTaken", "ticket_state", key, `${name} → ${name} (OTRS)`);
    return { key, name: meansElse ? `${name} (OTRS)` : name, statusType: statusType ?? "open", state: closedUnlessActive(stateOf(cell(row, "valid_id"))) };
  });
  for (const id of used) {
    if (statuses.some((status) => status.key === id)) continue;
    findings.add("unknownId", "ticket", `state ${id}`, "→ open");
    statuses.push({ key: id, name: unique(`unknown status ${id}`, id), statusType: "open", state: "closed" });
  }
  return statuses;
}

const closedUnlessActive = (state: RecordState): "active" | "closed" => (state === "active" ? "active" : "closed");
const stockPriority = /^[1-5] (very low|low|normal|high|very high)$/;

/** The stock five lose their digit and so meet the default priorities; others keep their name. */
function planPriorities(tables: Tables, used: ReadonlySet<string>, findings: Findings): PriorityRecord[] {
  const stateOf = recordStates(tables);
  const unique = uniqueNames("ticket_priority", findings);
  const table = tables("ticket_priority");
  const stock: Raw[] = ["1 very low", "2 low", "3 normal", "4 high", "5 very high"].map((name, index) => ({ id: String(index + 1), name, valid_id: "1" }));
  const priorities: PriorityRecord[] = (table.present ? table.rows : stock).map((row) => {
    const key = cell(row, "id");
    const name = cell(row, "name") || key;
    return { key, name: unique(stockPriority.exec(name)?.[1] ?? name, key), state: closedUnlessActive(stateOf(cell(row, "valid_id"))) };
  });
  for (const id of used) {
    if (priorities.some((priority) => priority.key === id)) continue;
    findings.add("unknownId", "ticket", `priority ${id}`);
    priorities.push({ key: id, name: unique(`unknown priority ${id}`, id), state: "closed" });
  }
  return priorities;
}
