/** Which tickets an OTRS-family system opens for a person (otrs-family.md 15): a second rule beside the list, wider and narrower than it. */
import { fold } from "./fold.ts";
import type { OtrsTicket } from "./otrs-list-rule.ts";
import { effectiveCompanyIds, effectiveGroups, type OtrsWorld, otherGroups } from "./otrs-world.ts";
import type { PermissionModule } from "./settings.ts";

type OtrsKeyring = {
  login: string;
  groups: ReadonlySet<string>;
  /** Ignoring case; empty while access to company tickets is off. */
  companyIds: ReadonlySet<string>;
  /** Groups in which tickets of every company open. */
  otherGroups: ReadonlySet<string>;
};

export function keyringOf(world: OtrsWorld, login: string, type: "ro" | "rw"): OtrsKeyring {
  const ids = effectiveCompanyIds(world, login);
  return {
    login: fold(login),
    groups: effectiveGroups(world, login, type),
    companyIds: new Set(world.companyAccessDisabled ? [] : ids.map(fold)),
    otherGroups: otherGroups(world, ids, type),
  };
}

/** Asks the modules in order: a required one that says no denies, a granting one that says yes allows; else no. */
export function isOpenable(modules: readonly PermissionModule[], keyring: OtrsKeyring, ticket: OtrsTicket): boolean {
  for (const module of modules) {
    const yes = answers(module.check, keyring, ticket);
    if (!yes && module.required) return false;
    if (yes && module.granted) return true;
  }
  return false;
}

function answers(check: PermissionModule["check"], keyring: OtrsKeyring, ticket: OtrsTicket): boolean {
  switch (check) {
    case "group":
      return keyring.groups.has(ticket.groupId);
    case "customerUser":
      return ticket.customerUser !== "" && fold(ticket.customerUser) === keyring.login;
    case "customerId":
      return ticket.companyId !== "" && keyring.companyIds.has(fold(ticket.companyId));
    case "customerGroup":
      return ticket.companyId !== "" && keyring.otherGroups.has(ticket.groupId);
  }
}
