/** Lets every sign-in with a password take the same time, so that time does not tell which logins exist. */
import { setTimeout as sleep } from "node:timers/promises";

/**
 * No sign-in answers earlier than this. Chosen as about twice the slowest hash usually stored: bcrypt cost 12, OTOBO's
 * default, takes 200 to 300 ms of a 2024 server's processor; argon2id with today's parameters about 30 ms.
 * It does not cover a machine half as fast, and waiting in the hash queue (the same for every login).
 */
export const signInFloorMilliseconds = 500;

const usualBcryptCost = 12;

/**
 * The floor while bcrypt hashes up to this cost are stored (null: none). Each step of cost doubles the work, so it doubles
 * the floor, for everybody: else those few would be told from unknown logins by time. Their first sign-in replaces the
 * hash (see stored-password.ts), and with the last of them the floor is the usual one again.
 */
export const floorForBcryptCost = (highestCost: number | null): number => signInFloorMilliseconds * 2 ** Math.max(0, (highestCost ?? 0) - usualBcryptCost);

/** The outcome of `work`, result or error alike, not before `floorMilliseconds` have passed since the call. */
export async function atLeast<Result>(floorMilliseconds: number, work: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + floorMilliseconds;
  try {
    return await work();
  } finally {
    // A timer may fire up to a millisecond early.
    for (let left = end - performance.now(); left > 0; left = end - performance.now()) await sleep(Math.ceil(left));
  }
}
