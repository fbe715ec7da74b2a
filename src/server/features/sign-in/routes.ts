/** Signing in and out, links and passwords, of both realms; the contact's profile. */
import * as session from "#contract/session.ts";
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { findContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { localeOfContact, resolveFor } from "#server/features/settings/queries.ts";
import { productVersion } from "#server/platform/config/product-version.ts";
import { type Ask, agentPrincipal, contactAsking, contactPrincipal, type Route, route } from "#server/platform/http/route.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import { atLeast, signInFloorMilliseconds } from "#server/platform/passwords/sign-in-floor.ts";
import { found } from "#server/platform/refusal.ts";
import { attemptOf, takeAttempt } from "./brake.ts";
import { changeOwnPassword } from "./change-own-password.ts";
import { changeProfile } from "./change-profile.ts";
import { type CookieRealm, clearSessionCookie } from "./cookies.ts";
import { endOtherSessions, endOwnSession } from "./end-sessions.ts";
import { findAgentPrincipal, findMailFacts } from "./people-queries.ts";
import { presentAgentSession, presentContactSession, presentProfile, presentSession } from "./present.ts";
import { listSessionsOf, type Person } from "./queries.ts";
import { requestReset } from "./request-reset.ts";
import { setPasswordByLink, usableLink } from "./set-password-by-link.ts";
import { setUpInstallation } from "./set-up-installation.ts";
import { hasAdministrator } from "./set-up-queries.ts";
import { signIn, trustBrowser } from "./sign-in.ts";

const nothing = () => undefined;

/** Asking for a link takes the same time for everybody, and counts as an attempt of its own. */
const askForLink = (ask: Ask, realm: CookieRealm, login: string): Promise<undefined> =>
  atLeast(signInFloorMilliseconds, async () => {
    const attempt = await attemptOf(ask.kernel.databases.main, `${realm} link`, login, ask.network, undefined);
    await takeAttempt(ask.kernel.databases.main, attempt, ask.now);
    return ask.run(requestReset, { realm, login }, nothing);
  });

const setPassword = async (ask: Ask, realm: CookieRealm, body: { token: string; password: string }): Promise<undefined> => {
  await trustBrowser(ask, realm, await ask.run(setPasswordByLink, { realm, ...body }, (_db, person) => person));
};

const readLink = (ask: Ask, realm: CookieRealm, token: string) =>
  ask.read(async (db) => {
    const link = await usableLink({ db, now: ask.now }, realm, token, false);
    const facts = link.person ? await findMailFacts(db, link.person) : undefined;
    const ofContact = link.person && "contactId" in link.person ? (await localeOfContact(db, link.person.contactId)).language : undefined;
    return {
      purpose: link.purpose,
      login: facts?.login ?? null,
      name: facts?.name ?? "",
      language: (ofContact ?? facts?.language ?? (await resolveFor(db, "installation.language", {}))) as Language,
      installationName: String(await resolveFor(db, "installation.name", {})),
    };
  });

const signOut = async (ask: Ask, realm: CookieRealm, person: Person, sessionId: string | null): Promise<undefined> => {
  if (sessionId) await ask.run(endOwnSession, { person, sessionId }, nothing);
  clearSessionCookie(ask, realm);
};

async function agentSessionOf(ask: Ask, agentId: string) {
  const db = ask.kernel.databases.main;
  return presentAgentSession(db, found(await findAgentPrincipal(db, agentId)));
}

export const routes: readonly Route[] = [
  route(session.getInstallation, async (ask) => {
    const db = ask.kernel.databases.main;
    return {
      name: String(await resolveFor(db, "installation.name", {})),
      language: (await resolveFor(db, "installation.language", {})) as Language,
      needsSetUp: !(await hasAdministrator(db)),
      version: productVersion,
    };
  }),
  route(session.setUp, async (ask, { body }) => {
    const { agentId } = await ask.run(setUpInstallation, body, (_db, output) => output);
    await signIn(ask, "workspace", { login: body.login, password: body.password });
    return agentSessionOf(ask, agentId);
  }),

  route(session.signInAgent, async (ask, { body }) => {
    const person = await signIn(ask, "workspace", body);
    return agentSessionOf(ask, "agentId" in person ? person.agentId : "");
  }),
  route(session.getAgentSession, (ask) => ask.read((db) => presentAgentSession(db, agentPrincipal(ask.principal)))),
  route(session.signOutAgent, (ask) => {
    const { agentId, sessionId } = agentPrincipal(ask.principal);
    return signOut(ask, "workspace", { agentId }, sessionId);
  }),
  route(session.requestAgentReset, (ask, { body }) => askForLink(ask, "workspace", body.login)),
  route(session.readAgentLink, (ask, { body }) => readLink(ask, "workspace", body.token)),
  route(session.setAgentPassword, (ask, { body }) => setPassword(ask, "workspace", body)),
  route(session.changeAgentPassword, (ask, { body }) => {
    const { agentId, sessionId } = agentPrincipal(ask.principal);
    return ask.run(changeOwnPassword, { person: { agentId }, sessionId, ...body }, nothing);
  }),

  route(session.signInContact, async (ask, { body }) => {
    const person = await signIn(ask, "portal", body);
    const db = ask.kernel.databases.portal;
    const facts = found(await findContactFacts(db, "contactId" in person ? person.contactId : ""));
    return presentContactSession(db, effectiveAccess(facts, ask.now.getTime()));
  }),
  route(session.getContactSession, (ask) => ask.read((db, who) => presentContactSession(db, contactAsking(who).access))),
  route(session.signOutContact, (ask) => {
    const { contactId, sessionId } = contactPrincipal(ask.principal);
    return signOut(ask, "portal", { contactId }, sessionId);
  }),
  route(session.requestPortalReset, (ask, { body }) => askForLink(ask, "portal", body.login)),
  route(session.readPortalLink, (ask, { body }) => readLink(ask, "portal", body.token)),
  route(session.setPortalPassword, (ask, { body }) => setPassword(ask, "portal", body)),

  route(session.getProfile, (ask) => ask.read((db, who) => presentProfile(db, contactAsking(who).access.contactId))),
  route(session.changeProfile, (ask, { body }) => ask.run(changeProfile, body, presentProfile)),
  route(session.changeOwnPassword, (ask, { body }) => {
    const { contactId, sessionId } = contactPrincipal(ask.principal);
    return ask.run(changeOwnPassword, { person: { contactId }, sessionId, ...body }, nothing);
  }),
  route(session.listOwnSessions, (ask) =>
    ask.read(async (db) => {
      const { contactId, sessionId } = contactPrincipal(ask.principal);
      return { items: (await listSessionsOf(db, { contactId }, ask.now)).map((row) => presentSession(row, sessionId)) };
    }),
  ),
  route(session.endOtherSessions, (ask) => {
    const { contactId, sessionId } = contactPrincipal(ask.principal);
    return ask.run(endOtherSessions, { person: { contactId }, sessionId }, nothing);
  }),
  route(session.endOwnSession, (ask, { params }) =>
    ask.run(endOwnSession, { person: { contactId: contactPrincipal(ask.principal).contactId }, sessionId: params.id }, nothing),
  ),
];
