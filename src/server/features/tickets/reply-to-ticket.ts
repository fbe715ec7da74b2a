/** A contact answers: visible, and a closed or waiting ticket goes on. */
import { statusTypeAfterReply } from "#domain/tickets/follow-up.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command, contactOf } from "#server/platform/run-command.ts";
import { attachUploads, insertArticle } from "./article-queries.ts";
import { ticketForContact } from "./ticket-for.ts";
import { getDefaultStatus, refreshSearch, updateTicket } from "./write-queries.ts";

export const replyToTicket = command({
  name: "ticket.reply-to-ticket",
  async run(context, input: { ticketId: string; bodyText: string; uploads: readonly string[] }): Promise<string> {
    const asking = contactOf(context);
    const { db, now } = context;
    const { contactId } = asking.access;
    const { row } = await ticketForContact(db, asking, input.ticketId, "reply", now);
    if (input.bodyText.trim() === "" && input.uploads.length === 0)
      throw new Refusal("ticket.emptyMessage", { fields: [{ path: "bodyText", code: "required" }] });
    const articleId = await insertArticle(db, {
      ticketId: input.ticketId,
      author: { kind: "contact", contactId },
      visible: true,
      channel: "portal",
      subject: row.subject,
      bodyText: input.bodyText,
      now,
    });
    if (!(await attachUploads(db, { contactId }, input.uploads, { articleId, ticketId: input.ticketId, now }))) throw new Refusal("attachment.unknownUpload");
    const statusType = statusTypeAfterReply(row.status_type);
    await updateTicket(db, input.ticketId, statusType === row.status_type ? {} : { status: await getDefaultStatus(db, statusType) }, now);
    await refreshSearch(db, [input.ticketId]);
    context.audit({
      event: "ticket.answered-by-contact",
      subject: { kind: "ticket", id: input.ticketId },
      companyId: row.company_id,
      contactId,
      after: { articleId },
    });
    return articleId;
  },
});
