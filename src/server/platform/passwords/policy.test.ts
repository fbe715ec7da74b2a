import { describe, expect, test } from "vitest";
import { commonPasswords } from "./common-passwords.ts";
import { checkPassword } from "./policy.ts";

const owner = { login: "anna.huber", email: "a.huber-lang@example.com", names: ["Anna", "Huber", "Li"] };
const check = (password: string) => checkPassword(password, owner);

describe("a new password", () => {
  test("of 10 characters is long enough, whatever they are: no composition rules", () => {
    for (const password of ["vogelnest tief", "zfkwqnbxrt", "Ωμέγα στην αρχή", "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵", "8203 7461 5592"]) expect(check(password)).toEqual([]);
  });

  test("of fewer is too short, counted in characters and not in bytes", () => {
    expect(check("zfkwqnbxr")).toEqual(["password.tooShort"]);
    expect(check("🦊🐻🐼🐨🐯")).toEqual(["password.tooShort"]);
    expect(check("")).toContain("password.tooShort");
  });

  test("of more than 1024 bytes is too long", () => {
    const thousand = "vogelnest ".repeat(102);
    expect(check(`${thousand}1234`)).toEqual([]);
    expect(check(`${thousand}12345`)).toEqual(["password.tooLong"]);
    expect(check(`${"ü ".repeat(400)}`)).toContain("password.tooLong");
    expect(check("x".repeat(5_000_000))).toEqual(["password.tooLong"]);
  });

  test("must not contain login, address, what is before its @, or a name of four letters or more", () => {
    for (const password of ["xx Anna.Huber xx", "mein-a.huber-lang!", "a.huber-lang@example.com", "Familie HUBER 12"]) {
      expect(check(password), password).toEqual(["password.containsLogin"]);
    }
    expect(check("Lila Liane im Licht")).toEqual([]);
    expect(checkPassword("vogelnest tief", { login: "ab", email: null })).toEqual([]);
  });

  test("must not be a common one, in any case, nor with a few figures and marks at its end", () => {
    for (const password of [
      "Passwort123",
      "PASSWORT2026!",
      "Sommer2026",
      "qwertz1234",
      "1234567890",
      "Willkommen1!",
      "aaaaaaaaaaaa",
      "1212121212",
      "p@ssw0rd2026",
      "Geheim123456",
    ]) {
      expect(check(password), password).toContain("password.common");
    }
    expect(check("Sommer am Bodensee")).toEqual([]);
  });

  test("every listed password is lower case, listed once, 8 characters or more, and refused", () => {
    expect(new Set(commonPasswords).size).toBe(commonPasswords.length);
    for (const password of commonPasswords) {
      expect(password).toBe(password.toLowerCase());
      expect(password.length).toBeGreaterThanOrEqual(8);
      expect(check(password), password).toContain("password.common");
    }
  });
});
