/** The language that somebody chose on this device; it goes before the one of the profile. */
import { isLanguage, type Language, speak } from "#web/client/i18n.ts";

const key = "pforte-workspace-language";

export function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(key);
  return isLanguage(stored) ? stored : null;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(key, language);
  await speak(language);
}
