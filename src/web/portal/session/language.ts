/** Which language is spoken: the session's after sign-in, the installation's before, the one of the last visit until either is known. */
import { browserLanguage, isLanguage, type Language, speak, startI18n } from "#web/client/i18n.ts";

const key = "pforte-language";

/** Only spares a second loading; what the server says counts. */
export function rememberedLanguage(): Language {
  const stored = localStorage.getItem(key);
  return isLanguage(stored) ? stored : browserLanguage();
}
export const startLanguage = (language: Language): Promise<void> => startI18n(language);

/** Chosen on a page before sign-in; holds until the tab is closed. */
let chosen: Language | null = null;
export async function chooseLanguage(language: Language): Promise<void> {
  chosen = language;
  await speak(language);
}

/** @param onlyNow of a page before sign-in: a choice made there goes first, and nothing is remembered. */
export async function speakAndRemember(language: Language, { onlyNow = false } = {}): Promise<void> {
  if (!onlyNow) localStorage.setItem(key, language);
  await speak(onlyNow ? (chosen ?? language) : language);
}
