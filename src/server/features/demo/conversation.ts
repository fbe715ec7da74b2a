/**
 * Reads conversations/*.txt: `# subject`, a line of facts, then the articles.
 * `> agent 25m done` begins one: by whom, how long after the last, which status it leaves; `+ picture name.png` is an attachment.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Language } from "#server/platform/i18n/translate.ts";
import { type FileKind, isFileKind } from "./files.ts";
import { day, hour, minute } from "./moments.ts";
import { type CompanyKey, companies } from "./tables/companies.ts";
import { type QueueKey, queues, type ServiceKey, services } from "./tables/groups.ts";
import { type AgentKey, agents } from "./tables/provider.ts";

export const priorityRanks = { "very low": 1, low: 2, normal: 3, high: 4, "very high": 5 } as const;
export type Priority = keyof typeof priorityRanks;
export type LeftStatus = "open" | "pending" | "done" | "closed";
const voices = ["contact", "colleague", "agent", "note", "sender"] as const;

export type Part = {
  voice: (typeof voices)[number];
  /** A certain agent; null: who has the ticket. */
  agent: AgentKey | null;
  /** Milliseconds after the part before; null: by chance. */
  after: number | null;
  status: LeftStatus | null;
  text: string;
  files: { kind: FileKind; name: string }[];
};

export type Conversation = {
  language: Language;
  subject: string;
  queue: QueueKey;
  service: ServiceKey | null;
  priority: Priority;
  /** How many tickets are made of it, each with another company, place, device. */
  uses: number;
  /** null: any company that may. */
  companies: CompanyKey[] | null;
  confidential: boolean;
  /** Another company that joins in with the first answer that leaves it waiting. */
  joins: CompanyKey | null;
  /** A mail of somebody whom nobody knows. */
  from: string | null;
  /** Thrown away unread. */
  removed: boolean;
  parts: Part[];
};

const folder = join(import.meta.dirname, "conversations");

/** All of them, in the order of file names and of the files. */
export async function readConversations(): Promise<Conversation[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return texts.flatMap((text, at) => parseConversations(text, names[at]?.endsWith(".de.txt") ? "de" : "en"));
}

export function parseConversations(text: string, language: Language): Conversation[] {
  return text
    .split(/^# /m)
    .slice(1)
    .map((block) => parseOne(block, language));
}

function parseOne(block: string, language: Language): Conversation {
  const [subject = "", facts = "", ...rest] = block.split("\n");
  const [, ...articles] = `\n${rest.join("\n")}`.split(/^> /m);
  return { language, subject: subject.trim(), ...parseFacts(facts, subject), parts: articles.map((article) => parsePart(article, subject)) };
}

const known = <Key extends string>(table: Readonly<Record<Key, unknown>>, key: string, subject: string): Key => {
  if (!Object.hasOwn(table, key)) throw new Error(`conversation "${subject}": there is no ${key}`);
  return key as Key;
};

function parseFacts(line: string, subject: string): Omit<Conversation, "language" | "subject" | "parts"> {
  const facts = new Map(
    line.split(",").map((fact) => {
      const [, name = "", value = ""] = /^\s*(\S+)\s*(.*?)\s*$/.exec(fact) ?? [];
      return [name, value] as const;
    }),
  );
  const service = facts.get("service");
  return {
    queue: known(queues, facts.get("queue") ?? "", subject),
    service: service === undefined ? null : known(services, service, subject),
    priority: known(priorityRanks, facts.get("priority") ?? "normal", subject),
    uses: Number(facts.get("uses") ?? 1),
    companies:
      facts
        .get("for")
        ?.split(" ")
        .map((key) => known(companies, key, subject)) ?? null,
    confidential: facts.has("confidential"),
    joins: facts.has("with") ? known(companies, facts.get("with") ?? "", subject) : null,
    from: facts.get("from") ?? null,
    removed: facts.has("removed"),
  };
}

const units: Readonly<Record<string, number>> = { m: minute, h: hour, d: day };

function parsePart(article: string, subject: string): Part {
  const [head = "", ...lines] = article.split("\n");
  const [first = "", ...words] = head.trim().split(/\s+/);
  const voice = voices.find((one) => one === first);
  if (!voice) throw new Error(`conversation "${subject}": nobody is called ${first}`);
  const part: Part = { voice, agent: null, after: null, status: null, text: "", files: [] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const [, amount, unit = ""] = /^(\d+)([mhd])$/.exec(word) ?? [];
    if (amount !== undefined) part.after = Number(amount) * (units[unit] ?? 0);
    else if (word === "by") part.agent = known(agents, words[++at] ?? "", subject);
    else part.status = known({ open: 0, pending: 0, done: 0, closed: 0 }, word, subject);
  }
  for (const line of lines) {
    const [, kind = "", name = ""] = /^\+ (\S+) (.+)$/.exec(line) ?? [];
    if (name === "") part.text += `${line}\n`;
    else if (isFileKind(kind)) part.files.push({ kind, name });
    else throw new Error(`conversation "${subject}": there is no file of kind ${kind}`);
  }
  part.text = part.text.trim();
  return part;
}

/** What stands for `{name}` in a text; a name that nobody knows is a mistake of the text. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing is known as ${slot} in "${text.slice(0, 60)}"`);
    return value;
  });
}
