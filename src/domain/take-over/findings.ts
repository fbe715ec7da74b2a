/** What an import noticed: every oddity of the export, every decision about it, everything it left alone. */

export const FINDINGS = {
  companyMadeByImport: "A company id without a record that persons belong to: an active company was made for it.",
  companyDuplicate: "Two companies whose ids differ in case only: the first stands for both.",
  companyNumberTooLong: "A company id longer than 150 characters: cut off.",
  personWithoutCompany: 'A person without any company id: put into the company "no-company", without rights of a company.',
  loginTaken: "Another person has this login already, in an earlier source or line: imported without sign-in; the tickets are the other person's.",
  loginUnusable: "A person without a login, or with one longer than 200 characters: imported without sign-in.",
  caseVariant: "A right or relation whose key differs from the record in case only: it had no effect in the old system.",
  orphan: "A row about somebody or something that the export does not contain.",
  duplicateRow: "The same row twice: taken once.",
  duplicateId: "Another row of this table has the same id: the first one is taken, this one is left out.",
  valueZero: "A permission row with value 0: it gave nothing.",
  rightBesideEdit: "ro or create beside rw on the same group: rw includes them.",
  unknownRight: "A permission key without effect in the old portal: left out.",
  unknownContext: "A permission row in a context that is switched off or unknown: left out.",
  alwaysGroupUnknown: "An always-group that does not exist or is not valid: it had no effect.",
  partnerWithoutOwnRight:
    "A person whose company has rights on other companies' tickets, but who has no group at all: the old system listed nothing, so the membership carries no group rights.",
  closedGroup:
    "Queues lie in a group that is not valid while group support is off: their tickets were listed to nobody. Queues are restricted by group here, and everybody has all valid groups.",
  unknownId: "An id that points to a row the export does not contain.",
  duplicateNumber: "A ticket number that another ticket has already: kept under a number of its own.",
  nameTaken: "A name that differs from another one in case only, or that means something else here: kept under a name of its own.",
  ticketCompanyText: "A ticket's company id is nobody's: kept as text.",
  ticketContactText: "A ticket's customer user is nobody known: kept as text.",
  ticketLoginCase: "A ticket's customer user differs from the login in case only: given to that person, who could open but not list it.",
  ticketCompanyCase: "A ticket's company id differs from the record in case only: given to that company.",
  keepsOwnTickets: "A person has own tickets in a company without belonging to it: an ended membership keeps them visible.",
  badTime: "A time that is none: another time of the same row was taken.",
  articleWithoutTicket: "An article whose ticket the export does not contain: left out.",
  articleWithoutText: "An article without a text in the export: imported empty.",
  attachmentWithoutContent: "An attachment without content in the export (kept in the file system there?): left out.",
  attachmentWithoutArticle: "An attachment whose article the export does not contain: left out.",
  articleTypeUnknown: "An article type of unknown visibility: imported as internal.",
  agentRightAsEdit: "A finer right of an agent (note, owner, priority, move_into …): imported as edit.",
  languageUnknown: "A language that Pforte does not speak: kept as an own field.",
  timeZoneUnknown: "A time zone of no known name: left out.",
  preferenceNotKept: "A preference that is not taken over (secrets, counters, looks).",
  secondFactorNotKept: "A person with a second factor: it has to be set up again.",
  mustResetPassword: "No usable password: the person has to choose one by a link.",
  sourceNotInExport: "A source of persons without a table (LDAP?): its persons are not in the export; connect it as a directory.",
  existsHere: "A record of this name was here before and did not come from this system: left alone, and used.",
  settingLeftAlone: "A setting has another value here: left alone.",
  editedHere: "Changed in the old system and here: left as it is here.",
  removedHere: "Changed in the old system, removed here: not brought back.",
  goneAtSource: "No longer in the export: left as it is here.",
} as const;

type FindingCode = keyof typeof FINDINGS;
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
