import type { BodyOf } from "#contract/endpoint.ts";
import type { createApiToken as endpoint } from "#contract/session.ts";
import { AGENT_PERMISSIONS } from "#domain/agent-permissions.ts";
import { findAgentPrincipal } from "#server/features/sign-in/people-queries.ts";
import { hashToken } from "#server/features/sign-in/queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { insertApiToken } from "./queries.ts";

/**
 * Stores a token of the asking agent, which can do no more than the asking session or token; the command line names the agent.
 * The token's text is the caller's.
 */
export const createApiToken = command({
  name: "api-tokens.create-api-token",
  async run(context, input: BodyOf<typeof endpoint> & { token: string; agentId?: string }): Promise<string> {
    const holder = context.asking.kind === "system" ? found(await findAgentPrincipal(context.db, input.agentId ?? "")) : agentOf(context).principal;
    const scopes = AGENT_PERMISSIONS.filter((permission) => input.scopes.includes(permission));
    if (!scopes.every((scope) => holder.permissions.includes(scope))) throw new Refusal("token.scopeNotHeld");
    const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
    if (expiresAt !== null && expiresAt <= context.now) throw new Refusal("request.invalid", { fields: [{ path: "expiresAt", code: "tooSmall" }] });
    const { agentId } = holder;
    const tokenId = await insertApiToken(context.db, { hash: hashToken(input.token), agentId, name: input.name, scopes, expiresAt, now: context.now });
    context.audit({
      event: "api-token.created",
      subject: { kind: "agent", id: agentId },
      after: { tokenId, name: input.name, scopes, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return tokenId;
  },
});
