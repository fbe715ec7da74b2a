/** Why somebody sees something else than before: one code per difference, found by taking one cause away after the other. */
import type { Relaxed } from "./pforte-facts.ts";

export const DIFFERENCE_CODES = ["list-open-split", "login-case", "company-id-case", "removed-or-merged", "company-not-active", "person-not-active"] as const;
export type DifferenceCode = (typeof DIFFERENCE_CODES)[number];

/** One person and one ticket, with what would be if a cause were away. */
export type Question = {
  /** The record is the one that the old system knew under its login. */
  standsForLogin: boolean;
  /** The old system's list, its open rule (`ro`), and Pforte's one rule. */
  listed: boolean;
  opened: boolean;
  pforte: boolean;
  pforteIf(relaxed: Relaxed): boolean;
  /** The old list if company ids that differ from the record in case only had no effect at all. */
  listedWithExactIds(): boolean;
  /** The old list if it ignored the case of logins, of company ids, or of both everywhere. */
  listedIgnoringCase(what: { logins: boolean; companyIds: boolean }): boolean;
};

/** null: nothing known explains it. Asked only where Pforte differs from the old list or from the old open rule. */
export function explainDifference(question: Question): DifferenceCode | null {
  const { listed, opened, pforte } = question;
  if (listed === pforte) {
    if (opened === pforte) return null;
    return question.listedIgnoringCase({ logins: true, companyIds: false }) === opened ? "login-case" : "list-open-split";
  }
  return pforte ? explainGain(question) : explainLoss(question);
}

/** The first cause, in this order, without which the ticket would be seen. */
const lossCauses: readonly { code: DifferenceCode; relaxed: keyof Relaxed }[] = [
  { code: "person-not-active", relaxed: "person" },
  { code: "removed-or-merged", relaxed: "state" },
  { code: "company-not-active", relaxed: "companies" },
];

function explainLoss(question: Question): DifferenceCode | null {
  if (!question.standsForLogin) return "login-case";
  const all: Relaxed = { person: true, companies: true, state: true };
  if (question.pforteIf(all)) return lossCauses.find(({ relaxed }) => !question.pforteIf({ ...all, [relaxed]: false }))?.code ?? null;
  return question.listedWithExactIds() ? null : "company-id-case";
}

function explainGain(question: Question): DifferenceCode | null {
  if (question.listedIgnoringCase({ logins: true, companyIds: false })) return "login-case";
  if (question.listedIgnoringCase({ logins: false, companyIds: true })) return "company-id-case";
  return question.listedIgnoringCase({ logins: true, companyIds: true }) ? "company-id-case" : null;
}
