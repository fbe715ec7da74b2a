import type { BodyOf } from "#contract/endpoint.ts";
import type { changeAgentRights as endpoint } from "#contract/session.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command, settingAgent } from "#server/platform/run-command.ts";
import { refuseBeyondOwn } from "./may-manage.ts";
import { deleteRights, type GroupLevels, listRightsOn, lockAgent, setRights, updateAgent } from "./queries.ts";

/** Sets rights by differences; of two changes of the same group the last one counts. Who is no administrator gives only what they have. */
export const changeAgentRights = command({
  name: "agents.change-agent-rights",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, changes, reason }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { db } = context;
    const agent = await lockAgent(db, id);
    refuseBeyondOwn(context, agent);
    if (agent.version !== version) throw new Refusal("record.versionStale");
    const wanted = new Map(changes.map(({ groupId, rights }) => [groupId, levelsOf(groupId, rights)]));
    const current = new Map((await listRightsOn(db, id, [...wanted.keys()])).map((right) => [right.groupId, right]));
    const different = [...wanted.values()].filter((right) => !isSame(right, current.get(right.groupId) ?? levelsOf(right.groupId, [])));
    if (different.length === 0) return id;
    refuseRightsBeyondOwn(context, different, current);
    await deleteRights(
      db,
      id,
      different.filter(isEmpty).map((right) => right.groupId),
    );
    await setRights(
      db,
      id,
      different.filter((right) => !isEmpty(right)),
      settingAgent(context),
    );
    await updateAgent(db, id, {}, context.now);
    const before = different.flatMap((right) => current.get(right.groupId) ?? []);
    context.audit({ event: "agent.rights-changed", subject: { kind: "agent", id }, before: { rights: before }, after: { rights: different }, reason });
    return id;
  },
});

const levelsOf = (groupId: string, rights: readonly ("read" | "create" | "edit")[]): GroupLevels => ({
  groupId,
  read: rights.includes("read"),
  create: rights.includes("create"),
  edit: rights.includes("edit"),
});
const isEmpty = (right: GroupLevels): boolean => !right.read && !right.create && !right.edit;
const isSame = (a: GroupLevels, b: GroupLevels): boolean => a.read === b.read && a.create === b.create && a.edit === b.edit;

function refuseRightsBeyondOwn(context: CommandContext, different: readonly GroupLevels[], current: ReadonlyMap<string, GroupLevels>): void {
  if (context.asking.kind !== "agent" || context.asking.agent.administrator) return;
  const { rights } = context.asking.agent;
  for (const right of different) {
    const own = rights.find((one) => one.groupId === right.groupId);
    const former = current.get(right.groupId);
    const given = (["read", "create", "edit"] as const).filter((level) => right[level] && !former?.[level]);
    if (!given.every((level) => own && (own.edit || own[level]))) throw new Refusal("permission.missing");
  }
}
