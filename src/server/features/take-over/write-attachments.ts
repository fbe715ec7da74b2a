/** Attachments into the file store; the HTML body that the old system kept as an attachment goes to its article. */
import { createHash, randomUUIDv7 } from "node:crypto";
import type { Findings } from "#domain/take-over/findings.ts";
import { cell, type Raw } from "#domain/take-over/raw.ts";
import { attachmentBytes, htmlText, isHtmlBody, isPlainBody } from "./attachment-content.ts";
import { findImportKeys, insertBatchEvent, insertStoredFiles, updateRows, upsertImportKeys } from "./queries.ts";
import type { Export } from "./read-export.ts";
import { type Keyed, type TableWriter, writeTable } from "./record-writer.ts";
import { hashOf } from "./row-hash.ts";
import { idOf, type Run, stopIfAsked, tallyFor } from "./run.ts";
import { advanceTo, bodyPrint, type WrittenArticles } from "./write-articles.ts";

/** Content-addressed by SHA-256; written before the commit that names it. */
export type FilePut = { put(bytes: Buffer): Promise<{ hash: Buffer; size: number }> };

type AttachmentRecord = Keyed & { articleKey: string; name: string; contentType: string; contentId: string; inline: boolean; bytes: Buffer; hash: Buffer };
type BodyRecord = Keyed & { articleKey: string; html: string };

const tableNames = ["article_data_mime_attachment", "article_attachment"];
const bodiesAtOnce = 100;

export async function writeAttachments(run: Run, source: Export, files: FilePut, articles: WrittenArticles): Promise<void> {
  const table = tableNames.find((name) => source.has(name));
  if (table === undefined) return;
  const step = run.progress.begin("attachment", await source.bytes(table));
  const bodies: BodyRecord[] = [];
  async function* records(name: string): AsyncGenerator<AttachmentRecord> {
    for await (const row of source.stream(name, advanceTo((bytes) => step.advance(bytes))(name))) {
      const read = readRow(row, run, articles);
      if (!read) continue;
      if (!("html" in read)) yield read;
      else if (bodies.push(read) >= bodiesAtOnce) await writeBodies(run, bodies.splice(0));
    }
  }
  await writeTable(run, attachmentWriter(run, files, articles), records(table), null);
  await writeBodies(run, bodies);
}

function readRow(row: Raw, run: Run, articles: WrittenArticles): AttachmentRecord | BodyRecord | null {
  const key = cell(row, "id");
  const articleKey = cell(row, "article_id");
  const [name, contentType, disposition] = [cell(row, "filename"), cell(row, "content_type"), cell(row, "disposition")];
  if (idOf(run, "article", articleKey) === null) {
    run.findings.add("attachmentWithoutArticle", "attachment", key, `article ${articleKey}`);
    return null;
  }
  const bytes = contentOf(row, key, run.findings);
  if (!bytes) return null;
  if (isHtmlBody(name, contentType, disposition)) return { key, articleKey, html: htmlText(bytes, contentType) };
  if (isPlainBody(name, contentType, disposition) && articles.get(articleKey)?.bodyPrint === bodyPrint(htmlText(bytes, contentType))) return null;
  const contentId = cell(row, "content_id").replace(/^<|>$/g, "");
  const inline = disposition === "inline" || (disposition === "" && contentId !== "");
  return { key, articleKey, name: name || "attachment", contentType, contentId, inline, bytes, hash: createHash("sha256").update(bytes).digest() };
}

function contentOf(row: Raw, key: string, findings: Findings): Buffer | null {
  const noted = /^\d+$/.test(cell(row, "content_size")) ? Number(cell(row, "content_size")) : null;
  const bytes = attachmentBytes(cell(row, "content"), noted);
  if (!bytes) findings.add("attachmentWithoutContent", "attachment", key, cell(row, "filename"));
  return bytes;
}

function attachmentWriter(run: Run, files: FilePut, articles: WrittenArticles): TableWriter<AttachmentRecord> {
  return {
    name: "attachment",
    target: "attachment",
    idColumn: "attachment_id",
    edits: "none",
    insertOnly: ["created_at"],
    batchSize: 25,
    newId: () => randomUUIDv7(),
    row: (attachment) => {
      const articleId = idOf(run, "article", attachment.articleKey);
      const ticketId = idOf(run, "ticket", articles.get(attachment.articleKey)?.ticketKey ?? null);
      if (articleId === null || ticketId === null) return null;
      return {
        article_id: articleId,
        ticket_id: ticketId,
        file_hash: `\\x${attachment.hash.toString("hex")}`,
        name: attachment.name,
        content_type: attachment.contentType || "application/octet-stream",
        size_bytes: attachment.bytes.length,
        content_id: attachment.contentId,
        inline: attachment.inline,
      };
    },
    beforeWrite: async (db, inserts, updates) => {
      const contents = new Map([...inserts, ...updates].map(({ record }) => [record.hash.toString("hex"), record.bytes]));
      await insertStoredFiles(db, await Promise.all([...contents.values()].map((bytes) => files.put(bytes))));
    },
  };
}

async function writeBodies(run: Run, bodies: readonly BodyRecord[]): Promise<void> {
  if (bodies.length === 0) return;
  stopIfAsked(run);
  const name = "article_body";
  const tally = tallyFor(run, name);
  tally.read += bodies.length;
  const known = await findImportKeys(
    run.db,
    run.source,
    name,
    bodies.map((body) => body.key),
  );
  const changed = bodies.flatMap((body) => {
    const articleId = idOf(run, "article", body.articleKey) ?? "";
    const row = { article_id: articleId, body_html: body.html };
    const rowHash = hashOf(row);
    const before = known.get(body.key);
    return before?.rowHash.equals(rowHash)
      ? []
      : [{ row, key: { rowKey: body.key, rowHash, targetId: articleId, targetVersion: 1 }, isNew: before === undefined }];
  });
  const created = changed.filter((one) => one.isNew).length;
  tally.unchanged += bodies.length - changed.length;
  tally.created += created;
  tally.updated += changed.length - created;
  if (run.dryRun || changed.length === 0) return;
  await run.db.transaction().execute(async (db) => {
    const rows = changed.map((one) => one.row);
    await updateRows(db, "article", "article_id", rows, false);
    await upsertImportKeys(
      db,
      run.source,
      name,
      changed.map((one) => one.key),
    );
    await insertBatchEvent(db, run.id, run.now, { table: name, created, updated: changed.length - created });
  });
}
