/** Who set a right and when, and what holds here anyway and by what. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { RightsRowView } from "#contract/rights-matrix.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useLevelsText } from "./levels.ts";

type Cell = RightsRowView["cells"][number];

export function useCellHint(): (cell: Cell) => string | undefined {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const levelsText = useLevelsText();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language only
  return useCallback(
    (cell) => {
      const own =
        cell.since === null
          ? []
          : [
              cell.setBy === null
                ? t("workspace.rights.since", { date: formats.date(cell.since) })
                : t("workspace.rights.setBy", { name: cell.setBy.name, date: formats.date(cell.since) }),
            ];
      const elsewhere = cell.inherited.map((one) =>
        t("workspace.rights.inheritedFrom", {
          levels: levelsText(one.rights),
          from: one.from === "company" ? (one.company?.name ?? "") : t(`workspace.access.${one.from}`),
        }),
      );
      const words = [...own, ...elsewhere].filter(Boolean).join(" · ");
      return words === "" ? undefined : words;
    },
    [i18n.language, formats.timeZone],
  );
}
