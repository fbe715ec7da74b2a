/** What an import noticed: every oddity of the export, every decision about it, everything it left alone. */

/** What each means stands in locales, `takeOver.finding.<code>`. */
export const FINDING_CODES = [
  "companyMadeByImport",
  "companyDuplicate",
  "companyNumberTooLong",
  "personWithoutCompany",
  "loginTaken",
  "loginUnusable",
  "caseVariant",
  "orphan",
  "duplicateRow",
  "duplicateId",
  "valueZero",
  "rightBesideEdit",
  "unknownRight",
  "unknownContext",
  "alwaysGroupUnknown",
  "partnerWithoutOwnRight",
  "closedGroup",
  "unknownId",
  "duplicateNumber",
  "nameTaken",
  "ticketCompanyText",
  "ticketContactText",
  "ticketLoginCase",
  "ticketCompanyCase",
  "keepsOwnTickets",
  "badTime",
  "articleWithoutTicket",
  "articleWithoutText",
  "attachmentWithoutContent",
  "attachmentWithoutArticle",
  "articleTypeUnknown",
  "agentRightAsEdit",
  "languageUnknown",
  "timeZoneUnknown",
  "preferenceNotKept",
  "secondFactorNotKept",
  "mustResetPassword",
  "sourceNotInExport",
  "existsHere",
  "settingLeftAlone",
  "editedHere",
  "removedHere",
  "goneAtSource",
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];
export type Finding = { table: string; key: string; note: string };
export type FindingSummary = { code: FindingCode; count: number; examples: readonly Finding[] };

/** Collects; keeps the first thousand of each code and counts the rest. */
export type Findings = {
  add(code: FindingCode, table: string, key: string, note?: string): void;
  summary(): FindingSummary[];
};

const keptOfEach = 1000;

export function createFindings(): Findings {
  const byCode = new Map<FindingCode, { count: number; examples: Finding[] }>();
  return {
    add(code, table, key, note = "") {
      const found = byCode.get(code) ?? { count: 0, examples: [] };
      byCode.set(code, found);
      found.count += 1;
      if (found.examples.length < keptOfEach) found.examples.push({ table, key, note });
    },
    summary: () => [...byCode].map(([code, { count, examples }]) => ({ code, count, examples: [...examples] })).sort((a, b) => (a.code < b.code ? -1 : 1)),
  };
}
