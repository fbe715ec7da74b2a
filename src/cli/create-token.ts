import { AGENT_PERMISSIONS, type AgentPermission } from "#domain/agent-permissions.ts";
import { createApiToken } from "#server/features/api-tokens/create-api-token.ts";
import { findAgentForSignIn } from "#server/features/sign-in/people-queries.ts";
import { newToken } from "#server/features/sign-in/queries.ts";
import { runCommand } from "#server/platform/run-command.ts";
import { type CommandLine, systemCaller } from "./command-line.ts";
import { Failure, WrongUsage } from "./fault-line.ts";
import { withDatabase } from "./open-database.ts";

type Options = { login: string; scopes: string; name: string; days?: number };

export async function createToken({ config, out }: CommandLine, options: Options): Promise<void> {
  const scopes = scopesOf(options.scopes);
  if (options.days === 0) throw new WrongUsage("--days must be at least 1.");
  await withDatabase(config, { say: out.say, existing: true }, async (databases) => {
    const agent = await findAgentForSignIn(databases.main, options.login);
    if (!agent) throw new Failure(`There is no agent with the login ${options.login}.`);
    if (agent.state !== "active") throw new Failure(`The agent ${agent.login} is ${agent.state}: a token would not work.`);
    const caller = await systemCaller(config, databases);
    const expiresAt = options.days === undefined ? null : new Date(caller.now.getTime() + options.days * 86_400_000).toISOString();
    const token = `pft_${newToken()}`;
    await runCommand(caller, createApiToken, { agentId: agent.id, name: options.name, scopes, expiresAt, token }, () => undefined);
    out.say(`A token of ${agent.login}${expiresAt === null ? "" : ` until ${expiresAt}`}. It is shown only now:`);
    out.result(token, { token, login: agent.login, scopes, expiresAt });
  });
}

function scopesOf(list: string): AgentPermission[] {
  const named = list.split(",").map((scope) => scope.trim());
  const unknown = named.find((scope) => !AGENT_PERMISSIONS.some((permission) => permission === scope));
  if (unknown !== undefined) throw new WrongUsage(`"${unknown}" is no scope. Scopes are: ${AGENT_PERMISSIONS.join(", ")}.`);
  return named as AgentPermission[];
}
