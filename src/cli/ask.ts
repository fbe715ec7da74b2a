/** The three questions about access, asked by the system in one state of the database; people type logins and numbers. */
import type { Question } from "#server/features/access/answer-questions.ts";
import { findContactIdByName, findTicketIdByName } from "#server/features/access/who-queries.ts";
import { readConsistently } from "#server/platform/db/connect.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import type { CommandLine } from "./command-line.ts";
import { Failure } from "./fault-line.ts";
import { withDatabase } from "./open-database.ts";

export const ask = <T>({ config, out }: CommandLine, work: (question: Question) => Promise<T>): Promise<T> =>
  withDatabase(config, { say: out.say, existing: true }, ({ main }) =>
    readConsistently(main, (db) => work({ db, asking: { kind: "system" }, now: new Date(), language: "en", translate: translateTo("en") })),
  );

export async function contactNamed({ db }: Question, loginOrId: string): Promise<string> {
  const id = await findContactIdByName(db, loginOrId);
  if (id === undefined) throw new Failure(`There is no contact with the login or id ${loginOrId}.`);
  return id;
}

export async function ticketNamed({ db }: Question, numberOrId: string): Promise<string> {
  const id = await findTicketIdByName(db, numberOrId);
  if (id === undefined) throw new Failure(`There is no ticket with the number or id ${numberOrId}.`);
  return id;
}
