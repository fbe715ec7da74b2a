/** From when until when a right holds, as the text that stands beside the marks of a cell: two instants, or nothing. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Formats, formatsFor } from "#web/client/dates.ts";
import { useFormats } from "#web/ui/ui-context.tsx";

export type Period = { from: string | null; until: string | null };

export const periodText = ({ from, until }: Period): string => (from === null && until === null ? "" : `${from ?? ""}/${until ?? ""}`);

export function periodOf(more: string): Period {
  const [from = "", until = ""] = more.split("/");
  return { from: from || null, until: until || null };
}

/** "until 31 Dec", in the days of a time zone. Stable. */
export function usePeriodWords(): (more: string, timeZone: string) => string {
  const { t, i18n } = useTranslation();
  const { language } = useFormats();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language only
  return useMemo(() => {
    const formats = new Map<string, Formats>();
    const dayIn = (timeZone: string) => {
      const known = formats.get(timeZone) ?? formatsFor(language, timeZone);
      formats.set(timeZone, known);
      return known.day;
    };
    return (more, timeZone) => {
      if (more === "") return "";
      const { from, until } = periodOf(more);
      const day = dayIn(timeZone);
      const now = Date.now();
      // The last moment at which it holds, not the midnight after.
      const last = until === null ? "" : day(new Date(Date.parse(until) - 1).toISOString());
      if (until !== null && Date.parse(until) <= now) return t("workspace.days.ended", { day: last });
      if (from === null) return t("workspace.days.until", { day: last });
      if (until !== null) return t("workspace.days.between", { from: day(from), until: last });
      return t(Date.parse(from) > now ? "workspace.days.from" : "workspace.days.since", { day: day(from) });
    };
  }, [i18n.language, language]);
}
