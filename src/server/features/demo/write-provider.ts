/** Agents, groups, queues, services and own roles of the provider. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Actor, Log } from "./log.ts";
import { daysAgo } from "./moments.ts";
import { groups as groupNames } from "./tables/groups.ts";
import { type AgentKey, agentKeys } from "./tables/provider.ts";
import { ownRoles } from "./tables/roles.ts";
import type { Agent, World } from "./world.ts";

export const by = (world: World, key: AgentKey): Actor => ({ kind: "agent", id: world.agents[key].id });
const system: Actor = { kind: "system" };

export async function writeProvider(db: Queryable, world: World, log: Log, passwordHash: string): Promise<void> {
  await writeAgents(db, world, log, passwordHash);
  await writeGroups(db, world, log);
  await writeRoles(db, world, log);
  await writeAgentRights(db, world, log);
}

async function writeAgents(db: Queryable, world: World, log: Log, hash: string): Promise<void> {
  const all = agentKeys.map((key) => world.agents[key]);
  const rows = all.map((agent) => ({
    agent_id: agent.id,
    login: agent.login,
    email: agent.email,
    first_name: agent.first,
    last_name: agent.last,
    is_administrator: agent.administrator ?? false,
    permissions: [...(agent.permissions ?? [])],
    language: agent.language,
    state: agent.leftAt === null ? "active" : "closed",
    created_at: agent.at,
    changed_at: agent.leftAt ?? agent.at,
    valid_from: agent.leftAt ?? agent.at,
  }));
  await insertRows(db, "agent", rows);
  await insertRows(
    db,
    "credential",
    all.map((agent) => ({ credential_id: world.random.id(agent.at), agent_id: agent.id, scheme: "argon2id", hash, changed_at: agent.at })),
  );
  for (const agent of all) logAgent(world, log, agent);
}

function logAgent(world: World, log: Log, agent: Agent): void {
  const subject = { kind: "agent", id: agent.id };
  if (agent.key === "eva") {
    log.record(agent.at, system, { event: "sign-in.administrator-created", subject });
    return;
  }
  const after = { administrator: agent.administrator ?? false, permissions: agent.permissions ?? [], invited: true };
  log.record(agent.at, by(world, "eva"), { event: "agent.created", subject, after });
  if (agent.leftAt) {
    const closed = { event: "agent.changed", subject, before: { state: "active" }, after: { state: "closed" } };
    log.record(agent.leftAt, by(world, "eva"), { ...closed, reason: left[world.language] });
  }
}

const left = { de: "Arbeitet nicht mehr bei uns", en: "Works elsewhere now" } as const;

async function writeGroups(db: Queryable, world: World, log: Log): Promise<void> {
  const { groups, queues, services, say, begun: at } = world;
  const stamps = { created_at: at, changed_at: at };
  const groupRows = (Object.keys(groups) as (keyof typeof groups)[]).map((key) => ({
    group_id: groups[key],
    name: say(groupNames[key]),
    ...stamps,
    valid_from: at,
  }));
  await insertRows(db, "access_group", groupRows);
  for (const row of groupRows) {
    log.record(at, by(world, "eva"), { event: "group.created", subject: { kind: "group", id: row.group_id }, after: { name: row.name, comment: "" } });
  }
  const queueRows = Object.values(queues).map((queue) => ({
    queue_id: queue.id,
    name: say(queue.name),
    group_id: groups[queue.group],
    comment: queue.comment ? say(queue.comment) : "",
    state: queue.state ?? "active",
    confidential: queue.confidential ?? false,
    follow_up: queue.followUp ?? "possible",
    ...stamps,
    valid_from: at,
  }));
  await insertRows(db, "queue", queueRows);
  for (const { queue_id: id, name, group_id: groupId, comment, confidential, follow_up: followUp } of queueRows) {
    const after = { name, groupId, comment, state: "active", confidential, followUp };
    log.record(at, by(world, "eva"), { event: "queue.created", subject: { kind: "queue", id }, after });
  }
  const serviceRows = Object.values(services).map((service) => ({ service_id: service.id, name: say(service.name), ...stamps }));
  await insertRows(db, "service", serviceRows);
  for (const { service_id: id, name } of serviceRows) {
    log.record(at, by(world, "eva"), { event: "service.created", subject: { kind: "service", id }, after: { name, comment: "" } });
  }
}

async function writeRoles(db: Queryable, world: World, log: Log): Promise<void> {
  const at = daysAgo(world.now, 470, "13:15");
  const stamps = { created_at: at, changed_at: at, valid_from: at };
  const rows = (Object.keys(ownRoles) as (keyof typeof ownRoles)[]).map((key) => {
    const { name, scope, verbs, confidential, assignableByManager } = ownRoles[key];
    return {
      role_id: world.roles[key],
      name: world.say(name),
      scope,
      verbs: [...verbs],
      confidential,
      assignable_by_manager: assignableByManager,
      create_for_subsidiaries: false,
      manages_people: false,
      ...stamps,
    };
  });
  await insertRows(db, "portal_role", rows);
  for (const row of rows) {
    const after = {
      name: row.name,
      scope: row.scope,
      verbs: row.verbs,
      confidential: row.confidential,
      createForSubsidiaries: false,
      managesPeople: false,
      assignableByManager: row.assignable_by_manager,
    };
    log.record(at, by(world, "eva"), { event: "role.created", subject: { kind: "role", id: row.role_id }, after });
  }
}

async function writeAgentRights(db: Queryable, world: World, log: Log): Promise<void> {
  const rows = agentKeys.flatMap((key) => {
    const agent = world.agents[key];
    const at = new Date(agent.at.getTime() + 20 * 60_000);
    const rights = [
      ...(agent.edits ?? []).map((group) => ({ groupId: world.groups[group], read: false, create: false, edit: true })),
      ...(agent.reads ?? []).map((group) => ({ groupId: world.groups[group], read: true, create: false, edit: false })),
    ];
    if (rights.length > 0) {
      const subject = { kind: "agent", id: agent.id };
      log.record(at, by(world, "eva"), { event: "agent.rights-changed", subject, before: { rights: [] }, after: { rights } });
    }
    return rights.map((right) => ({
      agent_right_id: world.random.id(at),
      agent_id: agent.id,
      group_id: right.groupId,
      can_read: right.read,
      can_create: right.create,
      can_edit: right.edit,
      set_by: world.agents.eva.id,
      created_at: at,
      valid_from: at,
    }));
  });
  await insertRows(db, "agent_right", rows);
}
