import { found } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { setRevoked } from "./queries.ts";

/** One's own token, or anybody's for who manages agents; it opens nothing from the next request on. */
export const revokeApiToken = command({
  name: "api-tokens.revoke-api-token",
  async run(context, input: { id: string }): Promise<void> {
    const { agentId, permissions } = agentOf(context).principal;
    const revoked = found(await setRevoked(context.db, input.id, permissions.includes("agent:write") ? null : agentId, context.now));
    context.audit({ event: "api-token.revoked", subject: { kind: "agent", id: revoked.agentId }, before: { tokenId: input.id } });
  },
});
