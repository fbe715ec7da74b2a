/** How groups, queues, services, statuses, priorities, own fields, settings and agents are written. */
import type { OwnFieldRecord } from "#domain/take-over/own-fields.ts";
import type { AgentRecord, AgentRightRecord } from "#domain/take-over/plan-agents.ts";
import type { NamedRecord, PriorityRecord, QueueRecord, StatusRecord } from "#domain/take-over/plan-master.ts";
import type { SettingRecord } from "#domain/take-over/plan-settings.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { findByColumns, findByText } from "./find-existing.ts";
import type { Row, TargetTable } from "./queries.ts";
import type { Keyed, TableWriter } from "./record-writer.ts";
import { timeColumns, timesOf } from "./row-times.ts";
import { idOf, type Run } from "./run.ts";

/** Records that are known here by a text column; told to the administrator unless `silent`. */
export function existingByText<Record extends Keyed>(
  run: Run,
  table: { name: string; target: TargetTable; idColumn: string; column: string },
  textOf: (record: Record) => string | null,
  options: { silent?: boolean; fits?: (record: Record, row: Row) => boolean } = {},
): (db: Queryable, records: readonly Record[]) => Promise<Map<string, string>> {
  return async (db, records) => {
    const named = records.flatMap((record) => {
      const text = textOf(record);
      return text === null ? [] : [{ record, text }];
    });
    const texts = named.map(({ text }) => text);
    const found = Map.groupBy(await findByText(db, table.target, table.idColumn, table.column, texts), (one) => one.text);
    const existing = new Map<string, string>();
    for (const { record, text } of named) {
      const here = found.get(text)?.find(({ row }) => options.fits?.(record, row) ?? true);
      if (!here) continue;
      existing.set(record.key, here.id);
      if (!options.silent) run.findings.add("existsHere", table.name, record.key, text);
    }
    return existing;
  };
}

/** Relations that are here already, by the columns that make them one. */
export function existingByColumns<Record extends Keyed>(run: Run, name: string, target: TargetTable, idColumn: string, columns: readonly string[]) {
  return async (db: Queryable, records: readonly Record[], rows: readonly Row[]): Promise<Map<string, string>> => {
    const existing = new Map<string, string>();
    for (const [position, id] of await findByColumns(db, target, idColumn, columns, rows)) {
      const key = records[position]?.key ?? "";
      existing.set(key, id);
      run.findings.add("existsHere", name, key);
    }
    return existing;
  };
}

export const groupWriter = (run: Run): TableWriter<NamedRecord> => ({
  name: "group",
  target: "access_group",
  idColumn: "group_id",
  edits: "version",
  row: ({ name, comment, state }) => ({ name, comment, state }),
  existing: existingByText(run, { name: "group", target: "access_group", idColumn: "group_id", column: "name" }, (group) => group.name),
});

export const queueWriter = (run: Run): TableWriter<QueueRecord> => ({
  name: "queue",
  target: "queue",
  idColumn: "queue_id",
  edits: "version",
  row: ({ name, comment, state, followUp, groupKey }) => {
    const groupId = idOf(run, "group", groupKey);
    return groupId === null ? null : { name, group_id: groupId, comment, state, follow_up: followUp };
  },
  existing: existingByText(run, { name: "queue", target: "queue", idColumn: "queue_id", column: "name" }, (queue) => queue.name),
});

export const serviceWriter = (run: Run): TableWriter<NamedRecord> => ({
  name: "service",
  target: "service",
  idColumn: "service_id",
  edits: "version",
  row: ({ name, comment, state }) => ({ name, comment, state }),
  existing: existingByText(run, { name: "service", target: "service", idColumn: "service_id", column: "name" }, (service) => service.name),
});

/** Statuses of this name and type are Pforte's own: the stock ones meet them. */
export const statusWriter = (run: Run): TableWriter<StatusRecord> => ({
  name: "ticket_state",
  target: "ticket_status",
  idColumn: "status_id",
  edits: "version",
  row: ({ name, statusType, state }) => ({ name, status_type: statusType, rank: 10, state }),
  existing: existingByText(run, { name: "ticket_state", target: "ticket_status", idColumn: "status_id", column: "name" }, (status) => status.name, {
    silent: true,
    fits: (status, row) => row.status_type === status.statusType,
  }),
});

/** `highestRank`: new ones come behind those that are here. */
export function priorityWriter(run: Run, highestRank: number): TableWriter<PriorityRecord> {
  let rank = highestRank;
  return {
    name: "ticket_priority",
    target: "priority",
    idColumn: "priority_id",
    edits: "version",
    insertOnly: ["rank"],
    row: ({ name, state }) => {
      rank += 1;
      return { name, rank, state };
    },
    existing: existingByText(run, { name: "ticket_priority", target: "priority", idColumn: "priority_id", column: "name" }, (priority) => priority.name, {
      silent: true,
    }),
  };
}

export const ownFieldWriter = (run: Run): TableWriter<OwnFieldRecord> => ({
  name: "own_field",
  target: "own_field",
  idColumn: "own_field_id",
  edits: "version",
  row: ({ subject, name, label, fieldType, options, rank, config, state }) => ({
    subject,
    key: name,
    name: label,
    field_type: fieldType,
    options,
    rank,
    config,
    state,
  }),
  existing: existingByText(run, { name: "own_field", target: "own_field", idColumn: "own_field_id", column: "key" }, (field) => field.name, {
    fits: (field, row) => row.subject === field.subject,
  }),
});

/** A value that somebody set here before stays. */
export const settingWriter: TableWriter<SettingRecord> = {
  name: "setting",
  target: "setting",
  idColumn: "setting_id",
  edits: "content",
  row: ({ key, value }) => ({ setting_key: key, company_id: null, contact_id: null, value }),
  existing: async (db, records, rows) => {
    const existing = new Map<string, string>();
    for (const [position, id] of await findByColumns(db, "setting", "setting_id", ["setting_key", "company_id", "contact_id"], rows)) {
      existing.set(records[position]?.key ?? "", id);
    }
    return existing;
  },
};

export const agentWriter = (run: Run): TableWriter<AgentRecord> => ({
  name: "users",
  target: "agent",
  idColumn: "agent_id",
  edits: "version",
  ...timeColumns,
  row: (agent) => ({
    login: agent.login,
    email: agent.email,
    first_name: agent.firstName,
    last_name: agent.lastName,
    is_administrator: agent.administrator,
    language: agent.language,
    time_zone: agent.timeZone,
    state: agent.state,
    ...timesOf(run, agent),
  }),
  existing: existingByText(run, { name: "users", target: "agent", idColumn: "agent_id", column: "login" }, (agent) => agent.login),
});

export const agentRightWriter = (run: Run): TableWriter<AgentRightRecord> => ({
  name: "agent_right",
  target: "agent_right",
  idColumn: "agent_right_id",
  edits: "content",
  contentColumns: ["agent_id", "group_id", "can_read", "can_create", "can_edit"],
  row: ({ agentKey, groupKey, read, create, edit }) => {
    const agentId = idOf(run, "users", agentKey);
    const groupId = idOf(run, "group", groupKey);
    return agentId === null || groupId === null ? null : { agent_id: agentId, group_id: groupId, can_read: read, can_create: create, can_edit: edit };
  },
  existing: existingByColumns(run, "agent_right", "agent_right", "agent_right_id", ["agent_id", "group_id"]),
});
