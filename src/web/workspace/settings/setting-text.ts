/** A setting's value as people read it. */
import { useTranslation } from "react-i18next";
import type { SettingView } from "#contract/administration.ts";
import { isLanguage, LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { useFormats } from "#web/ui/ui-context.tsx";

export function useSettingText(): (item: SettingView, value: unknown) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (item, value) => {
    if (value === null || value === undefined || value === "") return t("workspace.settings.none");
    switch (item.type) {
      case "boolean":
        return t(value === true ? "workspace.settings.on" : "workspace.settings.off");
      case "integer":
        return formats.number(Number(value));
      case "instant":
        return formats.date(String(value));
      case "choice":
        return item.options?.find((option) => option.value === value)?.label ?? String(value);
      case "language":
        return isLanguage(value) ? LANGUAGE_NAMES[value] : String(value);
      default:
        return String(value);
    }
  };
}
