import { describe, expect, test } from "vitest";
import { bigCrypt, desCrypt } from "./des-crypt.ts";
import { classifyLegacy, type LegacyKind, legacyDigest } from "./legacy.ts";
import { md5Crypt } from "./md5-crypt.ts";
import { standardFromOtobo, verifyBcrypt } from "./otobo-bcrypt.ts";
import { vectors } from "./otobo-vectors.test-data.ts";

describe("what a stored text is", () => {
  test.each(vectors)("$kind of $login is recognised, and the password gives the text", async ({ kind, password, stored }) => {
    const legacy = classifyLegacy(stored);
    expect(legacy.kind).toBe(kind);
    if ("digest" in legacy) expect(await legacyDigest(legacy.recipe, Buffer.from(password))).toBe(legacy.digest);
    else if ("text" in legacy) {
      expect(legacy.cost).toBe(9);
      expect(await verifyBcrypt(password, legacy.text)).toBe(true);
      expect(await verifyBcrypt(`x${password}`, legacy.text)).toBe(false);
    } else expect.unreachable();
  });

  test("OTOBO's bcrypt text becomes the standard one", () => {
    expect(standardFromOtobo("BCRYPT:9:AbCdEfGhIjKlMnOp:5FvL13CLKm2P9sFrFxTRzUAOidBHgt6")).toBe("$2a$09$OUHBXCTkP0fHYirqRU3Na.5FvL13CLKm2P9sFrFxTRzUAOidBHgt6");
  });

  test("standard bcrypt texts are recognised with their cost", () => {
    const rest = "$OUHBXCTkP0fHYirqRU3Na.5FvL13CLKm2P9sFrFxTRzUAOidBHgt6";
    for (const version of ["2a", "2b", "2y"]) {
      expect(classifyLegacy(`$${version}$31${rest}`)).toEqual({
        kind: "bcrypt",
        cost: 31,
        text: `$${version}$31${rest}`,
      });
    }
    expect(classifyLegacy("BCRYPT:31:AbCdEfGhIjKlMnOp:5FvL13CLKm2P9sFrFxTRzUAOidBHgt6")).toMatchObject({
      kind: "bcrypt-otobo",
      cost: 31,
    });
  });

  test.each<[LegacyKind, string | null]>([
    ["none", null],
    ["none", ""],
    ["unusable", "*0"],
    ["unusable", "*1"],
    ["unusable", "*"],
    ["unusable", "*17c1b8cba6fed372f40eed959c46e265ef8ec2e984b6dca935f8e38aa42c02"],
    ["unknown", "some_pass"],
    ["unknown", "17C1B8CBA6FED372F40EED959C46E265EF8EC2E984B6DCA935F8E38AA42C025F"],
    ["unknown", "fff99eddcef98a2265d68d4ec6ca9882c5fc8d0"],
    ["unknown", "fff99eddcef98a2265d68d4ec6ca9882c5fc8d0b\n"],
    ["unknown", "d'aiV3C/G8HUx"],
    ["unknown", "$1$$AeulMl8kFzRVUG0VlB5sL."],
    ["unknown", "$1$hhuber$AeulMl8kFzRVUG0VlB5sL"],
    ["unknown", "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8"],
    ["unknown", "$2a$32$OUHBXCTkP0fHYirqRU3Na.5FvL13CLKm2P9sFrFxTRzUAOidBHgt6"],
    ["unknown", "$2a$03$OUHBXCTkP0fHYirqRU3Na.5FvL13CLKm2P9sFrFxTRzUAOidBHgt6"],
    ["unknown", "$2x$09$OUHBXCTkP0fHYirqRU3Na.5FvL13CLKm2P9sFrFxTRzUAOidBHgt6"],
    ["unknown", "BCRYPT:3:AbCdEfGhIjKlMnOp:5FvL13CLKm2P9sFrFxTRzUAOidBHgt6"],
    ["unknown", "BCRYPT:9:äbCdEfGhIjKlMnOp:5FvL13CLKm2P9sFrFxTRzUAOidBHgt6"],
    ["unknown", "losj4RKaqceW2pauZZkNI9EY"],
  ])("%s: %s", (kind, stored) => {
    expect(classifyLegacy(stored)).toEqual({ kind });
  });

  test("a DES text over 13 characters is recognised only with the long login that made it", () => {
    const stored = "losj4RKaqceW2pauZZkNI9EY";
    expect(classifyLegacy(stored, "longlogin-12345")).toEqual({
      kind: "des-crypt",
      recipe: "bigcrypt:lo",
      digest: stored,
    });
    for (const login of ["", "longlogin", "other-login-12345"]) expect(classifyLegacy(stored, login).kind).toBe("unknown");
  });

  test("malformed recipes give nothing", async () => {
    for (const recipe of [
      "",
      "sha1:x",
      "md5",
      "md5-crypt",
      "md5-crypt:",
      "apr1:AAAAAAAAAAAAAAAA",
      "des",
      "des:",
      "des:d'",
      "des:abc",
      "bcrypt",
      "bcrypt:$2a$31$OUHBXCTkP0fHYirqRU3Na.",
    ]) {
      expect(await legacyDigest(recipe, Buffer.from("x")), recipe).toBeUndefined();
    }
  });
});

