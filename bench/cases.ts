/** What is measured: requests as the screens send them. */
import { sql } from "kysely";
import type { ListOf } from "#contract/fields.ts";
import { insertSession } from "#server/features/sign-in/queries.ts";
import type { Db } from "#server/platform/db/connect.ts";
import { loadPassword } from "./generate-load.ts";
import type { HttpConnection } from "./http-connection.ts";
import { commonWord, rareWord } from "./load-words.ts";
import type { Round } from "./measure.ts";
import { type BenchPerson, findPeople, PEOPLE, type PersonKey } from "./people.ts";

export type Case = {
  name: string;
  /** Undefined: the case does not apply to this data (a list without a second page). */
  prepare: (connection: HttpConnection) => Promise<Round | undefined> | Round;
  /** Rounds are slow on purpose: measured by one client, at most this long. */
  onlyOneClient?: true;
};

type Person = BenchPerson & { cookie: string };

/** Signs everybody in by inserting sessions, as a sign-in would. */
async function signedIn(db: Db): Promise<Person[]> {
  const now = new Date();
  const persons = await findPeople(db);
  return Promise.all(
    persons.map(async (person) => {
      const owner = person.kind === "contact" ? { contactId: person.id } : { agentId: person.id };
      const { token } = await insertSession(db, owner, { now, expiresAt: new Date(now.getTime() + 86_400_000), network: "127.0.0.1", client: "bench" });
      return { ...person, cookie: `${person.kind === "contact" ? "pforte_portal" : "pforte_workspace"}=${token}` };
    }),
  );
}

const listPath = (person: Person): string => (person.kind === "contact" ? "/api/v1/portal/tickets" : "/api/v1/tickets");

async function json<Body>(connection: HttpConnection, path: string, cookie: string): Promise<Body> {
  const { status, body } = await connection.get(path, cookie);
  if (status !== 200) throw new Error(`${path} gave ${status}: ${body}`);
  return JSON.parse(body.toString()) as Body;
}

const fetching = (path: string, cookie: string): Round => fetchingSome(() => path, cookie);
const fetchingSome =
  (path: (index: number) => string, cookie: string): Round =>
  async (connection, index) => {
    const { status } = await connection.get(path(index), cookie);
    if (status !== 200) throw new Error(`${path(index)} gave ${status}`);
  };

type Listed = ListOf<{ id: string; companyId: string | null }>;

export async function buildCases(db: Db): Promise<Case[]> {
  const persons = await signedIn(db);
  const person = (key: PersonKey): Person => {
    const found = persons.find((one) => one.key === key);
    if (!found) throw new Error(`${key} is not there`);
    return found;
  };
  const everybody = (name: string, query: string): Case[] =>
    persons.map((one) => ({ name: `${name}: ${PEOPLE[one.key]}`, prepare: () => fetching(`${listPath(one)}${query}`, one.cookie) }));
  const secondPages = persons.map(
    (one): Case => ({
      name: `second page: ${PEOPLE[one.key]}`,
      async prepare(connection) {
        const { next } = await json<Listed>(connection, listPath(one), one.cookie);
        return next === null ? undefined : fetching(`${listPath(one)}?cursor=${next}`, one.cookie);
      },
    }),
  );
  const searches = (["typical", "heavy", "many", "giant", "partner", "manager", "agentFive", "agentAll", "administrator"] as const).flatMap((key) =>
    (
      [
        ["rare word", rareWord],
        ["common word", commonWord],
        ["one letter", "d"],
        ["two common words", `${commonWord} server`],
      ] as const
    ).map(
      ([kind, word]): Case => ({
        name: `search ${kind}: ${PEOPLE[key]}`,
        prepare: () => fetching(`${listPath(person(key))}?q=${encodeURIComponent(word)}`, person(key).cookie),
      }),
    ),
  );
  return [
    ...everybody("list", ""),
    ...everybody("open only", "?state=open"),
    ...secondPages,
    ...everybody("by creation", "?sort=-created"),
    ...everybody("exact count", "?count=exact&limit=1"),
    ...searches,
    ...(["typical", "giant", "many"] as const).flatMap((key) => openCases(person(key))),
    ...(await accessCases(db, person)),
    ...peopleCases(person("administrator")),
    ...signInCases(db, person("typical")),
  ];
}

