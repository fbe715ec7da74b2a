/** Findings as people read them: a sentence, the record with its address, the place where it is mended. */
import type { FindingView } from "#contract/checkup.ts";
import type { CheckId, FixPlace } from "#domain/access/checkup.ts";
import type { AgentPrincipal, Caller } from "#server/platform/kernel.ts";
import { fixOf } from "./fixes.ts";
import type { FindingRow } from "./look-queries.ts";

const workspace = "/workspace";

const PLACES: Readonly<Record<CheckId, (row: FindingRow) => FindingView["place"]>> = {
  signInWithoutMembership: contactPlace("memberships", "memberships"),
  signInWithoutGroup: contactPlace("access", "access"),
  invitationExpired: contactPlace("signIn", "sign-in"),
  membershipEnded: contactPlace("memberships", "memberships"),
  companyWithoutSignIn: ({ recordId }) => ({ kind: "contacts", link: `${workspace}/companies/${recordId}/contacts` }),
  familyMissing: ({ recordId }) => ({ kind: "settings", link: `${workspace}/companies/${recordId}/settings` }),
  billedByInactive: ({ recordId }) => ({ kind: "company", link: `${workspace}/companies/${recordId}` }),
  queueUnreached: groupPlace,
  createWithoutRead: groupPlace,
  partnerRight: (row) => (row.reason === "switchOff" ? { kind: "settings", link: `${workspace}/settings#access.otherCompanies` } : groupPlace(row)),
  rightEnded: groupPlace,
  rightGroupNotActive: groupPlace,
  rightWithoutQueue: groupPlace,
  grantWithoutEffect: contactPlace("grants", "grants"),
  grantWithoutTickets: contactPlace("grants", "grants"),
  roleUnused: () => ({ kind: "roles", link: `${workspace}/access/roles` }),
  serviceUnoffered: ({ recordId }) => ({ kind: "service", link: `${workspace}/access/services/${recordId}` }),
};

function contactPlace(kind: FixPlace, tab: string): (row: FindingRow) => FindingView["place"] {
  return ({ recordId }) => ({ kind, link: `${workspace}/contacts/${recordId}/${tab}` });
}

function groupPlace({ otherId, kind }: FindingRow): FindingView["place"] {
  return kind === "everybody" ? { kind: "everybody", link: `${workspace}/access/everybody` } : { kind: "group", link: `${workspace}/access/groups/${otherId}` };
}

function recordLink({ kind, recordId, recordName }: FindingRow): string {
  switch (kind) {
    case "contact":
      return `${workspace}/contacts/${recordId}`;
    case "company":
      return `${workspace}/companies/${recordId}`;
    case "everybody":
      return `${workspace}/access/everybody`;
    case "queue":
      return `${workspace}/access/queues?q=${encodeURIComponent(recordName)}`;
    case "role":
      return `${workspace}/access/roles`;
    case "service":
      return `${workspace}/access/services/${recordId}`;
  }
}

/** The last day on which something held: it ends at the beginning of the one after. */
function dayText(day: string, { language }: Pick<Caller, "language">, { timeZone }: Pick<AgentPrincipal, "timeZone">): string {
  const last = new Date(new Date(day).getTime() - 1);
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "medium", timeZone: timeZone ?? "UTC" }).format(last);
}

export function findingView(check: CheckId, row: FindingRow, principal: AgentPrincipal, caller: Pick<Caller, "translate" | "language">): FindingView {
  const { translate } = caller;
  const name = row.kind === "everybody" ? translate(row.recordName === "contact" ? "right.everyContact" : "right.everyCompany") : row.recordName;
  const inSentence = row.kind === "everybody" ? translate(`checkup.everybody.${row.recordName}`) : name;
  const words = { name: inSentence, other: row.otherName ?? "", day: row.day === null ? "" : dayText(row.day, caller, principal) };
  return {
    id: row.id,
    reason: row.reason,
    sentence: translate(`checkup.${check}.${row.reason}`, row.count === null ? words : { ...words, count: row.count }),
    record: { kind: row.kind, id: row.recordId, name, link: recordLink(row) },
    place: PLACES[check](row),
    fix: fixOf(check, row, principal.permissions),
  };
}
