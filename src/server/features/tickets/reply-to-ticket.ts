/** A contact answers: visible, and a closed or waiting ticket goes on. */
import { statusTypeAfterReply } from "#domain/tickets/follow-up.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command, contactOf } from "#server/platform/run-command.ts";
import { ticketForContact } from "./ticket-for.ts";
import { type Answer, isEmpty, writeAnswer } from "./write-answer.ts";
import { getDefaultStatus, refreshSearch, updateTicket } from "./write-queries.ts";

export const replyToTicket = command({
  name: "ticket.reply-to-ticket",
  async run(context, { ticketId, ...answer }: Answer & { ticketId: string }): Promise<string> {
    const asking = contactOf(context);
    const { db, now } = context;
    const { contactId } = asking.access;
    const { row } = await ticketForContact(db, asking, ticketId, "reply", now);
    if (isEmpty(answer)) throw new Refusal("ticket.emptyMessage", { fields: [{ path: "bodyText", code: "required" }] });
    const articleId = await writeAnswer(context, contactId, row, answer);
    const statusType = statusTypeAfterReply(row.status_type);
    await updateTicket(db, ticketId, statusType === row.status_type ? {} : { status: await getDefaultStatus(db, statusType) }, now);
    await refreshSearch(db, [ticketId]);
    context.audit({
      event: "ticket.answered-by-contact",
      subject: { kind: "ticket", id: ticketId },
      companyId: row.company_id,
      contactId,
      after: { articleId },
    });
    return articleId;
  },
});
