/** The table of outgoing mails: written in the transaction that causes them, sent by a job afterwards. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";

export type NewMail = {
  to: string;
  subject: string;
  bodyText: string;
  /** What it is for, one word: `invitation`, `reset`. */
  kind: string;
  contactId?: string | null;
  agentId?: string | null;
  /** Given where the same mail may be written twice: it then stays one. */
  mailId?: string;
  now: Date;
};

/** What an administrator sends to try the SMTP server. */
export const testMailKind = "test";

/** A header is one line: line breaks and other control characters become a space. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

/**
 * Puts a mail into the outbox; returns its id. The caller also enqueues `{ name: "outbox.send-mail", payload: { mailId } }`,
 * so that it leaves at once; without that the sweep sends it within a minute.
 */
export async function insertMail(db: Queryable, mail: NewMail): Promise<string> {
  const { mailId = randomUUIDv7() } = mail;
  await db
    .insertInto("outbox_mail")
    .values({
      mail_id: mailId,
      to_address: oneLine(mail.to),
      subject: oneLine(mail.subject),
      body_text: mail.bodyText,
      kind: mail.kind,
      contact_id: mail.contactId ?? null,
      agent_id: mail.agentId ?? null,
      created_at: mail.now,
    })
    .onConflict((conflict) => conflict.column("mail_id").doNothing())
    .execute();
  return mailId;
}

export type MailRow = Awaited<ReturnType<typeof getMail>>;
export const getMail = (db: Queryable, mailId: string) => db.selectFrom("outbox_mail").selectAll().where("mail_id", "=", mailId).executeTakeFirstOrThrow();
export type OutboxRow = MailRow & { sort_key: string };

/** The secret of a link to set a password (256 bits in base64url), behind its `#`. */
export const linkSecret = /(?<=#)[\w-]{43}(?![\w-])/g;

/** Refused, or kept while no server was configured: by itself it may never leave. */
export const isLeftOver = ({ state }: Pick<MailRow, "state">): boolean => state === "failed" || state === "kept";

const inState = (state: string | undefined) => (state === undefined ? sql`true` : sql`state = ${state}`);

/** Newest first, from after the cursor on; one row more than asked. */
export async function listMails(db: Queryable, state: string | undefined, after: readonly string[] | undefined, limit: number): Promise<OutboxRow[]> {
  const from = after ? sql`(created_at, mail_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`;
  const { rows } = await sql<OutboxRow>`select *, created_at::text as sort_key from outbox_mail where ${inState(state)} and ${from}
    order by created_at desc, mail_id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export const countMails = (db: Queryable, state: string | undefined, count: "exact" | undefined) =>
  countRows(db, sql`outbox_mail where ${inState(state)}`, count);

// ── sending ──

/** A mail that was refused so often (the last time after 8.5 hours) is given up. */
export const mostAttempts = 10;

/** Waiting, or refused and due again: two minutes after it was written, then four, eight and so on. A test mail is tried once. */
const due = (now: Date) => sql`(state = 'waiting' or (state = 'failed' and attempts < ${mostAttempts} and kind <> ${testMailKind}
  and created_at > ${now}::timestamptz - interval '1 day' and created_at + interval '1 minute' * power(2, attempts) <= ${now}))`;

/** The mail if it is to be sent now, held until the end of the transaction; undefined: it is not, or somebody else is sending it. */
export async function claimMail(db: Queryable, mailId: string, now: Date): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`select * from outbox_mail where mail_id = ${mailId}::uuid and ${due(now)} for update skip locked`.execute(db);
  return rows[0];
}

/** What the sweep has to send: what was tried least, then oldest first, so that no mail stands in the way of the others. */
export async function listDueMails(db: Queryable, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ mail_id: string }>`
    select mail_id from (select mail_id, attempts, created_at from outbox_mail where state = 'waiting'
      union all select mail_id, attempts, created_at from outbox_mail where state = 'failed' and ${due(now)}) due
    order by attempts, created_at, mail_id limit ${limit}`.execute(db);
  return rows.map((row) => row.mail_id);
}

/** Held until the end of the transaction; undefined: it does not exist, or it is being sent at this moment. */
export const lockMailAtRest = (db: Queryable, mailId: string) =>
  db.selectFrom("outbox_mail").selectAll().where("mail_id", "=", mailId).forUpdate().skipLocked().executeTakeFirst();

export const findMail = (db: Queryable, mailId: string) => db.selectFrom("outbox_mail").selectAll().where("mail_id", "=", mailId).executeTakeFirst();

export const markWaiting = (db: Queryable, mailId: string) => db.updateTable("outbox_mail").set({ state: "waiting" }).where("mail_id", "=", mailId).execute();

export const markKept = (db: Queryable, mailId: string) => db.updateTable("outbox_mail").set({ state: "kept" }).where("mail_id", "=", mailId).execute();

/** Writes how a try ended: sent, refused, or not even asked, so that it goes on waiting. */
export async function markTried(db: Queryable, mailId: string, tried: { sentAt: Date } | { reason: string; waits: boolean }): Promise<void> {
  const outcome =
    "sentAt" in tried ? { state: "sent", sent_at: tried.sentAt, last_error: "" } : { state: tried.waits ? "waiting" : "failed", last_error: tried.reason };
  await db
    .updateTable("outbox_mail")
    .set((eb) => ({ ...outcome, attempts: eb("attempts", "+", 1) }))
    .where("mail_id", "=", mailId)
    .execute();
}
