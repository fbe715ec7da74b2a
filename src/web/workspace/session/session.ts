/** Who is signed in and what this person may do. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type AgentSession, getAgentSession, getInstallation } from "#contract/session.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import { call } from "#web/client/call.ts";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => call(getAgentSession, { signal }),
  meta: { asksWho: true },
  staleTime: 5 * 60_000,
  gcTime: Number.POSITIVE_INFINITY,
});

export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => call(getInstallation, { signal }),
  staleTime: 5 * 60_000,
});

let lastKnown: AgentSession | undefined;

/**
 * Only on pages inside the frame: the router has asked before it shows them. When a session ends, what was loaded is forgotten
 * at once; the page that is still on the screen keeps the last one until the sign-in page is there.
 */
export function useSession(): AgentSession {
  const { data } = useQuery(sessionQuery);
  lastKnown = data ?? lastKnown;
  if (lastKnown === undefined) throw new Error("nobody is signed in");
  return lastKnown;
}

/** Whether the signed-in agent has a permission: for buttons and pages; the server decides. */
export function useMay(): (permission: AgentPermission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}
