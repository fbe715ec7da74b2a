/** The people of the reference load as whom lists are measured. */
import { agentScopeOf } from "#domain/access/agents.ts";
import type { Scope } from "#domain/access/clause.ts";
import { scopeFor } from "#domain/access/decide.ts";
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { findContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { findAgentFacts } from "#server/features/access/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { namedContacts, planLoad } from "./load-plan.ts";

/** In the order of the report. */
export const PEOPLE = {
  typical: "typical contact",
  heavy: "heavy contact",
  multi: "contact in 4 companies",
  many: "contact in 300 companies",
  crowd: "contact of the 50,000-contact company",
  giant: "contact of the 500,000-ticket company",
  partner: "partner, 3 groups",
  giantPartner: "partner in a group of the 500,000-ticket company",
  manager: "manager, company and 60 below",
  project: "contact with a whole project of 75,000 tickets",
  sister: "contact who sees parent and 49 sisters",
  billing: "contact whose company is billed for 300",
  agentFive: "agent, 5 groups",
  agentAll: "agent, all groups",
  administrator: "administrator",
} as const;
export type PersonKey = keyof typeof PEOPLE;
export type BenchPerson = { key: PersonKey; kind: "contact" | "agent"; id: string; login: string };

/** Finds them in a database that `generateLoad` filled. */
export async function findPeople(db: Queryable): Promise<BenchPerson[]> {
  const ordinary = db
    .selectFrom("contact")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("login", "~", "[.]\\d{6}$")
    .where("login", "!~", "[.](crowd|giant)[.]");
  const [contacts, companies] = await Promise.all([
    ordinary.executeTakeFirstOrThrow(),
    db
      .selectFrom("company")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("number", "like", "C%")
      .executeTakeFirstOrThrow(),
  ]);
  const numbers = namedContacts(planLoad({ companies: companies.count, contacts: contacts.count, tickets: 0, seed: 42 }));
  const contactPatterns: [PersonKey, string][] = [
    ["typical", numberPattern("", numbers.typical)],
    ["heavy", numberPattern("", numbers.heavy)],
    ["multi", numberPattern("", numbers.multi)],
    ["many", "^many[.]companies$"],
    ["crowd", numberPattern("[.]crowd", 1)],
    ["giant", numberPattern("[.]giant", 1)],
    ["partner", "^one[.]partner$"],
    ["giantPartner", "^one[.]giantpartner$"],
    ["manager", "^one[.]manager$"],
    ["project", "^one[.]project$"],
    ["sister", "^one[.]sister$"],
    ["billing", "^one[.]billing$"],
  ];
  const found: BenchPerson[] = [];
  for (const [key, pattern] of contactPatterns) {
    const row = await db.selectFrom("contact").select(["contact_id as id", "login"]).where("login", "~", pattern).executeTakeFirstOrThrow();
    found.push({ key, kind: "contact", id: row.id, login: row.login ?? "" });
  }
  const agents: [PersonKey, string][] = [
    ["agentFive", "agent.five"],
    ["agentAll", "agent.all"],
    ["administrator", "admin"],
  ];
  for (const [key, login] of agents) {
    const row = await db.selectFrom("agent").select("agent_id as id").where("login", "=", login).executeTakeFirstOrThrow();
    found.push({ key, kind: "agent", id: row.id, login });
  }
  return found;
}

const numberPattern = (before: string, number: number): string => `^[a-z]+[.][a-z]+${before}[.]${String(number).padStart(6, "0")}$`;

/** What the person may read, as the product works it out. */
export async function readScope(db: Queryable, person: BenchPerson, now: Date): Promise<Scope> {
  if (person.kind === "agent") {
    const facts = await findAgentFacts(db, person.id);
    if (!facts) throw new Error(`${person.login} is not there`);
    return { ...agentScopeOf(facts, "read"), includesGone: false };
  }
  const facts = await findContactFacts(db, person.id);
  if (!facts) throw new Error(`${person.login} is not there`);
  return scopeFor(effectiveAccess(facts, now.getTime()), "read");
}
