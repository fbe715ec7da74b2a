/** Which tickets an OTRS-family system lists to a person (otrs-family.md 16.1), on plain facts of an export. */
import { fold } from "./fold.ts";
import { companiesWithRight, effectiveCompanyIds, effectiveGroups, type OtrsWorld, otherGroups } from "./otrs-world.ts";

/** What the rules ask of a ticket: both texts as stored, the group of its queue ("" where there is none). */
export type OtrsTicket = { customerUser: string; companyId: string; groupId: string };

/** A person's own part of the rule, worked out once for all tickets. */
export type OtrsSight = {
  login: string;
  groups: ReadonlySet<string>;
  /** Ignoring case; empty while access to company tickets is off. */
  companyIds: ReadonlySet<string>;
  /** Second branch: group → company ids, ignoring case. */
  others: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Makes the sight of one person after the other for one right (`ro` for lists). */
export function sightOf(world: OtrsWorld, type = "ro"): (login: string) => OtrsSight {
  const withRight = companiesWithRight(world, type);
  return (login) => {
    const ids = effectiveCompanyIds(world, login);
    const others = new Map<string, ReadonlySet<string>>();
    for (const groupId of otherGroups(world, ids, type)) {
      const foreign = (withRight.get(groupId) ?? []).filter((id) => !ids.includes(id));
      others.set(groupId, new Set(foreign.map(fold)));
    }
    return {
      login,
      groups: effectiveGroups(world, login, type),
      companyIds: new Set(world.companyAccessDisabled ? [] : ids.map(fold)),
      others,
    };
  };
}

/**
 * Own tickets by the exact login and tickets of own companies, in permitted groups; and tickets of other companies that have
 * a right on a group where an own company has one for others. Nothing at all without any permitted group.
 */
export function isListed(sight: OtrsSight, ticket: OtrsTicket): boolean {
  if (sight.groups.size === 0) return false;
  const companyId = fold(ticket.companyId);
  const own = ticket.customerUser !== "" && ticket.customerUser === sight.login;
  if (sight.groups.has(ticket.groupId) && (own || (companyId !== "" && sight.companyIds.has(companyId)))) return true;
  return companyId !== "" && (sight.others.get(ticket.groupId)?.has(companyId) ?? false);
}
