import type { BodyOf } from "#contract/endpoint.ts";
import type { createView as endpoint } from "#contract/view.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { countViews, insertView } from "./queries.ts";

/** So many chips that nobody reads them. */
const mostViews = 50;

export const createView = command({
  name: "views.create-view",
  silent: true, // a bookmark of one person, unless it is shared: it shows nothing new and changes nothing for anybody else
  async run(context, { mayShare, ...input }: BodyOf<typeof endpoint> & { mayShare: boolean }): Promise<string> {
    const { agentId } = agentOf(context).agent;
    if (input.shared && !mayShare) throw new Refusal("view.mayNotShare");
    if ((await countViews(context.db, agentId, input.list)) >= mostViews) throw new Refusal("view.tooMany");
    const id = await insertView(context.db, { ...input, agentId }, context.now);
    if (input.shared) context.audit({ event: "view.shared", subject: { kind: "view", id }, after: { name: input.name } });
    return id;
  },
});
