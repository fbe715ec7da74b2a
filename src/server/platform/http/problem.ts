/** Errors on the wire: RFC 9457 problem details with a stable code, never a stack trace. */

import type { z } from "zod";
import { ERRORS, type FieldCode, type Problem } from "#contract/errors.ts";
import { asRefusal } from "#server/platform/db/constraint-errors.ts";
import type { Translate } from "#server/platform/i18n/translate.ts";
import { Refusal } from "#server/platform/refusal.ts";

export function problemOf(error: unknown, translate: Translate): Problem {
  const refusal = asRefusal(error);
  const { code, fields, retryAfterSeconds, mergedIntoId, words } = refusal instanceof Refusal ? refusal : new Refusal("server.failed");
  return {
    type: `https://pforte.dev/problems/${code}`,
    title: translate(`error.${code}`, words),
    status: ERRORS[code],
    code,
    ...(fields.length > 0 ? { errors: fields.map((field) => ({ ...field, message: translate(`field.${field.code}`) })) } : {}),
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    ...(mergedIntoId === null ? {} : { mergedIntoId }),
    ...(Object.keys(words).length === 0 ? {} : { words: { ...words } }),
  };
}

/** Zod's issues as field problems of the contract. */
export function invalidInput(issues: readonly z.core.$ZodIssue[]): Refusal {
  return new Refusal("request.invalid", { fields: issues.slice(0, 50).flatMap(fieldProblems) });
}

function fieldProblems(issue: z.core.$ZodIssue): { path: string; code: FieldCode }[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ path: path === "" ? key : `${path}.${key}`, code: "unknownProperty" }));
  return [{ path, code: fieldCode(issue) }];
}

function fieldCode(issue: z.core.$ZodIssue): FieldCode {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "required" : "wrongType";
    case "too_small":
      return issue.origin === "string" ? (issue.minimum === 1 ? "required" : "tooShort") : issue.origin === "array" ? "required" : "tooSmall";
    case "too_big":
      return issue.origin === "string" || issue.origin === "array" ? "tooLong" : "tooLarge";
    case "invalid_value":
      return "notInList";
    case "invalid_union":
      return "wrongType";
    default:
      return "badFormat";
  }
}
