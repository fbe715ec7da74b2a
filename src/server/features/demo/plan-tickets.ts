/** Which tickets there are: each conversation with a company, people, a time, and how far it has come. */
import type { Conversation, LeftStatus, Part } from "./conversation.ts";
import { day, daysAgo, hour, inWorkingHours, minute } from "./moments.ts";
import { agentForms, assets } from "./tables/details.ts";
import { tried } from "./tables/people.ts";
import { type AgentKey, agentKeys } from "./tables/provider.ts";
import { type Agent, type Company, companiesInOrder, type Person, type World } from "./world.ts";
import { opensGroup } from "./write-rights.ts";

export type Author = { agent: Agent } | { contact: Person } | { sender: string };
export type PlannedArticle = { part: Part; at: Date; author: Author; statusAfter: TicketStatus };
export type TicketStatus = "new" | LeftStatus | "removed" | "merged";
export type PlannedTicket = {
  conversation: Conversation;
  /** null: nobody knows who wrote it. */
  company: Company | null;
  contact: Person | null;
  assignee: Agent | null;
  articles: PlannedArticle[];
  /** What ends it after the last article. */
  ending: { at: Date; by: Author; status: "closed" | "removed" | "merged" } | null;
  mergedInto: PlannedTicket | null;
  slots: Record<string, string>;
};

/** Minutes since the last article of the newest tickets: the list that people see first is alive. */
const justNow = [3, 8, 14, 26, 41, 55, 78, 96, 130, 160, 200, 250, 310, 380];
/** Until so many tickets from the newest on, conversations are still going on. */
const ongoing = 96;

export function planTickets(world: World, conversations: readonly Conversation[]): PlannedTicket[] {
  const { random } = world;
  // Everything is told once before anything is told again, so that the first pages repeat nothing.
  const rounds = Math.max(...conversations.map((one) => one.uses));
  const told = Array.from({ length: rounds }, (_, round) => random.shuffled(conversations.filter((one) => one.uses > round))).flat();
  const turns = new Turns(world);
  const planned = told.flatMap((conversation, place) => {
    const lastAt = place < justNow.length ? new Date(world.now.getTime() - (justNow[place] ?? 0) * minute) : pastMoment(world, place, told.length);
    if (conversation.from !== null) return [planUnknown(world, conversation, lastAt)];
    const company = turns.company(conversation, lastAt);
    return company ? [planOne(world, turns, conversation, company, lastAt, place)] : [];
  });
  return [...planned, ...planDuplicates(world, planned)];
}

/** Thinner and thinner towards a year ago. */
function pastMoment(world: World, place: number, all: number): Date {
  const share = (place - justNow.length + 1) / (all - justNow.length);
  const days = 0.3 + 352 * share ** 1.6;
  return place < ongoing
    ? new Date(Math.min(world.now.getTime() - 7 * hour, inWorkingHours(new Date(world.now.getTime() - days * day)).getTime()))
    : daysAgo(world.now, Math.ceil(days), `${String(8 + world.random.below(9)).padStart(2, "0")}:${String(10 + world.random.below(49))}`);
}

function planOne(world: World, turns: Turns, conversation: Conversation, company: Company, lastAt: Date, place: number): PlannedTicket {
  const { random } = world;
  const parts = place < ongoing ? cut(conversation, random.below(4)) : conversation.parts;
  const contact = turns.contact(conversation, company, lastAt, place < ongoing);
  const colleagues = world.people.filter(
    (one) => one.company === company.key && one.id !== contact.id && one.may && one.until === undefined && one.since < lastAt,
  );
  const [colleague, colleague2] = random.shuffled(colleagues.length > 1 ? colleagues : world.people.filter((one) => one.may && one.company === company.key));
  const able = agentsFor(world, conversation, lastAt);
  const agent = random.pick(able);
  const agent2 = random.pick(able.filter((one) => one.id !== agent.id).length > 0 ? able.filter((one) => one.id !== agent.id) : able);
  const times = timesOf(world, parts, lastAt, place < ongoing);
  let status: TicketStatus = "new";
  const articles = parts.map((part, at): PlannedArticle => {
    const asAgent = part.voice === "agent" || part.voice === "note";
    status = part.status ?? (part.voice === "note" ? status : asAgent ? "open" : status === "new" ? "new" : "open");
    const author = asAgent
      ? { agent: part.agent ? world.agents[part.agent] : agent }
      : { contact: part.voice === "colleague" ? (colleague ?? contact) : contact };
    return { part, at: times[at] ?? lastAt, author, statusAfter: status };
  });
  const touched = articles.some((article) => "agent" in article.author);
  const slots = {
    place: random.pick(company.places),
    company: company.name,
    device: random.pick(assets(conversation.queue)),
    number: String(120 + random.below(780)),
    few: String(6 + random.below(18)),
    colleague: (colleague ?? contact).name,
    colleague2: (colleague2 ?? colleague ?? contact).name,
    agent2: agent2.name,
  };
  const assignee = touched || place % 3 === 0 ? agent : null;
  return { conversation, company, contact, assignee, articles, ending: closing(world, articles, place, agent, contact), mergedInto: null, slots };
}

