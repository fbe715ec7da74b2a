import { createHash } from "node:crypto";
import { hash as bcryptHash } from "@node-rs/bcrypt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { argon2Parameters, hashPassword } from "./argon2id.ts";
import { bigCrypt, desCrypt } from "./des-crypt.ts";
import { md5Crypt } from "./md5-crypt.ts";
import { vectors } from "./otobo-vectors.test-data.ts";
import { type StoredPassword, verifyNobody, verifyStored, wrapForStorage, wrapPlain } from "./stored-password.ts";

const cheap = { memoryKibibytes: 8, passes: 1, lanes: 1 };
const wrongAnswer = { ok: false, rehash: false };

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 30 });
const shortAscii = fc.string({ unit: fc.constantFrom(..."abcXYZ019 !?~"), minLength: 1, maxLength: 8 });
const shortText = fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 8 }).filter((password) => !password.includes("\0"));
const login = fc.stringMatching(/^[a-z0-9]{2,6}[a-z0-9äöü.@-]{0,20}$/);

/** How OTOBO writes each kind, and which passwords it can tell apart (DES: 8 bytes of 7 bits; bcrypt: 72 bytes). */
const writers = [
  { kind: "sha1", password: text, write: (password: string) => hex("sha1", password) },
  { kind: "sha256", password: text, write: (password: string) => hex("sha256", password) },
  { kind: "sha512", password: text, write: (password: string) => hex("sha512", password) },
  { kind: "md5-crypt", password: text, write: (password: string, by: string) => md5Text(password, by, "$1$") },
  { kind: "apr1", password: text, write: (password: string, by: string) => md5Text(password, by, "$apr1$") },
  {
    kind: "des",
    password: fc.oneof(shortAscii, shortText),
    write: (password: string, by: string) => desCrypt(Buffer.from(password), by.slice(0, 2)),
  },
  { kind: "bcrypt", password: shortText, write: (password: string) => bcryptHash(password, 4) },
  { kind: "bcrypt", password: shortText, write: otoboBcrypt },
];

describe("wrapped passwords of OTOBO", () => {
  test.each(writers)("$kind: the right password is accepted and any other refused", async ({ kind, password, write }) => {
    await fc.assert(
      fc.asyncProperty(password, password, login, async (right, other, by) => {
        const wrapped = await wrap(await write(right, by), by);
        expect(wrapped.scheme.startsWith(`argon2id+${kind}`)).toBe(true);
        expect(await verifyStored(right, wrapped, cheap)).toEqual({ ok: true, rehash: true });
        expect((await verifyStored(other, wrapped, cheap)).ok).toBe(other === right);
      }),
      { numRuns: 40 },
    );
  });

  test("bigcrypt, the DES text of a long login: every byte up to 128 counts", async () => {
    const right = "Straße 12, links vom Brunnen";
    const wrapped = await wrap(bigCrypt(Buffer.from(right), "qg"), "qgrossmann.lang");
    expect(wrapped.scheme).toBe("argon2id+bigcrypt:qg");
    expect((await verifyStored(right, wrapped)).ok).toBe(true);
    for (const other of [right.slice(0, 8), right.slice(0, -1), `${right}!`]) expect((await verifyStored(other, wrapped)).ok).toBe(false);
  });

  test.each(vectors)("$kind of $login verifies and is renewed; nothing fast is stored", async ({ login, password, kind, stored }) => {
    const wrapped = await wrap(stored, login);
    expect(await verifyStored(password, wrapped)).toEqual({ ok: true, rehash: true });
    expect(await verifyStored(`x${password}`, wrapped)).toEqual(wrongAnswer);
    expect(wrapped.scheme === "bcrypt").toBe(kind.startsWith("bcrypt"));
    // Neither the old text nor its digest is a password.
    expect((await verifyStored(stored, wrapped)).ok).toBe(false);
    expect((await verifyStored(stored.slice(-22), wrapped)).ok).toBe(false);
  });

  test("the schemes name the family and keep the salt", async () => {
    const schemes = await Promise.all(vectors.slice(0, 8).map(async ({ stored, login }) => (await wrap(stored, login)).scheme));
    const salt = Buffer.from("hhuber").toString("base64url");
    expect(schemes).toEqual([
      "argon2id+des:hh",
      `argon2id+md5-crypt:${salt}`,
      `argon2id+apr1:${salt}`,
      "argon2id+sha1",
      "argon2id+sha256",
      "argon2id+sha512",
      "bcrypt",
      "bcrypt",
    ]);
  });

  test("a NUL hides nothing: what follows it is part of the password", async () => {
    const des = await wrap(desCrypt(Buffer.from("geheim"), "hh"), "hh");
    const bcrypt = await wrap(await bcryptHash("ab", 4), "hh");
    const slow: StoredPassword = { scheme: "bcrypt", hash: await bcryptHash("ab", 4) };
    expect((await verifyStored("geheim\0und mehr", des)).ok).toBe(false);
    expect((await verifyStored("ab\0ab", bcrypt)).ok).toBe(false);
    expect((await verifyStored("ab\0ab", slow)).ok).toBe(false);
    expect((await verifyStored("ab", slow)).ok).toBe(true);
  });
});

