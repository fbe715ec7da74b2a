import type { BodyOf } from "#contract/endpoint.ts";
import type { changeAgent as endpoint } from "#contract/session.ts";
import { deleteUnusedLinks, endSessionsOf } from "#server/features/sign-in/queries.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { refuseBeyondOwn } from "./may-manage.ts";
import { type AgentFields, lockActiveAdministrators, lockAgent, updateAgent } from "./queries.ts";

/** Changes an agent. One who is no longer active is nobody from the next request on, sessions and tokens alike; one administrator always remains. */
export const changeAgent = command({
  name: "agents.change-agent",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { db } = context;
    const administrators = given.administrator === false || (given.state && given.state !== "active") ? await lockActiveAdministrators(db) : [];
    const { id: _id, login: _login, version: current, ...fields } = await lockAgent(db, id);
    refuseBeyondOwn(context, fields);
    if (current !== version) throw new Refusal("record.versionStale");
    const { names, before, after } = changedFields<AgentFields>(fields, { ...given, permissions: given.permissions && [...new Set(given.permissions)] });
    if (names.length === 0) return id;
    const wanted = { ...fields, ...after };
    refuseBeyondOwn(context, wanted);
    if (administrators.length === 1 && administrators[0] === id) throw new Refusal("agent.lastAdministrator");
    await updateAgent(db, id, after, context.now);
    if (wanted.state !== "active") await endSessionsOf(db, { agentId: id });
    if (wanted.state !== "active" || after.email !== undefined) await deleteUnusedLinks(db, { agentId: id });
    context.audit({ event: "agent.changed", subject: { kind: "agent", id }, before: withoutPerson(before), after: withoutPerson(after), reason });
    return id;
  },
});

/** The log holds ids of persons: of name and address only that they changed. */
function withoutPerson({ email, firstName, lastName, ...rest }: Partial<AgentFields>): Record<string, unknown> {
  const changed = Object.entries({ email, firstName, lastName }).filter(([, value]) => value !== undefined);
  return { ...rest, ...(changed.length > 0 ? { changed: changed.map(([name]) => name) } : {}) };
}
