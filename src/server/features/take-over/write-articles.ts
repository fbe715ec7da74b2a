/** Articles of either layout, streamed: heads beside texts, or one wide table. */
import { createHash } from "node:crypto";
import type { Plan } from "#domain/take-over/plan.ts";
import { type ArticleHead, type ArticleRecord, articleHeads, articleRecord, authorIndex, isWide } from "#domain/take-over/plan-articles.ts";
import { cell, type Raw } from "#domain/take-over/raw.ts";
import type { SourceClock } from "#domain/take-over/source-time.ts";
import { normalisedText } from "./attachment-content.ts";
import type { Export } from "./read-export.ts";
import { writeTable } from "./record-writer.ts";
import { idOf, type Run } from "./run.ts";
import { articleWriter } from "./write-tickets.ts";

/** By key: the ticket, and a print of the text (an attachment that only repeats it is left out). */
export type WrittenArticles = ReadonlyMap<string, { ticketKey: string; bodyPrint: number }>;

export const bodyPrint = (text: string): number => createHash("sha256").update(normalisedText(text)).digest().readUIntBE(0, 6);

export async function writeArticles(run: Run, source: Export, plan: Plan, clock: SourceClock, touched: Set<string>): Promise<WrittenArticles> {
  const written = new Map<string, { ticketKey: string; bodyPrint: number }>();
  const authors = authorIndex(plan.contacts);
  const ticketContacts = new Map(plan.tickets.map((ticket) => [ticket.key, ticket.contactKey]));
  const size = (await source.bytes("article")) + (await source.bytes("article_data_mime"));
  const step = run.progress.begin("article", size);
  const advance = advanceTo((bytes) => step.advance(bytes));
  async function* records(): AsyncGenerator<ArticleRecord> {
    for await (const { head, text } of headsWithTexts(run, source, clock, advance)) {
      if (idOf(run, "ticket", head.ticketKey) === null) {
        run.findings.add("articleWithoutTicket", "article", head.key, `ticket ${head.ticketKey}`);
        continue;
      }
      const record = articleRecord(head, text, ticketContacts.get(head.ticketKey) ?? null, authors, plan.ownFields);
      written.set(head.key, { ticketKey: head.ticketKey, bodyPrint: bodyPrint(record.bodyText) });
      yield record;
    }
  }
  await writeTable(run, articleWriter(run, touched), records(), null);
  return written;
}

/** Streams tell how far they are; a step wants to know how much that is more. */
export function advanceTo(advance: (by: number) => void): (stream: string) => (bytes: number) => void {
  return () => {
    let told = 0;
    return (bytes) => {
      advance(bytes - told);
      told = bytes;
    };
  };
}

type WithText = { head: ArticleHead; text: Raw };

async function* headsWithTexts(run: Run, source: Export, clock: SourceClock, advance: ReturnType<typeof advanceTo>): AsyncGenerator<WithText> {
  const headOf = articleHeads(source.tables, clock, run.findings);
  const waiting = new Map<string, ArticleHead>();
  for await (const row of source.stream("article", advance("article"))) {
    if (isWide(Object.keys(row))) yield { head: headOf(row), text: row };
    else {
      const head = headOf(row);
      if (waiting.has(head.key)) run.findings.add("duplicateId", "article", head.key);
      else waiting.set(head.key, head);
    }
  }
  for await (const text of source.stream("article_data_mime", advance("article_data_mime"))) {
    const head = waiting.get(cell(text, "article_id"));
    if (!head) continue;
    waiting.delete(head.key);
    yield { head, text };
  }
  for (const head of waiting.values()) {
    run.findings.add("articleWithoutText", "article", head.key);
    yield { head, text: {} };
  }
}
