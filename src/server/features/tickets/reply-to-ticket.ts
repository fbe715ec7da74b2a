/** A contact answers: visible, and a closed or waiting ticket goes on. */
import { Refusal } from "#server/platform/refusal.ts";
import { command, contactOf } from "#server/platform/run-command.ts";
import { movedByContact, ticketForContact } from "./ticket-for.ts";
import { type Answer, isEmpty, writeAnswer } from "./write-answer.ts";
import { refreshSearch, updateTicket } from "./write-queries.ts";

export const replyToTicket = command({
  name: "ticket.reply-to-ticket",
  async run(context, { ticketId, ...answer }: Answer & { ticketId: string }): Promise<string> {
    const asking = contactOf(context);
    const { db, now } = context;
    const { contactId } = asking.access;
    const ticket = await ticketForContact(db, asking, ticketId, "reply", now);
    const { row } = ticket;
    if (isEmpty(answer)) throw new Refusal("ticket.emptyMessage", { fields: [{ path: "bodyText", code: "required" }] });
    const status = movedByContact(ticket, "reply", true);
    const articleId = await writeAnswer(context, contactId, row, answer);
    const stays = status.statusId === row.status_id;
    await updateTicket(db, ticketId, stays ? {} : { status, pendingUntil: null }, now);
    await refreshSearch(db, [ticketId]);
    context.audit({
      event: "ticket.answered-by-contact",
      subject: { kind: "ticket", id: ticketId },
      companyId: row.company_id,
      contactId,
      after: { articleId, ...(stays ? {} : { statusId: status.statusId }) },
    });
    return articleId;
  },
});
