import { Refusal } from "#server/platform/refusal.ts";
import type { CommandContext } from "#server/platform/run-command.ts";
import { attachUploads, insertArticle } from "./article-queries.ts";

export type Answer = { bodyText: string; uploads: readonly string[] };

export const isEmpty = ({ bodyText, uploads }: Answer): boolean => bodyText.trim() === "" && uploads.length === 0;

/** What a contact writes to a ticket, with its files: visible to everybody who reads the ticket. The search text is for the caller to refresh. */
export async function writeAnswer(
  { db, now }: CommandContext,
  contactId: string,
  { ticket_id: ticketId, subject }: { ticket_id: string; subject: string },
  { bodyText, uploads }: Answer,
): Promise<string> {
  const articleId = await insertArticle(db, { ticketId, author: { kind: "contact", contactId }, visible: true, channel: "portal", subject, bodyText, now });
  if (!(await attachUploads(db, { contactId }, uploads, { articleId, ticketId, now }))) throw new Refusal("attachment.unknownUpload");
  return articleId;
}
