import type { AgentView } from "#contract/session.ts";
import { AGENT_PERMISSIONS } from "#domain/agent-permissions.ts";
import type { AgentRow, Levels } from "./queries.ts";

const levelsOf = (levels: Levels) => (["read", "create", "edit"] as const).filter((level) => levels[level]);

export const presentAgent = ({ sortKey: _, rights, permissions, lastSignInAt, ...row }: AgentRow): AgentView => ({
  ...row,
  name: `${row.firstName} ${row.lastName}`.trim() || row.login,
  permissions: AGENT_PERMISSIONS.filter((permission) => permissions.includes(permission)),
  rights: rights.map((right) => ({ group: { id: right.groupId, name: right.groupName }, rights: levelsOf(right) })),
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
});
