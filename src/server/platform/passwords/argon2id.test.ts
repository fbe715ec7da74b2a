import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { argon2Parameters, decoyHash, hashPassword, isArgon2id, isCurrentArgon2id, verifyArgon2id } from "./argon2id.ts";
import { createHashQueue } from "./hash-queue.ts";

const cheap = { memoryKibibytes: 8, passes: 1, lanes: 1 };

describe("argon2id", () => {
  test("a new hash has today's parameters, 16 bytes of salt and 32 of tag, and verifies", async () => {
    const phc = await hashPassword("Straße 5 ✓ カス");
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(isCurrentArgon2id(phc)).toBe(true);
    expect(await verifyArgon2id("Straße 5 ✓ カス", phc)).toBe(true);
    expect(await verifyArgon2id("Straße 5 ✓ カ", phc)).toBe(false);
  });

  test("texts of the reference implementation verify (phc-winner-argon2, test.c)", async () => {
    const references = [
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
      "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
    ];
    for (const phc of references) {
      expect(await verifyArgon2id("password", phc)).toBe(true);
      expect(await verifyArgon2id("Password", phc)).toBe(false);
      expect(isCurrentArgon2id(phc)).toBe(false);
    }
  });

  test("two hashes of one password differ", async () => {
    expect(await hashPassword("zweimal dasselbe", cheap)).not.toBe(await hashPassword("zweimal dasselbe", cheap));
  });

  test("the right password is accepted and any other refused, byte for byte as typed", async () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, text, async (password, other) => {
        const phc = await hashPassword(password, cheap);
        expect(await verifyArgon2id(password, phc)).toBe(true);
        expect(await verifyArgon2id(other, phc)).toBe(other === password);
      }),
      { numRuns: 200 },
    );
    const composed = await hashPassword("M\u00fcller", cheap);
    expect(await verifyArgon2id("Mu\u0308ller", composed)).toBe(false);
    expect(await verifyArgon2id("M\u00fcller ", composed)).toBe(false);
    expect(await verifyArgon2id("M\u00fcller\0", composed)).toBe(false);
  });

  test("empty, too long and ill-formed passwords are never hashed and never right", async () => {
    expect(await verifyArgon2id("ü".repeat(512), await hashPassword("ü".repeat(512), cheap))).toBe(true);
    const phc = await hashPassword("a", cheap);
    for (const password of ["", "a".repeat(1025), "ü".repeat(513), "a".repeat(10_000_000), "\ud800"]) {
      await expect(hashPassword(password, cheap)).rejects.toThrow(RangeError);
      expect(await verifyArgon2id(password, phc)).toBe(false);
    }
  });

  test("malformed and greedy texts belong to no password", async () => {
    const salt = "c29tZXNhbHQ";
    const tag = "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    const texts = [
      "",
      "*0",
      "$argon2id$",
      `$argon2i$v=19$m=256,t=2,p=1$${salt}$${tag}`,
      `$argon2id$v=16$m=256,t=2,p=1$${salt}$${tag}`,
      `$argon2id$m=256,t=2,p=1$${salt}$${tag}`,
      `$argon2id$v=19$m=256,t=0,p=1$${salt}$${tag}`,
      `$argon2id$v=19$m=256,t=2,p=0$${salt}$${tag}`,
      `$argon2id$v=19$m=7,t=2,p=1$${salt}$${tag}`,
      `$argon2id$v=19$m=9999999,t=2,p=1$${salt}$${tag}`,
      `$argon2id$v=19$m=256,t=999,p=1$${salt}$${tag}`,
      `$argon2id$v=19$m=256,t=2,p=1$c2FsdA$${tag}`,
      `$argon2id$v=19$m=256,t=2,p=1$${salt}$c2FsdA`,
      `$argon2id$v=19$m=256,t=2,p=1$${salt}$`,
      `$argon2id$v=19$m=256,t=2,p=1$${salt}$${tag}=`,
      `$argon2id$v=19$m=256,t=2,p=1$${salt}$${tag}\n`,
      ` $argon2id$v=19$m=256,t=2,p=1$${salt}$${tag}`,
    ];
    for (const text of texts) {
      expect(isArgon2id(text), text).toBe(false);
      expect(await verifyArgon2id("password", text), text).toBe(false);
    }
  });

  test("the decoy asks for the same work as a hash of today", () => {
    expect(isCurrentArgon2id(decoyHash)).toBe(true);
    expect(isCurrentArgon2id(decoyHash, { ...argon2Parameters, passes: 3 })).toBe(false);
  });
});

describe("the hash queue", () => {
  test("never runs more than its limit, keeps the order, and goes on after an error", async () => {
    const inQueue = createHashQueue(2);
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const work = (index: number) => async () => {
      started.push(index);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1 + (index % 3)));
      running -= 1;
      if (index % 5 === 0) throw new Error(`work ${index}`);
      return index;
    };
    const indexes = Array.from({ length: 30 }, (_, index) => index);
    const results = await Promise.allSettled(indexes.map((index) => inQueue(work(index))));
    expect(most).toBe(2);
    expect(started).toEqual(indexes);
    expect(results.filter(({ status }) => status === "rejected")).toHaveLength(6);
    expect(await inQueue(async () => "free again")).toBe("free again");
  });
});
