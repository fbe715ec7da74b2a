/** An agent answers (visible) or notes (internal). */
import type { StatusType } from "#domain/access/facts.ts";
import { namedSubtasks, waitsForSubtasks } from "#domain/tickets/subtasks.ts";
import { listOpenSubtasks } from "#server/features/subtasks/queries.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { attachUploads, insertArticle } from "./article-queries.ts";
import { ticketForAgent } from "./ticket-for.ts";
import { findStatus, getDefaultStatus, refreshSearch, updateTicket } from "./write-queries.ts";

type AddArticleInput = { ticketId: string; bodyText: string; visible: boolean; statusId?: string | undefined; uploads: readonly string[] };

export const addArticle = command({
  name: "ticket.add-article",
  async run(context, input: AddArticleInput): Promise<string> {
    const asking = agentOf(context);
    const { db, now } = context;
    const { agentId } = asking.agent;
    const { row } = await ticketForAgent(db, asking, input.ticketId, "reply", now);
    if (row.status_type === "merged" || row.status_type === "removed") throw new Refusal("ticket.notAnswerable");
    if (input.bodyText.trim() === "" && input.uploads.length === 0)
      throw new Refusal("ticket.emptyMessage", { fields: [{ path: "bodyText", code: "required" }] });
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
    const status = input.statusId
      ? await findStatus(db, input.statusId)
      : row.status_type === "new" && input.visible
        ? await getDefaultStatus(db, "open")
        : undefined;
    if (input.statusId && !status) throw new Refusal("record.unknownReference", { fields: [{ path: "statusId", code: "notInList" }] });
    const openSubtasks = (await listOpenSubtasks(db, status ? [input.ticketId] : [])).get(input.ticketId) ?? [];
    if (waitsForSubtasks(status?.statusType as StatusType, openSubtasks))
      throw new Refusal("ticket.openSubtasks", { words: { subtasks: namedSubtasks(openSubtasks) } });
    // A note alone leaves the ticket as it was: time, version and place in lists would tell contacts of it (access-model, "View").
    if (input.visible || status)
      await updateTicket(db, input.ticketId, status ? { status: { statusId: status.statusId, statusType: status.statusType as "open" } } : {}, now);
    await refreshSearch(db, [input.ticketId]);
    const event = input.visible ? "ticket.answered-by-agent" : "ticket.noted";
    context.audit({
      event,
      subject: { kind: "ticket", id: input.ticketId },
      companyId: row.company_id,
      contactId: row.contact_id,
      after: { articleId, statusId: status?.statusId },
    });
    return articleId;
  },
});
