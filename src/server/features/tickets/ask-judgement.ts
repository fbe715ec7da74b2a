/** When a ticket is finished its requester is asked by mail whether it really is (ZEP-13). */

import { randomUUIDv7 } from "node:crypto";
import { allowedVerbs, decide } from "#domain/access/decide.ts";
import { type Access, effectiveAccess } from "#domain/access/effective-access.ts";
import type { Status } from "#domain/tickets/workflow.ts";
import { findContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { participationsOf } from "#server/features/access/ticket-facts-queries.ts";
import { insertMail } from "#server/features/outbox/queries.ts";
import { localeOfContact, resolveFor } from "#server/features/settings/queries.ts";
import { loadWorkflow } from "#server/features/statuses/workflow-queries.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { type CommandContext, command } from "#server/platform/run-command.ts";
import { type FinishedMail, finishedMail } from "./emails.ts";
import { presentTicketForContact, verdictsNow } from "./present.ts";
import { findKnownTicket, type KnownTicket, type TicketRow } from "./ticket-row-queries.ts";
import { findAddressee } from "./waiting-queries.ts";

/** A ticket got this status: whoever has to know is told, after the commit. */
export function tellOfStatus(context: CommandContext, row: Pick<TicketRow, "ticket_id" | "status_type">, to: Status | undefined): void {
  if (to?.statusType !== "done" || row.status_type === "done") return;
  context.enqueue({ name: "ticket.ask-judgement", payload: { ticketId: row.ticket_id, mailId: randomUUIDv7() } });
}

/**
 * Writes the mail, as far as the contact may read the ticket at this moment: to whoever may not, nothing but its number, and only
 * where that is wanted (ZEP-09). A second run writes nothing: the mail has its id from the change.
 */
export const askJudgement = command({
  name: "ticket.ask-judgement",
  silent: true, // the mail itself stands in the outbox
  async run(context, { ticketId, mailId }: { ticketId: string; mailId: string }): Promise<void> {
    const { db, now } = context;
    const contactId = (await findKnownTicket(db, ticketId, "nobody", now))?.row.contact_id;
    const facts = contactId && (await findContactFacts(db, contactId));
    const addressee = contactId && (await findAddressee(db, contactId));
    if (!contactId || !facts || !addressee) return;
    const access = effectiveAccess(facts, now.getTime());
    const known = await findKnownTicket(db, ticketId, participationsOf(access), now);
    if (known?.row.status_type !== "done" || !access.door.open) return;
    const about = { contactId, companyId: known.row.company_id };
    if (!(await resolveFor(db, "mail.tickets", about))) return;
    const mayRead = decide(access, "read", known.facts).allowed;
    if (!mayRead && !(await resolveFor(db, "mail.ticketsWithoutRight", about))) return;
    const kind = mayRead ? await kindFor(context, access, known, addressee.signsIn) : "changed";
    await writeMail(context, { kind, contactId, mailId, to: addressee.email, name: addressee.name, row: known.row });
  },
});

async function kindFor({ db, language }: CommandContext, access: Access, known: KnownTicket, signsIn: boolean): Promise<FinishedMail> {
  const eyes = { access, workflow: await loadWorkflow(db) };
  const { can } = presentTicketForContact(known, eyes, allowedVerbs(access, known.facts), language);
  if (!signsIn) return "finishedWithoutSignIn";
  return verdictsNow(eyes, known.row, can).length > 0 ? "judge" : "finished";
}

type Mail = { kind: FinishedMail; contactId: string; mailId: string; to: string; name: string; row: TicketRow };

async function writeMail({ db, kernel, now, enqueue }: CommandContext, { kind, contactId, mailId, to, name, row }: Mail): Promise<void> {
  const { language } = await localeOfContact(db, contactId);
  const place = `${kernel.publicUrl()}/tickets/${row.ticket_id}`;
  const mail = finishedMail(translateTo(language), kind, {
    name,
    number: row.number,
    subject: row.subject,
    link: kind === "judge" ? `${place}/judgement` : place,
    installation: await resolveFor(db, "installation.name"),
  });
  await insertMail(db, { to, ...mail, kind: "judgement", contactId, mailId, now });
  enqueue({ name: "outbox.send-mail", payload: { mailId } });
}
