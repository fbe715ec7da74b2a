/** Articles, their files, uploads and participants of a ticket. */
import { randomUUIDv7 } from "node:crypto";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import { decodeCursor, encodeCursor, pageOf } from "#server/platform/http/cursor.ts";

export type AttachmentRow = {
  attachment_id: string;
  article_id: string;
  name: string;
  content_type: string;
  size_bytes: number;
  content_id: string;
  inline: boolean;
};
export type ArticleRow = {
  article_id: string;
  ticket_id: string;
  author_kind: "contact" | "agent" | "system";
  contact_id: string | null;
  agent_id: string | null;
  author_name: string;
  /** Of an agent whom we know. */
  author_first_name: string | null;
  visible: boolean;
  channel: "portal" | "workspace" | "email" | "phone" | "chat" | "system" | "api";
  subject: string;
  body_text: string;
  body_html: string | null;
  created_at: Date;
  attachments: AttachmentRow[];
};

type ArticleRequest = { limit: number; cursor?: string | undefined };

/** Articles of these tickets oldest first with their attachments; `visibleOnly` for contacts. */
export async function listArticleRows(
  db: Queryable,
  ticketIds: readonly string[],
  visibleOnly: boolean,
  request: ArticleRequest,
): Promise<{ rows: ArticleRow[]; next: string | null; total: number }> {
  const after = decodeCursor(request.cursor, "articles", 2);
  const where = sql`${ofTickets(sql`a.ticket_id`, ticketIds)}${visibleOnly ? sql` and a.visible` : sql``}`;
  const { rows } = await sql<ArticleRow & { at: string }>`
    select ${articleColumns} from ${articleTables}
    where ${where}${after ? sql` and (a.created_at, a.article_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by a.created_at, a.article_id limit ${request.limit + 1}`.execute(db);
  const page = pageOf(rows, request.limit, (row) => encodeCursor("articles", row.at, row.article_id));
  const { rows: counts } = await sql<{ count: number }>`select count(*)::int as count from article a where ${where}`.execute(db);
  return { rows: await withAttachments(db, page.rows), next: page.next, total: counts[0]?.count ?? 0 };
}

/** One is asked for by itself: its articles stand in the index in their order. */
const ofTickets = (column: RawBuilder<unknown>, [first = "", ...others]: readonly string[]) =>
  others.length === 0 ? sql<SqlBool>`${column} = ${first}::uuid` : sql<SqlBool>`${column} = any(${[first, ...others]}::uuid[])`;

/** Who wrote the last message of each ticket that contacts see. */
export async function listLastAuthors(db: Queryable, ticketIds: readonly string[]): Promise<Map<string, ArticleRow["author_kind"]>> {
  if (ticketIds.length === 0) return new Map();
  const { rows } = await sql<Pick<ArticleRow, "ticket_id" | "author_kind">>`
    select t.ticket_id, last.author_kind from unnest(${[...ticketIds]}::uuid[]) as t (ticket_id) cross join lateral
      (select a.author_kind from article a where a.ticket_id = t.ticket_id and a.visible order by a.created_at desc, a.article_id desc limit 1) last`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.ticket_id, row.author_kind]));
}

const articleColumns = sql`a.article_id, a.ticket_id, a.author_kind, a.contact_id, a.agent_id, a.visible, a.channel, a.subject, a.body_text, a.body_html, a.created_at, a.created_at::text as at,
      coalesce(nullif(trim(ct.first_name || ' ' || ct.last_name), ''), nullif(trim(ag.first_name || ' ' || ag.last_name), ''), a.author_text) as author_name,
      ag.first_name as author_first_name`;
const articleTables = sql`article a left join contact ct on ct.contact_id = a.contact_id left join agent ag on ag.agent_id = a.agent_id`;

export async function getArticleRow(db: Queryable, articleId: string): Promise<ArticleRow> {
  const { rows } = await sql<ArticleRow & { at: string }>`select ${articleColumns} from ${articleTables} where a.article_id = ${articleId}::uuid`.execute(db);
  const [row] = await withAttachments(db, rows);
  if (!row) throw new Error(`article ${articleId} is not there`);
  return row;
}

/** Who wrote last in the ticket after this article, the agent left aside; undefined: nobody. */
export async function findLaterAuthor(db: Queryable, ticketId: string, articleId: string, agentId: string): Promise<string | undefined> {
  const { rows } = await sql<{ author_name: string }>`
    select ${articleColumns} from ${articleTables}
    where a.ticket_id = ${ticketId}::uuid and a.agent_id is distinct from ${agentId}::uuid
      and (a.created_at, a.article_id) > (select seen.created_at, seen.article_id from article seen where seen.article_id = ${articleId}::uuid)
    order by a.created_at desc, a.article_id desc limit 1`.execute(db);
  return rows[0]?.author_name;
}

async function withAttachments<Row extends Omit<ArticleRow, "attachments">>(
  db: Queryable,
  articles: Row[],
): Promise<(Row & { attachments: AttachmentRow[] })[]> {
  if (articles.length === 0) return [];
  const rows = await db
    .selectFrom("attachment")
    .select(["attachment_id", "article_id", "name", "content_type", "size_bytes", "content_id", "inline"])
    .where(
      "article_id",
      "in",
      articles.map((article) => article.article_id),
    )
    .orderBy("attachment_id")
    .execute();
  const byArticle = Map.groupBy(rows, (row) => row.article_id);
  return articles.map((article) => ({ ...article, attachments: byArticle.get(article.article_id) ?? [] }));
}

export type NewArticle = {
  ticketId: string;
  author: { kind: "contact"; contactId: string } | { kind: "agent"; agentId: string };
  visible: boolean;
  channel: "portal" | "workspace" | "api";
  subject: string;
  bodyText: string;
  now: Date;
};

export async function insertArticle(db: Queryable, article: NewArticle): Promise<string> {
  const articleId = randomUUIDv7();
  await db
    .insertInto("article")
    .values({
      article_id: articleId,
      ticket_id: article.ticketId,
      author_kind: article.author.kind,
      contact_id: article.author.kind === "contact" ? article.author.contactId : null,
      agent_id: article.author.kind === "agent" ? article.author.agentId : null,
      visible: article.visible,
      channel: article.channel,
      subject: article.subject,
      body_text: article.bodyText,
      created_at: article.now,
    })
    .execute();
  return articleId;
}

/** An attachment of one of these tickets; of a visible article only, where a contact asks. */
export const findAttachment = (db: Queryable, ticketIds: readonly string[], attachmentId: string, visibleOnly: boolean) =>
  db
    .selectFrom("attachment as f")
    .innerJoin("article as a", "a.article_id", "f.article_id")
    .select(["f.file_hash", "f.name", "f.content_type", "f.size_bytes"])
    .where("f.attachment_id", "=", attachmentId)
    .where(ofTickets(sql`f.ticket_id`, ticketIds))
    .where(visibleOnly ? sql<SqlBool>`a.visible` : sql<SqlBool>`true`)
    .executeTakeFirst();

// ── uploads ──

export type Uploader = { contactId: string } | { agentId: string };
const ownUpload = (who: Uploader) => ("contactId" in who ? sql<SqlBool>`contact_id = ${who.contactId}::uuid` : sql<SqlBool>`agent_id = ${who.agentId}::uuid`);

export async function insertUpload(
  db: Queryable,
  who: Uploader,
  file: { hash: Buffer; size: number; name: string; contentType: string; now: Date },
): Promise<string> {
  const uploadId = randomUUIDv7();
  await db
    .insertInto("stored_file")
    .values({ file_hash: file.hash, size_bytes: file.size, created_at: file.now })
    .onConflict((conflict) => conflict.column("file_hash").doNothing())
    .execute();
  const owner = "contactId" in who ? { contact_id: who.contactId } : { agent_id: who.agentId };
  await db
    .insertInto("upload")
    .values({
      upload_id: uploadId,
      file_hash: file.hash,
      name: file.name,
      content_type: file.contentType,
      size_bytes: file.size,
      created_at: file.now,
      ...owner,
    })
    .execute();
  return uploadId;
}

/** Turns own uploads into attachments of an article; false if one of them is not there (any more). */
export async function attachUploads(
  db: Queryable,
  who: Uploader,
  uploadIds: readonly string[],
  article: { articleId: string; ticketId: string; now: Date },
): Promise<boolean> {
  if (uploadIds.length === 0) return true;
  const uploads = await db
    .deleteFrom("upload")
    .where("upload_id", "in", [...uploadIds])
    .where(ownUpload(who))
    .returningAll()
    .execute();
  if (uploads.length !== new Set(uploadIds).size) return false;
  await db
    .insertInto("attachment")
    .values(
      uploads.map((upload) => ({
        attachment_id: randomUUIDv7(),
        article_id: article.articleId,
        ticket_id: article.ticketId,
        file_hash: upload.file_hash,
        name: upload.name,
        content_type: upload.content_type,
        size_bytes: upload.size_bytes,
        created_at: article.now,
      })),
    )
    .execute();
  return true;
}

export const deleteOldUploads = (db: Queryable, before: Date) => db.deleteFrom("upload").where("created_at", "<", before).execute();

/** Forgets a file if nothing names it; true: its content may go. While a backup runs (features/backup) nothing goes. */
export async function deleteUnusedFile(db: Queryable, hash: Buffer, before: Date): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    with free as materialized (select pg_try_advisory_xact_lock(hashtext('pforte files')) as free), gone as (
      delete from stored_file f where f.file_hash = ${hash} and f.created_at < ${before} and (select free from free)
        and not exists (select from attachment where file_hash = f.file_hash) and not exists (select from upload where file_hash = f.file_hash)
      returning 1)
    select not free or exists (select from stored_file where file_hash = ${hash}) and not exists (select from gone) as known from free`.execute(db);
  return rows[0]?.known === false;
}

// ── participants ──

export const listParticipantRows = async (db: Queryable, ticketId: string) =>
  (
    await sql<{
      participant_id: string;
      contact_id: string | null;
      contact_name: string | null;
      company_id: string | null;
      company_name: string | null;
      level: "read" | "reply";
      added_by_kind: "agent" | "contact";
      created_at: Date;
    }>`select p.participant_id, p.contact_id, trim(ct.first_name || ' ' || ct.last_name) as contact_name, p.company_id, c.name as company_name, p.level, p.added_by_kind, p.created_at
       from participant p left join contact ct on ct.contact_id = p.contact_id left join company c on c.company_id = p.company_id
       where p.ticket_id = ${ticketId}::uuid order by p.participant_id limit 500`.execute(db)
  ).rows;

export type NewParticipant = {
  ticketId: string;
  contactId: string | null;
  companyId: string | null;
  level: "read" | "reply";
  addedByKind: "agent" | "contact";
  addedBy: string;
  now: Date;
};

export async function insertParticipant(db: Queryable, participant: NewParticipant): Promise<string> {
  const participantId = randomUUIDv7();
  await db
    .insertInto("participant")
    .values({
      participant_id: participantId,
      ticket_id: participant.ticketId,
      contact_id: participant.contactId,
      company_id: participant.companyId,
      level: participant.level,
      added_by_kind: participant.addedByKind,
      added_by: participant.addedBy,
      created_at: participant.now,
    })
    .execute();
  return participantId;
}

export const findParticipant = (db: Queryable, ticketId: string, participantId: string) =>
  db.selectFrom("participant").selectAll().where("ticket_id", "=", ticketId).where("participant_id", "=", participantId).executeTakeFirst();

export const deleteParticipant = (db: Queryable, participantId: string) => db.deleteFrom("participant").where("participant_id", "=", participantId).execute();

/** The only active contact with this address, or the contact with this id. */
export async function findContactToShareWith(db: Queryable, by: { contactId?: string | undefined; email?: string | undefined }): Promise<string | undefined> {
  const condition = by.contactId !== undefined ? sql<SqlBool>`contact_id = ${by.contactId}::uuid` : sql<SqlBool>`lower(email) = lower(${by.email ?? ""})`;
  const rows = await db.selectFrom("contact").select("contact_id").where(condition).where("state", "=", "active").limit(2).execute();
  return rows.length === 1 ? rows[0]?.contact_id : undefined;
}

/** Whether a contact has a membership in this company that is within its dates. */
export async function isMemberNow(db: Queryable, contactId: string, companyId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom("membership")
    .select("membership_id")
    .where("contact_id", "=", contactId)
    .where("company_id", "=", companyId)
    .where((eb) => eb.or([eb("starts_at", "is", null), eb("starts_at", "<=", now)]))
    .where((eb) => eb.or([eb("ends_at", "is", null), eb("ends_at", ">", now)]))
    .executeTakeFirst();
  return row !== undefined;
}
