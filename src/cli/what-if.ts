/** Who would gain and lose what by a call of the API: the same question that screens ask before they save, to the end. */
import { text } from "node:stream/consumers";
import { rehearsedCall } from "#contract/access.ts";
import { instant } from "#contract/fields.ts";
import { addAnswers, changesNothing, type PeopleAndTickets, type WhatIfAnswer } from "#domain/access/what-if-answer.ts";
import { whatIfFor } from "#server/features/access/answer-what-if.ts";
import { findAgentForSignIn, findAgentPrincipal } from "#server/features/sign-in/people-queries.ts";
import { createRehearsals } from "#server/platform/http/rehearse.ts";
import type { RehearsedCall } from "#server/platform/http/route.ts";
import { type CommandLine, systemCaller } from "./command-line.ts";
import { Failure, WrongUsage } from "./fault-line.ts";
import { withDatabase } from "./open-database.ts";
import { count } from "./output.ts";

/** So many instants are looked at before it is said that nobody gains or loses anything. */
const mostInstants = 6;

type Options = { login: string; method: string; path: string; body?: string; at?: string };

export async function whatIf({ config, out, signal }: CommandLine, options: Options): Promise<void> {
  const call = await callOf(options);
  const wanted = options.at === undefined ? undefined : instantOf(options.at);
  await withDatabase(config, { say: out.say, existing: true }, async (databases) => {
    const agent = await findAgentForSignIn(databases.main, options.login);
    const principal = agent && (await findAgentPrincipal(databases.main, agent.id));
    if (!principal) throw new Failure(`There is no agent with the login ${options.login}.`);
    const { ROUTES } = await import("#server/main.ts");
    const rehearse = createRehearsals(ROUTES);
    const caller = { ...(await systemCaller(config, databases)), principal: { kind: "agent" as const, ...principal, sessionId: null } };
    const ask = (at: string | undefined, cursor?: string) =>
      rehearse<WhatIfAnswer>(caller, call, (rehearsed) => whatIfFor(rehearsed, { ...(at && { at }), cursor }, caller.now));
    const askAll = async (at: string | undefined) => {
      let answer = await ask(at);
      while (answer.next !== null && !signal.aborted) {
        out.say(`${count(answer.looked)} of ${count(answer.concerned ?? 0)} people`);
        answer = addAnswers(answer, await ask(at, answer.next));
      }
      return answer;
    };
    let answer = await askAll(wanted);
    // Without --at: a change that makes no difference now is asked about when it first does.
    for (let tries = 1; tries < mostInstants && wanted === undefined && answer.later !== null && changesNothing(answer) && !signal.aborted; tries++)
      answer = await askAll(answer.later);
    out.result(answerText(answer), answer);
  });
}

async function callOf({ method, path, body }: Options): Promise<RehearsedCall> {
  const given = body === "-" ? await text(process.stdin) : body;
  const call = rehearsedCall.safeParse({ method: method.toUpperCase(), path, ...(given === undefined ? {} : { body: jsonOf(given) }) });
  if (!call.success) throw new WrongUsage("--method is POST, PUT, PATCH or DELETE, --path begins with /api/v1/.");
  return call.data;
}

function instantOf(given: string): string {
  const at = instant.safeParse(given);
  if (!at.success || Date.parse(at.data) < Date.now()) throw new WrongUsage("--at is an instant still to come, for example 2030-12-20T00:00:00+01:00.");
  return at.data;
}

function jsonOf(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    throw new WrongUsage("--body is not JSON.");
  }
}

const plural = (number: number, one: string): string => `${count(number)} ${one}${number === 1 ? "" : "s"}`;

function answerText(answer: WhatIfAnswer): string {
  const { at, later, gain, lose, verbs, create, people } = answer;
  const part = (word: string, { people: contacts, tickets, most }: PeopleAndTickets) =>
    contacts === 0 ? [] : [`${plural(contacts, "contact")} ${word} ${plural(tickets, "ticket")}${contacts > 1 ? ` (at most ${count(most)} each)` : ""}`];
  return [
    ...(at === null ? [] : [`From ${at}:`]),
    ...(changesNothing(answer) ? ["Nobody gains or loses anything."] : []),
    ...part(lose.people === 1 ? "loses" : "lose", lose),
    ...part(gain.people === 1 ? "gains" : "gain", gain),
    ...verbs.flatMap((verb) => [...part(`may no longer ${verb}:`, verb.lose), ...part(`may now ${verb}:`, verb.gain)]),
    ...(create.lose > 0 ? [`${plural(create.lose, "contact")} can write requests in fewer places`] : []),
    ...(create.gain > 0 ? [`${plural(create.gain, "contact")} can write requests in more places`] : []),
    ...(later === null ? [] : [`From ${later} on it makes another difference: ask with --at.`]),
    ...(people.length > 0 ? ["", "Most of all"] : []),
    ...people.map(({ contact, gained, lost, tickets }) => {
      const numbers = [...tickets.lost.map((ticket) => `-${ticket.number}`), ...tickets.gained.map((ticket) => `+${ticket.number}`)];
      return `  ${contact.name}${contact.companyName === null ? "" : `, ${contact.companyName}`}: +${count(gained)} -${count(lost)} (${numbers.join(" ")})`;
    }),
    ...(answer.next === null ? [] : ["", `Stopped after ${count(answer.looked)} of ${count(answer.concerned ?? 0)} people.`]),
  ].join("\n");
}
