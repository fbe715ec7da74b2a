/** What is measured: requests as the screens send them. */
import { sql } from "kysely";
import type { ListOf } from "#contract/fields.ts";
import { insertSession } from "#server/features/sign-in/queries.ts";
import type { Db } from "#server/platform/db/connect.ts";
import { filterCases } from "./filter-cases.ts";
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

/** Whoever is billed has a view of its own. */
const listOf = (person: Person, query: Record<string, string | number> = {}): string => {
  const search = new URLSearchParams({ ...(person.key === "billing" ? { view: "billed" } : {}), ...query } as Record<string, string>);
  return search.size === 0 ? listPath(person) : `${listPath(person)}?${search}`;
};

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
  const everybody = (name: string, query: Record<string, string | number>): Case[] =>
    persons.map((one) => ({ name: `${name}: ${PEOPLE[one.key]}`, prepare: () => fetching(listOf(one, query), one.cookie) }));
  const secondPages = persons.map(
    (one): Case => ({
      name: `second page: ${PEOPLE[one.key]}`,
      async prepare(connection) {
        const { next } = await json<Listed>(connection, listOf(one), one.cookie);
        return next === null ? undefined : fetching(listOf(one, { cursor: next }), one.cookie);
      },
    }),
  );
  const searches = (
    ["typical", "heavy", "many", "giant", "partner", "manager", "project", "sister", "billing", "agentFive", "agentAll", "administrator"] as const
  ).flatMap((key) =>
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
        prepare: () => fetching(listOf(person(key), { q: word }), person(key).cookie),
      }),
    ),
  );
  return [
    ...everybody("list", {}),
    ...everybody("open only", { state: "open" }),
    ...secondPages,
    ...everybody("by creation", { sort: "-created" }),
    ...everybody("exact count", { count: "exact", limit: 1 }),
    ...searches,
    ...(await filterCases(db, [person("administrator"), person("agentFive")])),
    ...(["giant", "project", "administrator"] as const).map((key) => thousandthPage(person(key))),
    ...(["typical", "giant", "many", "project"] as const).flatMap((key) => openCases(person(key))),
    ...(await accessCases(db, person)),
    ...(await matrixCases(db, person("administrator"))),
    ...(await whatIfCases(db, person("administrator"))),
    ...(await peopleCases(db, person("administrator"))),
    ...signInCases(db, person("typical")),
  ];
}

