/** Signing in by password: the brake, the hash, then a session. Known and unknown logins get the same answer in the same time. */

import type { Ask } from "#server/platform/http/route.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { atLeast, floorForBcryptCost } from "#server/platform/passwords/sign-in-floor.ts";
import { verifyNobody, verifyStored } from "#server/platform/passwords/stored-password.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { accountKeyOf, attemptOf, forgetAttempt, takeAttempt } from "./brake.ts";
import { rememberDevice } from "./brake-queries.ts";
import { type CookieRealm, readDeviceCookie, readSessionCookie, setDeviceCookie, setSessionCookie } from "./cookies.ts";
import { openSession } from "./open-session.ts";
import { findAgentForSignIn, findContactForSignIn, insertSignInEvent, type SignInCandidate } from "./people-queries.ts";
import { findHighestBcryptCost, newToken, type Person } from "./queries.ts";

/** Signs in and sets the cookies; the person on success, `signIn.failed` or `signIn.tooManyTries` else. */
export async function signIn(ask: Ask, realm: CookieRealm, input: { login: string; password: string }): Promise<Person> {
  const floor = floorForBcryptCost(await findHighestBcryptCost(ask.kernel.databases.main));
  return atLeast(floor, () => attemptSignIn(ask, realm, input));
}

async function attemptSignIn(ask: Ask, realm: CookieRealm, input: { login: string; password: string }): Promise<Person> {
  const db = ask.kernel.databases.main;
  const deviceToken = readDeviceCookie(ask.cookies.get);
  const candidate = await (realm === "portal" ? findContactForSignIn(db, input.login.trim()) : findAgentForSignIn(db, input.login.trim()));
  const attempt = await attemptOf(db, realm, candidate?.id ?? input.login, ask.network, deviceToken);
  await takeAttempt(db, attempt, ask.now);
  const person: Person | null = candidate ? (realm === "portal" ? { contactId: candidate.id } : { agentId: candidate.id }) : null;
  const check = await checkPasswordOf(candidate, input.password);
  if (!person || !check.ok) return refuse(ask, realm, person, "wrongPassword");
  try {
    const device = deviceToken ?? newToken();
    const rehashed = check.rehash ? { scheme: "argon2id", hash: await hashPassword(input.password) } : null;
    const formerToken = readSessionCookie(ask.cookies.get, realm);
    const session = await ask.run(
      openSession,
      { person, realm, device: { token: device, accountKey: attempt.accountKey }, formerToken, rehashed },
      (_db, output) => output,
    );
    await forgetAttempt(db, attempt);
    setSessionCookie(ask, realm, session.token, session.seconds);
    setDeviceCookie(ask, device);
    return person;
  } catch (error) {
    if (error instanceof Refusal && error.code === "signIn.failed")
      return refuse(ask, realm, person, candidate?.state === "active" ? "noCarryingMembership" : "notActive");
    throw error;
  }
}

async function checkPasswordOf(candidate: SignInCandidate | undefined, password: string): Promise<{ ok: boolean; rehash: boolean }> {
  if (candidate?.scheme && candidate.hash) return verifyStored(password, { scheme: candidate.scheme, hash: candidate.hash });
  await verifyNobody(password);
  return { ok: false, rehash: false };
}

/** Who has just proved to read the person's mail is no stranger: this browser gets a count of its own (see brake.ts). */
export async function trustBrowser(ask: Ask, realm: CookieRealm, person: Person): Promise<void> {
  const device = readDeviceCookie(ask.cookies.get) ?? newToken();
  await rememberDevice(ask.kernel.databases.main, device, accountKeyOf(realm, "contactId" in person ? person.contactId : person.agentId), ask.now);
  setDeviceCookie(ask, device);
}

/** The reason stands in the sign-in log, never in the answer. */
async function refuse(ask: Ask, realm: CookieRealm, person: Person | null, outcome: string): Promise<never> {
  await insertSignInEvent(ask.kernel.databases.main, {
    realm,
    person,
    outcome: person ? outcome : "unknownLogin",
    network: ask.network,
    client: ask.client,
    now: ask.now,
  });
  throw new Refusal("signIn.failed");
}
