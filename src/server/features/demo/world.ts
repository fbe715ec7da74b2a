/** The records of the tables with their ids and times: what all later steps refer to. */
import type { Language } from "#server/platform/i18n/translate.ts";
import { daysAgo } from "./moments.ts";
import type { Random } from "./random.ts";
import { type CompanyKey, type CompanyRow, companies, companyKeys } from "./tables/companies.ts";
import { type GroupKey, groups, type Named, type QueueKey, type QueueRow, queues, type ServiceKey, type ServiceRow, services } from "./tables/groups.ts";
import { type PersonRow, people } from "./tables/people.ts";
import { type AgentKey, type AgentRow, agents, provider } from "./tables/provider.ts";
import { ownRoles, type RoleKey, systemRoles } from "./tables/roles.ts";

export type Person = PersonRow & { id: string; first: string; last: string; login: string; email: string; since: Date; may: boolean };
export type Agent = AgentRow & { key: AgentKey; id: string; login: string; email: string; name: string; at: Date; leftAt: Date | null };
export type Company = CompanyRow & { key: CompanyKey; id: string; at: Date };

export type World = {
  now: Date;
  language: Language;
  random: Random;
  /** When the installation was set up. */
  begun: Date;
  agents: Readonly<Record<AgentKey, Agent>>;
  groups: Readonly<Record<GroupKey, string>>;
  queues: Readonly<Record<QueueKey, QueueRow & { id: string; at: Date }>>;
  services: Readonly<Record<ServiceKey, ServiceRow & { id: string }>>;
  roles: Readonly<Record<RoleKey, string>>;
  companies: Readonly<Record<CompanyKey, Company>>;
  people: readonly Person[];
  /** In the language of the installation. */
  say: (name: Named) => string;
};

const latin: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", ı: "i" };
/** A name as it stands in addresses: "Böhm" becomes "boehm". */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[äöüßı]/g, (letter) => latin[letter] ?? letter)
    .normalize("NFD")
    .replaceAll(/[^a-z]/g, "");

/** "Anna Berger" signs in as "anna.berger". */
export function loginOf(name: string): string {
  const [first = "", last = ""] = name.split(" ");
  return `${plain(first)}.${plain(last)}`;
}

const mapped = <Key extends string, From, To>(table: Readonly<Record<Key, From>>, make: (row: From, key: Key) => To): Record<Key, To> =>
  Object.fromEntries((Object.keys(table) as Key[]).map((key) => [key, make(table[key], key)])) as Record<Key, To>;

export function buildWorld(now: Date, language: Language, random: Random): World {
  const begun = daysAgo(now, agents.eva.since, "08:40");
  const made = mapped<CompanyKey, CompanyRow, Company>(companies, (row, key) => {
    const at = daysAgo(now, row.since, `09:${10 + random.below(50)}`);
    return { ...row, key, at, id: random.id(at) };
  });
  return {
    now,
    language,
    random,
    begun,
    agents: mapped<AgentKey, AgentRow, Agent>(agents, (row, key) => agentOf(row, key, now, random)),
    groups: mapped(groups, () => random.id(begun)),
    queues: mapped<QueueKey, QueueRow, QueueRow & { id: string; at: Date }>(queues, (row) => ({ ...row, at: begun, id: random.id(begun) })),
    services: mapped<ServiceKey, ServiceRow, ServiceRow & { id: string }>(services, (row) => ({ ...row, id: random.id(begun) })),
    roles: { ...systemRoles, ...mapped(ownRoles, () => random.id(begun)) },
    companies: made,
    people: people.map((row) => personOf(row, made[row.company], now, random)),
    say: (name) => name[language],
  };
}

function agentOf(row: AgentRow, key: AgentKey, now: Date, random: Random): Agent {
  const login = loginOf(`${row.first} ${row.last}`);
  const at = daysAgo(now, row.since, "08:40");
  return {
    ...row,
    key,
    at,
    id: random.id(at),
    login,
    email: `${login}@${provider.domain}`,
    name: `${row.first} ${row.last}`,
    leftAt: row.left === undefined ? null : daysAgo(now, row.left, "16:05"),
  };
}

/** The first people of a company come with it, the others one after another. */
function personOf(row: PersonRow, company: Company, now: Date, random: Random): Person {
  const [first = "", last = ""] = row.name.split(" ");
  const login = loginOf(row.name);
  const most = Math.max(3, company.since - 20);
  const days =
    row.signIn === "invited" ? 1 : row.from !== undefined ? -row.from + 2 : row.often || random.chance(0.5) ? company.since - 1 : most - random.below(most / 2);
  const since = daysAgo(now, Math.min(days, company.since - 1), `10:${10 + random.below(50)}`);
  const may = row.signIn === undefined && row.state === undefined;
  return { ...row, id: random.id(since), first, last, login, email: `${login}@${company.domain}`, since, may };
}

export const companiesInOrder = (world: World): Company[] => companyKeys.map((key) => world.companies[key]);
