import type { ListName } from "#contract/view.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { putListColumns } from "./queries.ts";

export const setListColumns = command({
  name: "views.set-list-columns",
  silent: true, // how one person likes to see a list
  async run(context, { list, columns }: { list: ListName; columns: string[] | null }): Promise<void> {
    await putListColumns(context.db, agentOf(context).agent.agentId, list, columns);
  },
});
