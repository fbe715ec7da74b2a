/** Tickets that wait until a moment. */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

/** Those whose time has come and nobody was told of, longest due first. */
export async function listDueTickets(db: Queryable, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ ticket_id: string }>`select ticket_id from ticket
    where pending_until is not null and pending_until <= ${now} and status_type = 'pending' and reminded_at is null
    order by pending_until, ticket_id limit ${limit}`.execute(db);
  return rows.map((row) => row.ticket_id);
}

/** Neither its version nor when it was changed: contacts see nothing of it. Open pages of agents look again. */
export const markReminded = (db: Queryable, ticketId: string, now: Date) =>
  db.updateTable("ticket").set({ reminded_at: now }).where("ticket_id", "=", ticketId).execute();

/** Whom a mail about a ticket goes to; undefined: there is no address. */
export async function findAddressee(db: Queryable, contactId: string): Promise<{ email: string; name: string; signsIn: boolean } | undefined> {
  const { rows } = await sql<{ email: string; name: string; signsIn: boolean }>`
    select email, coalesce(nullif(trim(first_name || ' ' || last_name), ''), login, email) as name, login is not null as "signsIn"
    from contact where contact_id = ${contactId}::uuid and email <> ''`.execute(db);
  return rows[0];
}