describe("MD5-crypt", () => {
  // Made with `openssl passwd -1 -salt … …` and `openssl passwd -apr1 -salt … …` (OpenSSL 3.0).
  test.each([
    ["xxxxxxxx", "a", "A3jv7fD0OurdPhD92ERIe1", "YMs3Jkp9Zx7lSxpQ9nJyH1"],
    ["saltsalt", "Straße 5 ✓", "65hHfa5UlAKBq1LGQl8N3/", "lfoblLTDCCc.C02MPEWQQ/"],
    ["a", "0123456789abcdef", "UOUvPr.Ilh/vv.poBgMwg1", "khwFEGycQESUBHFR0UD/c."],
    ["Ümit.Ka", "key72?", "ADiHlmEERPyQ7buZUPicj/", "r.HScZyp75apCSWp6.mOT/"],
    ["hh", "0123456789abcdef0123456789abcdef0", "wdqO0hQ6HR6I2WJrRemvN0", "Nt8Aq/dT4LYCrZp0YfudF."],
    ["longsalt", "pässwörd mit Leerzeichen und mehr als sechzig Zeichen Länge, damit alles drankommt", "LZU7MDd5oQX.g0uRowKGA.", "cgA/c4oiZQN65d5Rtq0sj0"],
  ])("salt %s gives what OpenSSL gives", (salt, password, md5, apr1) => {
    expect(md5Crypt(Buffer.from(password), Buffer.from(salt), "$1$")).toBe(md5);
    expect(md5Crypt(Buffer.from(password), Buffer.from(salt), "$apr1$")).toBe(apr1);
  });

  test("the first 8 bytes of the login are the salt, even when they end within a character", async () => {
    // Login `müllerö`: 6d c3 bc 6c 6c 65 72 c3 | b6; the database holds those bytes as Latin-1 characters.
    const bytes = Buffer.from("müllerö").subarray(0, 8);
    const stored = `$1$${bytes.toString("latin1")}$3.dBAyAPnH2E8vUyPxYi60`;
    const legacy = classifyLegacy(stored);
    expect(legacy).toMatchObject({ kind: "md5-crypt", recipe: `md5-crypt:${bytes.toString("base64url")}` });
    if ("recipe" in legacy) expect(await legacyDigest(legacy.recipe, Buffer.from("geheim"))).toBe(legacy.digest);
    expect(md5Crypt(Buffer.from("geheim"), Buffer.from("müllerö und mehr"), "$1$")).toBe("3.dBAyAPnH2E8vUyPxYi60");
  });
});

describe("DES crypt", () => {
  // Made with crypt(3) of libxcrypt 4.4.
  test.each([
    ["zZ", "a", "zZ/Dc0K.bMxrQ"],
    ["./", "Straße 5", "./rpL4adFSovc"],
    ["Z9", "key 99 äöü", "Z9P/hsanmmi8."],
    ["lo", "12345678", "losj4RKaqceW2"],
  ])("salt %s gives what crypt(3) gives", (salt, password, text) => {
    expect(desCrypt(Buffer.from(password), salt)).toBe(text);
  });

  test.each([
    ["12345678", "losj4RKaqceW2"],
    ["123456789", "losj4RKaqceW2pauZZkNI9EY"],
    ["some_pass", "loX08xoAQr1Lk1s7WzSvYXJU"],
    ["aaaaaaaabbbbbbbb", "lo5U6NmxIddOgETRUvIVM9K6"],
    ["aaaaaaaabbbbbbbbcc", "lo5U6NmxIddOgETRUvIVM9K6nbWV6Vh3ScA"],
    [
      "x".repeat(200),
      "lobZXYErul2X.cPArMWAmGmIxUZ1.cCJrk.SSB8pMhXxjIlN/gQCeNoZgwVsHoXd4/bUeKqX3YKqrgo7NQWbcudjHYWoeVSznm5U.SgodYVs9pfUcf.BhC4pWqMHk8acY8QxskhKyaZoxss/k2HEc9iV9acINGTx5NEEqVIMHGMQg1QA8I",
    ],
  ])("with a long login %s gives what crypt(3) gives", (password, text) => {
    expect(bigCrypt(Buffer.from(password), "lo")).toBe(text);
  });
});
