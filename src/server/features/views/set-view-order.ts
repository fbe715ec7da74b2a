import type { ListName } from "#contract/view.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { putViewOrder } from "./queries.ts";

export const setViewOrder = command({
  name: "views.set-view-order",
  silent: true, // how one person likes to see a list
  async run(context, { list, order }: { list: ListName; order: string[] }): Promise<void> {
    await putViewOrder(context.db, agentOf(context).agent.agentId, list, [...new Set(order)]);
  },
});