function openCases(one: Person): Case[] {
  const ids = async (connection: HttpConnection) => (await json<Listed>(connection, `${listPath(one)}?limit=500`, one.cookie)).items.map((ticket) => ticket.id);
  return [
    {
      name: `open a ticket: ${PEOPLE[one.key]}`,
      async prepare(connection) {
        const list = await ids(connection);
        return fetchingSome((index) => `${listPath(one)}/${list[index % list.length]}`, one.cookie);
      },
    },
    {
      name: `open a ticket and its articles: ${PEOPLE[one.key]}`,
      async prepare(connection) {
        const list = await ids(connection);
        const ticket = fetchingSome((index) => `${listPath(one)}/${list[index % list.length]}`, one.cookie);
        const articles = fetchingSome((index) => `${listPath(one)}/${list[index % list.length]}/articles`, one.cookie);
        return async (opened, index) => {
          await ticket(opened, index);
          await articles(opened, index);
        };
      },
    },
  ];
}

async function accessCases(db: Db, person: (key: PersonKey) => Person): Promise<Case[]> {
  const { cookie } = person("administrator");
  const ticketOf = async (key: PersonKey) => {
    const newest = db
      .selectFrom("ticket as t")
      .innerJoin("membership as m", "m.company_id", "t.company_id")
      .select("t.ticket_id")
      .where("m.contact_id", "=", person(key).id)
      .where("m.is_primary", "=", true);
    return (await newest.orderBy("t.ticket_id", "desc").limit(1).executeTakeFirstOrThrow()).ticket_id;
  };
  const who = async (key: PersonKey, name: string): Promise<Case> => {
    const path = `/api/v1/access/who?ticket=${await ticketOf(key)}`;
    return { name: `who: ${name}`, prepare: () => fetching(path, cookie) };
  };
  const explained = `/api/v1/access/explain?contact=${person("typical").id}&ticket=${await ticketOf("typical")}`;
  return [
    { name: "explain: typical contact and ticket", prepare: () => fetching(explained, cookie) },
    await who("typical", "typical ticket"),
    await who("crowd", "ticket of the 50,000-contact company"),
    await who("giant", "ticket of the 500,000-ticket company"),
    { name: "effective access: contact in 300 companies", prepare: () => fetching(`/api/v1/access/effective?contact=${person("many").id}`, cookie) },
  ];
}

function peopleCases({ cookie }: Person): Case[] {
  const contacts = ["sandst", "eichler 0499", "an", "049991", "nobodyhasthis"];
  const companies = ["sandstein", "GmbH", "C04", "0499"];
  return [
    ...contacts.map((q): Case => ({ name: `contact search: ${q}`, prepare: () => fetching(`/api/v1/contacts?q=${encodeURIComponent(q)}`, cookie) })),
    { name: "contact list", prepare: () => fetching("/api/v1/contacts", cookie) },
    ...companies.map((q): Case => ({ name: `company search: ${q}`, prepare: () => fetching(`/api/v1/companies?q=${encodeURIComponent(q)}`, cookie) })),
    { name: "company list", prepare: () => fetching("/api/v1/companies", cookie) },
  ];
}

/** The brake is let go before every round: it would end the measurement after ten failures. */
function signInCases(db: Db, one: Person): Case[] {
  const path = "/api/v1/portal/session";
  const trying =
    (login: (index: number) => string, password: string, wanted: number): Round =>
    async (connection, index) => {
      await sql`delete from sign_in_brake`.execute(db);
      const { status, body } = await connection.post(path, JSON.stringify({ login: login(index), password }));
      if (status !== wanted) throw new Error(`signing in gave ${status}: ${body}`);
    };
  return [
    { name: "sign in: known, right password", prepare: () => trying(() => one.login, loadPassword, 200), onlyOneClient: true },
    { name: "sign in: known, wrong password", prepare: () => trying(() => one.login, "wrong", 401), onlyOneClient: true },
    { name: "sign in: unknown login", prepare: () => trying((index) => `nobody.${index}`, "wrong", 401), onlyOneClient: true },
  ];
}
