import type { BodyOf } from "#contract/endpoint.ts";
import type { createView as endpoint } from "#contract/view.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { countViews, insertView } from "./queries.ts";

/** So many chips that nobody reads them. */
const mostViews = 50;

export const createView = command({
  name: "views.create-view",
  silent: true, // a bookmark of one person: it shows nothing new and changes nothing for anybody else
  async run(context, input: BodyOf<typeof endpoint>): Promise<string> {
    const { agentId } = agentOf(context).agent;
    if ((await countViews(context.db, agentId, input.list)) >= mostViews) throw new Refusal("view.tooMany");
    return insertView(context.db, { ...input, agentId }, context.now);
  },
});
