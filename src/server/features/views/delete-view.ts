import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { deleteView as deleteRow, lockView } from "./queries.ts";

export const deleteView = command({
  name: "views.delete-view",
  silent: true, // a bookmark of one person, unless it is shared: it shows nothing new and changes nothing for anybody else
  async run(context, { id, mayShare }: { id: string; mayShare: boolean }): Promise<void> {
    const { agentId } = agentOf(context).agent;
    const view = await lockView(context.db, id, agentId);
    if (view.shared && view.ownerId !== agentId && !mayShare) throw new Refusal("view.mayNotShare");
    await deleteRow(context.db, id);
    if (view.shared) context.audit({ event: "view.deleted", subject: { kind: "view", id }, before: { name: view.name } });
  },
});
