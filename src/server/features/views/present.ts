import type { SavedView } from "#contract/view.ts";
import type { AgentPrincipal } from "#server/platform/kernel.ts";
import type { ViewRow } from "./queries.ts";

export const mayShare = ({ permissions }: AgentPrincipal): boolean => permissions.includes("view:share");

export function presentView({ ownerId, ownerName, ...row }: ViewRow, principal: AgentPrincipal): SavedView {
  const me = ownerId === principal.agentId;
  const share = mayShare(principal);
  return {
    ...row,
    owner: { id: ownerId, name: ownerName, me },
    can: [...(share || !row.shared ? ["change" as const] : []), ...(share ? ["share" as const] : [])],
  };
}
