/** An agent answers (visible) or notes (internal). */

import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { attachUploads, findLaterAuthor, insertArticle } from "./article-queries.ts";
import { tellOfStatus } from "./ask-judgement.ts";
import { type SeenTicket, ticketForAgent } from "./ticket-for.ts";
import { columnsOf, decideChanges } from "./write-changes.ts";
import { getDefaultStatus, refreshSearch, updateTicket } from "./write-queries.ts";

type AddArticleInput = {
  ticketId: string;
  bodyText: string;
  visible: boolean;
  statusId?: string | undefined;
  pendingUntil?: string | undefined;
  uploads: readonly string[];
  lastSeenArticleId?: string | undefined;
};

/** The status that was chosen with it; else a new ticket is worked on from its first answer, where the workflow lets it. */
async function movedByArticle(
  db: Queryable,
  asking: Extract<Asking, { kind: "agent" }>,
  ticket: SeenTicket,
  { statusId, pendingUntil, visible }: AddArticleInput,
  now: Date,
) {
  const begins = statusId === undefined && visible && ticket.row.status_type === "new";
  if (statusId === undefined && !begins) return undefined;
  const wanted = { statusId: statusId ?? (await getDefaultStatus(db, "open")).statusId, ...(pendingUntil === undefined ? {} : { pendingUntil }) };
  const { decided, targets } = await decideChanges(db, asking, [{ ticket, wanted }], now, { commented: true, restoring: false });
  const decision = decided[0]?.decision;
  if (!decision || "refused" in decision) {
    if (begins || !decision) return undefined;
    const { refused, path, words = {} } = decision;
    throw new Refusal(refused, { words, ...(path ? { fields: [{ path, code: path === "pendingUntil" ? "required" : "notInList" }] } : {}) });
  }
  if (Object.keys(decision.changed).length === 0) return undefined;
  return { changed: decision.changed, columns: columnsOf(decision.changed, targets), to: targets.workflow.statuses.get(wanted.statusId) };
}

export const addArticle = command({
  name: "ticket.add-article",
  async run(context, input: AddArticleInput): Promise<string> {
    const asking = agentOf(context);
    const { db, now } = context;
    const { agentId } = asking.agent;
    const ticket = await ticketForAgent(db, asking, input.ticketId, "reply", now);
    const { row } = ticket;
    if (row.status_type === "merged" || row.status_type === "removed") throw new Refusal("ticket.notAnswerable");
    if (input.bodyText.trim() === "" && input.uploads.length === 0)
      throw new Refusal("ticket.emptyMessage", { fields: [{ path: "bodyText", code: "required" }] });
    const quicker = input.lastSeenArticleId && (await findLaterAuthor(db, input.ticketId, input.lastSeenArticleId, agentId));
    if (quicker) throw new Refusal("ticket.answeredMeanwhile", { words: { name: quicker } });
    const articleId = await insertArticle(db, {
      ticketId: input.ticketId,
      author: { kind: "agent", agentId },
      visible: input.visible,
      channel: "workspace",
      subject: row.subject,
      bodyText: input.bodyText,
      now,
    });
    if (!(await attachUploads(db, { agentId }, input.uploads, { articleId, ticketId: input.ticketId, now }))) throw new Refusal("attachment.unknownUpload");
    const moved = await movedByArticle(db, asking, ticket, input, now);
    // A note alone leaves the ticket as it was: time, version and place in lists would tell contacts of it (access-model, "View").
    if (input.visible || moved) await updateTicket(db, input.ticketId, moved?.columns ?? {}, now);
    if (moved) tellOfStatus(context, row, moved.to);
    await refreshSearch(db, [input.ticketId]);
    const event = input.visible ? "ticket.answered-by-agent" : "ticket.noted";
    context.audit({
      event,
      subject: { kind: "ticket", id: input.ticketId },
      companyId: row.company_id,
      contactId: row.contact_id,
      after: { articleId, ...moved?.changed },
    });
    return articleId;
  },
});
