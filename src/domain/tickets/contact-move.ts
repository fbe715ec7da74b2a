/** Where what a contact does takes a ticket; its verbs say whether it may at all, the workflow whether from here. */
import { CONTACT_MOVES, type ContactMove, isClosed, statusTypeAfterReply, statusTypeAfterVerdict } from "./follow-up.ts";
import { defaultStatus, refusedStep, type Status, type StepRefusal, type Workflow } from "./workflow.ts";

const targetOf = (workflow: Workflow, from: Status, move: ContactMove): Status | undefined => {
  const judged = (verdict: "accepted" | "rejected") =>
    [...workflow.statuses.values()].find((status) => status.active && status.verdict === verdict) ?? defaultStatus(workflow, statusTypeAfterVerdict(verdict));
  switch (move) {
    case "accept":
      return judged("accepted");
    case "reject":
      return judged("rejected");
    case "close":
      return isClosed(from.statusType) ? from : defaultStatus(workflow, "closed");
    case "reopen":
      return isClosed(from.statusType) ? defaultStatus(workflow, "open") : from;
    case "reply": {
      const statusType = statusTypeAfterReply(from.statusType);
      return statusType === from.statusType ? from : defaultStatus(workflow, statusType);
    }
  }
};

/** `commented`: something was said with it. An answer that may not move an open ticket leaves it where it is. */
export function contactMove(workflow: Workflow, fromId: string, move: ContactMove, commented: boolean): { to: Status } | { refused: StepRefusal } {
  const from = workflow.statuses.get(fromId);
  const to = from && targetOf(workflow, from, move);
  if (!from || !to) return { refused: "record.unknownReference" };
  const refused = refusedStep(workflow, fromId, to.statusId, { kind: "contact" }, { commented, until: false });
  if (refused === null) return { to };
  return move === "reply" && !isClosed(from.statusType) ? { to: from } : { refused };
}

/** What a contact can do from here; an answer, a rejection and, where it is wanted, an acceptance are said in words. */
export const contactMoves = (workflow: Workflow, fromId: string): ReadonlySet<ContactMove> =>
  new Set(CONTACT_MOVES.filter((move) => "to" in contactMove(workflow, fromId, move, move !== "close" && move !== "reopen")));
