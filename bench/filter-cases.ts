/** The agents' list as it is narrowed most, and changes of 10,000 tickets in the steps in which the screen makes them. */
import { sql } from "kysely";
import { MOST_TICKETS_AT_ONCE } from "#contract/ticket.ts";
import type { Db } from "#server/platform/db/connect.ts";
import type { Case } from "./cases.ts";
import type { HttpConnection } from "./http-connection.ts";
import { PEOPLE, type PersonKey } from "./people.ts";

type Agent = { key: PersonKey; cookie: string };
type Named = { frequent: string; rare: string };

const path = "/api/v1/tickets";
const bulkSize = 10_000;

/** Tags on a third and on a thousandth of the tickets, and due dates on a fifth of the open ones; made once for an installation. */
async function tagAndDate(db: Db): Promise<Named> {
  const known = await db.selectFrom("tag").select(["tag_id", "name"]).where("name", "in", ["frequent", "rare"]).execute();
  const idOf = (name: string) => known.find((tag) => tag.name === name)?.tag_id;
  const [frequent = crypto.randomUUID(), rare = crypto.randomUUID()] = [idOf("frequent"), idOf("rare")];
  if (known.length === 2) return { frequent, rare };
  await sql`insert into tag (tag_id, name) values (${frequent}, 'frequent'), (${rare}, 'rare')`.execute(db);
  for (const [tagId, every] of [
    [frequent, 3],
    [rare, 1000],
  ] as const)
    await sql`insert into ticket_tag (ticket_id, tag_id) select ticket_id, ${tagId}::uuid from ticket
      where mod(abs(hashtext(ticket_id::text)::bigint), ${every}) = 1`.execute(db);
  await sql`update ticket set due_at = now() + make_interval(days => mod(abs(hashtext(ticket_id::text)::bigint), 40)::int - 10)
    where state_class = 'open' and mod(abs(hashtext(ticket_id::text)::bigint), 5) = 2`.execute(db);
  await sql`analyze ticket, ticket_tag`.execute(db);
  return { frequent, rare };
}

async function asked(connection: HttpConnection, query: Record<string, string>, cookie: string): Promise<string> {
  const address = `${path}?${new URLSearchParams(query)}`;
  const { status, body } = await connection.get(address, cookie);
  if (status !== 200) throw new Error(`${address} gave ${status}: ${body}`);
  return body.toString();
}

export async function filterCases(db: Db, agents: readonly Agent[]): Promise<Case[]> {
  const { frequent, rare } = await tagAndDate(db);
  const status = await db.selectFrom("ticket_status").select("status_id").where("status_type", "=", "pending").limit(1).executeTakeFirstOrThrow();
  const filters: readonly [string, Record<string, string>][] = [
    ["status", { status: status.status_id }],
    ["tag that a third have", { tag: frequent, state: "open" }],
    ["tag that a thousandth have", { tag: rare }],
    ["overdue", { due: "overdue", state: "open", sort: "due" }],
    ["by due date", { state: "open", sort: "due" }],
  ];
  const lists = filters.flatMap(([name, query]) =>
    agents.map(
      ({ key, cookie }): Case => ({
        name: `agents' list, ${name}: ${PEOPLE[key]}`,
        prepare: () => async (connection) => void (await asked(connection, query, cookie)),
      }),
    ),
  );
  return [...lists, ...agents.slice(0, 1).map(bulkCase(db))];
}

/** There and back again: every round changes each of the tickets. */
const bulkCase =
  (db: Db) =>
  ({ key, cookie }: Agent): Case => ({
    name: `change ${bulkSize.toLocaleString("en")} tickets: ${PEOPLE[key]}`,
    onlyOneClient: true,
    async prepare() {
      const priorities = await db.selectFrom("priority").select("priority_id").where("state", "=", "active").orderBy("rank").limit(2).execute();
      const rows = await db.selectFrom("ticket").select("ticket_id").where("state_class", "=", "open").orderBy("created_at", "desc").limit(bulkSize).execute();
      const steps = Array.from({ length: Math.ceil(rows.length / MOST_TICKETS_AT_ONCE) }, (_, at) =>
        rows.slice(at * MOST_TICKETS_AT_ONCE, (at + 1) * MOST_TICKETS_AT_ONCE).map((row) => row.ticket_id),
      );
      return async (connection, index) => {
        const change = { priorityId: priorities[index % priorities.length]?.priority_id };
        for (const ids of steps) {
          const { status, body } = await connection.post(`${path}/bulk`, JSON.stringify({ ids, change }), { cookie, origin: connection.origin });
          if (status !== 200) throw new Error(`a change of many gave ${status}: ${body}`);
        }
      };
    },
  });
