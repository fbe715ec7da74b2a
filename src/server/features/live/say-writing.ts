/** Who writes in a ticket says so again and again, and is told who else does (docs/decisions/0030-meanwhile.md). */
import { WRITING_SECONDS } from "#contract/live.ts";
import { agentVerbs } from "#domain/access/agents.ts";
import { findKnownTicket } from "#server/features/tickets/ticket-row-queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command } from "#server/platform/run-command.ts";
import { deleteWriter, deleteWritersSeenBefore, listOtherWriters, upsertWriter, type Writer } from "./writing-queries.ts";

type Said = Omit<Writer, "agentId">;

/** As far as the ticket may be read. */
async function verbsOf({ db, now, ...context }: CommandContext, ticketId: string) {
  const { agent } = agentOf({ db, now, ...context });
  const verbs = agentVerbs(agent, found(await findKnownTicket(db, ticketId, "nobody", now)).facts);
  if (!verbs.includes("read")) throw new Refusal("record.notFound");
  return { agentId: agent.agentId, verbs };
}

export const sayWriting = command({
  name: "live.say-writing",
  silent: true,
  async run(context, { ticketId, visible }: Said) {
    const { db, now } = context;
    const { agentId, verbs } = await verbsOf(context, ticketId);
    if (!verbs.includes("reply") && !verbs.includes("change")) throw new Refusal("ticket.notPermitted");
    const since = new Date(now.getTime() - WRITING_SECONDS * 1000);
    await deleteWritersSeenBefore(db, since);
    await upsertWriter(db, { ticketId, agentId, visible }, now);
    return listOtherWriters(db, { ticketId, agentId }, since);
  },
});

export const stopWriting = command({
  name: "live.stop-writing",
  silent: true,
  async run(context, { ticketId }: Pick<Said, "ticketId">) {
    const { agentId } = await verbsOf(context, ticketId);
    await deleteWriter(context.db, ticketId, agentId);
  },
});
