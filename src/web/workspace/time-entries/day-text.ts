import { useFormats } from "#web/ui/ui-context.tsx";

/** A day of the calendar, which no time zone moves: `2026-03-02` → 2 Mar 2026. */
export function useDayText(): (day: string) => string {
  const { language } = useFormats();
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
}
