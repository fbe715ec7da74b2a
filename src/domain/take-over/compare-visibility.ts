/** For every contact: the tickets that the old system listed, those that Pforte lists, and a code for every difference. */

import type { Scope } from "#domain/access/clause.ts";
import { effectiveAccess } from "#domain/access/effective-access.ts";
import type { Instant } from "#domain/access/facts.ts";
import { matches } from "#domain/access/matches.ts";
import { scopeOf } from "#domain/access/scope.ts";
import { type DifferenceCode, explainDifference } from "./explain-difference.ts";
import { isListed, type OtrsSight, type OtrsTicket, sightOf } from "./otrs-list-rule.ts";
import { isOpenable, keyringOf } from "./otrs-open-rule.ts";
import type { OtrsWorld } from "./otrs-world.ts";
import type { Person, Persons } from "./persons.ts";
import { factsOf, type PlannedAccess, type Relaxed, type TicketShape } from "./pforte-facts.ts";
import type { TicketRecord } from "./plan-tickets.ts";
import type { PermissionModule } from "./settings.ts";
import { type TicketClass, ticketClasses } from "./ticket-classes.ts";

/** The old system as it was, and as it would be with other readings of keys. */
export type Worlds = {
  actual: OtrsWorld;
  exactIds: OtrsWorld;
  ignoringCase: { logins: OtrsWorld; companyIds: OtrsWorld; both: OtrsWorld };
};

type Comparison = {
  access: PlannedAccess;
  persons: Persons;
  tickets: readonly TicketRecord[];
  worlds: Worlds;
  modules: readonly PermissionModule[];
  /** Key of the company of an id, ignoring case. */
  companyKeyOf(id: string): string | undefined;
  now: Instant;
};

export type Difference = {
  /** Login as stored; the key of a record that the old system did not know under its login. */
  contact: string;
  ticket: string;
  listedBefore: boolean;
  openedBefore: boolean;
  listedNow: boolean;
  code: DifferenceCode | null;
};

type ContactSight = {
  contact: string;
  /** Table the person comes from. */
  source: string;
  signsIn: boolean;
  /** Ticket numbers, as the old system listed and as Pforte lists. */
  before: string[];
  now: string[];
};

export type Visibility = { contacts: ContactSight[]; differences: Difference[] };

/** Sights in any of the worlds: each world's companies are looked through once. */
type Sights = (world: OtrsWorld, login: string) => OtrsSight;

type Asked = {
  person: Person;
  sights: Sights;
  sight: OtrsSight;
  opened: (ticket: OtrsTicket) => boolean;
  pforte: (shape: TicketShape, relaxed?: Relaxed) => boolean;
};

export function compareVisibility(comparison: Comparison): Visibility {
  const { persons, worlds, modules } = comparison;
  const classes = ticketClasses(comparison.tickets);
  const sights = sightsIn();
  const facts = factsOf(comparison.access, comparison.now);
  const scopes = scopesOf(comparison, facts);
  const visibility: Visibility = { contacts: [], differences: [] };
  for (const person of persons.all) {
    const known = oldSystemKnows(person, persons);
    const sight: OtrsSight = known ? sights(worlds.actual, person.login) : { login: "", groups: new Set(), companyIds: new Set(), others: new Map() };
    const keyring = keyringOf(worlds.actual, known ? person.login : "", "ro");
    const scopeWith = scopes(person.key);
    const asked: Asked = {
      person,
      sights,
      sight,
      opened: (ticket) => known && isOpenable(modules, keyring, ticket),
      pforte: (shape, relaxed = {}) => matches(scopeWith(relaxed), facts.ticket(shape, relaxed)),
    };
    const groups = [...sight.others.keys(), ...(known ? keyring.otherGroups : []), ...partnerGroups(scopeWith({}))];
    const companyKeys = [...sight.companyIds, ...keyring.companyIds].map(comparison.companyKeyOf);
    const candidates = classes.reach([person.key, persons.byLogin(person.login)?.key], [...companyKeys, ...companiesIn(scopeWith({}))], groups);
    compareOne(comparison, asked, candidates, visibility);
  }
  return visibility;
}