/** Mail of strangers: an agent reads it, and throws it away where it is nothing. */
function planUnknown(world: World, conversation: Conversation, lastAt: Date): PlannedTicket {
  const agent = world.agents.lukas;
  const times = timesOf(world, conversation.parts, lastAt, true);
  const articles = conversation.parts.map((part, at): PlannedArticle => {
    const author: Author = part.voice === "sender" ? { sender: conversation.from ?? "" } : { agent };
    return { part, at: times[at] ?? lastAt, author, statusAfter: "new" };
  });
  const ending = conversation.removed
    ? { at: new Date(Math.min(lastAt.getTime() + 40 * minute, world.now.getTime())), by: { agent }, status: "removed" as const }
    : null;
  return { conversation, company: null, contact: null, assignee: null, articles, ending, mergedInto: null, slots: {} };
}

const sameHere = {
  de: "Hallo,\n\nbei uns in {place} ist es genauso. Bitte auch hier nachsehen.\n\n{me}",
  en: "Hello,\n\nIt is the same for us in {place}. Please have a look here as well.\n\n{me}",
} as const;

/** Colleagues report the same once more; an agent puts both together. */
function planDuplicates(world: World, planned: readonly PlannedTicket[]): PlannedTicket[] {
  const urgent = planned.filter(
    (ticket) => ticket.assignee && ticket.articles.length > 1 && ticket.conversation.priority === "high" && !ticket.conversation.confidential,
  );
  return urgent.slice(0, 4).flatMap((target) => {
    const { company, contact, assignee, conversation } = target;
    const colleague = world.people.find((one) => one.may && one.company === company?.key && one.id !== contact?.id && one.role === "basic");
    const [first, second] = target.articles;
    if (!company || !colleague || !assignee || !first || !second) return [];
    const at = new Date((first.at.getTime() + second.at.getTime()) / 2);
    const part: Part = { ...first.part, voice: "contact", text: sameHere[conversation.language], files: [] };
    const ending = { at: second.at, by: { agent: assignee }, status: "merged" as const };
    const articles = [{ part, at, author: { contact: colleague }, statusAfter: "new" as const }];
    return [{ ...target, company, contact: colleague, articles, ending, mergedInto: target }];
  });
}

/** Old ones end; of the newest some have just begun, some wait, some are answered. */
function cut(conversation: Conversation, how: number): Part[] {
  const { parts } = conversation;
  const [waiting, done] = [parts.findIndex((part) => part.status === "pending"), parts.findLastIndex((part) => part.status === "done")];
  if (how === 0) return parts.slice(0, 1);
  if (waiting > 0 && how !== 1) return parts.slice(0, waiting + 1);
  if (how === 1 && done > 0) return parts.slice(0, done + 1);
  return how === 3 && done > 1 ? parts.slice(0, done) : parts.slice(0, Math.min(parts.length, 2));
}

/** Going on: counted back from the last article. Over: from then on, in working hours. */
function timesOf(world: World, parts: readonly Part[], lastAt: Date, goesOn: boolean): Date[] {
  const gaps = parts.map((part, at) => (at === 0 ? 0 : (part.after ?? usualGap(world, part)) * world.random.between(0.8, 1.25)));
  if (goesOn) {
    let time = lastAt.getTime();
    const backwards = gaps.map((_, at) => {
      const next = gaps[gaps.length - at] ?? 0;
      time -= next;
      return time;
    });
    return backwards.reverse().map((value, at) => (at === parts.length - 1 ? lastAt : new Date(value)));
  }
  let time = lastAt;
  return gaps.map((gap) => {
    time = gap === 0 ? time : inWorkingHours(new Date(time.getTime() + gap));
    return time;
  });
}

const usualGap = (world: World, part: Part): number =>
  part.voice === "contact" || part.voice === "colleague" ? world.random.between(30 * minute, 6 * hour) : world.random.between(12 * minute, 3 * hour);

