/** What the state of a ticket allows, apart from who asks: access decides who, this decides when. */
import type { StatusType } from "#domain/access/facts.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";

export type FollowUp = "possible" | "reject" | "newTicket";

export const isClosed = (statusType: StatusType): boolean => statusType === "done" || statusType === "closed";
export const isGone = (statusType: StatusType): boolean => statusType === "removed" || statusType === "merged";

/**
 * The verbs that make sense now, of those that access allows: nothing is written to a merged or removed ticket, an answer
 * to a closed one depends on its queue, and only a finished ticket (status type `done`) can be judged.
 */
export function verbsNow(allowed: readonly TicketVerb[], ticket: { statusType: StatusType; followUp: FollowUp }): TicketVerb[] {
  return allowed.filter((verb) => {
    if (isGone(ticket.statusType)) return verb === "read";
    switch (verb) {
      case "reply":
        return !isClosed(ticket.statusType) || ticket.followUp === "possible";
      case "close":
        return !isClosed(ticket.statusType) || ticket.followUp === "possible";
      case "judge":
        return ticket.statusType === "done";
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

/** The status type after a verdict: what was accepted is closed, what was rejected goes on. */
export const statusTypeAfterVerdict = (verdict: Verdict): StatusType => (verdict === "accepted" ? "closed" : "open");
