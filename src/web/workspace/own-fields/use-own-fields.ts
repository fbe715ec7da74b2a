/** The own fields of tickets, in their order; and what stands in them, as people read it. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { listOwnFields, type OwnFieldView } from "#contract/own-field.ts";
import { listOf, optionLabel } from "#domain/tickets/own-fields.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";

export type OwnValue = string | number | boolean | string[] | null;

const none: readonly OwnFieldView[] = [];

export const useOwnFields = (): readonly OwnFieldView[] => useEndpoint(listOwnFields, {}, { staleMilliseconds: 300_000 }).data?.items ?? none;

export type ValueText = (field: Pick<OwnFieldView, "type" | "options">, value: unknown) => string;

export function useValueText(): ValueText {
  const { t } = useTranslation();
  const formats = useFormats();
  return useMemo(() => {
    const one = ({ type, options }: Pick<OwnFieldView, "type" | "options">, value: unknown): string => {
      if (typeof value === "boolean") return t(value ? "ui.yes" : "ui.no");
      if (typeof value === "number") return formats.number(value);
      if (typeof value === "object") return JSON.stringify(value);
      if (type === "date" && !Number.isNaN(Date.parse(String(value)))) return formats.date(`${String(value).slice(0, 10)}T12:00:00Z`);
      if (type === "instant" && !Number.isNaN(Date.parse(String(value)))) return formats.exact(String(value));
      return type === "choice" || type === "choices" ? optionLabel(options, value) : String(value);
    };
    return (field, value) =>
      listOf(value)
        .map((part) => one(field, part))
        .join(", ");
  }, [t, formats]);
}
