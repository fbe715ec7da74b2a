/**
 * The brake on guessing passwords. Failures count per account and network (10 in 15 minutes), per network (100 in 15 minutes)
 * and per account from browsers it does not know (100 in an hour). A browser that signed in to the account before carries a
 * device cookie and has a count of its own: a stranger's failures never slow it down, so nobody can lock somebody else out;
 * and the link to set a new password works in any case (OWASP "device cookies"; ASVS 6.1.1, 6.3.1).
 * The account is the person whom login or address name, else the text as typed: logins that do not exist are braked the same.
 */
import { createHash } from "node:crypto";
import type { Queryable } from "#server/platform/db/connect.ts";
import { networkOf } from "#server/platform/http/network.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { addFailure, clearFailures, countFailures, isKnownDevice, takeBackFailure } from "./brake-queries.ts";

export const shortWindowMinutes = 15;
export const longWindowMinutes = 60;
export const mostFailures = { pair: 10, device: 10, network: 100, account: 100 } as const;

export type Attempt = {
  accountKey: string;
  deviceToken: string | undefined;
  known: boolean;
  keys: { pair: string; network: string; account: string; device: string };
};

/** `account`: the id of the person, or the login as typed where nobody has it. Keys hold only its hash. */
export const accountKeyOf = (realm: string, account: string): string =>
  `${realm} ${createHash("sha256").update(account.trim().toLowerCase()).digest("base64url").slice(0, 22)}`;

export async function attemptOf(db: Queryable, realm: string, account: string, address: string, deviceToken: string | undefined): Promise<Attempt> {
  const accountKey = accountKeyOf(realm, account);
  const network = networkOf(address);
  const device = createHash("sha256")
    .update(deviceToken ?? "")
    .digest("base64url")
    .slice(0, 22);
  return {
    accountKey,
    deviceToken,
    known: await isKnownDevice(db, deviceToken, accountKey),
    keys: { pair: `pair ${accountKey} ${network}`, network: `network ${network}`, account: `account ${accountKey}`, device: `device ${accountKey} ${device}` },
  };
}

/**
 * Counts the attempt as failed before it is made, so that many at once cannot slip past, and refuses with the seconds to
 * wait once a count is full. A success takes it back.
 */
export async function takeAttempt(db: Queryable, attempt: Attempt, now: Date): Promise<void> {
  const { keys, known } = attempt;
  const limits: Limit[] = known
    ? [[keys.device, mostFailures.device, shortWindowMinutes]]
    : [
        [keys.pair, mostFailures.pair, shortWindowMinutes],
        [keys.network, mostFailures.network, shortWindowMinutes],
        [keys.account, mostFailures.account, longWindowMinutes],
      ];
  for (const [key, , minutes] of limits) await addFailure(db, [key], now, minutesBefore(now, minutes));
  const counts = await countFailures(
    db,
    limits.map(([key]) => key),
    minutesBefore(now, longWindowMinutes),
  );
  const waits = limits.flatMap(([key, most, minutes]) => {
    const count = counts.get(key);
    return count && count.failures > most ? [Math.max(1, Math.ceil((count.since.getTime() + minutes * 60_000 - now.getTime()) / 1000))] : [];
  });
  if (waits.length > 0) throw new Refusal("signIn.tooManyTries", { retryAfterSeconds: Math.max(...waits) });
}

type Limit = readonly [key: string, most: number, minutes: number];

/** After a success: its own counts start anew; network and account only lose this attempt, so that one own account does not clear the way for guessing others. */
export async function forgetAttempt(db: Queryable, attempt: Attempt): Promise<void> {
  await clearFailures(db, [attempt.keys.pair, attempt.keys.device]);
  if (!attempt.known) await takeBackFailure(db, [attempt.keys.network, attempt.keys.account]);
}

const minutesBefore = (now: Date, minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
