/** Sentences of locales/*.json for mails, problems and explanations; the same files and rules as in the browser. */
import { createInstance } from "i18next";
import { sentenceNumbers } from "#domain/sentence-numbers.ts";
import de from "#locales/de.json" with { type: "json" };
import en from "#locales/en.json" with { type: "json" };

export type Language = "de" | "en";
export type Translate = (key: string, values?: Record<string, unknown>) => string;

const sentences = createInstance();
await sentences.use(sentenceNumbers).init({
  resources: { de: { translation: de }, en: { translation: en } },
  supportedLngs: ["de", "en"],
  fallbackLng: "en",
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false, alwaysFormat: true },
});

const translators = { de: sentences.getFixedT("de"), en: sentences.getFixedT("en") };

export const translateTo =
  (language: Language): Translate =>
  (key, values) =>
    translators[language](key, values ?? {}) as string;

/** The first of de and en in an Accept-Language header; null: neither. */
export function acceptedLanguage(header: string | null | undefined): Language | null {
  for (const part of header?.split(",") ?? []) {
    const tag = part.split(";")[0]?.trim().slice(0, 2).toLowerCase();
    if (tag === "de" || tag === "en") return tag;
  }
  return null;
}
