/** Articles and attachments of a described export, in the wide layout of OTRS up to 5 or in the split one. */
import type { Table } from "./csv-text.ts";
import type { ArticleDescription, Layout, TicketDescription } from "./export-description.ts";

const senders = ["agent", "system", "customer"];
const channels = ["Email", "Phone", "Internal", "Chat"];
const articleTypes = [
  "email-external",
  "email-internal",
  "email-notification-ext",
  "email-notification-int",
  "phone",
  "fax",
  "sms",
  "webrequest",
  "note-internal",
  "note-external",
  "note-report",
];

const names = (name: string, all: readonly string[]): Table => ({
  name,
  columns: ["id", "name"],
  rows: all.map((one, index) => ({ id: String(index + 1), name: one })),
});

type Placed = ArticleDescription & { id: string; ticketId: string; time: string };

export function articleTables(layout: Layout, tickets: readonly TicketDescription[]): Table[] {
  const placed: Placed[] = tickets
    .flatMap((ticket, index) => (ticket.articles ?? []).map((article) => ({ article, ticketId: String(index + 1), time: ticket.created })))
    .map(({ article, ticketId, time }, index) => ({ ...article, id: String(index + 1), ticketId, time: article.created ?? time ?? "2026-01-10 08:00:00" }));
  const wide = layout === "otrs5";
  return [
    names("article_sender_type", senders),
    ...(wide ? [wideTable(placed), names("article_type", articleTypes)] : [headTable(placed), textTable(placed), names("communication_channel", channels)]),
    attachmentTable(wide ? "article_attachment" : "article_data_mime_attachment", placed),
  ];
}

const text = ({ from = "", subject = "Subject", body = "Body", contentType = "text/plain; charset=utf-8" }: ArticleDescription) => ({
  ...{ a_from: from, a_to: "desk@example.com", a_cc: "", a_subject: subject, a_content_type: contentType },
  ...{ a_message_id: "", a_body: body, incoming_time: "0" },
});
const textColumns = ["a_from", "a_to", "a_cc", "a_subject", "a_content_type", "a_message_id", "a_body", "incoming_time"];
const senderId = ({ sender = "customer" }: ArticleDescription): string => String(senders.indexOf(sender) + 1);

const wideTable = (articles: readonly Placed[]): Table => ({
  name: "article",
  columns: ["id", "ticket_id", "article_type_id", "article_sender_type_id", ...textColumns, "create_time", "create_by"],
  rows: articles.map((article) => ({
    ...{ id: article.id, ticket_id: article.ticketId, article_type_id: String(articleTypes.indexOf(article.type ?? "email-external") + 1) },
    ...{ article_sender_type_id: senderId(article), ...text(article), create_time: article.time, create_by: "1" },
  })),
});

const headTable = (articles: readonly Placed[]): Table => ({
  name: "article",
  columns: ["id", "ticket_id", "article_sender_type_id", "communication_channel_id", "is_visible_for_customer", "create_time", "create_by"],
  rows: articles.map((article) => ({
    ...{ id: article.id, ticket_id: article.ticketId, article_sender_type_id: senderId(article) },
    communication_channel_id: String(channels.indexOf(article.channel ?? "Email") + 1),
    ...{ is_visible_for_customer: article.visible === false ? "0" : "1", create_time: article.time, create_by: "1" },
  })),
});

const textTable = (articles: readonly Placed[]): Table => ({
  name: "article_data_mime",
  columns: ["id", "article_id", ...textColumns],
  rows: articles.map((article) => ({ id: article.id, article_id: article.id, ...text(article) })),
});

function attachmentTable(name: string, articles: readonly Placed[]): Table {
  const attachments = articles.flatMap((article) => (article.attachments ?? []).map((attachment) => ({ ...attachment, articleId: article.id })));
  return {
    name,
    columns: ["id", "article_id", "filename", "content_size", "content_type", "content_id", "disposition", "content"],
    rows: attachments.map(({ articleId, content, raw, ...attachment }, index) => ({
      ...{ id: String(index + 1), article_id: articleId, filename: attachment.name, content_size: String(content.length) },
      ...{ content_type: attachment.type, content_id: attachment.contentId ?? "", disposition: attachment.disposition ?? "attachment" },
      content: raw ? content.toString("utf8") : content.toString("base64").replace(/(.{76})/g, "$1\n"),
    })),
  };
}
