/** Every sentence in both languages, with the same gaps to fill, and none that nobody says. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { ERROR_CODES, FIELD_CODES } from "#contract/errors.ts";
import { GATE_REASONS } from "#domain/access/explain-gates.ts";
import { TICKET_VERBS } from "#domain/access/verbs.ts";
import { PATH_REASONS } from "#domain/access/way.ts";
import { SETTING_KEYS } from "#domain/settings/catalogue.ts";
import { EXPORT_REASONS } from "#domain/take-over/export-error.ts";
import { FINDING_CODES } from "#domain/take-over/findings.ts";
import de from "#locales/de.json" with { type: "json" };
import en from "#locales/en.json" with { type: "json" };
import { BACKUP_CAUSES } from "#server/features/backup/backup-error.ts";
import { VALUE_FAULTS } from "#server/platform/config/config.ts";

const sentences: Record<"de" | "en", Record<string, string>> = { de, en };
const root = resolve(import.meta.dirname, "../..");

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => readFileSync(join(root, folder, path), "utf8"));
}

const gaps = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();

test("both languages have the same keys", () => {
  expect(Object.keys(en)).toEqual(Object.keys(de));
});

test("no sentence is empty, and both languages fill the same gaps", () => {
  for (const key of Object.keys(en)) {
    const texts = [sentences.en[key] ?? "", sentences.de[key] ?? ""] as const;
    expect(
      texts.every((text) => text.trim() !== ""),
      key,
    ).toBe(true);
    if (!/_(one|other)$/.test(key)) expect(gaps(texts[0]), key).toEqual(gaps(texts[1]));
  }
});

test("German says Sie, and nobody shouts", () => {
  for (const [key, text] of Object.entries(de)) {
    expect(/\b(du|dir|dich|dein|deine|deinen)\b/i.test(text), `${key}: ${text}`).toBe(false);
    expect(text.includes("!"), `${key}: ${text}`).toBe(false);
  }
  for (const [key, text] of Object.entries(en)) expect(text.includes("!"), `${key}: ${text}`).toBe(false);
});

test("every error, field problem, gate, path, verb, setting and finding has its sentence", () => {
  const keys = [
    ...ERROR_CODES.map((code) => `error.${code}`),
    ...FIELD_CODES.map((code) => `field.${code}`),
    ...GATE_REASONS.map((reason) => `access.gate.${reason}`),
    ...PATH_REASONS.map((reason) => `access.path.${reason}`),
    ...TICKET_VERBS.map((verb) => `access.verb.${verb}`),
    ...SETTING_KEYS.flatMap((key) => [`setting.${key}.label`, `setting.${key}.meaning`]),
    ...BACKUP_CAUSES.map((cause) => `fault.cause.${cause}`),
    ...EXPORT_REASONS.map((reason) => `fault.export.${reason}`),
    ...VALUE_FAULTS.map((reason) => `fault.value.${reason}`),
    ...FINDING_CODES.map((code) => `takeOver.finding.${code}`),
  ];
  expect(keys.filter((key) => !(key in en))).toEqual([]);
});

test("every key that the sources name exists, and every key is named somewhere", () => {
  const text = ["src/web", "src/server", "src/cli", "src/domain"].flatMap(sources).join("\n");
  const named = new Set([...text.matchAll(/(?:\bt|translate)\(\s*"([\w.-]+)"/g)].map((match) => match[1] ?? ""));
  const exists = (key: string) => key in en || `${key}_one` in en || `${key}_other` in en;
  expect([...named].filter((key) => !exists(key))).toEqual([]);
  // Keys put together at run time begin with a text that stands in the sources before `${`.
  const prefixes = [...text.matchAll(/["`]([\w-]+(?:\.[\w-]+)*\.)\$\{/g)].map((match) => match[1] ?? "");
  const unused = Object.keys(en).filter((key) => {
    const plain = key.replace(/_(one|other)$/, "");
    return !text.includes(`"${plain}"`) && !prefixes.some((prefix) => plain.startsWith(prefix));
  });
  expect(unused).toEqual([]);
});
