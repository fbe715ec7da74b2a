/** Sentences by language: each a file of its own, loaded when it is needed. */
import { createInstance } from "i18next";
import { initReactI18next } from "react-i18next";
import { sentenceNumbers } from "#domain/sentence-numbers.ts";

export const LANGUAGES = ["de", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
/** Each language named in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { de: "Deutsch", en: "English" };
export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);

const load: Readonly<Record<Language, () => Promise<{ default: Record<string, string> }>>> = {
  de: () => import("#locales/de.json"),
  en: () => import("#locales/en.json"),
};

export const i18n = createInstance();

/** The browser's language if Pforte speaks it: for what is shown before the server said which one. */
export const browserLanguage = (): Language => navigator.languages.map((one) => one.slice(0, 2)).find(isLanguage) ?? "en";

async function ensureLoaded(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, "translation")) i18n.addResourceBundle(language, "translation", (await load[language]()).default);
}

/** Keys are flat (`portal.home.title`); the values come from React, which escapes them itself. */
function start(language: Language): void {
  if (i18n.isInitialized) return;
  void i18n
    .use(sentenceNumbers)
    .use(initReactI18next)
    .init({
      lng: language,
      resources: {},
      supportedLngs: [...LANGUAGES],
      fallbackLng: false,
      keySeparator: false,
      nsSeparator: false,
      initAsync: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    });
}

/** Before anything is shown. */
export const startI18n = (language: Language): Promise<void> => speak(language);

let wanted: Language | undefined;
/** The one asked for last wins, whichever file arrives first. */
export async function speak(language: Language): Promise<void> {
  start(language);
  wanted = language;
  await ensureLoaded(language);
  if (wanted !== language) return;
  document.documentElement.lang = language;
  // It tells every component, even if it is the same.
  if (i18n.resolvedLanguage !== language) await i18n.changeLanguage(language);
}
