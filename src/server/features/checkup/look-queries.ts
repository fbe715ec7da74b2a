/** What all checks are made of: the shape of one, and the conditions of the access model as SQL. */
import { type RawBuilder, sql } from "kysely";
import type { Switches } from "#domain/access/facts.ts";

export type Sql = RawBuilder<unknown>;
export type Look = { at: Date; switches: Switches };

/** One statement that finds all of a kind; it is counted, and read page by page in the order of name and id. */
export type Found = {
  id: Sql;
  /** Folded, as lists are sorted. */
  name: Sql;
  /** Tables and conditions: a row for each finding. */
  from: Sql;
  /** Of FindingRow, all but `id`, `kind` and `keys`. */
  columns: Sql;
  /** Of the record that it is about. */
  kind: Sql;
};

/** Null: as the switches are, there is nothing to look for. */
export type Check = (look: Look) => Found | null;

export type FindingRow = {
  id: string;
  kind: "contact" | "company" | "everybody" | "queue" | "role" | "service";
  recordId: string | null;
  recordName: string;
  reason: string;
  /** The other one in it, a group or company for instance. */
  otherId: string | null;
  otherName: string | null;
  count: number | null;
  day: string | null;
  /** What a call that mends it needs to know. */
  known: unknown;
  keys: string[];
};

export const personName = (contact: string): Sql => {
  const column = (name: string) => sql.ref(`${contact}.${name}`);
  return sql`coalesce(nullif(trim(${column("first_name")} || ' ' || ${column("last_name")}), ''), ${column("login")}, ${column("email")})`;
};

/** Has a way to sign in, or soon will. */
export const signsIn = sql`ct.login is not null and ct.state in ('active', 'invited')`;

/** Within its dates, of an active company that is enabled for the portal; `m` membership, `c` company. */
export const carries = ({ at }: Look): Sql => sql`(m.starts_at is null or m.starts_at <= ${at}) and ${mayCarry({ at })}`;
/** Carries now, or will once it begins. */
export const mayCarry = ({ at }: Pick<Look, "at">): Sql => sql`(m.ends_at is null or m.ends_at > ${at}) and c.state = 'active' and c.portal_enabled`;

export const inForce = ({ at }: Look, row: string): Sql => {
  const [from, until] = [sql.ref(`${row}.starts_at`), sql.ref(`${row}.ends_at`)];
  return sql`(${from} is null or ${from} <= ${at}) and (${until} is null or ${until} > ${at})`;
};
export const hasEnded = ({ at }: Look, row: string): Sql => sql`${sql.ref(`${row}.ends_at`)} <= ${at}`;
export const notEnded = ({ at }: Look, row: string): Sql => sql`(${sql.ref(`${row}.ends_at`)} is null or ${sql.ref(`${row}.ends_at`)} > ${at})`;

/** A right that counts at the gate *queue* or leads to other companies' tickets, as the switches are; `g` right. */
export const usable = ({ switches }: Look): Sql => (switches.otherCompanies && switches.companyTickets ? sql`true` : sql`g.context is distinct from 'others'`);
