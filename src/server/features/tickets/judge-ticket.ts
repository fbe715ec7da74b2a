/** A contact says whether a finished ticket really is: accepted, or rejected with what is missing (ZEP-13). */
import type { BodyOf } from "#contract/endpoint.ts";
import type { judgeTicket as endpoint } from "#contract/portal-ticket.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command, contactOf } from "#server/platform/run-command.ts";
import { movedByContact, ticketForContact } from "./ticket-for.ts";
import { isEmpty, writeAnswer } from "./write-answer.ts";
import { refreshSearch, updateTicket } from "./write-queries.ts";

export const judgeTicket = command({
  name: "ticket.judge-ticket",
  async run(context, { ticketId, verdict, comment, uploads, version }: BodyOf<typeof endpoint> & { ticketId: string }): Promise<string> {
    const asking = contactOf(context);
    const { db, now } = context;
    const { contactId } = asking.access;
    const ticket = await ticketForContact(db, asking, ticketId, "judge", now);
    const { row, allowed } = ticket;
    if (version !== undefined && version !== row.version) throw new Refusal("record.versionStale");
    const answer = { bodyText: comment, uploads };
    // What is missing belongs to the verdict; anything else that is written is an answer.
    if (verdict === "accepted" && !isEmpty(answer) && !allowed.includes("reply")) throw new Refusal("ticket.notPermitted");
    if (verdict === "rejected" && comment.trim() === "") throw new Refusal("ticket.emptyMessage", { fields: [{ path: "comment", code: "required" }] });
    const status = movedByContact(ticket, verdict === "accepted" ? "accept" : "reject", comment.trim() !== "");
    const articleId = isEmpty(answer) ? null : await writeAnswer(context, contactId, row, answer);
    await updateTicket(db, ticketId, { status }, now);
    if (articleId !== null) await refreshSearch(db, [ticketId]);
    context.audit({
      event: verdict === "accepted" ? "ticket.accepted" : "ticket.rejected",
      subject: { kind: "ticket", id: ticketId },
      companyId: row.company_id,
      contactId,
      before: { statusId: row.status_id },
      after: { statusId: status.statusId, ...(articleId === null ? {} : { articleId }) },
    });
    return ticketId;
  },
});
