import type { BodyOf } from "#contract/endpoint.ts";
import type { changeView as endpoint } from "#contract/view.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { lockView, updateView } from "./queries.ts";

export const changeView = command({
  name: "views.change-view",
  silent: true, // a bookmark of one person, unless it is shared: it shows nothing new and changes nothing for anybody else
  async run(context, { id, version, mayShare, ...given }: BodyOf<typeof endpoint> & { id: string; mayShare: boolean }): Promise<string> {
    const { id: _id, list: _list, ownerId, ownerName: _name, version: current, ...fields } = await lockView(context.db, id, agentOf(context).agent.agentId);
    const withdraws = given.shared === false && ownerId === agentOf(context).agent.agentId;
    if ((fields.shared || given.shared) && !withdraws && !mayShare) throw new Refusal("view.mayNotShare");
    if (current !== version) throw new Refusal("record.versionStale");
    const { names, before, after } = changedFields(fields, given);
    if (names.length === 0) return id;
    await updateView(context.db, id, after, context.now);
    if (!fields.shared && !after.shared) return id;
    const event = after.shared === true ? "view.shared" : after.shared === false ? "view.unshared" : "view.changed";
    context.audit({ event, subject: { kind: "view", id }, before: { ...before, name: fields.name }, after: { ...after, name: after.name ?? fields.name } });
    return id;
  },
});
