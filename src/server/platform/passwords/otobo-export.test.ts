import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { classifyLegacy, type LegacyKind } from "./legacy.ts";
import { verifyStored, wrapForStorage } from "./stored-password.ts";

const repository = resolve(import.meta.dirname, "..", "..", "..", "..");
const folder = resolve(repository, "..", "shared", "data", "otobo-export");

type Row = Record<string, string>;

const kinds: Record<string, LegacyKind> = {
  none: "none",
  "crypt (unusable salt)": "unusable",
  crypt: "des-crypt",
  md5: "md5-crypt",
  apr1: "apr1",
  sha1: "sha1",
  sha2: "sha256",
  sha512: "sha512",
  bcrypt: "bcrypt-otobo",
};

test("every password of a real OTOBO export signs in, and no other", { timeout: 60_000 }, async () => {
  if (!existsSync(folder)) {
    console.info(`Left out: there is no OTOBO export in ${folder}.`);
    return;
  }
  const stored = new Map(read("customer_user.csv").map((row) => [row.login, row.pw ?? ""]));
  const rows = read("passwords.csv");
  expect(rows.length).toBeGreaterThan(0);

  await Promise.all(
    rows.map(async ({ login = "", password = "", kind = "" }) => {
      const text = stored.get(login);
      expect(text, login).toBeDefined();
      expect(classifyLegacy(text ?? null).kind, login).toBe(kinds[kind]);
      const wrapped = await wrapForStorage(text ?? null, login);
      if ("reason" in wrapped) {
        expect(wrapped.reason, login).toBe(kinds[kind]);
        return;
      }
      expect(await verifyStored(password, wrapped), login).toEqual({ ok: true, rehash: true });
      expect(await verifyStored(`!${password}`, wrapped), login).toEqual({ ok: false, rehash: false });
    }),
  );
});

function read(file: string): Row[] {
  return parse<Row>(readFileSync(resolve(folder, file)), { columns: true });
}