/** A second record with exactly the same login was never asked for; one with another case is asked for as a login of its own. */
const oldSystemKnows = (person: Person, persons: Persons): boolean =>
  person.login !== "" && (person.standsForLogin || persons.byLogin(person.login)?.login !== person.login);

function compareOne(comparison: Comparison, asked: Asked, candidates: Iterable<TicketClass>, visibility: Visibility): void {
  const { person } = asked;
  const name = oldSystemKnows(person, comparison.persons) ? person.login : person.key;
  const seen: ContactSight = { contact: name, source: person.source.table, signsIn: person.standsForLogin, before: [], now: [] };
  const asIf = otherReadings(comparison, asked);
  for (const { shape, rule, numbers } of candidates) {
    const listed = isListed(asked.sight, rule);
    const pforte = asked.pforte(shape);
    const opened = asked.opened(rule);
    if (listed) seen.before.push(...numbers);
    if (pforte) seen.now.push(...numbers);
    if (listed === pforte && opened === pforte) continue;
    const code = explainDifference({
      standsForLogin: person.standsForLogin,
      listed,
      opened,
      pforte,
      pforteIf: (relaxed) => asked.pforte(shape, relaxed),
      ...asIf(rule),
    });
    for (const ticket of numbers) {
      visibility.differences.push({ contact: name, ticket, listedBefore: listed, openedBefore: opened, listedNow: pforte, code });
    }
  }
  seen.before.sort();
  seen.now.sort();
  visibility.contacts.push(seen);
}

function sightsIn(): Sights {
  const makers = new Map<OtrsWorld, ReturnType<typeof sightOf>>();
  return (world, login) => {
    const maker = makers.get(world) ?? sightOf(world);
    makers.set(world, maker);
    return maker(login);
  };
}

/** The old list with other readings of keys, worked out only where something differs. */
function otherReadings({ worlds, persons }: Comparison, { person, sights }: Asked) {
  const known = new Map<OtrsWorld, OtrsSight>();
  const sightIn = (world: OtrsWorld): OtrsSight => {
    const sight = known.get(world) ?? sights(world, person.login);
    known.set(world, sight);
    return sight;
  };
  return (rule: OtrsTicket) => ({
    listedWithExactIds: () => isListed(sightIn(worlds.exactIds), rule),
    listedIgnoringCase({ logins, companyIds }: { logins: boolean; companyIds: boolean }) {
      const world = logins && companyIds ? worlds.ignoringCase.both : logins ? worlds.ignoringCase.logins : worlds.ignoringCase.companyIds;
      const customerUser = logins ? (persons.byLogin(rule.customerUser)?.login ?? rule.customerUser) : rule.customerUser;
      return isListed(sightIn(world), { ...rule, customerUser });
    },
  });
}

/** Scopes of a contact for reading, worked out once per relaxation. */
function scopesOf({ now }: Comparison, facts: ReturnType<typeof factsOf>): (contactKey: string) => (relaxed: Relaxed) => Scope {
  return (contactKey) => {
    const known = new Map<string, Scope>();
    return (relaxed) => {
      const key = `${relaxed.person === true} ${relaxed.companies === true}`;
      const scope = known.get(key) ?? scopeOf(effectiveAccess(facts.contact(contactKey, relaxed), now), "read");
      known.set(key, scope);
      return scope;
    };
  };
}

const partnerGroups = (scope: Scope): string[] =>
  scope.clauses.filter((clause) => clause.path === "partner").flatMap((clause) => (clause.groups === "any" ? [] : [...clause.groups]));

const companiesIn = (scope: Scope): string[] =>
  scope.clauses.filter((clause) => clause.path === "company").flatMap((clause) => [...(clause.companies?.ids ?? [])]);
