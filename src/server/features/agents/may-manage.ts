/** Nobody makes an agent that may do more than oneself, nor takes over one by changing it. */
import { AGENT_PERMISSIONS } from "#domain/agent-permissions.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext } from "#server/platform/run-command.ts";

/** Refuses unless the asking agent, or its token, holds what this agent holds or shall hold; the command line may everything. */
export function refuseBeyondOwn(context: CommandContext, agent: { administrator: boolean; permissions: readonly string[] }): void {
  if (context.asking.kind === "system") return;
  const { administrator, permissions } = agentOf(context).principal;
  const held = new Set<string>(permissions);
  const needed = agent.administrator ? AGENT_PERMISSIONS : agent.permissions;
  if ((agent.administrator && !administrator) || !needed.every((permission) => held.has(permission))) throw new Refusal("permission.missing");
}
