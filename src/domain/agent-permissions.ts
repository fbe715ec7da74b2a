/** What an agent may do besides tickets; also the scopes of API tokens. An administrator has all. */
export const AGENT_PERMISSIONS = [
  "ticket:read",
  "ticket:write",
  "company:read",
  "company:write",
  "contact:read",
  "contact:write",
  "access:read",
  "access:write",
  "setting:read",
  "setting:write",
  "agent:read",
  "agent:write",
  "view:share",
  "audit:read",
  "outbox:read",
] as const;
export type AgentPermission = (typeof AGENT_PERMISSIONS)[number];

/** Every active agent has these; which tickets they reach is decided by rights on groups. */
export const EVERY_AGENT: readonly AgentPermission[] = ["ticket:read", "ticket:write", "company:read", "contact:read", "access:read", "agent:read"];

/** What an agent may do through a session (`scopes` null) or a token: what the person may, cut by the token's scopes. */
export function permissionsOf(agent: { administrator: boolean; permissions: readonly string[] }, scopes: readonly string[] | null): AgentPermission[] {
  return AGENT_PERMISSIONS.filter(
    (permission) =>
      (agent.administrator || EVERY_AGENT.includes(permission) || agent.permissions.includes(permission)) && (scopes === null || scopes.includes(permission)),
  );
}
