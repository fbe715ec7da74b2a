/** Who belongs to which company, how far that carries, and own tickets that stay visible without belonging. */

import type { Findings } from "./findings.ts";
import { isListed, type OtrsSight, type OtrsTicket } from "./otrs-list-rule.ts";
import { effectiveCompanyIds, effectiveGroups, type OtrsWorld, otherGroups } from "./otrs-world.ts";
import type { Person, Persons } from "./persons.ts";
import type { Companies, CompanyRecord } from "./plan-companies.ts";

export type MembershipRecord = {
  key: string;
  contactKey: string;
  companyKey: string;
  /** basic: own tickets only. */
  role: "basic" | "advanced";
  primary: boolean;
  carriesGroupRights: boolean;
  /** Ended from the start: only own tickets stay visible. */
  keepsOwnTickets: boolean;
};

type Belonging = { role: "basic" | "advanced"; carriesGroupRights: boolean };

export function planMemberships(persons: Persons, companies: Companies, world: OtrsWorld, findings: Findings): MembershipRecord[] {
  return persons.all.flatMap((person) => {
    const belongings = belongingsOf(person, companies, world, findings);
    if (belongings.size === 0) {
      belongings.set(companies.withoutCompany().key, { role: "basic", carriesGroupRights: false });
      findings.add("personWithoutCompany", person.source.table, person.key, person.login);
    }
    const primary = companies.find(person.primaryId)?.key;
    const primaryKey = primary !== undefined && belongings.has(primary) ? primary : [...belongings.keys()][0];
    const shut = hasPartnersOnly(person, world);
    if (shut) findings.add("partnerWithoutOwnRight", person.source.table, person.key, person.login);
    return [...belongings].map(([companyKey, { role, carriesGroupRights }]) => ({
      key: membershipKey(person.key, companyKey),
      contactKey: person.key,
      companyKey,
      role,
      primary: companyKey === primaryKey,
      carriesGroupRights: carriesGroupRights && !shut,
      keepsOwnTickets: false,
    }));
  });
}

const membershipKey = (contactKey: string, companyKey: string): string => `${contactKey}|${companyKey}`;

/**
 * The old system listed nothing at all without a group of one's own (16.1), also not what rights on others' tickets lead to:
 * such a person's memberships carry no group rights here.
 */
export function hasPartnersOnly(person: Person, world: OtrsWorld): boolean {
  if (!person.standsForLogin) return false;
  const partners = otherGroups(world, effectiveCompanyIds(world, person.login), "ro");
  return partners.size > 0 && effectiveGroups(world, person.login, "ro").size === 0;
}

/**
 * Every effective company id brings the role Advanced with the company's rights; an excluded primary Basic without them; a
 * primary that differs from the record in case only Advanced without them (the old system compared rights exactly, tickets not).
 */
function belongingsOf(person: Person, companies: Companies, world: OtrsWorld, findings: Findings): Map<string, Belonging> {
  const belongings = new Map<string, Belonging>();
  const nothing: Belonging = { role: "basic", carriesGroupRights: false };
  if (!person.standsForLogin) {
    const company = companies.find(person.primaryId) ?? companies.find(person.furtherIds[0] ?? "");
    return company ? belongings.set(company.key, nothing) : belongings;
  }
  const caseOnly = new Map<string, CompanyRecord>();
  for (const id of effectiveCompanyIds(world, person.login)) {
    const company = companies.find(id);
    if (company?.number === id) belongings.set(company.key, { role: "advanced", carriesGroupRights: true });
    else if (company) caseOnly.set(id, company);
  }
  for (const [id, company] of caseOnly) {
    const table = id === person.primaryId ? person.source.table : "customer_user_customer";
    findings.add("caseVariant", table, `${person.login} → ${id}`, `→ ${company.number}`);
    if (id === person.primaryId && !belongings.has(company.key)) belongings.set(company.key, { role: "advanced", carriesGroupRights: false });
  }
  const primary = companies.find(person.primaryId);
  if (primary && !belongings.has(primary.key)) belongings.set(primary.key, nothing);
  return belongings;
}

/** A ticket with what connects it to records here. */
type OwnedTicket = { contactKey: string | null; companyKey: string | null; rule: OtrsTicket };

/**
 * Where a contact has own tickets in a company without belonging to it, and the old system listed at least one of them: an
 * ended membership that keeps own tickets in sight (access-model, path *requester*).
 */
export function planKeptOwnTickets(
  tickets: Iterable<OwnedTicket>,
  memberships: readonly MembershipRecord[],
  persons: Persons,
  sight: (login: string) => OtrsSight,
  findings: Findings,
): MembershipRecord[] {
  const known = new Set(memberships.map((membership) => membership.key));
  const sights = new Map<string, OtrsSight>();
  const kept: MembershipRecord[] = [];
  for (const { contactKey, companyKey, rule } of tickets) {
    if (contactKey === null || companyKey === null) continue;
    const key = membershipKey(contactKey, companyKey);
    if (known.has(key)) continue;
    const login = persons.byLogin(rule.customerUser)?.login ?? "";
    const seen = sights.get(login) ?? sight(login);
    sights.set(login, seen);
    if (!isListed(seen, rule)) continue;
    known.add(key);
    kept.push({ key, contactKey, companyKey, role: "basic", primary: false, carriesGroupRights: false, keepsOwnTickets: true });
    findings.add("keepsOwnTickets", "ticket", `${login} → ${rule.companyId}`);
  }
  return kept;
}