function openCases(one: Person): Case[] {
  const ids = async (connection: HttpConnection) => (await json<Listed>(connection, listOf(one, { limit: 500 }), one.cookie)).items.map((ticket) => ticket.id);
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

/** Reached by its cursors, as somebody would who never stops scrolling. */
const thousandthPage = (one: Person): Case => ({
  name: `page 1,000: ${PEOPLE[one.key]}`,
  async prepare(connection) {
    let path = listOf(one, { limit: 50 });
    for (let page = 1; page < 1000; page++) {
      const { next } = await json<Listed>(connection, path, one.cookie);
      if (next === null) return undefined;
      path = listOf(one, { limit: 50, cursor: next });
    }
    return fetching(path, one.cookie);
  },
});

async function matrixCases(db: Db, { cookie }: Person): Promise<Case[]> {
  const [group, company] = await Promise.all([
    db.selectFrom("access_group").select("group_id as id").orderBy("name").limit(1).executeTakeFirstOrThrow(),
    db.selectFrom("company").select("company_id as id").where("number", "=", "crowd").executeTakeFirstOrThrow(),
  ]);
  const matrix = (name: string, path: string): Case => ({ name: `matrix: ${name}`, prepare: () => fetching(path, cookie) });
  return [
    matrix("rights of companies on a group", `/api/v1/groups/${group.id}/rights-matrix/companies`),
    matrix("rights of contacts on a group", `/api/v1/groups/${group.id}/rights-matrix/contacts`),
    matrix("rights of a company on groups", `/api/v1/companies/${company.id}/rights-matrix`),
    matrix("contacts of a company of 50,000", `/api/v1/companies/${company.id}/membership-matrix`),
  ];
}

/** Each is carried out and rolled back; told for the first thousand people that it may concern. */
async function whatIfCases(db: Db, { cookie }: Person): Promise<Case[]> {
  const asking =
    (change: { method: string; path: string; body: unknown }): Round =>
    async (connection) => {
      const { status, body } = await connection.post("/api/v1/access/what-if", JSON.stringify({ change }), { cookie, origin: connection.origin });
      if (status !== 200) throw new Error(`what-if gave ${status}: ${body}`);
    };
  const companyOf = (number: string) => db.selectFrom("company").select(["company_id as id", "version"]).where("number", "=", number).executeTakeFirstOrThrow();
  const closing = async (name: string, number: string): Promise<Case> => {
    const { id, version } = await companyOf(number);
    const change = { method: "PATCH", path: `/api/v1/companies/${id}`, body: { version, state: "suspended" } };
    return { name: `what-if: ${name} suspended`, prepare: () => asking(change), onlyOneClient: true };
  };
  return [
    await closing("company of 10 contacts", "C00700"),
    await closing("company of 200 contacts and half of the tickets", "giant"),
    await closing("company of 50,000 contacts, first thousand", "crowd"),
    {
      name: "what-if: switch company tickets, first thousand of all",
      prepare: () => asking({ method: "PATCH", path: "/api/v1/settings", body: { values: { "access.companyTickets": false } } }),
      onlyOneClient: true,
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
  const explain = async (key: PersonKey, name: string): Promise<Case> => {
    const path = `/api/v1/access/explain?contact=${person(key).id}&ticket=${await ticketOf(key)}`;
    return { name: `explain: ${name}`, prepare: () => fetching(path, cookie) };
  };
  return [
    await explain("typical", "typical contact and ticket"),
    await explain("many", "contact in 300 companies"),
    await who("typical", "typical ticket"),
    await who("crowd", "ticket of the 50,000-contact company"),
    await who("giant", "ticket of the 500,000-ticket company"),
    await who("sister", "ticket of a company with 49 sisters"),
    { name: "effective access: typical contact", prepare: () => fetching(`/api/v1/access/effective?contact=${person("typical").id}`, cookie) },
    { name: "effective access: contact in 300 companies", prepare: () => fetching(`/api/v1/access/effective?contact=${person("many").id}`, cookie) },
  ];
}

/** Fragments that few people have and such that everybody has: one to three letters, the domain of all addresses. */
async function peopleCases(db: Db, { cookie }: Person): Promise<Case[]> {
  const contacts = ["sandst", "eichler 0499", "a", "an", "ann", "mar", "sch", "example", "049991", "nobodyhasthis"];
  const crowd = await db.selectFrom("company").select("company_id as id").where("number", "=", "crowd").executeTakeFirstOrThrow();
  const narrowed = [
    ["inside the company of 50,000: a", `companyId=${crowd.id}&q=a`],
    ["inside the company of 50,000: ann", `companyId=${crowd.id}&q=ann`],
    ["inside the company of 50,000: example", `companyId=${crowd.id}&q=example`],
    ["of one state: an", "state=active&q=an"],
    ["of one state: example", "state=closed&q=example"],
    ["by change: example", "sort=-changed&q=example"],
  ] as const;
  const companies = ["sandstein", "GmbH", "C04", "0499"];
  return [
    ...contacts.map((q): Case => ({ name: `contact search: ${q}`, prepare: () => fetching(`/api/v1/contacts?q=${encodeURIComponent(q)}`, cookie) })),
    ...narrowed.map(([name, query]): Case => ({ name: `contact search ${name}`, prepare: () => fetching(`/api/v1/contacts?${query}`, cookie) })),
    { name: "contact list", prepare: () => fetching("/api/v1/contacts", cookie) },
    { name: "contact list of the company of 50,000", prepare: () => fetching(`/api/v1/contacts?companyId=${crowd.id}`, cookie) },
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
