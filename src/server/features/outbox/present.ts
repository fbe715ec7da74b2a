import type { z } from "zod";
import type { mailView } from "#contract/administration.ts";
import type { AgentPrincipal } from "#server/platform/kernel.ts";
import { isLeftOver, linkSecret, type MailRow } from "./queries.ts";

export type MailView = z.infer<typeof mailView>;

/** `sends`: a mail server is configured. Links that set a password are shown whole only to somebody who may set that password anyway; else reading the outbox would be a way in. */
export function presentMail(row: MailRow, reader: AgentPrincipal, sends: boolean): MailView {
  const mayUseLinks =
    row.contact_id !== null ? reader.permissions.includes("contact:write") : reader.administrator && reader.permissions.includes("agent:write");
  return {
    id: row.mail_id,
    to: row.to_address,
    subject: row.subject,
    bodyText: mayUseLinks ? row.body_text : row.body_text.replaceAll(linkSecret, "…"),
    kind: row.kind,
    state: row.state as MailView["state"],
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    can: sends && isLeftOver(row) && reader.permissions.includes("setting:write") ? ["resend"] : [],
  };
}
