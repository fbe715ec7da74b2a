/** Articles of both layouts: one wide table (OTRS up to 5), or heads with their texts beside them (otrs-family.md 25.1). */
import type { Instant } from "#domain/access/facts.ts";
import type { Findings } from "./findings.ts";
import { fold } from "./fold.ts";
import type { OwnFields, OwnFieldValues } from "./own-fields.ts";
import { cell, namesOf, type Raw, type RawTable, type Tables } from "./raw.ts";
import type { SourceClock } from "./source-time.ts";

type ArticleChannel = "portal" | "workspace" | "email" | "phone" | "chat" | "system";

/** What an article is, without its text. */
export type ArticleHead = {
  key: string;
  ticketKey: string;
  authorKind: "contact" | "agent" | "system";
  agentKey: string | null;
  channel: ArticleChannel;
  visible: boolean;
  createdAt: Instant | null;
};

export type ArticleRecord = ArticleHead & {
  contactKey: string | null;
  authorText: string;
  subject: string;
  bodyText: string;
  /** null: none in the article itself; an attached HTML body may follow. */
  bodyHtml: string | null;
  toText: string;
  ccText: string;
  messageId: string | null;
  ownFields: OwnFieldValues;
};

export const isWide = (columns: readonly string[]): boolean => columns.includes("a_body");

const standardTypes = new Map(
  ["email-external", "email-internal", "email-notification-ext", "email-notification-int", "phone", "fax", "sms", "webrequest"]
    .concat(["note-internal", "note-external", "note-report"])
    .map((name, index) => [String(index + 1), name]),
);
const visibleTypes = new Set(["email-external", "email-notification-ext", "phone", "fax", "sms", "webrequest", "note-external"]);
const internalTypes = new Set(["email-internal", "email-notification-int", "note-internal", "note-report", "chat-internal"]);

/** Reader of heads: visibility by the article's own mark, or in the wide layout by the name of its type. */
export function articleHeads(tables: Tables, clock: SourceClock, findings: Findings): (row: Raw) => ArticleHead {
  const senders = names(tables("article_sender_type"), ["agent", "system", "customer"]);
  const channels = names(tables("communication_channel"), ["Email", "Phone", "Internal", "Chat"]);
  const types = tables("article_type").present ? namesOf(tables("article_type")) : standardTypes;
  const agents = new Set(tables("users").rows.map((row) => cell(row, "id")));
  return (row) => {
    const sender = senders.get(cell(row, "article_sender_type_id")) ?? "system";
    const type = row.article_type_id === undefined ? null : (types.get(cell(row, "article_type_id")) ?? "");
    if (type !== null && !visibleTypes.has(type) && !internalTypes.has(type)) findings.add("articleTypeUnknown", "article", cell(row, "id"), type);
    const createdBy = cell(row, "create_by");
    return {
      key: cell(row, "id"),
      ticketKey: cell(row, "ticket_id"),
      authorKind: sender === "customer" ? "contact" : sender === "agent" ? "agent" : "system",
      agentKey: sender === "agent" && createdBy !== "1" && agents.has(createdBy) ? createdBy : null,
      channel: type === null ? channelOf(channels.get(cell(row, "communication_channel_id")) ?? "", sender) : channelOfType(type),
      visible: type === null ? cell(row, "is_visible_for_customer") === "1" : visibleTypes.has(type),
      createdAt: clock(cell(row, "create_time")),
    };
  };
}

const names = (table: RawTable, standard: readonly string[]): Map<string, string> =>
  table.present ? namesOf(table) : new Map(standard.map((name, index) => [String(index + 1), name]));

function channelOf(name: string, sender: string): ArticleChannel {
  if (name === "Email") return "email";
  if (name === "Phone") return "phone";
  if (name === "Chat") return "chat";
  if (sender === "system") return "system";
  return sender === "customer" ? "portal" : "workspace";
}

function channelOfType(type: string): ArticleChannel {
  if (type.startsWith("email")) return "email";
  if (type.startsWith("chat")) return "chat";
  if (type === "webrequest") return "portal";
  return type === "phone" || type === "fax" || type === "sms" ? "phone" : "workspace";
}

/** Who wrote: persons by the address of the sender. */
type AuthorIndex = {
  /** The one contact with this address, or null. */
  byAddress(address: string): string | null;
  addressOf(contactKey: string): string;
};

export function authorIndex(contacts: readonly { key: string; email: string }[]): AuthorIndex {
  const byAddress = Map.groupBy(
    contacts.filter((contact) => contact.email !== ""),
    (contact) => fold(contact.email),
  );
  const addresses = new Map(contacts.map((contact) => [contact.key, fold(contact.email)]));
  return {
    byAddress(address) {
      const found = byAddress.get(fold(address)) ?? [];
      return found.length === 1 ? (found[0]?.key ?? null) : null;
    },
    addressOf: (contactKey) => addresses.get(contactKey) ?? "",
  };
}

/** `text`: the row with subject and body; in the wide layout the same as the head's. */
export function articleRecord(head: ArticleHead, text: Raw, ticketContactKey: string | null, authors: AuthorIndex, fields: OwnFields): ArticleRecord {
  const from = cell(text, "a_from");
  const body = cell(text, "a_body");
  const isHtml = /^\s*text\/html/i.test(cell(text, "a_content_type"));
  const receivedAt = Number(cell(text, "incoming_time"));
  return {
    ...head,
    createdAt: head.createdAt ?? (receivedAt > 0 ? receivedAt * 1000 : null),
    contactKey: head.authorKind === "contact" ? authorOf(from, ticketContactKey, authors) : null,
    authorText: from,
    subject: cell(text, "a_subject"),
    bodyText: isHtml ? plainText(body) : body,
    bodyHtml: isHtml ? body : null,
    toText: cell(text, "a_to"),
    ccText: cell(text, "a_cc"),
    messageId: cell(text, "a_message_id") || null,
    ownFields: { ...fields.dynamic("article", head.key) },
  };
}

/** The ticket's own contact if the address is theirs, else the one contact that has it; nobody where several share it. */
function authorOf(from: string, ticketContactKey: string | null, authors: AuthorIndex): string | null {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
  if (address === "") return null;
  if (ticketContactKey !== null && authors.addressOf(ticketContactKey) === fold(address)) return ticketContactKey;
  return authors.byAddress(address);
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** For search and plain views only: what is shown of HTML is cleaned elsewhere. */
function plainText(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<br\s*\/?>|<\/(p|div|tr|li|h\d)>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => entities[name] ?? "")
    .trim();
}
