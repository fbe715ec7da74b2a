/**
 * Answers that were given before and are told again while nothing they were made from has changed
 * (docs/decisions/0019-answers-told-again.md). Nothing is told before the same snapshot of the database says that
 * the asking person's facts and all that the answer shows are still the same.
 */
import { isDeepStrictEqual } from "node:util";
import type { Tx } from "#server/platform/db/connect.ts";
import { isUntouchedSince, type Moment, type TouchedBy } from "#server/platform/db/recent-changes.ts";
import type { Asking, Caller } from "#server/platform/kernel.ts";

/** An answer's JSON as it goes out. */
export class Told<View> {
  readonly json: string;
  /** Only its type counts. */
  declare readonly view?: View;

  constructor(view: View) {
    this.json = JSON.stringify(view);
  }
}

/** What an answer was made from, beside its question: it stays the same until `until` unless something that touches it changes. */
export type Grounds = { touchedBy: TouchedBy; until: number };

/** An answer given at `at` (milliseconds) from what was committed at `moment`. */
export type GivenAnswer = { told: Told<unknown>; asking: Asking; moment: Moment; at: number; grounds: Grounds };

export type GivenAnswers = {
  find: (caller: Caller, question: unknown) => GivenAnswer | undefined;
  keep: (caller: Caller, question: unknown, answer: GivenAnswer) => void;
};

/** Of UTF-16 code units, all answers together: at most twice as many bytes. */
const mostLength = 16 * 1024 * 1024;

export function createGivenAnswers(most = mostLength): GivenAnswers {
  const answers = new Map<string, GivenAnswer>();
  let length = 0;
  const forget = (key: string) => {
    length -= answers.get(key)?.told.json.length ?? 0;
    answers.delete(key);
  };
  return {
    find(caller, question) {
      const key = keyOf(caller, question);
      const answer = answers.get(key);
      if (!answer) return undefined;
      const now = caller.now.getTime();
      answers.delete(key);
      // Put at the end: the order of the map is that of the last use.
      answers.set(key, answer);
      return answer.at <= now && now < answer.grounds.until ? answer : undefined;
    },
    keep(caller, question, answer) {
      const key = keyOf(caller, question);
      forget(key);
      answers.set(key, answer);
      length += answer.told.json.length;
      for (const oldest of answers.keys()) {
        if (length <= most) break;
        forget(oldest);
      }
    },
  };
}

const keyOf = ({ principal, language }: Caller, question: unknown): string => {
  const who = principal.kind === "contact" ? principal.contactId : principal.kind === "agent" ? principal.agentId : "";
  return JSON.stringify([principal.kind, who, language, question]);
};

/** Whether this snapshot would give the same answer. */
export async function stillHolds(snapshot: Tx, caller: Caller, { asking, moment, grounds }: GivenAnswer): Promise<boolean> {
  const [factsHold, untouched] = await Promise.all([sameFacts(snapshot, caller, asking), isUntouchedSince(snapshot, moment, grounds.touchedBy)]);
  return factsHold && untouched;
}

async function sameFacts(snapshot: Tx, { kernel, principal, now }: Caller, before: Asking): Promise<boolean> {
  if (before.kind === "agent") {
    const current = await kernel.readFacts(snapshot, principal, now);
    return current.kind === "agent" && isDeepStrictEqual(current.agent, before.agent);
  }
  const recalled = kernel.recallFacts(snapshot, principal, now);
  if (!recalled || !(await recalled.hold)) return false;
  const { asking } = recalled;
  // Facts that are remembered give the same access, not an equal one.
  return asking.kind === "contact" && before.kind === "contact" && asking.access === before.access && asking.participates === before.participates;
}
