import type { BodyOf } from "#contract/endpoint.ts";
import type { changeView as endpoint } from "#contract/view.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { lockView, updateView } from "./queries.ts";

export const changeView = command({
  name: "views.change-view",
  silent: true, // a bookmark of one person: it shows nothing new and changes nothing for anybody else
  async run(context, { id, version, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { id: _id, list: _list, version: current, ...fields } = await lockView(context.db, id, agentOf(context).agent.agentId);
    if (current !== version) throw new Refusal("record.versionStale");
    const { names, after } = changedFields(fields, given);
    if (names.length > 0) await updateView(context.db, id, after, context.now);
    return id;
  },
});
