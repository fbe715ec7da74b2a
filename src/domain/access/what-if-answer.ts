/** Answers to "what if?" about different people, added up: each of them is about a thousand at most. */
import type { TicketVerb } from "./verbs.ts";

/** `tickets` are added up over the people, `most` is the largest number of one of them. */
export type PeopleAndTickets = { people: number; tickets: number; most: number };
type TicketNamed = { id: string; number: string; subject: string };
export type WhatIfAnswer = {
  /** The instant that it is about; null: now. */
  at: string | null;
  /** When the change makes another difference; null: never. */
  later: string | null;
  looked: number;
  concerned: number | null;
  next: string | null;
  gain: PeopleAndTickets;
  lose: PeopleAndTickets;
  able: { gain: number; lose: number };
  verbs: { verb: Exclude<TicketVerb, "read">; gain: PeopleAndTickets; lose: PeopleAndTickets }[];
  create: { gain: number; lose: number };
  people: {
    contact: { id: string; name: string; companyName: string | null };
    gained: number;
    lost: number;
    tickets: { gained: TicketNamed[]; lost: TicketNamed[] };
  }[];
};

/** People shown of those who gain, and of those who lose. */
const mostPeopleNamed = 10;

const nobody: PeopleAndTickets = { people: 0, tickets: 0, most: 0 };
const add = (one: PeopleAndTickets, other: PeopleAndTickets): PeopleAndTickets => ({
  people: one.people + other.people,
  tickets: one.tickets + other.tickets,
  most: Math.max(one.most, other.most),
});

export function addAnswers(soFar: WhatIfAnswer, more: WhatIfAnswer): WhatIfAnswer {
  const verbs = [...new Set([...soFar.verbs, ...more.verbs].map(({ verb }) => verb))].sort();
  const of = (answer: WhatIfAnswer, verb: string) => answer.verbs.find((one) => one.verb === verb) ?? { gain: nobody, lose: nobody };
  return {
    at: soFar.at,
    later: [soFar.later, more.later].filter((later) => later !== null).sort()[0] ?? null,
    looked: soFar.looked + more.looked,
    concerned: soFar.concerned,
    next: more.next,
    gain: add(soFar.gain, more.gain),
    lose: add(soFar.lose, more.lose),
    able: { gain: soFar.able.gain + more.able.gain, lose: soFar.able.lose + more.able.lose },
    verbs: verbs.map((verb) => ({ verb, gain: add(of(soFar, verb).gain, of(more, verb).gain), lose: add(of(soFar, verb).lose, of(more, verb).lose) })),
    create: { gain: soFar.create.gain + more.create.gain, lose: soFar.create.lose + more.create.lose },
    people: mostChanged([...soFar.people, ...more.people], ({ contact }) => contact.id),
  };
}

/** Of those who lose and of those who gain the ones with most tickets. */
export function mostChanged<One extends { gained: number; lost: number }>(people: readonly One[], idOf: (one: One) => string): One[] {
  const most = (which: "gained" | "lost") =>
    people
      .filter((one) => one[which] > 0)
      .sort((a, b) => b[which] - a[which] || (idOf(a) < idOf(b) ? -1 : 1))
      .slice(0, mostPeopleNamed);
  return [...new Set([...most("lost"), ...most("gained")])];
}

/** Nobody gains or loses anything. */
export const changesNothing = ({ gain, lose, verbs, create }: WhatIfAnswer): boolean =>
  gain.people + lose.people + create.gain + create.lose === 0 && verbs.length === 0;
