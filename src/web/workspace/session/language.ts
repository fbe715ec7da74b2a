/** The language that somebody chose on this device; it goes before the one of the profile. */
import { useQueryClient } from "@tanstack/react-query";
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

/** Inside the frame: what the server said in the other language is asked for again. */
export function useChooseLanguage(): (language: Language) => void {
  const client = useQueryClient();
  return (language) => void chooseLanguage(language).then(() => client.invalidateQueries());
}
