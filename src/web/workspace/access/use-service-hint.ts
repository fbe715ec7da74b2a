/** Who assigned a service and when, or from whom it comes. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceRowView } from "#contract/service-matrix.ts";
import { useFormats } from "#web/ui/ui-context.tsx";

export function useServiceHint(): (row: ServiceRowView, inherits: boolean) => string | undefined {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language only
  return useCallback(
    (row, inherits) => {
      const own =
        row.since === null
          ? ""
          : row.setBy === null
            ? t("workspace.rights.since", { date: formats.date(row.since) })
            : t("workspace.rights.setBy", { name: row.setBy.name, date: formats.date(row.since) });
      const sources = row.above.map((one) => (one.from === "company" ? (one.company?.name ?? "") : t("workspace.services.everybody")));
      const elsewhere = inherits && !row.assigned ? t("workspace.services.comesFrom", { from: formats.list([...new Set(sources)]) }) : "";
      return [own, elsewhere].filter(Boolean).join(" · ") || undefined;
    },
    [i18n.language, formats.timeZone],
  );
}
