/** What the state of a ticket allows, apart from who asks: access decides who, this decides when. */
import type { StatusType } from "#domain/access/facts.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";

export type FollowUp = "possible" | "reject" | "newTicket";

export const isClosed = (statusType: StatusType): boolean => statusType === "done" || statusType === "closed";
export const isGone = (statusType: StatusType): boolean => statusType === "removed" || statusType === "merged";

/** What a contact does that may move a ticket on. */
export const CONTACT_MOVES = ["reply", "close", "reopen", "accept", "reject"] as const;
export type ContactMove = (typeof CONTACT_MOVES)[number];

export type VerbsOf = {
  statusType: StatusType;
  followUp: FollowUp;
  locked: boolean;
  /** Which moves the workflow lets contacts make from here; null: not asked, an agent. */
  moves: ReadonlySet<ContactMove> | null;
};

/**
 * The verbs that make sense now, of those that access allows: nothing is written to a merged, removed or locked ticket, an answer
 * to a closed one depends on its queue, only a finished ticket (status type `done`) can be judged, and the workflow narrows.
 */
export function verbsNow(allowed: readonly TicketVerb[], { statusType, followUp, locked, moves }: VerbsOf): TicketVerb[] {
  const goesOn = !isClosed(statusType) || followUp === "possible";
  const leads = (...ways: ContactMove[]) => moves === null || ways.some((way) => moves.has(way));
  return allowed.filter((verb) => {
    if (isGone(statusType) || locked) return verb === "read";
    switch (verb) {
      case "reply":
        return goesOn && leads("reply");
      case "close":
        return goesOn && leads(isClosed(statusType) ? "reopen" : "close");
      case "judge":
        return statusType === "done" && leads("accept", "reject");
      default:
        return true;
    }
  });
}

/** The status type after a contact's answer: a closed ticket opens again, a waiting one goes on. */
export const statusTypeAfterReply = (statusType: StatusType): StatusType => (statusType === "new" ? "new" : "open");

/** What a contact says of a finished ticket (ZEP-13). */
export const VERDICTS = ["accepted", "rejected"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The status type after a verdict where no status stands for it: what was accepted is closed, what was rejected goes on. */
export const statusTypeAfterVerdict = (verdict: Verdict): StatusType => (verdict === "accepted" ? "closed" : "open");
