import type { BodyOf } from "#contract/endpoint.ts";
import type { createAgent as endpoint } from "#contract/session.ts";
import { insertMail } from "#server/features/outbox/queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import { insertLink, setCredential } from "#server/features/sign-in/queries.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { checkPassword } from "#server/platform/passwords/policy.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command } from "#server/platform/run-command.ts";
import { invitation } from "./emails.ts";
import { refuseBeyondOwn } from "./may-manage.ts";
import { type AgentFields, insertAgent } from "./queries.ts";

/** Without a password an invitation goes to the agent's address. */
export const createAgent = command({
  name: "agents.create-agent",
  async run(context, { login, password, ...given }: BodyOf<typeof endpoint>): Promise<string> {
    const fields: AgentFields = {
      email: given.email,
      firstName: given.firstName ?? "",
      lastName: given.lastName ?? "",
      administrator: given.administrator ?? false,
      permissions: [...new Set(given.permissions)],
      language: given.language ?? null,
      timeZone: given.timeZone ?? null,
      state: "active",
    };
    refuseBeyondOwn(context, fields);
    const hash = password === undefined ? null : await hashOf(password, { ...fields, login });
    const agentId = await insertAgent(context.db, { ...fields, login }, context.now);
    if (hash !== null) await setCredential(context.db, { agentId }, { scheme: "argon2id", hash }, context.now);
    else await invite(context, { ...fields, login, agentId });
    const { administrator, permissions } = fields;
    context.audit({ event: "agent.created", subject: { kind: "agent", id: agentId }, after: { administrator, permissions, invited: hash === null } });
    return agentId;
  },
});

async function hashOf(password: string, agent: { login: string; email: string; firstName: string; lastName: string }): Promise<string> {
  const problems = checkPassword(password, { login: agent.login, email: agent.email, names: [agent.firstName, agent.lastName] });
  if (problems.length > 0) throw new Refusal("password.unacceptable", { fields: problems.map((code) => ({ path: "password", code })) });
  return hashPassword(password);
}

async function invite(context: CommandContext, agent: AgentFields & { login: string; agentId: string }): Promise<void> {
  const { db, now, kernel } = context;
  const { token } = await insertLink(db, { agentId: agent.agentId }, "invitation", now);
  const language = agent.language ?? ((await resolveFor(db, "installation.language")) === "de" ? "de" : "en");
  const texts = invitation(translateTo(language), {
    name: `${agent.firstName} ${agent.lastName}`.trim() || agent.login,
    login: agent.login,
    link: `${kernel.publicUrl()}/workspace/set-password#${token}`,
    installation: await resolveFor(db, "installation.name"),
  });
  const mailId = await insertMail(db, { to: agent.email, ...texts, kind: "invitation", agentId: agent.agentId, now });
  context.enqueue({ name: "outbox.send-mail", payload: { mailId } });
}