describe("what opens nothing", () => {
  test("an unusable, missing or unknown text is not stored", async () => {
    expect(await wrapForStorage("*0", "Ümit.Kaya")).toEqual({ reason: "unusable" });
    expect(await wrapForStorage("", "x")).toEqual({ reason: "none" });
    expect(await wrapForStorage(null, "x")).toEqual({ reason: "none" });
    expect(await wrapForStorage("some_pass", "x")).toEqual({ reason: "unknown" });
    expect(await wrapForStorage("BCRYPT:16:AbCdEfGhIjKlMnOp:5FvL13CLKm2P9sFrFxTRzUAOidBHgt6", "x")).toEqual({
      reason: "unknown",
    });
  });

  test("`*0` never lets anybody in, whatever the scheme says", async () => {
    for (const scheme of ["argon2id", "bcrypt", "argon2id+des:*0", "argon2id+sha256", "plain", "crypt", ""]) {
      for (const hash of ["*0", "*1", "*", ""]) {
        for (const password of ["*0", "*", "x", ""]) expect(await verifyStored(password, { scheme, hash }, cheap)).toEqual(wrongAnswer);
      }
    }
  });

  test("the empty password is never right, even where its hash is stored", async () => {
    const empty = createHash("sha256").update("").digest("hex");
    const stored = [await wrap(empty, "x"), { scheme: "bcrypt", hash: await bcryptHash("", 4) }];
    for (const each of stored) expect(await verifyStored("", each)).toEqual(wrongAnswer);
  });

  test("malformed stored data is never right and never throws", async () => {
    const phc = await hashPassword("x", cheap);
    const bcrypt = await bcryptHash("x", 4);
    const schemes = fc.oneof(
      fc.constantFrom("argon2id", "bcrypt", "argon2id+sha1", "argon2id+md5-crypt:", "argon2id+des:**", "argon2id+", "argon2id+bcrypt:$2a$04$"),
      fc.string(),
    );
    const cut = (whole: string) => fc.nat(whole.length - 1).map((end) => whole.slice(0, end));
    const hashes = fc.oneof(
      cut(phc),
      cut(bcrypt),
      cut(bcrypt).map((part) => `${part}!`),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(schemes, hashes, text, async (scheme, hash, password) => {
        expect(await verifyStored(password, { scheme, hash }, cheap)).toEqual(wrongAnswer);
      }),
      { numRuns: 150 },
    );
    for (const stored of [
      { scheme: null, hash: null },
      { scheme: "argon2id", hash: undefined },
      { scheme: 5, hash: {} },
    ]) {
      expect(await verifyStored("x", stored as unknown as StoredPassword)).toEqual(wrongAnswer);
    }
    expect(await verifyStored("x", { scheme: "argon2id+unheard-of", hash: phc })).toEqual(wrongAnswer);
    expect(await verifyStored("x", { scheme: "bcrypt", hash: bcrypt.replace("$04$", "$31$") })).toEqual(wrongAnswer);
  });

  test("nobody's password is always wrong", async () => {
    for (const password of ["x", "", "a".repeat(2000), "some_pass"]) expect(await verifyNobody(password)).toBe(false);
  });
});

describe("renewal", () => {
  test("a hash with today's parameters stays, one with others is renewed, a wrong password renews nothing", async () => {
    const current: StoredPassword = { scheme: "argon2id", hash: await hashPassword("Sonnenaufgang um 5") };
    const old: StoredPassword = {
      scheme: "argon2id",
      hash: await hashPassword("Sonnenaufgang um 5", { ...argon2Parameters, passes: 1 }),
    };
    expect(await verifyStored("Sonnenaufgang um 5", current)).toEqual({ ok: true, rehash: false });
    expect(await verifyStored("Sonnenaufgang um 5", old)).toEqual({ ok: true, rehash: true });
    expect(await verifyStored("Sonnenaufgang um 6", old)).toEqual(wrongAnswer);
  });
});

describe("plain passwords, when asked for", () => {
  test("they are hashed; texts that can only be hashes are wrapped as hashes", async () => {
    const plain = await wrapPlain("geheim", "x", cheap);
    expect(plain).toMatchObject({ scheme: "argon2id" });
    expect((await verifyStored("geheim", plain as StoredPassword, cheap)).ok).toBe(true);
    expect(await wrapPlain("Sonnenschein1", "x", cheap)).toMatchObject({ scheme: "argon2id" });
    expect(await wrapPlain(hex("sha1", "x"), "x", cheap)).toMatchObject({ scheme: "argon2id+sha1" });
    expect(await wrapPlain("*geheim*", "x", cheap)).toMatchObject({ scheme: "argon2id" });
    expect(await wrapPlain("*0", "x")).toEqual({ reason: "unusable" });
    expect(await wrapPlain("", "x")).toEqual({ reason: "none" });
    expect(await wrapPlain(null, "x")).toEqual({ reason: "none" });
    expect(await wrapPlain("a".repeat(1025), "x")).toEqual({ reason: "unknown" });
  });
});

async function wrap(stored: string, login: string): Promise<StoredPassword> {
  const wrapped = await wrapForStorage(stored, login, cheap);
  if ("reason" in wrapped) throw new Error(`${stored}: ${wrapped.reason}`);
  return wrapped;
}

function hex(algorithm: string, password: string): string {
  return createHash(algorithm).update(password, "utf8").digest("hex");
}

/** As the database shows it: UTF-8 where the 8 bytes are whole characters, else each byte as a Latin-1 character. */
function md5Text(password: string, login: string, magic: "$1$" | "$apr1$"): string {
  const salt = Buffer.from(login).subarray(0, 8);
  const shown = Buffer.from(salt.toString("utf8")).equals(salt) ? salt.toString("utf8") : salt.toString("latin1");
  return `${magic}${shown}$${md5Crypt(Buffer.from(password), salt, magic)}`;
}

async function otoboBcrypt(password: string): Promise<string> {
  const salt = "q8ZkW2tLmN4xY7Rb";
  const standard = await bcryptHash(password, 4, Buffer.from(salt));
  return `BCRYPT:4:${salt}:${standard.slice(-31)}`;
}
