/** Agents of the old system and their rights on groups, also those that roles brought them. */
import type { Instant, RecordState } from "#domain/access/facts.ts";
import { isTimeZone } from "#domain/settings/catalogue.ts";
import type { Findings } from "./findings.ts";
import { fold } from "./fold.ts";
import { cell, groupTable, type Raw, type Tables } from "./raw.ts";
import { languageOf } from "./settings.ts";
import type { SourceClock } from "./source-time.ts";
import { recordStates } from "./states.ts";

export type AgentRecord = {
  key: string;
  login: string;
  email: string;
  firstName: string;
  lastName: string;
  administrator: boolean;
  language: "de" | "en" | null;
  timeZone: string | null;
  state: RecordState;
  createdAt: Instant | null;
  changedAt: Instant | null;
  storedPassword: string;
};

export type AgentRightRecord = { key: string; agentKey: string; groupKey: string; read: boolean; create: boolean; edit: boolean };

type Level = "read" | "create" | "edit";
const levels: Record<string, Level> = { ro: "read", create: "create", rw: "edit" };
const finerRights = new Set(["note", "owner", "priority", "move_into", "close", "customer", "responsible"]);

export function planAgents(tables: Tables, clock: SourceClock, findings: Findings): { agents: AgentRecord[]; rights: AgentRightRecord[] } {
  const granted = grantedKeys(tables, findings);
  const stateOf = recordStates(tables);
  const adminGroup = groupTable(tables).rows.find((row) => cell(row, "name") === "admin" && stateOf(cell(row, "valid_id")) === "active");
  const preferences = agentPreferences(tables);
  const logins = new Set<string>();
  const agents = tables("users").rows.map((row): AgentRecord => {
    const key = cell(row, "id");
    const preferred = preferences.get(key) ?? new Map<string, string>();
    return {
      key,
      login: uniqueLogin(row, logins, findings),
      email: preferred.get("UserEmail") ?? "",
      firstName: cell(row, "first_name"),
      lastName: cell(row, "last_name"),
      administrator: granted.get(key)?.some((grant) => grant.key === "rw" && grant.groupId === cell(adminGroup ?? {}, "id")) ?? false,
      language: languageOf(preferred.get("UserLanguage") ?? ""),
      timeZone: isTimeZone(preferred.get("UserTimeZone") || "?") ? (preferred.get("UserTimeZone") ?? null) : null,
      state: stateOf(cell(row, "valid_id")),
      createdAt: clock(cell(row, "create_time")),
      changedAt: clock(cell(row, "change_time")),
      storedPassword: cell(row, "pw"),
    };
  });
  return { agents, rights: planAgentRights(agents, granted, findings) };
}

function uniqueLogin(row: Raw, taken: Set<string>, findings: Findings): string {
  const login = cell(row, "login") || `agent-${cell(row, "id")}`;
  let unique = login;
  for (let count = 2; taken.has(fold(unique)); count += 1) unique = `${login}-${count}`;
  taken.add(fold(unique));
  if (unique !== login) findings.add("nameTaken", "users", cell(row, "id"), `${login} → ${unique}`);
  return unique;
}

type Grant = { groupId: string; key: string };

/** group_user, and group_role of the valid roles of role_user. */
function grantedKeys(tables: Tables, findings: Findings): Map<string, Grant[]> {
  const agents = new Set(tables("users").rows.map((row) => cell(row, "id")));
  const groups = new Set(groupTable(tables).rows.map((row) => cell(row, "id")));
  const granted = new Map<string, Grant[]>();
  const grant = (table: string, agentId: string, row: Raw) => {
    const text = `agent ${agentId} → group ${cell(row, "group_id")} ${cell(row, "permission_key")}`;
    if (!agents.has(agentId) || !groups.has(cell(row, "group_id"))) findings.add("unknownId", table, text);
    else if (row.permission_value !== undefined && Number(row.permission_value) === 0) findings.add("valueZero", table, text);
    else granted.set(agentId, [...(granted.get(agentId) ?? []), { groupId: cell(row, "group_id"), key: cell(row, "permission_key") }]);
  };
  for (const row of tables("group_user").rows) grant("group_user", cell(row, "user_id"), row);
  const stateOf = recordStates(tables);
  const roles = new Set(
    tables("roles")
      .rows.filter((row) => stateOf(cell(row, "valid_id")) === "active")
      .map((row) => cell(row, "id")),
  );
  for (const member of tables("role_user").rows) {
    if (!roles.has(cell(member, "role_id"))) continue;
    for (const row of tables("group_role").rows) if (row.role_id === member.role_id) grant("group_role", cell(member, "user_id"), row);
  }
  return granted;
}

function planAgentRights(agents: readonly AgentRecord[], granted: ReadonlyMap<string, Grant[]>, findings: Findings): AgentRightRecord[] {
  const rights = new Map<string, AgentRightRecord>();
  for (const { key: agentKey, login } of agents) {
    for (const { groupId, key: permission } of granted.get(agentKey) ?? []) {
      const text = `${login} → group ${groupId} ${permission}`;
      if (finerRights.has(permission)) findings.add("agentRightAsEdit", "group_user", text);
      const level = levels[permission] ?? (finerRights.has(permission) ? "edit" : null);
      if (!level) {
        findings.add("unknownRight", "group_user", text);
        continue;
      }
      const key = `${agentKey}|${groupId}`;
      const held = rights.get(key) ?? { key, agentKey, groupKey: groupId, read: false, create: false, edit: false };
      rights.set(key, { ...held, [level]: true });
    }
  }
  return [...rights.values()];
}

function agentPreferences(tables: Tables): Map<string, Map<string, string>> {
  const preferences = new Map<string, Map<string, string>>();
  for (const row of tables("user_preferences").rows) {
    const id = cell(row, "user_id");
    preferences.set(id, (preferences.get(id) ?? new Map()).set(cell(row, "preferences_key"), cell(row, "preferences_value")));
  }
  return preferences;
}
