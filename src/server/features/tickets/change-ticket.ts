/** An agent changes a ticket: against the version that was read, each change with before and after in the audit. */
import type { BodyOf } from "#contract/endpoint.ts";
import type { changeTicket as changeTicketEndpoint } from "#contract/ticket.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { ticketForAgent } from "./ticket-for.ts";
import { decideChanges, writeChanges } from "./write-changes.ts";

type Input = BodyOf<typeof changeTicketEndpoint> & { ticketId: string };

export const changeTicket = command({
  name: "ticket.change-ticket",
  silent: true, // what is already so is neither written nor audited
  async run(context, { ticketId, version, reason, ...wanted }: Input): Promise<string> {
    const asking = agentOf(context);
    const ticket = await ticketForAgent(context.db, asking, ticketId, "change", context.now);
    if (ticket.row.version !== version) throw new Refusal("record.versionStale");
    const changes = await decideChanges(context.db, asking, [{ ticket, wanted }], context.now);
    for (const { decision } of changes.decided) {
      if (!("refused" in decision)) continue;
      const { refused, path, words = {} } = decision;
      throw new Refusal(refused, { words, ...(path ? { fields: [{ path, code: "notInList" }] } : {}) });
    }
    await writeChanges(context, changes, reason);
    return ticketId;
  },
});
