/** A contract endpoint with the code that answers it. */
import type { BodyOf, Endpoint, Method, ParamsOf, QueryOf, ResponseOf } from "#contract/endpoint.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import { readConsistently } from "#server/platform/db/connect.ts";
import { getMoment } from "#server/platform/db/recent-changes.ts";
import type { AgentPrincipal, Asking, AuditEvent, Caller, ContactPrincipal, Principal } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type Command, runCommand } from "#server/platform/run-command.ts";
import { type Grounds, stillHolds, Told } from "./told-answers.ts";

/** A file as an answer: always with its own name and type, never shown inline by the browser unless it is a harmless picture. */
export type FileAnswer = { stream: ReadableStream<Uint8Array>; name: string; contentType: string; sizeBytes: number };

/** Server-sent events as an answer, already written as such; it ends when the stream does. */
export type EventsAnswer = { events: ReadableStream<Uint8Array> };

/** What an answer does beside its body. */
export type AnswerHeaders = { set: (name: string, value: string) => void; append: (name: string, value: string) => void };

export type Ask = Caller & {
  headers: { get: (name: string) => string | null };
  cookies: { get: (name: string) => string | undefined };
  answer: AnswerHeaders;
  /** The request came over TLS, as far as a trusted proxy says. */
  secure: boolean;
  /** The request's body, for endpoints that take bytes. */
  bytes: () => ReadableStream<Uint8Array>;
  /** Writes through a command; `present` sees the state inside its transaction. */
  run: <Input, Output, View>(definition: Command<Input, Output>, input: Input, present: (db: Tx, output: Output) => Promise<View> | View) => Promise<View>;
  /** Reads of one state of the database, with the asking person's facts of the same state. The work may be done twice. */
  read: <T>(work: (db: Tx, asking: Asking) => Promise<T>) => Promise<T>;
  /**
   * A read whose answer is told again to the same person's same question while its grounds hold; `question` is JSON that says
   * all that the answer depends on beside the database, the person and the language.
   */
  readAgain: <T>(question: unknown, work: (db: Tx, asking: Asking) => Promise<T>, grounds: (db: Tx, asking: Asking) => Promise<Grounds>) => Promise<Told<T>>;
  /** Carries out another call of the API and rolls it back; `work` sees the states before and after it. */
  rehearse: <T>(call: RehearsedCall, work: (rehearsed: Rehearsed) => Promise<T>) => Promise<T>;
};

/** A call of the API as data. */
export type RehearsedCall = { method: Method; path: string; body?: unknown };

/** Two states of the database that differ in what the call did, and what it said of it. */
export type Rehearsed = { before: Tx; after: Tx; events: readonly AuditEvent[]; asking: Asking };

type Input<E extends Endpoint> = { params: ParamsOf<E>; query: QueryOf<E>; body: BodyOf<E> };
type Answer<E extends Endpoint> = E["gives"] extends "file" ? FileAnswer : E["gives"] extends "events" ? EventsAnswer : ResponseOf<E>;

export type Route = { endpoint: Endpoint; handle: (ask: Ask, input: { params: unknown; query: unknown; body: unknown }) => Promise<unknown> };

export const route = <E extends Endpoint>(
  endpoint: E,
  handle: (ask: Ask, input: Input<E>) => Promise<Answer<E> | Told<Answer<E>> | FileAnswer | EventsAnswer>,
): Route => ({
  endpoint,
  handle: handle as Route["handle"],
});

/** The functions of an Ask that need its data. */
export function asking(caller: Caller): Pick<Ask, "run" | "read" | "readAgain"> {
  const { kernel } = caller;
  const databases = caller.principal.kind === "contact" ? kernel.databases.portal : kernel.databases.main;
  const read: Ask["read"] = async (work) => {
    const recalled = await readConsistently(databases, (db) => workFromMemory(caller, db, work));
    if (recalled) return recalled.outcome;
    return readConsistently(databases, async (db) => work(db, await kernel.readFacts(db, caller.principal, caller.now)));
  };
  return {
    run: (definition, input, present) => runCommand(caller, definition, input, present),
    read,
    async readAgain<T>(question: unknown, work: (db: Tx, asking: Asking) => Promise<T>, groundsOf: (db: Tx, asking: Asking) => Promise<Grounds>) {
      const given = kernel.givenAnswers.find(caller, question);
      if (given && (await readConsistently(databases, (db) => stillHolds(db, caller, given)))) return given.told as Told<T>;
      const { view, ...made } = await read(async (db, asking) => {
        // Asked for at once; refusals of one come with the others still heard.
        const [view, grounds, moment] = await Promise.all([work(db, asking), Promise.try(groundsOf, db, asking), getMoment(db)]);
        return { view, grounds, moment, asking };
      });
      const told = new Told(view);
      kernel.givenAnswers.keep(caller, question, { told, at: caller.now.getTime(), ...made });
      return told;
    },
  };
}

/**
 * The work with the facts as they were, asked together with whether they still are: one trip to the database for both.
 * Undefined: nothing is remembered, or it does not hold any more; what was worked out is thrown away, refusals included.
 */
async function workFromMemory<T>(
  { kernel, principal, now }: Caller,
  db: Tx,
  work: (db: Tx, asking: Asking) => Promise<T>,
): Promise<{ outcome: T } | undefined> {
  const recalled = kernel.recallFacts(db, principal, now);
  if (!recalled) return undefined;
  const [hold, worked] = await Promise.allSettled([recalled.hold, work(db, recalled.asking)]);
  if (hold.status === "rejected") throw hold.reason;
  if (!hold.value) return undefined;
  if (worked.status === "rejected") throw worked.reason;
  return { outcome: worked.value };
}

export function agentAsking(who: Asking): Extract<Asking, { kind: "agent" }> {
  if (who.kind !== "agent") throw new Refusal("session.required");
  return who;
}

/** A contact whose door is open; a shut one is asked to sign in again. */
export function contactAsking(who: Asking): Extract<Asking, { kind: "contact" }> {
  if (who.kind !== "contact" || !who.access.door.open) throw new Refusal("session.required");
  return who;
}

export function agentPrincipal(principal: Principal): AgentPrincipal {
  if (principal.kind !== "agent") throw new Refusal("session.required");
  return principal;
}

export function contactPrincipal(principal: Principal): ContactPrincipal {
  if (principal.kind !== "contact") throw new Refusal("session.required");
  return principal;
}
