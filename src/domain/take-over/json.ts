/** Reads parsed JSON that people may have written: what is not of the expected shape is a clear error. */
import { ExportError } from "./export-error.ts";

export type Json = Readonly<Record<string, unknown>>;

const bad = (what: string, reason: "notAnObject" | "notAList"): ExportError =>
  new ExportError("takeOver.badSettings", { file: "settings.json" }, reason, { what });

export function asObject(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw bad(what, "notAnObject");
  return value as Json;
}

export function asList(value: unknown, what: string): Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw bad(what, "notAList");
  return value.map((entry) => asObject(entry, `${what}[]`));
}

export function asTexts(value: unknown, what: string, fallback: string[]): string[] {
  if (value === undefined || value === null) return fallback;
  if (!Array.isArray(value)) throw bad(what, "notAList");
  return value.map(asText).filter((text) => text !== "");
}

export const asText = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");
export const asFlag = (value: unknown): boolean => value === true || value === 1 || value === "1" || value === "true";