function closing(world: World, articles: readonly PlannedArticle[], place: number, agent: Agent, contact: Person): PlannedTicket["ending"] {
  const last = articles.at(-1);
  if (place < ongoing || !last || last.statusAfter === "closed") return null;
  const at = new Date(Math.min(inWorkingHours(new Date(last.at.getTime() + world.random.between(hour, 6 * day))).getTime(), world.now.getTime() - 9 * hour));
  if (at <= last.at) return null;
  return { at, by: place % 3 === 0 ? { agent } : { contact }, status: "closed" };
}

/** Who may work on it and was there then. */
function agentsFor(world: World, { queue, language }: Conversation, at: Date): Agent[] {
  const { group } = world.queues[queue];
  const able = agentKeys
    .map((key: AgentKey) => world.agents[key])
    .filter((agent) => agent.edits?.some((one) => one === group) && agent.at < at && (agent.leftAt === null || agent.leftAt > at));
  const speaking = able.filter((agent) => (language === "en") === (agent.language === "en") || agent.language === null);
  return speaking.length > 0 ? speaking : [world.agents.sabine];
}

/** How letters address a contact. */
export const letterName = ({ language }: Conversation, person: Person): string =>
  language === "en" ? person.first : `${person.form === "f" ? "Frau" : "Herr"} ${person.title ? `${person.title} ` : ""}${person.last}`;

export const letterNameOfAgent = ({ language }: Conversation, agent: Agent): string =>
  language === "en" ? agent.first : `${agentForms[agent.key] === "f" ? "Frau" : "Herr"} ${agent.last}`;

/** Who is named at the start has something to look at. */
const isTried = (person: Person): boolean => Object.values(tried).some((pair) => pair.manager === person.name || pair.contact === person.name);

/** Companies by their weight, people who write often more often than others. */
class Turns {
  readonly #world: World;
  readonly #written = new Map<string, number>();
  readonly #used = new Map<Conversation, Set<string>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** null: nobody could have written it then. */
  company(conversation: Conversation, at: Date): Company | null {
    const world = this.#world;
    const used = this.#used.get(conversation) ?? new Set();
    const { group } = world.queues[conversation.queue];
    const fitting = companiesInOrder(world).filter(
      (company) =>
        company.language === conversation.language &&
        company.at.getTime() < at.getTime() - 12 * day &&
        (conversation.companies?.includes(company.key) ?? true) &&
        (group === "maintenance" || opensGroup(world, company.rights, group, at) || conversation.parts[0]?.voice === "agent") &&
        (company.state === undefined || at.getTime() < world.now.getTime() - 60 * day) &&
        this.#writers(conversation, company, at).length > 0,
    );
    const fresh = fitting.filter((company) => !used.has(company.id));
    const among = fresh.length > 0 ? fresh : fitting;
    // The one that has written least for its size.
    const share = (company: Company): number => ((this.#written.get(company.id) ?? 0) + world.random.between(0, 1.6)) / company.weight;
    const chosen = among.map((company) => ({ company, share: share(company) })).sort((a, b) => a.share - b.share)[0]?.company;
    if (!chosen) return null;
    this.#count(chosen.id);
    this.#used.set(conversation, used.add(chosen.id));
    return chosen;
  }

  /** What still goes on is counted by itself, so that everybody has some of it. */
  contact(conversation: Conversation, company: Company, at: Date, goesOn: boolean): Person {
    const writers = this.#writers(conversation, company, at);
    const people = writers.length > 0 ? writers : this.#world.people.filter((person) => person.company === company.key);
    const keyOf = (person: Person): string => `${goesOn} ${person.id}`;
    const share = (person: Person): number =>
      ((this.#written.get(keyOf(person)) ?? 0) + this.#world.random.between(0, 1)) / (isTried(person) ? (goesOn ? 9 : 6) : person.often ? 3 : 1);
    const chosen = people.map((person) => ({ person, share: share(person) })).sort((a, b) => a.share - b.share)[0]?.person as Person;
    this.#count(keyOf(chosen));
    return chosen;
  }

  #writers(conversation: Conversation, company: Company, at: Date): Person[] {
    return this.#world.people.filter(
      (person) =>
        person.company === company.key &&
        person.role !== "observer" &&
        person.signIn !== "invited" &&
        person.until === undefined &&
        person.since < at &&
        (person.state === undefined || at.getTime() < this.#world.now.getTime() - 60 * day) &&
        (conversation.queue === "joiners") === (person.role === "personnel"),
    );
  }

  #count(id: string): void {
    this.#written.set(id, (this.#written.get(id) ?? 0) + 1);
  }
}
