/** A refusal as a sentence in the language of the screen. */

import { ApiProblem } from "./call.ts";
import { i18n } from "./i18n.ts";

export function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return i18n.t("error.server.failed");
  if (error.code === "unreachable") return i18n.t("ui.unreachable");
  const key = `error.${error.code}`;
  return i18n.exists(key) ? i18n.t(key, error.words) : error.message;
}

/** What is wrong with each field, by its path, for forms. */
export function fieldTexts(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    error.fields.map((field) => {
      const key = `field.${field.code}`;
      return [field.path, i18n.exists(key) ? i18n.t(key) : field.message];
    }),
  );
}
