import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { deleteView as deleteRow } from "./queries.ts";

export const deleteView = command({
  name: "views.delete-view",
  silent: true, // a bookmark of one person: it shows nothing new and changes nothing for anybody else
  async run(context, { id }: { id: string }): Promise<void> {
    if (!(await deleteRow(context.db, id, agentOf(context).agent.agentId))) throw new Refusal("record.notFound");
  },
});
